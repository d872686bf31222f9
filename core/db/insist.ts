import { setTimeout as pause } from 'node:timers/promises';
import { type Db, foundNoConnection, retryable, type Tx } from './connect.ts';

/** Milliseconds between tries; together some twenty seconds, longer than a restart of Postgres takes. */
const pausesMs = [50, 200, 1_000, 2_500, 5_000, 10_000] as const;

/**
 * Does what must not be left undone: again, after a pause, where a lost race or connection stood in the way, or none was to be had. Safe to repeat
 * work only.
 *
 * @param also what else is tried again: for who keeps nobody waiting, ranOutOfTime
 */
export async function insist<Result>(
  work: () => Promise<Result>,
  also: (error: unknown) => boolean = () => false,
): Promise<Result> {
  for (const pauseMs of pausesMs) {
    try {
      return await work();
    } catch (error) {
      if (!retryable(error) && !foundNoConnection(error) && !also(error)) throw error;
      await pause(pauseMs);
    }
  }
  return work();
}

/** A transaction, taken again from its start while it loses races or its connection. */
export function insistOnTransaction<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return insist(() => db.transaction().execute(work));
}
