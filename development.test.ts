import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { assemble } from './assemble.ts';
import { createSmtpHandler } from './bot/channels/smtp/send.ts';
import { systemClock } from './core/clock.ts';
import { type Config, readConfig } from './core/config.ts';
import { type OutboxId, uuidIds } from './core/ids.ts';
import { createLog } from './core/log.ts';
import { openVault } from './core/people/vault.ts';
import type { Core } from './core/scope.ts';
import {
  type Development,
  developmentProviders,
  emulate,
  ensureDemoClinic,
  greeting,
  playMail,
} from './development.ts';
import type { Emulators } from './emulators/emulators.ts';
import { createTestDatabase, type TestDatabase } from './test/database.ts';

const log = createLog({ level: 'silent' });
const vault = openVault([randomBytes(32)]);
let database: TestDatabase;
let core: Core;
let folder: string;
const running: Emulators[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'miadi-development-'));
  core = { db: database.db, clock: systemClock, ids: uuidIds, vault, log };
  await ensureDemoClinic(core);
});
afterEach(() => {
  for (const emulators of running.splice(0)) emulators.stop();
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const twilio = { TWILIO_ACCOUNT_SID: `AC${'1a'.repeat(16)}`, TWILIO_AUTH_TOKEN: 'the-operators-own' };
const africastalking = {
  AFRICASTALKING_USERNAME: 'amani',
  AFRICASTALKING_API_KEY: 'atsk_own',
  AFRICASTALKING_WEBHOOK_SECRET: 'their-secret',
};
const atOurs = {
  twilio: { ...twilio, TWILIO_API_URL: 'http://localhost:3000/emulators/twilio' },
  africastalking: {
    ...africastalking,
    AFRICASTALKING_API_URL: 'http://127.0.0.1:3000/emulators/africastalking/',
  },
};

function developmentOf(env: Record<string, string>): Development {
  const read = readConfig(env);
  if (!read.ok) throw new Error('refused');
  const config: Config = read.config;
  return { config, core, providers: developmentProviders(config), demoStaff: [] };
}

/** The program as development has it, without a port; what it was asked to send goes nowhere. */
async function start(env: Record<string, string> = {}) {
  const development = developmentOf(env);
  const { config, providers } = development;
  const app = new Hono();
  const miadi = assemble({
    ...{ database: { ...database, close: database.drop }, clock: systemClock, ids: uuidIds, vault, log },
    fetch: () => Promise.reject(new TypeError('nothing is sent here')),
    ...{ publicUrl: config.publicUrl, twilio: providers.twilio, africastalking: providers.africastalking },
    smtp: config.smtp,
  });
  app.route('/', miadi.health);
  app.route('/', miadi.webhooks);
  running.push(await emulate(app, development, `${folder}/`));
  return { app, development, idle: miadi.sender.idle };
}

describe('whose a provider is', () => {
  test('nothing set: both are played, by secrets that are new at each start', () => {
    const [first, second] = [developmentOf({}).providers, developmentOf({}).providers];
    expect(first.emulated).toEqual(['twilio', 'africastalking']);
    expect(first.twilio.apiUrl).toBe('http://localhost:3000/emulators/twilio');
    const secrets = [first, second].flatMap((one) => [
      one.twilio.authToken,
      one.africastalking.apiKey,
      one.africastalking.webhookSecret,
    ]);
    expect(new Set(secrets).size).toBe(6);
    for (const secret of secrets) expect(secret).toMatch(/^[0-9a-f]{48}$/);
  });

  test.each<[string, Record<string, string>, string[]]>([
    ['Twilio', twilio, ['africastalking']],
    ['Africa’s Talking', africastalking, ['twilio']],
    ['both', { ...twilio, ...africastalking }, []],
    ['Twilio’s, at our emulator', atOurs.twilio, ['twilio', 'africastalking']],
    ['Africa’s Talking’s, at our emulator', atOurs.africastalking, ['twilio', 'africastalking']],
    [
      'Twilio’s, elsewhere on this machine',
      { ...twilio, TWILIO_API_URL: 'http://localhost:4010/emulators/twilio' },
      ['africastalking'],
    ],
    [
      'Twilio’s, at the other provider’s emulator',
      { ...twilio, TWILIO_API_URL: 'http://localhost:3000/emulators/africastalking' },
      ['africastalking'],
    ],
    [
      'Twilio’s, at a name that begins like ours',
      { ...twilio, TWILIO_API_URL: 'http://localhost.example:3000/emulators/twilio' },
      ['africastalking'],
    ],
  ])('set: %s', (_, env, emulated) => {
    const { config, providers } = developmentOf(env);
    expect(providers.emulated).toEqual(emulated);
    if (config.twilio) expect(providers.twilio).toEqual(config.twilio);
    if (config.africastalking) expect(providers.africastalking).toEqual(config.africastalking);
  });
});

describe('/phone and the emulators', () => {
  const page = async (env: Record<string, string>) =>
    (await (await start(env)).app.request('http://localhost:3000/phone')).text();

  test('have every line of the demo clinic', async () => {
    const text = await page({});
    for (const line of ['WhatsApp (Twilio)', 'SMS (Twilio)', 'SMS (Africa&#39;s Talking)']) {
      expect(text).toContain(line);
    }
  });

  test('have no line of a provider that is the operator’s own, and no key to it', async () => {
    const text = await page(twilio);
    expect(text).toContain('SMS (Africa&#39;s Talking)');
    expect(text).not.toContain('Twilio');
    const { app } = await start(twilio);
    const { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token } = twilio;
    const sent = await app.request(
      `http://localhost:3000/emulators/twilio/2010-04-01/Accounts/${sid}/Messages.json`,
      {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${sid}:${token}`).toString('base64')}` },
        body: new URLSearchParams({ From: '+254711082002', To: '+254712345678', Body: 'Karibu' }),
      },
    );
    expect(sent.status).toBe(401);
  });

  test('where both are the operator’s own there is nobody to write to', async () => {
    const { app } = await start({ ...twilio, ...africastalking });
    expect((await app.request('http://localhost:3000/phone')).status).toBe(404);
  });

  test.each([
    '/phone',
    '/phone/assets/phone.js',
    '/phone/stream',
    '/emulators/twilio/v1/Content',
    '/emulators/africastalking/version1/messaging',
  ])('answer to this machine’s names alone: %s', async (path) => {
    const { app } = await start();
    const by = async (host: string, method = 'HEAD') =>
      (await app.request(`http://localhost:3000${path}`, { method, headers: { host } })).status;
    expect(await by('clinic.example:3000')).toBe(403);
    expect(await by('clinic.example', 'POST')).toBe(403);
    expect(await by('localhost:3000')).not.toBe(403);
  });

  test('a webhook is answered by whatever name it came: a tunnel may lead here', async () => {
    const { app } = await start();
    const answer = await app.request('http://tunnel.example/webhooks/twilio/sms', { method: 'POST' });
    expect(await answer.text()).toBe('forbidden'); // it is not signed
    expect((await app.request('http://tunnel.example/healthz')).status).toBe(200);
  });
});

test('with a token that is set, a webhook can be signed by hand; with another it is refused', async () => {
  const { app, idle } = await start(atOurs.twilio);
  const url = 'http://localhost:3000/webhooks/twilio/sms';
  const form = {
    MessageSid: `SM${'2b'.repeat(16)}`,
    From: '+254712345678',
    To: '+254711082002',
    Body: 'Habari',
  };
  const post = (token: string) =>
    app.request(url, {
      method: 'POST',
      body: new URLSearchParams(form).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': getExpectedTwilioSignature(token, url, form),
      },
    });
  expect((await post('emulated-auth-token')).status).toBe(403);
  expect((await post(twilio.TWILIO_AUTH_TOKEN)).status).toBe(200);
  await idle();
});

