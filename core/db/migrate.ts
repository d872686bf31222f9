import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Kysely, sql } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';

const ownFolder = fileURLToPath(new URL('./migrations', import.meta.url));

/**
 * Brings the database to the newest version: the numbered .sql files, in order, all in one transaction under an advisory
 * lock, so that several processes may start at once. There is no way back: a mistake is mended by the next file.
 *
 * @param upTo the last one to run, for a restore; the newest when not given
 * @returns the names of the migrations that this call applied
 */
export async function migrate<T>(db: Kysely<T>, folder = ownFolder, upTo?: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  await refuseNewerDatabase(db, Object.keys(migrations));
  const provider: MigrationProvider = { getMigrations: async () => migrations };
  const { error, results = [] } = await unhurried(db, (one) => {
    const migrator = new Migrator({ db: one, provider });
    return upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo);
  });
  if (error !== undefined) {
    const failed = results.find((result) => result.status === 'Error')?.migrationName;
    throw new Error(failed ? `migration ${failed} failed` : 'the migrations could not run', { cause: error });
  }
  return results.map((result) => result.migrationName);
}

/** On one connection, without the limits that connect.ts sets: a migration, or the wait for another process's, may take long. */
function unhurried<T, Result>(db: Kysely<T>, work: (one: Kysely<T>) => Promise<Result>): Promise<Result> {
  return db.connection().execute(async (one) => {
    await sql`select set_config('statement_timeout', '0', false), set_config('lock_timeout', '0', false)`.execute(
      one,
    );
    try {
      return await work(one);
    } finally {
      await sql.raw('reset statement_timeout; reset lock_timeout').execute(one);
    }
  });
}

async function readMigrations(folder: string): Promise<Record<string, Migration>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  const migrations: Record<string, Migration> = {};
  for (const file of files) {
    if (!/^\d{4}_[a-z0-9_]+\.sql$/.test(file))
      throw new Error(`a migration is named 0001_like_this.sql, not ${file}`);
    const text = await readFile(`${folder}/${file}`, 'utf8');
    // without parameters pg sends the file as one simple query, in which many statements may stand
    migrations[file.slice(0, -'.sql'.length)] = { up: async (tx) => void (await sql.raw(text).execute(tx)) };
  }
  return migrations;
}

/** An older Miadi must not write into tables whose rules it does not know. */
async function refuseNewerDatabase<T>(db: Kysely<T>, known: readonly string[]): Promise<void> {
  const unknown = (await appliedMigrations(db)).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(
      `the database is of a newer Miadi (it has ${unknown.join(', ')}): run that version, or update this one`,
    );
  }
}

/** The migrations that the database has, in order; none where it has no tables yet. */
export async function appliedMigrations<T>(db: Kysely<T>): Promise<string[]> {
  const table = await sql<{
    found: boolean;
  }>`select to_regclass('kysely_migration') is not null as found`.execute(db);
  if (!table.rows[0]?.found) return [];
  const applied = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return applied.rows.map((row) => row.name);
}

/** The migrations that this Miadi has, in order. */
export async function ownMigrations(): Promise<string[]> {
  return Object.keys(await readMigrations(ownFolder));
}
