import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OutboxId } from '../../../core/ids.ts';
import { createMailEmulator, type MailEmulator } from '../../../emulators/mail/emulator.ts';
import type { Sending, SendOutcome } from '../handler.ts';
import { createSmtpHandler, messageIdOf, type SmtpHandler, serverOf } from './send.ts';

const outboxId = '0199a1b2-0000-7000-8000-000000000001' as OutboxId;
const words = 'Habari Wanjikũ,\n\nTuonane kesho – saa tatu…\n.\nFrom us\n';
const sending: Sending = {
  outboxId,
  channel: 'email',
  from: 'miadi@amani.example',
  to: 'asha@example.com',
  message: { kind: 'email', sender: 'Amani "Familĩ" Clinic', subject: 'Ujumbe kutoka Kĩinĩ', text: words },
};

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function handlerAt(url: string, timeoutMs = 1_500): SmtpHandler {
  const handler = createSmtpHandler({ url, timeoutMs });
  cleanups.push(handler.close);
  return handler;
}

describe('by the emulator', () => {
  const at = Temporal.Instant.from('2026-10-05T06:00:00Z');
  let mail: MailEmulator;
  let handler: SmtpHandler;
  beforeEach(async () => {
    mail = createMailEmulator({ now: () => at });
    cleanups.push(mail.stop);
    handler = handlerAt((await mail.listen()).replace('smtp://', 'smtp://miadi:p%40ss@'), 2_400);
  });

  test('an e-mail arrives as it was written, under an id of ours', async () => {
    const messageId = `<${outboxId}@amani.example>`;
    expect(await handler.send(sending)).toEqual({ ok: true, providerMessageId: messageId });
    const [got] = mail.mails;
    expect(got).toMatchObject({
      ...{ messageId, from: 'miadi@amani.example', to: 'asha@example.com', at },
      ...{ sender: 'Amani "Familĩ" Clinic', subject: 'Ujumbe kutoka Kĩinĩ' },
      headers: { 'auto-submitted': 'auto-generated', to: 'asha@example.com' },
    });
    expect(got?.text.trimEnd()).toBe(words.trimEnd());
    expect(got?.headers['content-type']).toMatch(/^text\/plain; charset=utf-8/);
    expect(got?.headers).not.toHaveProperty('x-mailer');
  });

  test('many go out at once, each once', async () => {
    const sent = await Promise.all(
      Array.from({ length: 40 }, (_, place) =>
        handler.send({ ...sending, to: `p${place}@example.com`, outboxId: `o${place}` as OutboxId }),
      ),
    );
    expect(sent.every(({ ok }) => ok)).toBe(true);
    expect(new Set(mail.mails.map(({ to }) => to)).size).toBe(40);
    expect(mail.mails).toHaveLength(40);
  });

  const refused = { kind: 'refuse', status: 0 } as const;
  test.each<[string, Parameters<MailEmulator['fault']>[0], SendOutcome, number]>([
    ['no such mailbox', { ...refused, code: 550 }, failed('bad_number', '550'), 0],
    ['a server that is busy', { ...refused, code: 451 }, failed('provider_error', '451'), 0],
    ['no answer, and taken', { kind: 'hang', taken: true }, failed('no_answer', null), 1],
    ['no answer, and not taken', { kind: 'hang', taken: false }, failed('no_answer', null), 0],
    ['broken off, and taken', { kind: 'drop', taken: true }, failed('no_answer', null), 1],
    [
      'slow',
      { kind: 'delay', ms: 200 },
      { ok: true, providerMessageId: messageIdOf(outboxId, sending.from) },
      1,
    ],
  ])('%s', async (_, fault, outcome, arrived) => {
    mail.fault(fault);
    expect(await handler.send(sending)).toEqual(outcome);
    expect(mail.mails).toHaveLength(arrived);
    expect(await handler.send({ ...sending, outboxId: 'next' as OutboxId })).toMatchObject({ ok: true });
  });

  test('a server that is away is unreachable, and is found again', async () => {
    expect(await handler.send(sending)).toMatchObject({ ok: true });
    mail.lastingFault({ kind: 'unreachable' });
    expect(await handler.send(sending)).toEqual(failed('provider_unreachable', null));
    mail.lastingFault(null);
    expect(await handler.send(sending)).toMatchObject({ ok: true });
    expect(mail.mails).toHaveLength(2);
  });
});

function failed(code: string, providerCode: string | null): SendOutcome {
  return { ok: false, error: { code, providerCode } } as SendOutcome;
}

/** What a server says to each command; where a reply is null it says nothing, where it is "bye" it hangs up. */
type Replies = Partial<Record<'greeting' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | '.', string | null>>;

async function scripted(replies: Replies): Promise<string> {
  const all: Replies = {
    ...{
      greeting: '220 mail.example',
      EHLO: '250-mail.example\r\n250 AUTH PLAIN',
      AUTH: '235 yes',
      MAIL: '250 ok',
    },
    ...{ RCPT: '250 ok', DATA: '354 go on', '.': '250 taken' },
    ...replies,
  };
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    say(socket, all.greeting);
    let inData = false;
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').slice(0, -1)) {
        if (inData && line !== '.') continue;
        const command = line === '.' ? '.' : line.split(' ')[0]?.toUpperCase();
        inData = command === 'DATA';
        say(socket, command === 'RSET' || command === 'QUIT' ? '250 ok' : all[command as keyof Replies]);
      }
    });
  });
  return `smtp://miadi:pass@127.0.0.1:${await portOf(server)}`;
}