describe('WhatsApp’s approved texts', () => {
  test('are those that the demo clinic says it has', async () => {
    const { app, development } = await start();
    const { accountSid, authToken } = development.providers.twilio;
    const answer = await app.request('http://localhost:3000/emulators/twilio/v1/Content?PageSize=1000', {
      headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
    });
    const { contents } = (await answer.json()) as { contents: { sid: string; types: object }[] };
    const rows = await database.db.selectFrom('message_template').select('content_sid').execute();
    expect(rows).toHaveLength(12);
    expect(contents.map(({ sid }) => sid)).toEqual(
      expect.arrayContaining(rows.map((row) => row.content_sid)),
    );
    expect(JSON.stringify(contents)).toContain('This is a reminder of your visit');
  });
});

describe('e-mail', () => {
  test('goes to a mail server of ours, and is seen there', async () => {
    const mail = await playMail(developmentOf({}).config, systemClock.now);
    if (mail === undefined) throw new Error('it is played');
    const app = new Hono();
    running.push(await emulate(app, { ...developmentOf({}), mail }, `${folder}/`));
    const handler = createSmtpHandler({ url: mail.url, timeoutMs: 5_000 });
    const message = { kind: 'email', sender: 'Amani', subject: 'A message', text: 'See you.' } as const;
    const ends = { from: 'miadi@amani.example', to: 'asha@example.com' };
    const outboxId = uuidIds.next<OutboxId>();
    expect(await handler.send({ outboxId, channel: 'email', ...ends, message })).toMatchObject({ ok: true });
    handler.close();
    const seen = await app.request('http://localhost:3000/emulators/mail');
    expect(await seen.json()).toMatchObject([{ ...ends, subject: 'A message', text: 'See you.\n' }]);
    expect((await app.request('http://clinic.example/emulators/mail')).status).toBe(403);
  });

  test('by a server that is set goes there', async () => {
    const { config } = developmentOf({ SMTP_URL: 'smtp://mail.example' });
    expect(await playMail(config, systemClock.now)).toBeUndefined();
    expect(await greeting(developmentOf({ SMTP_URL: 'smtp://mail.example' }))).toContain(
      'by your own server',
    );
  });
});

test('the greeting says which numbers are real, and no secret', async () => {
  const development = developmentOf(twilio);
  const text = await greeting(development);
  expect(text).toMatch(/WhatsApp \(Twilio\) +\+\d+ {2}\(your own account; not on \/phone\)/);
  expect(text).toMatch(/SMS \(Africa's Talking\) +\d+$/m);
  expect(text).not.toContain('miadi@');
  expect(text).toContain('E-mail to patients and staff: http://localhost:3000/emulators/mail');
  const { africastalking, twilio: own } = development.providers;
  for (const secret of [own.authToken, africastalking.apiKey, africastalking.webhookSecret]) {
    expect(text).not.toContain(secret);
  }
});
