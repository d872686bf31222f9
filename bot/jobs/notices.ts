import type { Db } from '../../core/db/connect.ts';
import type { Line } from '../../core/messaging/outbox.ts';
import { type Looked, lookAtNotices, type Which } from '../../core/reminders/look.ts';
import type { ComposeNotice } from '../../core/reminders/told.ts';
import type { Core } from '../../core/scope.ts';

/** Notices in one transaction: few enough that nobody waits long for their rows, many enough that a statement is worth it. */
const IN_ONE = 200;

export type Notices = {
  /** Looks at all that is due, batch by batch; how many there were. */
  look(lateBy?: Temporal.Duration): Promise<number>;
};

/**
 * The work that a wake-up of kind 'notices' means. Rows, not jobs, say what is due: it may be woken too often, by several at
 * once, or by the sweeper alone.
 *
 * @param wake the sender, for what has been queued
 * @param lookAgain asks to be woken then
 */
export function createNotices(
  core: Core & { db: Db },
  compose: ComposeNotice,
  wake: (line: Line) => void,
  lookAgain: (at: Temporal.Instant) => void,
): Notices {
  return {
    async look(lateBy) {
      let found = 0;
      for (;;) {
        const which: Which = { limit: IN_ONE, ...(lateBy ? { lateBy } : {}) };
        const looked: Looked = await lookAtNotices(core, compose, which);
        for (const line of looked.lines) wake(line);
        for (const at of looked.next) lookAgain(at);
        found += looked.count;
        if (looked.count < IN_ONE) return found;
      }
    },
  };
}
