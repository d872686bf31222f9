import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { OutboxId } from '../../core/ids.ts';
import { createAfricasTalkingHandler } from './africastalking/send.ts';
import type { Fetch } from './fetch.ts';
import type { Handler, Sending } from './handler.ts';
import { createLeanFetch } from './lean-fetch.ts';
import { createTwilioHandler } from './twilio/send.ts';

/** Real connections on this machine: what Node says of them decides whether a patient hears us twice. */

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(onRequest: RequestListener): Promise<string> {
  const server = createServer(onRequest);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function nobodyListens(): Promise<string> {
  const url = await listen(() => undefined);
  const server = servers.pop();
  await new Promise((closed) => server?.close(closed));
  return url;
}

const sending: Sending = {
  outboxId: '0199a1b2-0000-7000-8000-000000000001' as OutboxId,
  channel: 'sms',
  from: '22141',
  to: '+254722000001',
  message: { kind: 'text', text: 'Habari', segments: 1 },
};

const log = { warn: () => undefined };
const leanFetch = createLeanFetch();
const handlers: [string, (apiUrl: string, fetch: Fetch) => Handler][] = [
  [
    'twilio',
    (apiUrl, fetch) =>
      createTwilioHandler({
        accountSid: `AC${'0'.repeat(32)}`,
        authToken: 'token',
        publicUrl: 'https://miadi.example',
        apiUrl,
        fetch,
        timeoutMs: 300,
        log,
      }),
  ],
  [
    'africastalking',
    (apiUrl, fetch) =>
      createAfricasTalkingHandler({ username: 'clinic', apiKey: 'key', apiUrl, fetch, timeoutMs: 300, log }),
  ],
];

const ways: [string, Fetch][] = [
  ['over connections of our own', leanFetch],
  ["by Node's fetch", fetch],
];
const cases = handlers.flatMap(([provider, make]) =>
  ways.map(([way, call]) => [`${provider} ${way}`, (apiUrl: string) => make(apiUrl, call)] as const),
);

describe.each(cases)('%s', (_, handlerAt) => {
  test('nobody listens: surely not sent', async () => {
    const outcome = await handlerAt(await nobodyListens()).send(sending);
    expect(outcome).toEqual({ ok: false, error: { code: 'provider_unreachable', providerCode: null } });
  });

  test('the answer begins and does not end: in doubt, and not waited for any longer', async () => {
    const url = await listen((_, response) => {
      response.writeHead(201, { 'content-type': 'application/json' });
      response.write('{"sid":');
    });
    const outcome = await handlerAt(url).send(sending);
    expect(outcome).toEqual({ ok: false, error: { code: 'no_answer', providerCode: null } });
  });

  test('the request is taken and never answered: in doubt', async () => {
    let bytes = 0;
    const url = await listen((request) => {
      request.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
    });
    const outcome = await handlerAt(url).send(sending);
    expect(outcome).toEqual({ ok: false, error: { code: 'no_answer', providerCode: null } });
    expect(bytes).toBeGreaterThan(0);
  });

  test('the connection ends after the request: in doubt', async () => {
    const url = await listen((request) => {
      request.resume().on('end', () => request.socket.destroy());
    });
    const outcome = await handlerAt(url).send(sending);
    expect(outcome).toEqual({ ok: false, error: { code: 'no_answer', providerCode: null } });
  });

  test('the answer breaks off in its middle: in doubt', async () => {
    const url = await listen((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(201, { 'content-type': 'application/json', 'content-length': '1000' });
        response.write('{"sid":"SM', () => request.socket.destroy());
      });
    });
    const outcome = await handlerAt(url).send(sending);
    expect(outcome).toEqual({ ok: false, error: { code: 'no_answer', providerCode: null } });
  });
});

test('what was sent arrives whole, one message after another at one connection', async () => {
  const got: string[] = [];
  let connections = 0;
  const url = await listen(async (request, response) => {
    const body = (await Array.fromAsync(request.setEncoding('utf8'))).join('');
    got.push(`${request.method} ${request.url} ${request.headers['content-type']} ${body}`);
    response.writeHead(302, { location: '/elsewhere' });
    response.write('Hab');
    setImmediate(() => response.end('ari ✓'));
  });
  servers[0]?.on('connection', () => {
    connections += 1;
  });
  const headers = { 'content-type': 'text/plain' };
  const ask = () => {
    const signal = AbortSignal.timeout(2_000);
    return leanFetch(`${url}/a?b=c`, { method: 'POST', headers, body: 'ñ', redirect: 'manual', signal });
  };
  for (let time = 0; time < 2; time++) {
    const answer = await ask();
    await pause(5); // a connection may be used again one turn of the event loop after its answer
    expect([answer.status, answer.ok, await answer.text()]).toEqual([302, false, 'Habari ✓']);
  }
  expect(got).toEqual(Array(2).fill('POST /a?b=c text/plain ñ'));
  expect(connections).toBe(1);
});
