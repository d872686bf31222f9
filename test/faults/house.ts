import { randomBytes } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { applyClinicSettings } from '../../core/clinic/apply.ts';
import type { ClinicSettings } from '../../core/clinic/settings.ts';
import { systemClock } from '../../core/clock.ts';
import { connect, type Database } from '../../core/db/connect.ts';
import { migrate } from '../../core/db/migrate.ts';
import { type CorrelationId, type OrganizationId, uuidIds } from '../../core/ids.ts';
import { captureLog } from '../../core/log.ts';
import { openVault } from '../../core/people/vault.ts';
import { amani } from '../amani.ts';
import type { Patient } from './patient.ts';
import { type Program, runProgram } from './program.ts';
import { accounts, openProvider, type Provider, publicUrl } from './provider.ts';
import { openServer, type Server } from './server.ts';
import { openSmallDisk, type SmallDisk } from './small-disk.ts';

/** The whole of a production on this machine: a Postgres, two web processes and a worker, and the providers outside of it. */
export type House = {
  server: Server;
  /** Where its disk can be filled, and was asked for. */
  disk: SmallDisk | undefined;
  /** Looks at the records, as one who stands outside: never a process of the product. */
  database: Database;
  provider: Provider;
  programs: readonly [Program, ...Program[]];
  /** All who have written so far. */
  patients: Patient[];
  /** What the clocks of all processes show. */
  now(): Temporal.Instant;
  /** All clocks go on by so much. */
  advance(ms: number): void;
  /** One process's clock is off by so much; no other is. */
  misset(program: Program | null, ms: number): void;
  close(): Promise<void>;
};

export type HouseOptions = { smallDisk?: boolean; clinic?: ClinicSettings };

/** @param folder of the test's own */
export async function openHouse(folder: string, options: HouseOptions = {}): Promise<House> {
  await using stack = new AsyncDisposableStack();
  const disk = options.smallDisk ? await openSmallDisk(join(folder, 'disk')) : undefined;
  stack.defer(() => disk?.close());
  const place = join(disk?.folder ?? folder, 'postgres');
  await mkdir(place, { recursive: true });
  await chmod(place, 0o755); // for root's stand-in account, where it needs one
  const server = await openServer(place);
  stack.defer(() => server.close());
  const database = connect(server.url, { max: 2, applicationName: 'onlooker' });
  stack.defer(() => database.close());

  const vaultKey = randomBytes(32);
  await openClinic(database, vaultKey, options.clinic);
  const webs: Program[] = [];
  const provider = await openProvider(() => webs);
  stack.defer(() => provider.stop());
  const env = environment({ databaseUrl: server.url, vaultKey, providerUrl: provider.origin });
  const programs: [Program, ...Program[]] = [await runProgram('worker', env)];
  stack.defer(async () => void (await Promise.all(programs.map((program) => program.stop()))));
  for (let count = 0; count < 2; count++) programs.push(await runProgram('web', env));
  webs.push(...programs.filter(({ role }) => role === 'web'));
  await Promise.all(programs.map((program) => program.ready()));

  const closing = stack.move();
  let shiftMs = 0;
  return {
    ...{ server, disk, database, provider, programs, patients: [] },
    now: () => systemClock.now().add({ milliseconds: shiftMs }),
    advance(ms) {
      shiftMs += ms;
      for (const program of programs) program.shift(shiftMs);
    },
    misset(wrong, ms) {
      for (const program of programs) program.shift(shiftMs + (program === wrong ? ms : 0));
    },
    close: () => closing.disposeAsync(),
  };
}

export async function openClinic(
  { db }: Database,
  vaultKey: Buffer,
  clinic: ClinicSettings = amani,
): Promise<OrganizationId> {
  await migrate(db);
  const core = {
    ...{ db, clock: systemClock, ids: uuidIds },
    ...{ vault: openVault([vaultKey]), log: captureLog().log },
  };
  const applied = await applyClinicSettings(core, clinic, { correlationId: uuidIds.next<CorrelationId>() });
  if (!applied.ok) throw new Error(`the clinic cannot be applied: ${applied.reason}`);
  return applied.organizationId;
}

export function environment(of: {
  databaseUrl: string;
  vaultKey: Buffer;
  providerUrl: string;
}): Record<string, string> {
  return {
    MIADI_MODE: 'production',
    PUBLIC_URL: publicUrl,
    DATABASE_URL: of.databaseUrl,
    VAULT_KEY: of.vaultKey.toString('base64'),
    TWILIO_ACCOUNT_SID: accounts.twilio.accountSid,
    TWILIO_AUTH_TOKEN: accounts.twilio.authToken,
    TWILIO_API_URL: `${of.providerUrl}/emulators/twilio`,
    AFRICASTALKING_USERNAME: accounts.africastalking.username,
    AFRICASTALKING_API_KEY: accounts.africastalking.apiKey,
    AFRICASTALKING_WEBHOOK_SECRET: accounts.africastalking.webhookSecret,
    AFRICASTALKING_API_URL: `${of.providerUrl}/emulators/africastalking`,
    SMTP_URL: 'smtp://127.0.0.1:9', // the clinic has an address for e-mail, and nobody here is written to there
  };
}
