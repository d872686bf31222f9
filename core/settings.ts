import { isIP } from 'node:net';
import { z } from 'zod';
import { parseVaultKeys } from './people/vault-key.ts';

/**
 * @property wanted what its value must be
 * @property otherwise what happens without it, where no default says so
 */
type About = { meaning: string; wanted: string; mend: string; otherwise?: string };

/** What people are told of a setting: beside its schema, so that help and checks are one list. */
const about = z.registry<About>();

const aimed = {
  wanted: 'an address with http:// or https:// and no query (in production https://, or this machine)',
  mend: 'Leave it out to reach the provider itself, or give an address such as http://localhost:4010.',
};

/** Every setting there is. Empty ones count as not given. */
export const settings = z.object({
  PORT: z
    .stringFormat('port', /^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535)
    .prefault('3000')
    .register(about, {
      meaning: 'where Miadi listens',
      wanted: 'a number from 1 to 65535',
      mend: 'Give a free port, such as PORT=3000.',
    }),
  PUBLIC_URL: webAddress().optional().register(about, {
    meaning: 'where providers reach Miadi from outside; their signatures hang on it',
    wanted: 'an address with http:// or https:// and no query (in production https://)',
    mend: 'Give the address that stands at the providers, such as PUBLIC_URL=https://desk.example.org.',
    otherwise: 'http://localhost:PORT',
  }),
  MIADI_MODE: z.enum(['development', 'production']).prefault('development').register(about, {
    meaning: 'development has a demo clinic, /phone and emulated providers; production has none of these',
    wanted: 'development or production',
    mend: 'Give MIADI_MODE=production where patients write, or leave it out.',
  }),
  MIADI_ROLE: z.enum(['all', 'web', 'worker']).prefault('all').register(about, {
    meaning: 'what this process does: answer the web, do what is due later, or both',
    wanted: 'all, web or worker (whatsapp-web comes with a later version)',
    mend: 'Leave it out to run everything in one process.',
  }),
  DATABASE_URL: z.string().refine(isPostgresAddress).optional().register(about, {
    meaning: 'the Postgres to use',
    wanted: 'the address of a Postgres database',
    mend: 'Give DATABASE_URL=postgres://NAME:PASSWORD@HOST:5432/DATABASE; odd characters in it as %XX.',
    otherwise: 'a Postgres of our own in .miadi/',
  }),
  VAULT_KEY: z
    .string()
    .transform((text, context) => {
      const keys = parseVaultKeys(text);
      if (keys !== undefined) return keys;
      context.addIssue({ code: 'custom' });
      return z.NEVER;
    })
    .optional()
    .register(about, {
      meaning: "encrypts the keys of patients' records; of several, the first encrypts and all decrypt",
      wanted: '32 bytes in base64, or several of these with commas between them',
      mend: 'Check the copy; a first one is made by "openssl rand -base64 32". Keep it safe: without it the records are lost.',
      otherwise: 'made once, kept in .miadi/',
    }),
  TWILIO_ACCOUNT_SID: z
    .stringFormat('account', /^AC[0-9a-zA-Z]+$/)
    .optional()
    .register(about, {
      meaning: 'Twilio: the account',
      wanted: 'the account SID, which begins with AC',
      mend: 'Copy "Account SID" from the Twilio console (an API key, which begins with SK, is something else).',
    }),
  TWILIO_AUTH_TOKEN: secret().register(about, {
    meaning: 'Twilio: signs webhooks, and lets us send',
    wanted: 'the auth token, in ASCII letters and signs without spaces',
    mend: 'Copy "Auth Token" from the Twilio console.',
  }),
  TWILIO_API_URL: webAddress()
    .optional()
    .register(about, { ...aimed, meaning: 'Twilio: another server in its place', otherwise: "Twilio's own" }),
  AFRICASTALKING_USERNAME: secret().register(about, {
    meaning: "Africa's Talking: the application's username, or sandbox",
    wanted: "the application's username, in ASCII letters and signs without spaces",
    mend: "Copy the username from the application's page at Africa's Talking.",
  }),
  AFRICASTALKING_API_KEY: secret().register(about, {
    meaning: "Africa's Talking: lets us send",
    wanted: 'the API key, in ASCII letters and signs without spaces',
    mend: "Make an API key on the application's page at Africa's Talking.",
  }),
  AFRICASTALKING_WEBHOOK_SECRET: z
    .stringFormat('secret', /^[\w-]+$/)
    .optional()
    .register(about, {
      meaning: "Africa's Talking: the last part of the callback addresses given there (it signs nothing)",
      wanted: 'letters, digits, - and _ (in production 16 or more)',
      mend: 'Make one with "openssl rand -hex 24" and put it at the end of the callback addresses.',
    }),
  AFRICASTALKING_API_URL: webAddress()
    .optional()
    .register(about, {
      ...aimed,
      meaning: "Africa's Talking: another server in its place",
      otherwise: "Africa's Talking's own",
    }),
  SMTP_URL: z.string().refine(isMailServer).optional().register(about, {
    meaning: 'the mail server that e-mail goes out by, with its account',
    wanted: 'an address with smtp:// or smtps://',
    mend: 'Give SMTP_URL=smtps://NAME:PASSWORD@HOST:465; odd characters in it as %XX.',
  }),
  REDIS_URL: z.string().refine(isRedisAddress).optional().register(about, {
    meaning:
      'Redis for the jobs in place of Postgres; several addresses, with commas between them: a Redis Cluster',
    wanted: 'redis:// or rediss:// addresses with commas between them',
    mend: 'Give REDIS_URL=redis://HOST:6379, or leave it out to keep the jobs in Postgres.',
    otherwise: 'jobs are kept in Postgres',
  }),
  TRUSTED_PROXIES: z.string().refine(areNets).optional().register(about, {
    meaning:
      'proxies in front of Miadi, whose X-Forwarded-For is believed when staff sign in; from anybody else it is not',
    wanted: 'IP addresses or nets such as 10.0.0.0/8, with commas between them',
    mend: 'Give the address that the proxy connects from, such as TRUSTED_PROXIES=127.0.0.1.',
    otherwise: 'none is believed',
  }),
});

