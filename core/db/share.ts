import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { FolderTaken } from './claim.ts';
import { retryable } from './connect.ts';
import {
  type EmbeddedOptions,
  type EmbeddedPostgres,
  ensureDatabase,
  runningEmbeddedUrl,
  startEmbeddedPostgres,
} from './embedded.ts';

/**
 * A lock of the database `postgres`. Whoever uses a server that another process has started holds it, shared, until it ends; it goes with
 * the connection, whatever ends the process. A command that has started the server stops it once it has the lock alone.
 */
const IN_USE = 0x6d696164;

/** Another command is about to start the server, or to stop it: on a slow machine that takes its time. */
const PATIENCE_MS = 60_000;

/** What a command tells of a server that it has not to itself. */
export type ShareOptions = EmbeddedOptions & {
  /** Another command still needs the server that we started: we stay until it has ended. */
  onWait(): void;
  /** The server has ended before we had. */
  onLost(): void;
};

/**
 * For commands, of which several may run at the same time, also beside a Miadi: the server that runs from the folder, else one that is started
 * and runs for as long as any of them needs it. A Miadi that ends does not wait for them.
 *
 * @param database made where it is missing
 */
export async function shareEmbeddedPostgres(
  options: ShareOptions,
  database: string,
): Promise<EmbeddedPostgres> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const shared =
      (await join(options, database)) ?? (await start(options, database, performance.now() > deadline));
    if (shared !== undefined) return shared;
  }
}

/**
 * Undefined: none runs, or the one that ran is just ending. A server that stops may give the lock to who waits for it, as the one that holds it is
 * ended first; it takes no new connection by then, so that one is made before we count on it.
 */
async function join(
  { folder, onLost }: ShareOptions,
  database: string,
): Promise<EmbeddedPostgres | undefined> {
  const url = await runningEmbeddedUrl(folder, 'postgres');
  if (url === undefined) return undefined;
  let left = true;
  const client = new Client({ connectionString: url });
  client.on('error', () => {
    if (!left) onLost();
    left = true;
  });
  try {
    await client.connect();
    await client.query('select pg_advisory_lock_shared($1)', [IN_USE]);
    await ensureDatabase(url, database);
  } catch (error) {
    await client.end().catch(() => undefined); // it may have ended by itself
    if (retryable(error)) return undefined;
    throw error;
  }
  left = false;
  return {
    url: (database) => Object.assign(new URL(url), { pathname: `/${encodeURIComponent(database)}` }).href,
    async stop() {
      if (left) return;
      left = true;
      await client.end();
    },
  };
}

/**
 * Undefined: another command is before us, and is to be asked again.
 *
 * @throws when it is before us still, and `overdue`
 */
async function start(
  options: ShareOptions,
  database: string,
  overdue: boolean,
): Promise<EmbeddedPostgres | undefined> {
  const started = await startEmbeddedPostgres(options).catch((error: unknown) => {
    if (overdue || !(error instanceof FolderTaken)) throw error;
    return undefined;
  });
  if (started === undefined) return undefined;
  try {
    await ensureDatabase(started.url('postgres'), database);
  } catch (error) {
    await started.stop();
    throw error;
  }
  return { ...started, stop: () => stopWhenAlone(started, options.onWait) };
}

/** The lock is held until the server has stopped: who comes meanwhile waits for it, hears of the end, and starts one. */
async function stopWhenAlone(server: EmbeddedPostgres, onWait: () => void): Promise<void> {
  const client = new Client({ connectionString: server.url('postgres') });
  client.on('error', () => undefined);
  try {
    await client.connect();
    for (let waited = false; !(await isAlone(client)); waited = true) {
      if (!waited) onWait();
      await pause(200);
    }
  } catch (error) {
    if (!retryable(error)) throw error; // else it has ended by itself
  } finally {
    await server.stop();
  }
}

async function isAlone(client: Client): Promise<boolean> {
  const { rows } = await client.query('select pg_try_advisory_lock($1) as alone', [IN_USE]);
  return rows[0]?.alone === true;
}
