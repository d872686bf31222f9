import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/**
 * One kept-alive connection to a web process, one request at a time. By hand: a client that does all that HTTP may ask for
 * takes as much of the machine as what is measured on it.
 */
export type Wire = {
  /** @returns the status of the answer */
  post(path: string, headers: string, body: string): Promise<number>;
  close(): void;
};

const headersEnd = '\r\n\r\n';

export async function openWire(origin: string): Promise<Wire> {
  const { hostname, port, host } = new URL(origin);
  let socket = await open(hostname, Number(port));
  return {
    async post(path, headers, body) {
      if (socket.destroyed) socket = await open(hostname, Number(port));
      const length = Buffer.byteLength(body);
      const head = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\n${headers}content-length: ${length}${headersEnd}`;
      const answer = answerOn(socket);
      socket.write(head + body);
      return answer;
    },
    close: () => socket.destroy(),
  };
}

async function open(host: string, port: number): Promise<Socket> {
  const socket = connect({ host, port, noDelay: true });
  await once(socket, 'connect');
  socket.on('error', () => undefined); // whoever waits for an answer hears of the end
  return socket;
}

function answerOn(socket: Socket): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = '';
    const settle = (act: () => void) => {
      socket.off('data', onPart);
      socket.off('close', onClose);
      act();
    };
    const onPart = (part: Buffer) => {
      text += part.toString('latin1');
      if (isWhole(text)) settle(() => resolve(Number(text.slice(9, 12))));
    };
    const onClose = () => settle(() => reject(new Error('the connection ended before the answer')));
    socket.on('data', onPart);
    socket.on('close', onClose);
  });
}

function isWhole(text: string): boolean {
  const end = text.indexOf(headersEnd);
  if (end === -1) return false;
  const head = text.slice(0, end);
  const length = /content-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) return text.length >= end + headersEnd.length + Number(length);
  return !/transfer-encoding: chunked/i.test(head) || text.endsWith(`0${headersEnd}`);
}
