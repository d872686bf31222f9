import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWire } from './wire.ts';

const server = createServer(async (request, response) => {
  const body = (await Array.fromAsync(request.setEncoding('utf8'))).join('');
  if (request.url === '/cut') return request.socket.destroy();
  response.statusCode = body === 'right' && request.headers['x-said'] === 'yes' ? 200 : 400;
  if (request.url === '/empty') return response.writeHead(204).end();
  if (request.url === '/length') return response.setHeader('content-length', 2).end('ok');
  response.write('in ');
  setImmediate(() => response.end('parts'));
});
let origin: string;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

test('answers of every form are read to their end, at one connection', async () => {
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  const wire = await openWire(origin);
  const headers = 'x-said: yes\r\n';
  for (const path of ['/length', '/chunked', '/length']) {
    expect(await wire.post(path, headers, 'right')).toBe(200);
    expect(await wire.post(path, headers, 'wrong')).toBe(400);
  }
  expect(await wire.post('/empty', headers, 'right')).toBe(204);
  expect(await wire.post('/length', headers, 'right')).toBe(200);
  expect(connections).toBe(1);
  wire.close();
});

test('a connection that ends before the answer is told, and the next message has a new one', async () => {
  const wire = await openWire(origin);
  await expect(wire.post('/cut', '', 'right')).rejects.toThrow('ended before the answer');
  expect(await wire.post('/length', 'x-said: yes\r\n', 'right')).toBe(200);
  wire.close();
});