export type SettingName = keyof typeof settings.shape;

export const settingNames = Object.keys(settings.shape) as SettingName[];

export const demandedInProduction = [
  'PUBLIC_URL',
  'DATABASE_URL',
  'VAULT_KEY',
] as const satisfies SettingName[];

/** A table of all settings: `* ` marks what production demands. */
export function settingsHelp(): string {
  const rows = settingNames.map((name) => {
    const demanded = demandedInProduction.some((one) => one === name);
    const byDefault = settings.shape[name].parse(undefined) ?? aboutSetting(name).otherwise ?? 'none';
    return [`${demanded ? '*' : ' '} ${name}`, String(byDefault), aboutSetting(name).meaning] as const;
  });
  const table = [['  Setting', 'Without it', 'Meaning'] as const, ...rows];
  const [first, second] = [0, 1].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map(
    ([name, byDefault, meaning]) =>
      `${name.padEnd(first ?? 0)}  ${byDefault.padEnd(second ?? 0)}  ${meaning}`,
  );
  return `${lines.join('\n')}\n\n* demanded in production\n`;
}

export function aboutSetting(name: SettingName): About {
  const told = about.get(settings.shape[name]);
  if (told === undefined) throw new Error(`the setting ${name} is not described`);
  return told;
}

/** As it goes into a header: a quote that a mail program has curled would fail only when the first message is sent. */
function secret() {
  return z.stringFormat('secret', /^[\x21-\x7e]+$/).optional();
}

/** Comes out without slashes at its end, as paths are put behind it. */
function webAddress() {
  return z
    .string()
    .refine(isWebAddress)
    .transform((address) => address.replace(/\/+$/, ''));
}

function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s?#@]+$/.test(text)) return false;
  return URL.canParse(text);
}

function isMailServer(text: string): boolean {
  return /^smtps?:\/\//.test(text) && URL.canParse(text) && new URL(text).hostname !== '';
}

function isRedisAddress(text: string): boolean {
  return text.split(',').every((one) => /^rediss?:\/\/[^\s,]+$/.test(one.trim()) && URL.canParse(one.trim()));
}

function areNets(text: string): boolean {
  return text.split(',').every((one) => {
    const [, address = '', bits] = /^([\da-f.:]+)(?:\/(\d{1,3}))?$/i.exec(one.trim()) ?? [];
    const family = isIP(address);
    return family !== 0 && Number(bits ?? 0) <= (family === 4 ? 32 : 128);
  });
}

function isPostgresAddress(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text) && URL.canParse(text) && new URL(text).pathname.length > 1;
}
