import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Hono } from 'hono';
import { applyClinicSettings } from './core/clinic/apply.ts';
import { parseClinicFile } from './core/clinic/file.ts';
import { type Config, providerSettings } from './core/config.ts';
import type { AddressKind, ChannelKind, ChatProvider, Provider } from './core/db/tables.ts';
import { type CorrelationId, type OrganizationId, type PractitionerId, uuidIds } from './core/ids.ts';
import type { Core } from './core/scope.ts';
import { type DemoMember, putDemoMember } from './core/staff/demo.ts';
import { hashOf } from './dashboard/sign-in/passwords.ts';
import { createEmulators, type Emulators } from './emulators/emulators.ts';
import { createMailEmulator, type MailEmulator } from './emulators/mail/emulator.ts';
import { onlyThisMachine } from './emulators/this-machine.ts';
import { approvedTemplate } from './flows/notice/templates.ts';

/** What runs only in development: the demo clinic, the emulated providers, /phone, and a greeting that says where to go. */

const demoClinic = new URL('demo/amani.yaml', import.meta.url);

/** Both providers, and which of them are played by our emulators: the others are the operator's own, and reach real people. */
export type DevelopmentProviders = {
  [P in ChatProvider]: NonNullable<Config[P]>;
} & { emulated: readonly ChatProvider[] };

/**
 * The operator's providers where they are set, else our emulators of them. Settings that aim at an emulator of ours are
 * its account, too: with a token that one knows, one can sign webhooks by hand.
 */
export function developmentProviders(config: Config): DevelopmentProviders {
  const fresh = makeAccounts();
  const twilio = config.twilio ?? { ...fresh.twilio, apiUrl: emulatorUrl(config, 'twilio') };
  const africastalking = config.africastalking ?? {
    ...fresh.africastalking,
    apiUrl: emulatorUrl(config, 'africastalking'),
  };
  const aims = [
    { provider: 'twilio', apiUrl: twilio.apiUrl },
    { provider: 'africastalking', apiUrl: africastalking.apiUrl },
  ] as const;
  const emulated = aims.filter(({ provider, apiUrl }) => isEmulator(config, provider, apiUrl));
  return { twilio, africastalking, emulated: emulated.map(({ provider }) => provider) };
}

/** Made anew at each start: whoever can guess them could write to the clinic as any patient. */
function makeAccounts() {
  const secret = () => randomBytes(24).toString('hex');
  return {
    twilio: { accountSid: `AC${'0'.repeat(32)}`, authToken: secret() },
    africastalking: { username: 'sandbox', apiKey: secret(), webhookSecret: secret() },
  };
}

function emulatorUrl(config: Config, provider: ChatProvider): string {
  return `${localUrl(config)}/emulators/${provider}`;
}

function isEmulator(config: Config, provider: ChatProvider, apiUrl: string | null): boolean {
  if (apiUrl === null) return false;
  const { origin, pathname } = new URL(apiUrl);
  const ours = ['localhost', '127.0.0.1', '[::1]'].map((host) => new URL(`http://${host}:${config.port}`));
  return ours.some((url) => url.origin === origin) && pathname === `/emulators/${provider}`;
}

/** The mail server that is played where the operator has set none. It listens from here on: e-mail goes there by SMTP. */
export type PlayedMail = { emulator: MailEmulator; url: string };

