import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { connect, type Database } from '../../core/db/connect.ts';
import { ensureDatabase, startEmbeddedPostgres } from '../../core/db/embedded.ts';
import { migrate } from '../../core/db/migrate.ts';
import { openVault, type Vault } from '../../core/people/vault.ts';
import { assertInvariant } from '../../test/invariant.ts';

/** One Postgres for the whole run, as durable as the product's own; each measurement has a database of its own in it. */
export type Lab = {
  folder: string;
  vaultKey: Buffer;
  vault: Vault;
  /** An empty database for the yardstick. */
  yardstickUrl: string;
  /** Names a database that `fill` has filled; filled once a run, whoever asks. */
  template(name: string, fill: Fill): Promise<string>;
  /** Of a database by its name: a template may be read, and must not be written to. */
  url(name: string): string;
  /** A copy of the template for one measurement: `check` it at the end, or what was measured counts for nothing. */
  copy(template: string): Promise<LabDatabase>;
  close(): Promise<void>;
};

/** url: of the same database, for a process that helps to fill it. */
export type Fill = (database: Database, url: string) => Promise<void>;

export type LabDatabase = Database & {
  url: string;
  /** Throws where the invariant does not hold. */
  check(): Promise<void>;
  drop(): Promise<void>;
};

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function openLab(): Promise<Lab> {
  const folder = await mkdtemp(join(tmpdir(), 'miadi-bench-'));
  await chmod(folder, 0o755); // for root's stand-in account, where it needs one
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), log: silent });
  await ensureDatabase(postgres.url('postgres'), 'yardstick');
  const templates = new Map<string, Promise<string>>();
  const vaultKey = randomBytes(32);
  let copies = 0;

  async function run(statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: postgres.url('postgres') });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  }

  async function make(name: string, fill: Fill): Promise<string> {
    await run(`create database ${name}`);
    const database = connect(postgres.url(name), { max: 4 });
    try {
      await migrate(database.db);
      await fill(database, postgres.url(name));
      await unhurried(database, 'vacuum analyze');
    } finally {
      await database.close();
    }
    return name;
  }

  async function copy(template: string): Promise<LabDatabase> {
    const name = `copy_${++copies}`;
    await insist(() => run(`create database ${name} template ${template} strategy file_copy`));
    await run('checkpoint'); // what the copy has dirtied is not the measurement's to write
    const url = postgres.url(name);
    const database = connect(url, { max: 1, applicationName: 'onlooker' });
    return {
      ...database,
      url,
      async check() {
        await database.pool.query('set statement_timeout = 0'); // of its one connection
        await assertInvariant(database.db);
      },
      async drop() {
        await database.close();
        await run(`drop database ${name} with (force)`);
      },
    };
  }

  return {
    ...{ folder, vaultKey, vault: openVault([vaultKey]), yardstickUrl: postgres.url('yardstick') },
    url: postgres.url,
    template(name, fill) {
      const made = templates.get(name) ?? make(name, fill);
      templates.set(name, made);
      return made;
    },
    copy,
    async close() {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** Runs a statement that may take longer than any of the product's may. */
export async function unhurried({ pool }: Database, statement: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    await client.query(statement);
    await client.query('reset statement_timeout');
  } finally {
    client.release();
  }
}

/** Autovacuum at work in the template makes Postgres refuse to copy it (55006): it passes. */
async function insist(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof pg.DatabaseError && error.code === '55006') || tries === 100) throw error;
      await pause(100);
    }
  }
}
