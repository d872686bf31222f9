import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log.ts';
import { onCommitted } from './committed.ts';
import type { Database } from './connect.ts';

/** Says only that there is something new; what it is stands in the table `event`. */
const channel = 'miadi_event';

/** So many at once are one: far below what anybody sees, and few enough that Postgres does not notice. */
const TOGETHER_MS = 25;

/**
 * Tells other processes that events were committed. Not by a trigger, nor within the transaction: a commit that notifies holds
 * a lock of the whole server until it is on disk, so that commits no longer share a write (16 connections that insert events:
 * 1,331 a second without, 225 with a statement's trigger that notifies). A process that dies in between has told nobody; who
 * listens therefore looks for itself every few seconds.
 */
export function announceEvents(database: Pick<Database, 'pool'>): () => void {
  let timer: NodeJS.Timeout | undefined;
  const say = () => {
    timer = undefined;
    // it is on nobody's disk, and need not be: a wake-up call
    database.pool
      .query(`select set_config('synchronous_commit', 'off', true), pg_notify('${channel}', '')`)
      .catch(() => undefined);
  };
  const end = onCommitted(database.pool, () => {
    timer ??= setTimeout(say, TOGETHER_MS).unref();
  });
  return () => {
    end();
    clearTimeout(timer);
  };
}

const AGAIN_MS = 1_000;

/**
 * Calls back for each announcement, and once for each time that the connection is there (again), as what was told meanwhile is
 * not known. One connection for a whole process.
 *
 * @returns what ends it
 */
export function hearEvents(url: string, log: Pick<Log, 'warn'>, wake: () => void): () => Promise<void> {
  const ended = new AbortController();
  const running = hear(url, log, wake, ended.signal);
  return async () => {
    ended.abort();
    await running;
  };
}

async function hear(
  url: string,
  log: Pick<Log, 'warn'>,
  wake: () => void,
  ended: AbortSignal,
): Promise<void> {
  while (!ended.aborted) {
    const client = new pg.Client({
      ...{ connectionString: url, application_name: 'miadi live', keepAlive: true },
      connectionTimeoutMillis: 10_000,
    });
    const broken = new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.on('end', () => resolve());
      ended.addEventListener('abort', () => resolve(), { once: true });
    });
    try {
      client.on('notification', wake);
      await client.connect();
      await client.query(`listen ${channel}`);
      wake();
      await broken;
    } catch {
      // told below
    }
    await client.end().catch(() => undefined);
    if (ended.aborted) return;
    log.warn('live_connection_lost');
    await pause(AGAIN_MS, undefined, { signal: ended }).catch(() => undefined);
  }
}
