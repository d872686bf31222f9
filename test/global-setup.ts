import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Client, escapeIdentifier } from 'pg';
import type { TestProject } from 'vitest/node';
import { connect } from '../core/db/connect.ts';
import { ensureDatabase, startEmbeddedPostgres } from '../core/db/embedded.ts';
import { migrate } from '../core/db/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Leads to the database `postgres` of the run's server. */
    postgresUrl: string;
    /** Names the run's databases: miadi_template_<run>, and miadi_test_<run>_… cloned from it (test/database.ts). */
    run: string;
    /** For what tests write to disk: it goes with the run, also when that is interrupted. */
    folder: string;
  }
}

type Server = { url: string; stop(): Promise<void> };

/**
 * One Postgres for the whole run, with a migrated template that each test file clones in milliseconds. Setting
 * MIADI_TEST_DATABASE_URL runs the tests against another server, whose account must be allowed to make databases.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const run = randomBytes(4).toString('hex');
  const folder = await mkdtemp(join(tmpdir(), 'miadi-test-'));
  let server: Server | undefined;
  let ending: Promise<void> | undefined;
  const tearDown = () => {
    ending ??= (server?.stop() ?? Promise.resolve()).finally(() => removeFolder(folder));
    return ending;
  };
  beforeSignals(tearDown);
  try {
    const given = process.env.MIADI_TEST_DATABASE_URL;
    server = given ? { url: given, stop: () => dropDatabases(given, run) } : await startServer(folder);
    await makeTemplate(server.url, `miadi_template_${run}`);
    project.provide('postgresUrl', server.url);
    project.provide('run', run);
    project.provide('folder', folder);
  } catch (error) {
    await tearDown();
    throw error;
  }
  return tearDown;
}

async function startServer(folder: string): Promise<Server> {
  await chmod(folder, 0o755); // for root's stand-in account, where it needs one
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const postgres = await startEmbeddedPostgres({
    folder: join(folder, 'postgres'),
    durable: false,
    log: silent,
  });
  return { url: postgres.url('postgres'), stop: () => postgres.stop() };
}

/** After an interruption the servers of single tests may still be writing their last. */
function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

async function makeTemplate(postgresUrl: string, name: string): Promise<void> {
  await ensureDatabase(postgresUrl, name);
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  const template = connect(url.href, { max: 1 });
  try {
    await migrate(template.db);
  } finally {
    await template.close();
  }
}

async function dropDatabases(postgresUrl: string, run: string): Promise<void> {
  const client = new Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    const found = await client.query<{ datname: string }>(
      'select datname from pg_database where datname ~ $1',
      [`^miadi_(template|test)_${run}`],
    );
    for (const { datname } of found.rows) {
      await client.query(`drop database if exists ${escapeIdentifier(datname)} with (force)`);
    }
  } finally {
    await client.end();
  }
}

/** On Ctrl-C vitest leaves within a millisecond: its listeners wait here until the server is down. */
function beforeSignals(tearDown: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const listeners = process.listeners(signal);
    process.removeAllListeners(signal);
    process.once(signal, () => {
      void tearDown().finally(() => {
        for (const listener of listeners) process.once(signal, listener);
        process.kill(process.pid, signal);
      });
    });
  }
}
