import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { twilio } from '../accounts.ts';

/** Twilio's API as far as the program calls it: every message is taken at once. No receipts are told. */
export type Provider = {
  origin: string;
  /** Messages taken since it was opened, and of them those that fit the pattern. */
  taken(): { messages: number; fitting: number };
  close(): void;
};

export async function openProvider(pattern: RegExp | null): Promise<Provider> {
  let [taken, fitting, templates] = [0, 0, 0];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const [status, answer] = answerTo(request, body);
    const text = JSON.stringify(answer);
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    });
    response.end(text);
  });
  server.keepAliveTimeout = 60_000;

  function answerTo({ method, url = '' }: IncomingMessage, body: string): [number, unknown] {
    if (url.includes('/Messages')) {
      taken += 1;
      if (pattern?.test(decodeURIComponent(body.replaceAll('+', ' ')))) fitting += 1;
      return [201, message()];
    }
    if (!url.includes('/v1/Content')) return [404, { code: 20404, message: 'not found', status: 404 }];
    if (method === 'GET') return [200, { contents: [], meta: { next_page_url: null } }];
    templates += 1;
    return [201, { sid: `HX${String(templates).padStart(32, '0')}` }];
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken: () => ({ messages: taken, fitting }),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The fields of twilio.com/docs/messaging/api/message-resource; what they say of the message is of no use to the program. */
function message() {
  const sid = `SM${randomBytes(16).toString('hex')}`;
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

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request.setEncoding('latin1')) body += part;
  return body;
}
