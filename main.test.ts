import { type ChildProcess, spawn } from 'node:child_process';
import { request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyClinicSettings } from './core/clinic/apply.ts';
import { systemClock } from './core/clock.ts';
import { type CorrelationId, uuidIds } from './core/ids.ts';
import { createLog } from './core/log.ts';
import { openVault } from './core/people/vault.ts';
import { createEmulators, type Emulators } from './emulators/emulators.ts';
import { withSmsBy } from './test/amani.ts';
import { createTestDatabase, type TestDatabase } from './test/database.ts';
import { assertInvariant } from './test/invariant.ts';

/** The program itself, as production runs it; Twilio and the phones are emulated beside it, over HTTP. */

const publicUrl = 'https://desk.example.org';
/** For what another process does. */
const patience = { timeout: 30_000 };
const vaultKey = Buffer.alloc(32, 7);
const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'the-token-of-this-test' };
const clinic = withSmsBy('twilio');
const number =
  clinic.channels.find(({ kind, provider }) => kind === 'sms' && provider === 'twilio')?.number ?? '';

let database: TestDatabase;
let port: number;
let twilio: Awaited<ReturnType<typeof emulate>>;
const children: ChildProcess[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  const core = {
    ...{ db: database.db, clock: systemClock, ids: uuidIds },
    ...{ vault: openVault([vaultKey]), log: createLog({ level: 'silent' }) },
  };
  await applyClinicSettings(core, clinic, { correlationId: uuidIds.next<CorrelationId>() });
  port = await freePort();
  twilio = await emulate();
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await twilio.close();
  await database.drop();
});

