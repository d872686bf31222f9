import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../test/database.ts';
import {
  findMissingProviders,
  findProvidersInUse,
  makeInstallationFolder,
  openFittingVault,
} from './at-start.ts';
import { applyClinicSettings } from './clinic/apply.ts';
import { parseClinicFile } from './clinic/file.ts';
import type { ClinicSettings } from './clinic/settings.ts';
import { systemClock } from './clock.ts';
import { type Config, readConfig } from './config.ts';
import { type CorrelationId, uuidIds } from './ids.ts';
import { createLog } from './log.ts';
import { openVault } from './people/vault.ts';
import { loadVaultKeys } from './people/vault-key.ts';

const demo = readFileSync(new URL('../demo/amani.yaml', import.meta.url), 'utf8');
const vaultKey = randomBytes(32);
let database: TestDatabase;
let bare: TestDatabase;
let folder: string;

beforeAll(async () => {
  [database, bare] = [await createTestDatabase(), await createEmptyDatabase()];
});
afterAll(async () => {
  await database.drop();
  await bare.drop();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'miadi-start-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The demo clinic under another slug, with other channels. */
function clinicWith(slug: string, channels: ClinicSettings['channels']): ClinicSettings {
  const parsed = parseClinicFile(demo);
  if (!parsed.ok) throw new Error('the demo clinic is not in order');
  return { ...parsed.clinic, slug, channels };
}

async function apply(clinic: ClinicSettings): Promise<void> {
  const core = {
    ...{ db: database.db, clock: systemClock, ids: uuidIds, vault: openVault([vaultKey]) },
    log: createLog({ level: 'silent' }),
  };
  const applied = await applyClinicSettings(core, clinic, { correlationId: uuidIds.next<CorrelationId>() });
  if (!applied.ok) throw new Error(applied.reason);
}

const sms = (provider: 'twilio' | 'africastalking', number: string) =>
  ({ provider, kind: 'sms', number, keyword: null, receives: true, price: '1.0000', templates: [] }) as const;

describe('the vault', () => {
  const own = { vaultKeys: null, databaseUrl: null };
  const given = { vaultKeys: null, databaseUrl: 'postgres://db.internal/miadi' };

  test('of an empty database: a key is made, but not by who may have come to another’s database', async () => {
    expect(await openFittingVault(bare.db, given, { folder, makesKey: false })).toMatchObject({
      ok: false,
      problem: { setting: 'VAULT_KEY', problem: 'is missing, but DATABASE_URL is given' },
    });
    expect(await readdir(folder)).toEqual([]);
    expect(await openFittingVault(bare.db, own, { folder, makesKey: false })).toMatchObject({ ok: true });
    expect(await readdir(folder)).toEqual(['vault.key']);
    // it is there now: whoever made it means this database
    expect(await openFittingVault(bare.db, given, { folder, makesKey: false })).toMatchObject({ ok: true });
  });

  test('of a development’s database that has tables and no clinic: a key is made', async () => {
    const empty = await createTestDatabase();
    expect(await openFittingVault(empty.db, given, { folder, makesKey: true })).toMatchObject({ ok: true });
    expect(await readdir(folder)).toEqual(['vault.key']);
    await empty.drop();
  });

  test('of a database with records: the right key opens it, also from behind a newer one', async () => {
    await apply(clinicWith('amani', [sms('twilio', '+254711082001')]));
    for (const vaultKeys of [[vaultKey], [randomBytes(32), vaultKey]] as const) {
      const opened = await openFittingVault(
        database.db,
        { ...given, vaultKeys },
        { folder, makesKey: false },
      );
      expect(opened).toMatchObject({ ok: true });
    }
  });

  test.each([
    ['by VAULT_KEY', { vaultKeys: [randomBytes(32)] as const, databaseUrl: null }, false],
    ['by the key of the folder', given, true],
  ])('of a database with records, opened with another key %s: refused', async (_, config, kept) => {
    await apply(clinicWith('amani', [sms('twilio', '+254711082001')]));
    if (kept) await loadVaultKeys(own, folder);
    expect(await openFittingVault(database.db, config, { folder, makesKey: true })).toMatchObject({
      ok: false,
      problem: { setting: 'VAULT_KEY', problem: "does not open this database's records" },
    });
  });

  test.each([own, given])('of a database with records: no key is made beside them (%o)', async (config) => {
    await apply(clinicWith('amani', [sms('twilio', '+254711082001')]));
    expect(await openFittingVault(database.db, config, { folder, makesKey: true })).toMatchObject({
      ok: false,
      problem: { setting: 'VAULT_KEY', problem: "is missing, and the database's records are encrypted" },
    });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('providers', () => {
  function configOf(env: Record<string, string>): Config {
    const read = readConfig(env);
    if (!read.ok) throw new Error('refused');
    return read.config;
  }
  const twilio = { TWILIO_ACCOUNT_SID: `AC${'0a'.repeat(16)}`, TWILIO_AUTH_TOKEN: 'token' };

  test('of active channels are found, each with one of its clinics', async () => {
    await database.db.updateTable('channel').set({ active: false }).execute();
    expect(await findProvidersInUse(database.db)).toEqual([]);
    await apply(clinicWith('azizi', [sms('twilio', '+254711082003')]));
    await apply(clinicWith('baraka', [sms('twilio', '+254711082002'), sms('africastalking', '22141')]));
    expect(await findProvidersInUse(database.db)).toEqual([
      { provider: 'africastalking', clinic: 'baraka' },
      { provider: 'twilio', clinic: 'azizi' },
    ]);
    await apply(clinicWith('baraka', [sms('twilio', '+254711082002')]));
    expect(await findProvidersInUse(database.db)).toEqual([{ provider: 'twilio', clinic: 'azizi' }]);
  });

  test('whose settings are missing are told by each setting, and how to mend it', () => {
    const inUse = [
      { provider: 'africastalking', clinic: 'baraka' },
      { provider: 'smtp', clinic: 'amani' },
      { provider: 'twilio', clinic: 'amani' },
    ] as const;
    expect(findMissingProviders(configOf(twilio), inUse)).toMatchObject([
      ...['USERNAME', 'API_KEY', 'WEBHOOK_SECRET'].map((end) => ({
        setting: `AFRICASTALKING_${end}`,
        problem: "is missing, but the clinic baraka has an Africa's Talking channel",
      })),
      { setting: 'SMTP_URL', problem: 'is missing, but the clinic amani has a mail channel' },
    ]);
    expect(findMissingProviders(configOf({}), inUse.slice(2))).toEqual([
      expect.objectContaining({ setting: 'TWILIO_ACCOUNT_SID' }),
      {
        setting: 'TWILIO_AUTH_TOKEN',
        problem: 'is missing, but the clinic amani has a Twilio channel',
        mend: 'Copy "Auth Token" from the Twilio console.',
      },
    ]);
    expect(findMissingProviders(configOf({}), [])).toEqual([]);
  });
});

test.each([
  [1000, 0o700],
  [undefined, 0o700],
  [0, 0o755],
])('the folder of account %s is made with mode %i', async (account, mode) => {
  const made = join(folder, 'deeper');
  for (let start = 1; start <= 2; start++) {
    await makeInstallationFolder(made, account);
    expect((await stat(made)).mode & 0o777).toBe(mode);
  }
});
