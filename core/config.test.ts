import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Config, readConfig, settingsHelp } from './config.ts';
import { settingNames } from './settings.ts';

const key = randomBytes(32);
const production = {
  MIADI_MODE: 'production',
  PUBLIC_URL: 'https://desk.example.org',
  DATABASE_URL: 'postgres://miadi:secret@db.internal:5432/miadi',
  VAULT_KEY: key.toString('base64'),
};
const twilio = { TWILIO_ACCOUNT_SID: `AC${'0a'.repeat(16)}`, TWILIO_AUTH_TOKEN: 'token' };
const africastalking = {
  AFRICASTALKING_USERNAME: 'sandbox',
  AFRICASTALKING_API_KEY: 'atsk_1',
  AFRICASTALKING_WEBHOOK_SECRET: 'a-secret-of-17-ch',
};

function configOf(env: Record<string, string | undefined>): Config {
  const read = readConfig(env);
  if (!read.ok) throw new Error(`refused: ${read.problems.map(({ setting }) => setting).join(' ')}`);
  return read.config;
}

function problemsOf(env: Record<string, string | undefined>): string[] {
  const read = readConfig(env);
  return read.ok ? [] : read.problems.map(({ setting, problem }) => `${setting} ${problem}`);
}

describe('what is given', () => {
  test('nothing: development on this machine', () => {
    expect(configOf({})).toEqual({
      mode: 'development',
      role: 'all',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      databaseUrl: null,
      vaultKeys: null,
      twilio: null,
      africastalking: null,
      smtp: null,
      redisUrls: null,
      trustedProxies: [],
    });
  });

  test('all of it', () => {
    const env = {
      ...production,
      ...twilio,
      ...africastalking,
      PORT: '8080',
      MIADI_ROLE: 'worker',
      TWILIO_API_URL: 'https://twilio.example/',
      AFRICASTALKING_API_URL: 'http://127.0.0.1:4010',
      SMTP_URL: 'smtps://miadi:p%40ss@mail.example:465',
      REDIS_URL: 'redis://one.internal:6379, redis://two.internal:6379',
      TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8',
      HOME: '/root',
    };
    expect(configOf(env)).toEqual({
      mode: 'production',
      role: 'worker',
      port: 8080,
      publicUrl: 'https://desk.example.org',
      databaseUrl: production.DATABASE_URL,
      vaultKeys: [key],
      twilio: { accountSid: twilio.TWILIO_ACCOUNT_SID, authToken: 'token', apiUrl: 'https://twilio.example' },
      africastalking: {
        username: 'sandbox',
        apiKey: 'atsk_1',
        webhookSecret: 'a-secret-of-17-ch',
        apiUrl: 'http://127.0.0.1:4010',
      },
      smtp: { url: 'smtps://miadi:p%40ss@mail.example:465' },
      redisUrls: ['redis://one.internal:6379', 'redis://two.internal:6379'],
      trustedProxies: ['127.0.0.1', '10.0.0.0/8'],
    });
  });

  test('in production no provider is demanded, and each aims at the real one', () => {
    expect(configOf(production)).toMatchObject({ twilio: null, africastalking: null });
    expect(configOf({ ...production, ...twilio, ...africastalking })).toMatchObject({
      twilio: { apiUrl: null },
      africastalking: { apiUrl: null },
    });
  });

  const readings: [Record<string, string>, Partial<Config>][] = [
    [{ PORT: ' 8080 ' }, { port: 8080, publicUrl: 'http://localhost:8080' }],
    [
      { PORT: '', MIADI_ROLE: '  ' },
      { port: 3000, role: 'all' },
    ],
    [{ PUBLIC_URL: 'https://example.org/desk//' }, { publicUrl: 'https://example.org/desk' }],
    [{ PUBLIC_URL: 'http://192.168.1.5:3000/' }, { publicUrl: 'http://192.168.1.5:3000' }],
    [
      { DATABASE_URL: 'postgresql://localhost/miadi?sslmode=require' },
      { databaseUrl: 'postgresql://localhost/miadi?sslmode=require' },
    ],
    [{ ...africastalking, AFRICASTALKING_WEBHOOK_SECRET: 'short' }, {}],
    [{ VAULT_KEY: [randomBytes(32), key].map((one) => one.toString('base64')).join(' , ') }, {}],
  ];
  test.each(readings)('%o', (env, expected) => {
    expect(configOf(env)).toMatchObject(expected);
  });

  test('several vault keys keep their order', () => {
    const next = randomBytes(32);
    const VAULT_KEY = `${next.toString('base64')},${key.toString('base64')}`;
    expect(configOf({ VAULT_KEY }).vaultKeys).toEqual([next, key]);
  });
});

