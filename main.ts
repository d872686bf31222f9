import { mkdir, readFile } from 'node:fs/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { assemble } from './assemble.ts';
import { applyClinicSettings } from './core/clinic/apply.ts';
import { parseClinicFile } from './core/clinic/file.ts';
import { systemClock } from './core/clock.ts';
import { type Config, readConfig } from './core/config.ts';
import { connect, type Database } from './core/db/connect.ts';
import { ensureDatabase, startEmbeddedPostgres } from './core/db/embedded.ts';
import { migrate } from './core/db/migrate.ts';
import { type CorrelationId, uuidIds } from './core/ids.ts';
import { createLog, type Log } from './core/log.ts';
import { openVault, type Vault } from './core/people/vault.ts';
import { loadVaultKeys } from './core/people/vault-key.ts';
import { createEmulators } from './emulators/emulators.ts';

/** Where everything of this installation lies that is not in the database server of an operator. */
const folder = new URL('.miadi/', import.meta.url).pathname;
const demoClinic = new URL('demo/amani.yaml', import.meta.url);

/** Nobody outside this machine knows these: the emulators are reached from here alone, and never in production. */
const emulated = {
  twilio: { accountSid: `AC${'0'.repeat(32)}`, authToken: 'emulated-auth-token' },
  africastalking: { username: 'sandbox', apiKey: 'emulated-api-key', webhookSecret: 'emulated-secret' },
};

async function start(): Promise<void> {
  const read = readConfig(process.env);
  if (!read.ok) {
    for (const { setting, problem, mend } of read.problems)
      console.error(`${setting}: ${problem}\n  ${mend}`);
    process.exit(1);
  }
  const { config } = read;
  const development = config.mode === 'development';
  const log = createLog({ pretty: development });
  await mkdir(folder, { recursive: true });
  const postgres = await openDatabase(config, log);
  const { database } = postgres;
  const vault = openVault(await loadVaultKeys(config, folder));
  await migrate(database.db);
  if (development) await ensureDemoClinic(database, vault, log);

  const local = `http://127.0.0.1:${config.port}`;
  const twilio =
    config.twilio ?? (development ? { ...emulated.twilio, apiUrl: `${local}/emulators/twilio` } : null);
  const africastalking =
    config.africastalking ??
    (development ? { ...emulated.africastalking, apiUrl: `${local}/emulators/africastalking` } : null);
  const miadi = assemble({
    database,
    clock: systemClock,
    ids: uuidIds,
    vault,
    log,
    fetch,
    publicUrl: config.publicUrl,
    twilio,
    africastalking,
  });
}