/** Twilio, which calls our public name and reaches the program's port; it may be made slow to take what is sent. */
async function emulate() {
  let held: Promise<void> | null = null;
  const emulators: Emulators = createEmulators({
    now: systemClock.now,
    fetch: (input, init) => fetch(String(input).replace(publicUrl, `http://127.0.0.1:${port}`), init),
    webhookBaseUrl: publicUrl,
    twilio: account,
    africastalking: { username: 'sandbox', apiKey: 'key', webhookSecret: 'secret' },
    clinics: [],
  });
  const app = new Hono();
  app.use('/emulators/twilio/*', async (context, next) => {
    if (context.req.path.endsWith('/Messages.json')) await held;
    await next();
  });
  app.route('/', emulators.app);
  const server = await new Promise<ServerType>((resolve) => {
    const listening = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(listening));
  });
  return {
    emulators,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/emulators/twilio`,
    /** From now on takes nothing, until what is returned is called. */
    hold(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    close(): Promise<unknown> {
      emulators.stop();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return free;
}

type Program = {
  stop(): void;
  ended: Promise<number | string | null>;
  log: string[];
  /** Nobody reads its log any more. */
  leaveLog(): void;
};

/** Resolves when it is ready. */
async function startProgram(): Promise<Program> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url))], {
    env: {
      PATH: process.env.PATH,
      ...{ MIADI_MODE: 'production', PORT: String(port), PUBLIC_URL: publicUrl, DATABASE_URL: database.url },
      ...{ VAULT_KEY: vaultKey.toString('base64'), TWILIO_ACCOUNT_SID: account.accountSid },
      ...{ TWILIO_AUTH_TOKEN: account.authToken, TWILIO_API_URL: twilio.url },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? code));
  });
  const log: string[] = [];
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      log.push(...chunk.split('\n').filter((line) => line !== ''));
      if (log.some((line) => line.includes('"started"'))) resolve();
    });
    void ended.then((code) => reject(new Error(`it ended with ${code} before it was ready`)));
  });
  return { stop: () => void child.kill('SIGTERM'), ended, log, leaveLog: () => void child.stdout.destroy() };
}

const phone = (place: number) => `+2547120000${String(place).padStart(2, '0')}`;
const messageId = (place: number) => `SM${String(place).padStart(32, '0')}`;

/** What the provider heard; 0 where nobody answered. */
async function write(place: number): Promise<number> {
  const writing = { provider: 'twilio', kind: 'sms', phone: phone(place), number } as const;
  return twilio.emulators.write({ ...writing, text: 'Hi', messageId: messageId(place) }).then(
    ({ status }) => status,
    () => 0,
  );
}

const answers = (path: string, headers: Record<string, string> = {}): Promise<number> =>
  new Promise((resolve) => {
    const asking = request({ host: '127.0.0.1', port, path, headers, agent: false }, (answer) => {
      void text(answer).then(() => resolve(answer.statusCode ?? 0));
    });
    asking.on('error', () => resolve(0)).end();
  });

async function takenMessages(): Promise<string[]> {
  const rows = await database.db
    .selectFrom('inbound_message as m')
    .innerJoin('conversation as v', 'v.id', 'm.conversation_id')
    .select('m.provider_message_id as id')
    .where('m.state', '=', 'handled')
    .where('v.turns', '=', 1)
    .orderBy('m.provider_message_id')
    .execute();
  return rows.map(({ id }) => id);
}

test('told to stop amid 50 webhooks: what was answered with 200 is there, all else is not and may come again', {
  timeout: 120_000,
}, async () => {
  const first = await startProgram();
  const release = twilio.hold();
  const heard = new Map<number, number>();
  let answered = 0;
  const places = Array.from({ length: 50 }, (_, place) => place);
  await Promise.all(
    places.map(async (place) => {
      await expect.poll(() => answered >= place - 4, { timeout: 60_000, interval: 1 }).toBe(true); // five at a time
      heard.set(place, await write(place));
      answered++;
      if (answered === 20) first.stop();
    }),
  );
  // what is on the wire has not ended: the port is open, and says that nobody is to come here
  await expect.poll(() => answers('/readyz'), patience).toBe(503);
  expect(await answers('/healthz')).toBe(200);
  expect(await write(90)).toBe(503);
  const taken = places.filter((place) => heard.get(place) === 200);
  expect(taken.length).toBeGreaterThanOrEqual(20);
  expect(taken.length).toBeLessThan(50);
  expect(new Set(heard.values())).toEqual(new Set([200, 503]));
  release();
  expect(await first.ended).toBe(0);
  expect(await answers('/readyz')).toBe(0);
  expect(await takenMessages()).toEqual(taken.map(messageId));
  const onTheWire = await database.db
    .selectFrom('outbox')
    .select('id')
    .where('state', '=', 'wired')
    .execute();
  expect(onTheWire).toEqual([]);

  // the next one answers whoever was taken, and the provider calls again for the others
  const next = await startProgram();
  for (const place of places.filter((one) => !taken.includes(one))) expect(await write(place)).toBe(200);
  const replies = () => places.map((place) => repliesTo(place));
  await expect.poll(replies, patience).toEqual(places.map(() => 1));
  next.stop();
  expect(await next.ended).toBe(0);
  expect(await takenMessages()).toEqual(places.map(messageId));
  expect([...first.log, ...next.log].filter((line) => line.includes('"level":"error"'))).toEqual([]);
  await assertInvariant(database.db);
});

function repliesTo(place: number): number {
  const inbox = twilio.emulators.network.inbox('sms', phone(place));
  return inbox.filter(({ direction }) => direction === 'in').length;
}

test('/metrics tells what has happened, to whom asks from nearby; told to stop with nothing to do, it ends at once', {
  timeout: 60_000,
}, async () => {
  const program = await startProgram();
  expect(await write(1)).toBe(200);
  await expect.poll(() => repliesTo(1), patience).toBe(1);
  const read = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  await expect
    .poll(read, patience)
    .toContain('miadi_receipts_total{provider="twilio",state="delivered",applied="true"} 1');
  const shown = await read();
  for (const line of [
    'miadi_turns_total{outcome="stranger"} 1',
    'miadi_turns_total{outcome="handled"} 1',
    'miadi_messages_sent_total{provider="twilio",kind="sms",code="sent"} 1',
    'miadi_reply_seconds_count{kind="sms"} 1',
    'miadi_overdue_rows{kind="messages"} 0',
    'miadi_backlog_readable 1',
  ]) {
    expect(shown).toContain(`${line}\n`);
  }
  expect(shown).not.toContain(phone(1).slice(1));
  expect(shown).not.toMatch(/amani/i);
  expect(shown).not.toMatch(/[\da-f]{8}-[\da-f]{4}-/);
  expect(await answers('/metrics', { 'x-forwarded-for': '8.8.8.8' })).toBe(404);
  expect(await answers('/metrics', { host: 'desk.example.org' })).toBe(404);
  program.stop();
  expect(await program.ended).toBe(0);
});

test('who calls us closes a connection that says nothing before we do: no message comes on one that is just being closed', {
  timeout: 60_000,
}, async () => {
  const program = await startProgram();
  const { headers } = await fetch(`http://127.0.0.1:${port}/healthz`);
  expect(headers.get('keep-alive')).toBe('timeout=75');
  program.stop();
  expect(await program.ended).toBe(0); // such connections do not hold it up
});

test('whoever read its log is gone: patients are answered all the same', patience, async () => {
  const program = await startProgram();
  program.leaveLog();
  for (const place of [1, 2, 3]) expect(await write(place)).toBe(200);
  expect(await answers('/readyz')).toBe(200);
  program.stop();
  expect(await program.ended).toBe(0);
});
