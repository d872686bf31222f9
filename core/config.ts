import type { Provider } from './db/tables.ts';
import type { VaultKeys } from './people/vault.ts';
import { aboutSetting, demandedInProduction, type SettingName, settingNames, settings } from './settings.ts';

export { settingsHelp } from './settings.ts';

export type Config = {
  mode: 'development' | 'production';
  role: 'all' | 'web' | 'worker';
  port: number;
  /** Where providers reach us. No slash at the end. */
  publicUrl: string;
  /** Null: the embedded Postgres. */
  databaseUrl: string | null;
  /** Null: made once and kept (loadVaultKeys). */
  vaultKeys: VaultKeys | null;
  twilio: { accountSid: string; authToken: string; apiUrl: string | null } | null;
  africastalking: { username: string; apiKey: string; webhookSecret: string; apiUrl: string | null } | null;
  smtp: { url: string } | null;
  /** Addresses and nets whose X-Forwarded-For is believed. */
  trustedProxies: readonly string[];
  /** Null: jobs are kept in Postgres. Several: a Redis Cluster. */
  redisUrls: readonly string[] | null;
};

/** What is wrong with a setting and how to mend it. Never says what the setting was: it may be a secret. */
export type SettingProblem = { setting: SettingName; problem: string; mend: string };

export type ConfigResult = { ok: true; config: Config } | { ok: false; problems: SettingProblem[] };

type Given = Partial<Record<SettingName, string>>;

/** All of a provider's settings are given, or none. `_API_URL` alone aims at nothing. */
export const providerSettings = {
  twilio: { name: 'Twilio', needs: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'], aim: 'TWILIO_API_URL' },
  africastalking: {
    name: "Africa's Talking",
    needs: ['AFRICASTALKING_USERNAME', 'AFRICASTALKING_API_KEY', 'AFRICASTALKING_WEBHOOK_SECRET'],
    aim: 'AFRICASTALKING_API_URL',
  },
  smtp: { name: 'mail', needs: ['SMTP_URL'], aim: null },
} as const satisfies Record<
  Provider,
  { name: string; needs: readonly SettingName[]; aim: SettingName | null }
>;

/** Reads all settings, and tells of all that is wrong with them at once. Nothing else reads the environment. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const given = givenOf(env);
  const read = settings.safeParse(given);
  const malformed = read.success
    ? []
    : read.error.issues.flatMap(({ path }) => settingNames.filter((name) => name === path[0]));
  const found = [
    ...malformed.map((name) => problemOf(name, `must be ${aboutSetting(name).wanted}`)),
    ...missing(given),
    ...unsafe(given),
  ];
  if (!read.success || found.length > 0) return { ok: false, problems: firstOfEach(found) };
  return { ok: true, config: configOf(read.data) };
}

function givenOf(env: Readonly<Record<string, string | undefined>>): Given {
  const given: Given = {};
  for (const name of settingNames) {
    const value = env[name]?.trim();
    if (value) given[name] = value;
  }
  return given;
}

function missing(given: Given): SettingProblem[] {
  const demanded = inProduction(given)
    ? demandedInProduction.filter((name) => given[name] === undefined)
    : [];
  const halfGiven = Object.values(providerSettings).flatMap(({ name: provider, needs, aim }) => {
    const begun = [...needs, ...(aim === null ? [] : [aim])].find((name) => given[name] !== undefined);
    if (begun === undefined) return [];
    const lacking = needs.filter((name) => given[name] === undefined);
    return lacking.map((name) =>
      problemOf(name, `is missing, but ${begun} is given: ${provider} needs both`),
    );
  });
  return [...demanded.map((name) => problemOf(name, 'is demanded in production')), ...halfGiven];
}

/** What is well formed, but not for production. */
function unsafe(given: Given): SettingProblem[] {
  if (!inProduction(given)) return [];
  const { PUBLIC_URL, AFRICASTALKING_WEBHOOK_SECRET: secret } = given;
  const plain: SettingName[] =
    PUBLIC_URL === undefined || PUBLIC_URL.startsWith('https://') ? [] : ['PUBLIC_URL'];
  const aims = Object.values(providerSettings)
    .flatMap(({ aim }) => aim ?? [])
    .filter((aim) => !safeAim(given[aim]));
  const short: SettingName[] =
    secret === undefined || secret.length >= 16 ? [] : ['AFRICASTALKING_WEBHOOK_SECRET'];
  return [
    ...[...plain, ...aims].map((name) => problemOf(name, 'must begin with https:// in production')),
    ...short.map((name) => problemOf(name, 'must have 16 characters or more in production')),
  ];
}

/** Credentials go there: over the network only encrypted. */
function safeAim(address: string | undefined): boolean {
  return (
    address === undefined || /^https:\/\/|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/.test(address)
  );
}

function inProduction(given: Given): boolean {
  return given.MIADI_MODE === 'production';
}

export function problemOf(setting: SettingName, problem: string): SettingProblem {
  return { setting, problem, mend: aboutSetting(setting).mend };
}

/** For a terminal: one problem, two lines. */
export function describeSettingProblem({ setting, problem, mend }: SettingProblem): string {
  return `${setting}: ${problem}\n  ${mend}`;
}

/** One problem a setting, in the order in which settings are listed. */
function firstOfEach(problems: readonly SettingProblem[]): SettingProblem[] {
  return settingNames.flatMap((name) => problems.find((problem) => problem.setting === name) ?? []);
}

function configOf(read: ReturnType<typeof settings.parse>): Config {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = read;
  const { AFRICASTALKING_USERNAME: username, AFRICASTALKING_API_KEY: apiKey } = read;
  const { AFRICASTALKING_WEBHOOK_SECRET: webhookSecret } = read;
  return {
    mode: read.MIADI_MODE,
    role: read.MIADI_ROLE,
    port: read.PORT,
    publicUrl: read.PUBLIC_URL ?? `http://localhost:${read.PORT}`,
    databaseUrl: read.DATABASE_URL ?? null,
    vaultKeys: read.VAULT_KEY ?? null,
    twilio: accountSid && authToken ? { accountSid, authToken, apiUrl: read.TWILIO_API_URL ?? null } : null,
    africastalking:
      username && apiKey && webhookSecret
        ? { username, apiKey, webhookSecret, apiUrl: read.AFRICASTALKING_API_URL ?? null }
        : null,
    smtp: read.SMTP_URL === undefined ? null : { url: read.SMTP_URL },
    trustedProxies: read.TRUSTED_PROXIES?.split(',').map((net) => net.trim()) ?? [],
    redisUrls: read.REDIS_URL?.split(',').map((address) => address.trim()) ?? null,
  };
}
