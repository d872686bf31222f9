import { readFile } from 'node:fs/promises';
import type { Hono } from 'hono';
import { applyClinicSettings } from './core/clinic/apply.ts';
import { parseClinicFile } from './core/clinic/file.ts';
import type { Config } from './core/config.ts';
import { type CorrelationId, uuidIds } from './core/ids.ts';
import type { Core } from './core/scope.ts';
import { createEmulators, type Emulators } from './emulators/emulators.ts';

/** What runs only in development: the demo clinic, the emulated providers, /phone, and a greeting that says where to go. */

const demoClinic = new URL('demo/amani.yaml', import.meta.url);

/** The emulated providers answer to this machine alone, and never in production: these need not be secret. */
const emulated = {
  twilio: { accountSid: `AC${'0'.repeat(32)}`, authToken: 'emulated-auth-token' },
  africastalking: { username: 'sandbox', apiKey: 'emulated-api-key', webhookSecret: 'emulated-secret' },
};

/** The operator's own providers where they are set, else the emulated ones. */
export function developmentProviders(config: Config): Pick<Config, 'twilio' | 'africastalking'> {
  const base = `${localUrl(config)}/emulators`;
  return {
    twilio: config.twilio ?? { ...emulated.twilio, apiUrl: `${base}/twilio` },
    africastalking: config.africastalking ?? { ...emulated.africastalking, apiUrl: `${base}/africastalking` },
  };
}

/** Puts the demo clinic into a database that has none. */
export async function ensureDemoClinic(core: Core): Promise<void> {
  const some = await core.db.selectFrom('organization').select('id').limit(1).executeTakeFirst();
  if (some) return;
  const parsed = parseClinicFile(await readFile(demoClinic, 'utf8'));
  if (!parsed.ok)
    throw new Error('demo/amani.yaml has problems: npm run clinic -- apply demo/amani.yaml lists them');
  const applied = await applyClinicSettings(core, parsed.clinic, {
    correlationId: uuidIds.next<CorrelationId>(),
  });
  if (!applied.ok) throw new Error(`demo/amani.yaml cannot be applied: ${applied.reason}`);
}

/** Puts the emulators and /phone beside the program; a phone's messages are kept in the folder, across restarts. */
export async function emulate(app: Hono, config: Config, core: Core, folder: string): Promise<Emulators> {
  const emulators = createEmulators({
    now: core.clock.now,
    fetch,
    webhookBaseUrl: config.publicUrl, // signatures cover it
    ...developmentKeys(config),
    clinics: (await clinicsOf(core)).map(({ name, channels }) => ({
      name,
      channels: channels.map((channel) => ({ ...channel, label: labelOf(channel) })),
    })),
    journal: `${folder}phones.jsonl`,
    zone: 'Africa/Nairobi',
  });
  app.route('/', emulators.app);
  return emulators;
}

function developmentKeys(config: Config) {
  const { twilio, africastalking } = developmentProviders(config);
  return {
    twilio: twilio ?? emulated.twilio,
    africastalking: africastalking ?? emulated.africastalking,
  };
}

type ClinicChannel = { provider: 'twilio' | 'africastalking'; kind: 'whatsapp' | 'sms'; number: string };

async function clinicsOf(core: Core): Promise<{ name: string; channels: ClinicChannel[] }[]> {
  const rows = await core.db
    .selectFrom('channel as c')
    .innerJoin('organization as o', 'o.id', 'c.organization_id')
    .select(['o.name', 'c.provider', 'c.kind', 'c.address as number'])
    .where('c.active', '=', true)
    .orderBy('o.created_at')
    .orderBy('c.kind', 'desc')
    .orderBy('c.provider', 'desc')
    .execute();
  const byName = Map.groupBy(rows, (row) => row.name);
  return [...byName].map(([name, channels]) => ({ name, channels }));
}

const providerNames = { twilio: 'Twilio', africastalking: "Africa's Talking" } as const;

function labelOf({ kind, provider }: ClinicChannel): string {
  return `${kind === 'whatsapp' ? 'WhatsApp' : 'SMS'} (${providerNames[provider]})`;
}

/** Where to go, and the clinic's number on each channel. */
export async function greet(config: Config, core: Core): Promise<void> {
  const lines = ['', `Miadi is running.  Chat with the clinic:  ${localUrl(config)}/phone`, ''];
  for (const { name, channels } of await clinicsOf(core)) {
    lines.push(`${name} can be written to at:`);
    for (const channel of channels) lines.push(`  ${labelOf(channel).padEnd(24)} ${channel.number}`);
  }
  lines.push('', 'In a terminal instead: npm run chat.  To stop: Ctrl-C.', '');
  console.log(lines.join('\n'));
}

function localUrl(config: Config): string {
  return `http://localhost:${config.port}`;
}
