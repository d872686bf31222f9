import { mkdir, realpath } from 'node:fs/promises';
import { Client } from 'pg';
import type { Log } from '../log.ts';
import { claimFolder } from './claim.ts';
import { administrator, clusterHome, readPassword, settleCluster } from './cluster.ts';
import { endOrphan, listeningPort, startPostmaster } from './postmaster.ts';

export type EmbeddedPostgres = { url(database: string): string; stop(): Promise<void> };

/**
 * @property folder keeps the cluster; made when missing
 * @property durable false gives up safety against power cuts for speed
 */
export type EmbeddedOptions = {
  folder: string;
  durable?: boolean;
  log: Pick<Log, 'info' | 'warn' | 'error'>;
};

/**
 * Starts a real Postgres of our own in the folder, reachable from this machine alone and only with the password kept
 * there. It ends with this process, whatever ends that (call it on the main thread: the kernel watches the thread that
 * started it). A later start goes on where this one was, also after kill -9.
 *
 * @throws when another Miadi runs from the folder, or this machine cannot run it; the message says what to do
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { durable = true, log } = options;
  const began = performance.now();
  await mkdir(options.folder, { recursive: true });
  const folder = await realpath(options.folder);
  const release = await claimFolder(folder);
  try {
    if (await endOrphan(await clusterHome(folder))) log.warn('database.orphan_stopped');
    const cluster = await settleCluster(folder, durable);
    const postmaster = await startPostmaster(cluster, durable);
    log.info('database.started', { port: postmaster.port, ms: Math.round(performance.now() - began) });
    let stopping: Promise<void> | undefined;
    void postmaster.ended.then(() => {
      if (stopping === undefined) log.error('database.ended_by_itself');
    });
    return {
      url: (database) => addressOf({ password: cluster.password, port: postmaster.port }, database),
      stop() {
        stopping ??= postmaster.stop().then(release);
        return stopping;
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/**
 * The address of a database on the server that runs from the folder, for a second process beside the Miadi that started it;
 * undefined while none runs. That Miadi ends it when it ends.
 */
export async function runningEmbeddedUrl(folder: string, database: string): Promise<string | undefined> {
  const home = await clusterHome(await realpath(folder).catch(() => folder)); // there is none before the first start
  const port = await listeningPort(home);
  if (port === undefined) return undefined;
  return addressOf({ password: await readPassword(home), port }, database);
}

function addressOf({ password, port }: { password: string; port: number }, database: string): string {
  return `postgres://${administrator}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/** Makes the database where it is missing. `url` leads to another one on the same server, such as `postgres`. */
export async function ensureDatabase(url: string, name: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (error) {
    // 42P04 duplicate_database, 23505 on its catalogue: another process made it at the same moment
    if (!(error instanceof Error && 'code' in error && (error.code === '42P04' || error.code === '23505')))
      throw error;
  } finally {
    await client.end();
  }
}
