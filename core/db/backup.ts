import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Clock } from '../clock.ts';
import { type BackupTable, writeBackupFile } from './backup-file.ts';
import type { Database } from './connect.ts';

export type BackupDone = { tables: number; rows: number; organizations: number };

/**
 * Writes all records into one file: of one moment (a REPEATABLE READ snapshot), while everything goes on. Postgres' own pg_dump
 * is not used: it does not come with the embedded Postgres, and one of an older Postgres refuses. The vault's key is not in it;
 * what is personal is encrypted in the file as it is in the database.
 *
 * @throws BackupImpossible where there are no records; what the disk or the database says
 */
export async function backUp(database: Database, clock: Clock, file: string): Promise<BackupDone> {
  const client = await database.pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query(
      `set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; ${asWritten}`,
    );
    const migrations = await migrationsOf(client);
    const tables = await readTables(client);
    const heading = { at: clock.now().toString(), migrations };
    return await writeBackupFile(file, heading, async (writer) => {
      let rows = 0;
      for (const table of tables) {
        rows += (await writer.table(table, client.query(copyTo(`copy ${copyTarget(table)} to stdout`)))).rows;
      }
      await writer.end(await readSequences(client));
      const { rows: counted } = await client.query<{ n: number }>(
        'select count(*)::int as n from organization',
      );
      return { tables: tables.length, rows, organizations: counted[0]?.n ?? 0 };
    });
  } finally {
    // The connection may stand in the middle of a COPY that was broken off: it is not given back.
    client.release(true);
  }
}

export class BackupImpossible extends Error {}

/** How values are written, whatever the server's own settings; a restore reads by the same. */
export const asWritten = `set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local timezone = 'UTC';
  set local bytea_output = 'hex'; set local extra_float_digits = 3; set local client_encoding = 'UTF8'`;

/** For COPY: `"vault"."contact" ("organization_id", …)`. */
export function copyTarget({ table, columns }: BackupTable): string {
  return `${table} (${columns.map(quoted).join(', ')})`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

async function migrationsOf(client: pg.ClientBase): Promise<string[]> {
  const { rows: found } = await client.query<{ made: boolean }>(
    `select to_regclass('kysely_migration') is not null as made`,
  );
  const { rows } = found[0]?.made
    ? await client.query<{ name: string }>('select name from kysely_migration order by name')
    : { rows: [] };
  if (rows.length === 0)
    throw new BackupImpossible('The database has no tables of Miadi: there is nothing to back up.');
  return rows.map(({ name }) => name);
}

/**
 * Every table there is but what the migrations and the job queue keep for themselves (a job only wakes: the rows are the truth),
 * each behind those that it refers to, so that a restore needs no more rights than the owner of the tables has.
 */
export async function readTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<{ table: string; columns: string[]; refers: string[] }>(`
    select format('%I.%I', s.nspname, t.relname) as table,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select array_agg(distinct format('%I.%I', rs.nspname, r.relname)) from pg_constraint c
        join pg_class r on r.oid = c.confrelid join pg_namespace rs on rs.oid = r.relnamespace
        where c.conrelid = t.oid and c.contype = 'f' and c.confrelid <> t.oid), '{}') as refers
    from pg_class t join pg_namespace s on s.oid = t.relnamespace
    where t.relkind = 'r' and t.relpersistence = 'p'
      and s.nspname not in ('information_schema', 'bullmq') and s.nspname !~ '^pg_'
      and t.relname not in ('kysely_migration', 'kysely_migration_lock')
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = t.oid and d.deptype = 'e')
    order by 1`);
  const ordered: typeof rows = [];
  const left = new Set(rows);
  while (left.size > 0) {
    const names = new Set([...left].map(({ table }) => table));
    const free = [...left].filter(({ refers }) => !refers.some((name) => names.has(name)));
    if (free.length === 0)
      throw new BackupImpossible(`Tables refer to each other in a circle: ${[...names].join(', ')}`);
    for (const one of free) left.delete(one);
    ordered.push(...free);
  }
  return ordered.map(({ table, columns }) => ({ table, columns }));
}

/** Sequences stand outside of every snapshot: read after the rows, they are never behind them. */
export async function readSequences(client: pg.ClientBase) {
  const { rows } = await client.query<{ table: string; column: string; value: string }>(`
    select format('%I.%I', s.nspname, t.relname) as table, a.attname::text as column,
      coalesce(pg_sequence_last_value(d.objid::regclass), 0)::text as value
    from pg_depend d join pg_class q on q.oid = d.objid and q.relkind = 'S'
    join pg_class t on t.oid = d.refobjid join pg_namespace s on s.oid = t.relnamespace
    join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
    where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
      and s.nspname not in ('information_schema', 'bullmq') and s.nspname !~ '^pg_'
    order by 1, 2`);
  return rows;
}