export async function playMail(
  { smtp }: Config,
  now: () => Temporal.Instant,
): Promise<PlayedMail | undefined> {
  if (smtp !== null) return undefined;
  const emulator = createMailEmulator({ now });
  return { emulator, url: await emulator.listen() };
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

/** Somebody to sign in as; the password is one for all, and made anew at each start. */
export type DemoSignIn = { role: string; email: string; password: string };

const demoStaff = [
  { role: 'front_desk', who: 'Front desk', name: 'Njeri Kariuki', email: 'desk@demo.example' },
  { role: 'practitioner', who: 'Practitioner', name: 'Dr Kamau', email: 'doctor@demo.example' },
  { role: 'clinic_admin', who: 'Clinic admin', name: 'Halima Abdi', email: 'admin@demo.example' },
  { role: 'practice_manager', who: 'Practice manager', name: 'Peter Ouma', email: 'manager@demo.example' },
  { role: 'system_admin', who: 'System admin', name: 'Grace Wambui', email: 'system@demo.example' },
] as const;

/**
 * One of each role in the first clinic there is. They are not asked for a code from a phone, which administrators are
 * otherwise: who tries Miadi has no time for that. Production deactivates them (core/staff/demo.ts).
 */
export async function ensureDemoStaff(core: Core): Promise<DemoSignIn[]> {
  const clinic = await core.db
    .selectFrom('organization')
    .select('id')
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
  if (clinic === undefined) return [];
  const password = `demo-${randomBytes(4).toString('hex')}`;
  const hash = await hashOf(password);
  for (const { role, name, email } of demoStaff) {
    const practitionerId = role === 'practitioner' ? await firstPractitioner(core, clinic.id) : null;
    const member: DemoMember = { role, name, email, practitionerId, branches: 'all', language: 'en' };
    await putDemoMember(core, clinic.id, member, hash);
  }
  return demoStaff.map(({ who, email }) => ({ role: who, email, password }));
}

async function firstPractitioner(core: Core, organizationId: OrganizationId): Promise<PractitionerId | null> {
  const row = await core.db
    .selectFrom('practitioner')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('active', '=', true)
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

export type Development = {
  config: Config;
  core: Core;
  providers: DevelopmentProviders;
  mail?: PlayedMail | undefined;
  demoStaff: readonly DemoSignIn[];
};

/**
 * Puts the emulators and /phone beside the program; a phone's messages are kept in the folder, across restarts. A provider
 * that is the operator's own has no line on /phone, and its emulator an account that nobody has the key to.
 */
export async function emulate(
  app: Hono,
  { config, core, providers, mail }: Development,
  folder: string,
): Promise<Emulators> {
  const accounts = makeAccounts();
  const emulators = createEmulators({
    now: core.clock.now,
    fetch,
    webhookBaseUrl: config.publicUrl, // signatures cover it
    twilio: providers.emulated.includes('twilio') ? providers.twilio : accounts.twilio,
    africastalking: providers.emulated.includes('africastalking')
      ? providers.africastalking
      : accounts.africastalking,
    clinics: (await clinicsOf(core))
      .map(({ name, channels }) => ({
        name,
        channels: channels
          .filter((channel) => isEmulated(providers, channel))
          .map((channel) => ({ ...channel, label: labelOf(channel) })),
      }))
      .filter(({ channels }) => channels.length > 0),
    ...(mail && { mail: mail.emulator }),
    journal: `${folder}phones.jsonl`,
    zone: 'Africa/Nairobi',
  });
  if (providers.emulated.includes('twilio')) await approveTemplates(core, emulators);
  for (const path of ['/phone/*', '/emulators/*']) app.use(path, onlyThisMachine());
  app.route('/', emulators.app);
  return emulators;
}

/** As if WhatsApp had let pass what the clinics say it has: those of now, not of a file that is applied meanwhile. */
async function approveTemplates(core: Core, { twilio }: Emulators): Promise<void> {
  const rows = await core.db
    .selectFrom('message_template')
    .select(['key', 'language', 'content_sid as sid'])
    .execute();
  for (const { key, language, sid } of rows) {
    twilio.approve({ sid, language, ...approvedTemplate(key, language) });
  }
}

type EmulatedChannel = { provider: ChatProvider; kind: ChannelKind; number: string };

function isEmulated<Channel extends ClinicChannel>(
  { emulated }: DevelopmentProviders,
  channel: Channel,
): channel is Channel & EmulatedChannel {
  return emulated.some((one) => one === channel.provider);
}

type ClinicChannel = { provider: Provider; kind: AddressKind; number: string };

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

const kindNames: Record<AddressKind, string> = { whatsapp: 'WhatsApp', sms: 'SMS', email: 'E-mail' };

function labelOf({ kind, provider }: ClinicChannel): string {
  return `${kindNames[kind]} (${providerSettings[provider].name})`;
}

/** Where to go, and the clinic's number on each channel. */
export async function greeting({ config, core, providers, demoStaff }: Development): Promise<string> {
  const lines = ['', `Miadi is running.  Chat with the clinic:  ${localUrl(config)}/phone`, ''];
  for (const { name, channels } of await clinicsOf(core)) {
    lines.push(`${name} can be written to at:`);
    for (const channel of channels.filter(({ kind }) => kind !== 'email')) {
      const own = isEmulated(providers, channel) ? '' : '  (your own account; not on /phone)';
      lines.push(`  ${labelOf(channel).padEnd(24)} ${channel.number}${own}`);
    }
  }
  lines.push(
    '',
    `E-mail to patients and staff: ${config.smtp === null ? `${localUrl(config)}/emulators/mail` : 'by your own server'}`,
  );
  const [first] = demoStaff;
  if (first) {
    lines.push('', `What staff see:  ${localUrl(config)}/  Sign in as one of these, by ${first.password}`);
    for (const { role, email } of demoStaff) lines.push(`  ${role.padEnd(24)} ${email}`);
  }
  lines.push('', 'In a terminal instead: npm run chat.  To stop: Ctrl-C.', '');
  return lines.join('\n');
}

function localUrl(config: Config): string {
  return `http://localhost:${config.port}`;
}