describe('what is wrong names itself', () => {
  const rows: [Record<string, string>, string[]][] = [
    [{ PORT: 'abc' }, ['PORT must be a number from 1 to 65535']],
    [{ PORT: '0' }, ['PORT must be a number from 1 to 65535']],
    [{ PORT: '65536' }, ['PORT must be a number from 1 to 65535']],
    [{ PORT: '3000.5' }, ['PORT must be a number from 1 to 65535']],
    [{ MIADI_MODE: 'staging' }, ['MIADI_MODE must be development or production']],
    [
      { MIADI_ROLE: 'whatsapp-web' },
      ['MIADI_ROLE must be all, web or worker (whatsapp-web comes with a later version)'],
    ],
    [
      { DATABASE_URL: 'mysql://localhost/miadi' },
      ['DATABASE_URL must be the address of a Postgres database'],
    ],
    [{ DATABASE_URL: 'postgres://localhost' }, ['DATABASE_URL must be the address of a Postgres database']],
    ...['mail.example:465', 'https://mail.example', 'smtp://'].map(
      (SMTP_URL): [Record<string, string>, string[]] => [
        { SMTP_URL },
        ['SMTP_URL must be an address with smtp:// or smtps://'],
      ],
    ),
    ...['x', '=', `${key.toString('base64')},`, key.toString('hex'), randomBytes(31).toString('base64')].map(
      (VAULT_KEY): [Record<string, string>, string[]] => [
        { VAULT_KEY },
        ['VAULT_KEY must be 32 bytes in base64, or several of these with commas between them'],
      ],
    ),
    ...[
      'desk.example.org',
      'ftp://desk.example.org',
      'https://a.example/?x=1',
      'https://me:pw@a.example',
      'https://',
    ].map((PUBLIC_URL): [Record<string, string>, string[]] => [
      { PUBLIC_URL },
      ['PUBLIC_URL must be an address with http:// or https:// and no query (in production https://)'],
    ]),
    [
      { TWILIO_ACCOUNT_SID: 'SK123', TWILIO_AUTH_TOKEN: 'a b' },
      [
        'TWILIO_ACCOUNT_SID must be the account SID, which begins with AC',
        'TWILIO_AUTH_TOKEN must be the auth token, in ASCII letters and signs without spaces',
      ],
    ],
    [
      { TWILIO_ACCOUNT_SID: twilio.TWILIO_ACCOUNT_SID },
      ['TWILIO_AUTH_TOKEN is missing, but TWILIO_ACCOUNT_SID is given: Twilio needs both'],
    ],
    // as a mail program curls quotes, and as a page's copy has what cannot be seen
    ...['“token”', 'tok\u200ben', 'tok\u00a0en', 'tökén'].map(
      (copied): [Record<string, string>, string[]] => [
        {
          TWILIO_ACCOUNT_SID: twilio.TWILIO_ACCOUNT_SID,
          TWILIO_AUTH_TOKEN: copied,
          AFRICASTALKING_USERNAME: copied,
          AFRICASTALKING_API_KEY: copied,
          AFRICASTALKING_WEBHOOK_SECRET: copied,
        },
        [
          'TWILIO_AUTH_TOKEN must be the auth token, in ASCII letters and signs without spaces',
          "AFRICASTALKING_USERNAME must be the application's username, in ASCII letters and signs without spaces",
          'AFRICASTALKING_API_KEY must be the API key, in ASCII letters and signs without spaces',
          'AFRICASTALKING_WEBHOOK_SECRET must be letters, digits, - and _ (in production 16 or more)',
        ],
      ],
    ),
    [
      { TWILIO_API_URL: 'http://localhost:4010' },
      [
        'TWILIO_ACCOUNT_SID is missing, but TWILIO_API_URL is given: Twilio needs both',
        'TWILIO_AUTH_TOKEN is missing, but TWILIO_API_URL is given: Twilio needs both',
      ],
    ],
    [
      { ...africastalking, AFRICASTALKING_WEBHOOK_SECRET: '' },
      [
        "AFRICASTALKING_WEBHOOK_SECRET is missing, but AFRICASTALKING_USERNAME is given: Africa's Talking needs both",
      ],
    ],
    [
      { ...africastalking, AFRICASTALKING_WEBHOOK_SECRET: 'has/slash' },
      ['AFRICASTALKING_WEBHOOK_SECRET must be letters, digits, - and _ (in production 16 or more)'],
    ],
    [
      { MIADI_MODE: 'production' },
      [
        'PUBLIC_URL is demanded in production',
        'DATABASE_URL is demanded in production',
        'VAULT_KEY is demanded in production',
      ],
    ],
    [
      { ...production, PUBLIC_URL: 'http://desk.example.org' },
      ['PUBLIC_URL must begin with https:// in production'],
    ],
    [
      { ...production, ...twilio, TWILIO_API_URL: 'http://localhost.evil.example' },
      ['TWILIO_API_URL must begin with https:// in production'],
    ],
    [
      { ...production, ...africastalking, AFRICASTALKING_WEBHOOK_SECRET: 'short' },
      ['AFRICASTALKING_WEBHOOK_SECRET must have 16 characters or more in production'],
    ],
    [
      {
        PORT: 'x',
        MIADI_ROLE: 'y',
        MIADI_MODE: 'production',
        PUBLIC_URL: 'z',
        DATABASE_URL: production.DATABASE_URL,
      },
      [
        'PORT must be a number from 1 to 65535',
        'PUBLIC_URL must be an address with http:// or https:// and no query (in production https://)',
        'MIADI_ROLE must be all, web or worker (whatsapp-web comes with a later version)',
        'VAULT_KEY is demanded in production',
      ],
    ],
  ];
  test.each(rows)('%o', (env, problems) => expect(problemsOf(env)).toEqual(problems));

  test('and says how to mend it, without saying what it was', () => {
    const value = 'Zk3vQ81xY hunter2';
    const env = Object.fromEntries(settingNames.map((name) => [name, value]));
    const read = readConfig(env);
    if (read.ok) throw new Error('nonsense was taken');
    expect(read.problems.map(({ setting }) => setting)).toEqual(settingNames);
    for (const { mend } of read.problems) expect(mend).toMatch(/^[A-Z].*\.$/);
    expect(JSON.stringify(read)).not.toMatch(/Zk3vQ81xY|hunter2/);
  });
});

test('the help has a line for every setting, with its default, and marks what production demands', () => {
  const lines = settingsHelp().split('\n');
  for (const name of settingNames) {
    expect(lines.filter((line) => line.slice(2).startsWith(`${name} `))).toHaveLength(1);
  }
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}PORT +3000 +where Miadi listens$/));
  const marked = lines.flatMap((line) => /^\* (\w+) {2}/.exec(line)?.[1] ?? []);
  expect(marked).toEqual(['PUBLIC_URL', 'DATABASE_URL', 'VAULT_KEY']);
});
