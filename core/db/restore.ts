import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { asWritten, copyTarget, readSequences, readTables } from './backup.ts';
import {
  type BackupHeading,
  type BackupManifest,
  BackupProblem,
  type BackupTable,
  readBackupFile,
} from './backup-file.ts';
import type { Database, Db } from './connect.ts';
import { appliedMigrations, migrate, ownMigrations } from './migrate.ts';
import type { Tables } from './tables.ts';

export type RestoreResult =
  | { ok: true; at: string; tables: number; rows: number; organizations: number; migrated: string[] }
  | { ok: false; problem: string };

export type RestoreOptions = {
  /** Looks at the records before they are committed; a problem in words takes all of it back. */
  findMisfit(db: Db): Promise<string | null>;
};

/**
 * Puts a backup's records into a database that has none. The whole file is checked before the database is touched; the records
 * come in one transaction, at the migration that they were written at, and the later migrations run over them after that.
 */
export async function restore(
  database: Database,
  file: string,
  { findMisfit }: RestoreOptions,
): Promise<RestoreResult> {
  try {
    const { heading } = await readBackupFile(file, {});
    const level = await findLevel(database.db, heading);
    await migrate(database.db, undefined, level);
    const loaded = await load(database.pool, file, findMisfit);
    const migrated = await migrate(database.db);
    await database.pool.query('analyze');
    return { ok: true, at: heading.at, ...loaded, migrated };
  } catch (error) {
    if (error instanceof BackupProblem) return { ok: false, problem: error.message };
    throw error;
  }
}

/** The migration that the backup was written at: one that this Miadi has, and that the database is not past. */
async function findLevel(db: Db, { migrations }: BackupHeading): Promise<string> {
  const own = await ownMigrations();
  const level = migrations.at(-1);
  if (level === undefined || migrations.some((name, place) => own[place] !== name)) {
    const strange = migrations.filter((name) => !own.includes(name)).join(', ');
    throw new BackupProblem(
      `it is of another Miadi (it has ${strange}): restore it by that version, or update this one`,
    );
  }
  const past = (await appliedMigrations(db)).filter((name) => !migrations.includes(name));
  if (past.length === 0) return level;
  throw new BackupProblem(
    `the database is past it (it has ${past.join(', ')}), and migrations only go forward: give it a fresh database`,
  );
}

async function load(
  pool: pg.Pool,
  file: string,
  findMisfit: RestoreOptions['findMisfit'],
): Promise<{ tables: number; rows: number; organizations: number }> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(
      `set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; ${asWritten}`,
    );
    await client.query('lock table organization in exclusive mode');
    const known = await readTables(client);
    for (const { table } of known) await refuseRows(client, table);
    const { manifest } = await readBackupFile(file, {
      table: async (table) => client.query(copyFrom(`copy ${copyTarget(knownAs(known, table))} from stdin`)),
    });
    await countOn(client, manifest);
    const rows = await countRows(client, manifest);
    const misfit = await findMisfit(kyselyOn(client));
    if (misfit !== null) throw new BackupProblem(misfit);
    const { rows: counted } = await client.query<{ n: number }>(
      'select count(*)::int as n from organization',
    );
    await client.query('commit');
    return { tables: manifest.tables.length, rows, organizations: counted[0]?.n ?? 0 };
  } finally {
    // Where it is not committed, it may stand in the middle of a COPY: Postgres takes all of it back with the connection.
    client.release(true);
  }
}

/** As the database names it: nothing out of the file becomes part of a statement. */
function knownAs(known: readonly BackupTable[], { table, columns }: BackupTable): BackupTable {
  const own = known.find((one) => one.table === table);
  if (own && columns.every((column) => own.columns.includes(column))) return { table: own.table, columns };
  throw new BackupProblem(`the table ${table}, as it has it, is none of this Miadi's`);
}

async function refuseRows(client: pg.ClientBase, table: string): Promise<void> {
  const { rows } = await client.query<{ some: boolean }>(`select exists (select from ${table}) as some`);
  if (!rows[0]?.some) return;
  throw new BackupProblem(
    `the database has records already (in ${table}), and nothing is written over: give it a fresh database`,
  );
}

/** Sequences go on where they were, also past rows that are gone: what has seen a number must not see it again. */
async function countOn(client: pg.ClientBase, { sequences }: BackupManifest): Promise<void> {
  const known = await readSequences(client);
  for (const { table, column, value } of sequences) {
    if (!known.some((one) => one.table === table && one.column === column)) {
      throw new BackupProblem(`the sequence of ${table}.${column} is none of this Miadi's`);
    }
    if (value === '0') continue; // never used
    await client.query('select setval(pg_get_serial_sequence($1, $2), $3::bigint)', [table, column, value]);
  }
}

async function countRows(client: pg.ClientBase, { tables }: BackupManifest): Promise<number> {
  let all = 0;
  for (const { table, rows } of tables) {
    const { rows: counted } = await client.query<{ n: string }>(`select count(*) as n from ${table}`);
    if (Number(counted[0]?.n) !== rows) {
      throw new BackupProblem(`the table ${table} has come to ${counted[0]?.n} rows, and not to ${rows}`);
    }
    all += rows;
  }
  return all;
}

/** Inside the client's transaction; its connection stays with who opened it. */
function kyselyOn(client: pg.PoolClient): Db {
  const query = client.query.bind(client);
  const lent = { query, release: () => undefined } as unknown as pg.PoolClient;
  const pool = { connect: async () => lent, end: async () => undefined, options: {} };
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