function say(socket: Socket, reply: string | null | undefined): void {
  if (reply === 'bye') socket.destroy();
  else if (reply) socket.write(`${reply}\r\n`);
}

async function portOf(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

describe('what a server may say', () => {
  test.each<[string, Replies, string, string | null]>([
    // retry: surely not taken
    ['no greeting', { greeting: null }, 'provider_unreachable', null],
    ['hangs up before the greeting', { greeting: 'bye' }, 'provider_unreachable', null],
    ['a greeting that turns us away', { greeting: '554 no service' }, 'provider_error', '554'],
    ['a greeting that asks for time', { greeting: '421 4.3.2 too busy' }, 'provider_error', '421 4.3.2'],
    ['too many connections', { greeting: '421 4.7.0 too many' }, 'throttled', '421 4.7.0'],
    ['a wrong password', { AUTH: '535 5.7.8 no' }, 'bad_credentials', '535 5.7.8'],
    ['a password that cannot be checked now', { AUTH: '454 4.7.0 later' }, 'provider_error', '454 4.7.0'],
    ['a sender put off', { MAIL: '451 4.3.0 later' }, 'provider_error', '451 4.3.0'],
    ['a sender not let in', { MAIL: '530 5.7.0 log in first' }, 'bad_credentials', '530 5.7.0'],
    ['greylisted', { RCPT: '450 4.2.0 again in five minutes' }, 'provider_error', '450 4.2.0'],
    ['too much at once', { RCPT: '450 4.7.1 slow down' }, 'throttled', '450 4.7.1'],
    ['put off at DATA', { DATA: '451 later' }, 'provider_error', '451'],
    ['put off when all was said', { '.': '452 4.3.1 no room' }, 'provider_error', '452 4.3.1'],
    // never
    ['no such mailbox', { RCPT: '550 5.1.1 asha@example.com unknown' }, 'bad_number', '550 5.1.1'],
    ['no such mailbox, in the old way', { RCPT: '550 unknown' }, 'bad_number', '550'],
    ['no such domain', { RCPT: '550 5.1.2 no' }, 'bad_number', '550 5.1.2'],
    ['not an address', { RCPT: '501 syntax' }, 'bad_number', '501'],
    ['a mailbox switched off', { RCPT: '550 5.2.1 disabled' }, 'bad_number', '550 5.2.1'],
    ['a mailbox that is full', { RCPT: '552 5.2.2 full' }, 'undelivered', '552 5.2.2'],
    ['a policy', { RCPT: '550 5.7.1 relaying denied' }, 'refused', '550 5.7.1'],
    ['something else about the recipient', { RCPT: '554 no' }, 'refused', '554'],
    ['a sender it does not carry', { MAIL: '553 5.7.1 not yours' }, 'refused', '553 5.7.1'],
    ['spam, it says', { '.': '554 5.7.1 looks like spam' }, 'refused', '554 5.7.1'],
    ['too long', { '.': '552 5.3.4 too big' }, 'too_long', '552 5.3.4'],
    // in doubt
    ['nothing when all was said', { '.': null }, 'no_answer', null],
    ['hangs up when all was said', { '.': 'bye' }, 'no_answer', null],
    ['nothing to the recipient', { RCPT: null }, 'no_answer', null],
  ])('%s', async (_, replies, code, providerCode) => {
    const handler = handlerAt(await scripted(replies), 1_800);
    expect(await handler.send(sending)).toEqual(failed(code, providerCode));
  });

  test('nobody listens', async () => {
    const server = createServer();
    const port = await portOf(server);
    await new Promise((closed) => server.close(closed));
    expect(await handlerAt(`smtp://127.0.0.1:${port}`).send(sending)).toEqual(
      failed('provider_unreachable', null),
    );
    expect(await handlerAt('smtps://mail.invalid').send(sending)).toEqual(
      failed('provider_unreachable', null),
    );
  });

  test('what is no e-mail is refused, without asking', async () => {
    const message = { kind: 'text', text: 'Habari', segments: 1 } as const;
    expect(await handlerAt('smtp://mail.invalid').send({ ...sending, message })).toEqual(
      failed('refused', null),
    );
  });
});

test.each([
  [
    'smtps://mail.example',
    { host: 'mail.example', port: 465, secure: true, requireTLS: false, ignoreTLS: false },
  ],
  ['smtp://mail.example', { port: 587, secure: false, requireTLS: false, ignoreTLS: false }],
  [
    'smtp://miadi:p%40ss%3A@mail.example:2525',
    { port: 2525, requireTLS: true, auth: { user: 'miadi', pass: 'p@ss:' } },
  ],
  ['smtp://miadi:pass@127.0.0.1:25', { requireTLS: false, ignoreTLS: true }],
  ['smtp://[::1]', { host: '::1', ignoreTLS: true }],
  ['smtps://miadi:pass@localhost', { secure: true, ignoreTLS: false }],
])('%s', (url, server) => {
  expect(serverOf(url)).toMatchObject(server);
});
