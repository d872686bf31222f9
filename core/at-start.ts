import { chmod, mkdir } from 'node:fs/promises';
import { sql } from 'kysely';
import { type Config, problemOf, providerSettings, type SettingProblem } from './config.ts';
import type { Db } from './db/connect.ts';
import type { Provider } from './db/tables.ts';
import type { OrganizationId } from './ids.ts';
import { organizationLookupKey } from './people/lookup.ts';
import { openVault, type Vault, VaultError } from './people/vault.ts';
import { keepsVaultKey, loadVaultKeys } from './people/vault-key.ts';

/** What no setting tells alone: whether the settings fit the database, before anything is done to it. */

export type OpenedVault = { ok: true; vault: Vault } | { ok: false; problem: SettingProblem };

/**
 * The vault of the database's records, by VAULT_KEY or the key kept in the folder. A key is made only for a database that
 * has no records yet: another one's would seem to work until the first patient writes.
 *
 * @param options.makesKey false where also an empty database may be another installation's: nothing is made for DATABASE_URL
 */
export async function openFittingVault(
  db: Db,
  config: Pick<Config, 'vaultKeys' | 'databaseUrl'>,
  options: { folder: string; makesKey: boolean },
): Promise<OpenedVault> {
  const { folder, makesKey } = options;
  const owner = await findKeyOwner(db);
  if (config.vaultKeys === null && !(await keepsVaultKey(folder))) {
    if (owner !== undefined) return wrongKey("is missing, and the database's records are encrypted");
    if (config.databaseUrl !== null && !makesKey) return wrongKey('is missing, but DATABASE_URL is given');
  }
  const vault = openVault(await loadVaultKeys(config, folder));
  if (owner === undefined) return { ok: true, vault };
  try {
    await organizationLookupKey({ db, vault }, owner);
    return { ok: true, vault };
  } catch (error) {
    if (error instanceof VaultError) return wrongKey("does not open this database's records");
    throw error;
  }
}

function wrongKey(problem: string): OpenedVault {
  const mend =
    'Give the key that this database was begun with, or put its file back: .miadi/vault.key of where Miadi first ran on it.';
  return { ok: false, problem: { setting: 'VAULT_KEY', problem, mend } };
}

/** An organization whose key shows whether the vault fits; undefined while there is none, or not even a table. */
async function findKeyOwner(db: Db): Promise<OrganizationId | undefined> {
  const { rows } = await sql<{
    made: boolean;
  }>`select to_regclass('vault.organization_key') is not null as made`.execute(db);
  if (!rows[0]?.made) return undefined;
  const row = await db
    .selectFrom('vault.organization_key')
    .select('organization_id')
    .limit(1)
    .executeTakeFirst();
  return row?.organization_id;
}

/** A provider that a clinic can be written to by, with the slug of such a clinic. */
export type ProviderInUse = { provider: Provider; clinic: string };

export async function findProvidersInUse(db: Db): Promise<ProviderInUse[]> {
  return db
    .selectFrom('channel as c')
    .innerJoin('organization as o', 'o.id', 'c.organization_id')
    .distinctOn('c.provider')
    .select(['c.provider', 'o.slug as clinic'])
    .where('c.active', '=', true)
    .orderBy('c.provider')
    .orderBy('o.slug')
    .execute();
}

/** Without its provider's settings a clinic would hear nobody, and nobody would tell. */
export function findMissingProviders(
  config: Pick<Config, Provider>,
  inUse: readonly ProviderInUse[],
): SettingProblem[] {
  return inUse.flatMap(({ provider, clinic }) => {
    if (config[provider] !== null) return [];
    const { name, needs } = providerSettings[provider];
    const article = /^[AEIOU]/.test(name) ? 'an' : 'a';
    return needs.map((setting) =>
      problemOf(setting, `is missing, but the clinic ${clinic} has ${article} ${name} channel`),
    );
  });
}

/**
 * Makes the installation's folder, closed to others. Not where root runs us: Postgres then runs as another account, which
 * must pass through (native.ts); what is secret in there is closed by itself.
 */
export async function makeInstallationFolder(folder: string, account: number | undefined): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (account !== 0) await chmod(folder, 0o700);
}
