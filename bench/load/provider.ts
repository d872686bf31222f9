import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { twilio } from '../accounts.ts';

/**
 * Twilio's API as far as the program calls it: every message is taken at once. No receipts are told. By hand, as the wires are
 * (wire.ts): a server that knows all of HTTP would take as much of the machine as the sending that is measured.
 */
export type Provider = {
  origin: string;
  /** Messages taken since it was opened, and of them those that fit the pattern. */
  taken(): { messages: number; fitting: number };
  close(): void;
};

type Asked = { method: string; path: string; body: string };

export async function openProvider(pattern: RegExp | null): Promise<Provider> {
  let [taken, fitting, templates] = [0, 0, 0];
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    readRequests(socket, (asked) => void socket.write(answerTo(asked)));
  });

  function answerTo({ method, path, body }: Asked): string {
    if (path.includes('/Messages')) {
      taken += 1;
      if (pattern?.test(decodeURIComponent(body.replaceAll('+', ' ')))) fitting += 1;
      return answer('201 Created', message(taken));
    }
    if (!path.includes('/v1/Content'))
      return answer('404 Not Found', { code: 20404, message: 'not found', status: 404 });
    if (method === 'GET') return answer('200 OK', { contents: [], meta: { next_page_url: null } });
    templates += 1;
    return answer('201 Created', { sid: `HX${String(templates).padStart(32, '0')}` });
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken: () => ({ messages: taken, fitting }),
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** One after another, each with its length told: so the program sends them. */
function readRequests(socket: Socket, take: (asked: Asked) => void): void {
  let text = '';
  socket.setEncoding('latin1').on('data', (part: string) => {
    text += part;
    for (;;) {
      const end = text.indexOf('\r\n\r\n');
      if (end === -1) return;
      const head = text.slice(0, end);
      const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      const whole = end + 4 + length;
      if (text.length < whole) return;
      const [method = '', path = ''] = head.split(' ', 2);
      take({ method, path, body: text.slice(end + 4, whole) });
      text = text.slice(whole);
    }
  });
}

function answer(status: string, content: unknown): string {
  const body = JSON.stringify(content);
  return `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

const seed = Math.floor(Math.random() * 2 ** 32);

/**
 * The fields of twilio.com/docs/messaging/api/message-resource; what they say of the message is of no use to the program. Ids by no
 * order, as Twilio's are: an index of them has no warm end.
 */
function message(number: number) {
  const mixed = (Math.imul(number, 0x9e3779b1) ^ seed) >>> 0; // each number another: the factor is odd
  const sid = `SM${mixed.toString(16).padStart(8, '0')}${seed.toString(16).padStart(24, '0')}`;
  const { accountSid } = twilio;
  return {
    ...{
      account_sid: accountSid,
      api_version: '2010-04-01',
      body: null,
      date_created: null,
      date_sent: null,
    },
    ...{ date_updated: null, direction: 'outbound-api', error_code: null, error_message: null, from: null },
    ...{ messaging_service_sid: null, num_media: '0', num_segments: '1', price: null, price_unit: 'USD' },
    ...{ sid, status: 'queued', subresource_uris: {}, to: null },
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`,
  };
}
