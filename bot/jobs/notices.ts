import { inBatches } from '../../core/db/batches.ts';
import type { Db } from '../../core/db/connect.ts';
import type { OrganizationId, OutboxId } from '../../core/ids.ts';
import type { Line } from '../../core/messaging/outbox.ts';
import { noticesAhead } from '../../core/reminders/ahead.ts';
import { lookAtNotices, type Which } from '../../core/reminders/look.ts';
import { nudgeNotices } from '../../core/reminders/nudge.ts';
import type { ComposeNotice } from '../../core/reminders/told.ts';
import type { Core } from '../../core/scope.ts';
import type { Sender } from '../channels/sender.ts';
import type { GiveWay } from '../give-way.ts';

/** Notices in one transaction: few enough that nobody waits long for their rows, many enough that a statement is worth it. */
const IN_ONE = 32;
const MOST_LATE_BATCHES = 8;
/** So far ahead wake-ups are asked for; rows that are planned nearer than that are found by the next look ahead. */
const AHEAD = Temporal.Duration.from({ seconds: 60 });
/** Moments at most in one look ahead: what is more is the sweeper's. */
const MOST_MOMENTS = 200;

export type Notices = {
  /** Jobs wake whoever looks; else the sweeper is the only one who does. */
  woken: boolean;
  /**
   * Looks at all that is due, batch by batch, as fast as it can be sent; how many there were. lateBy: only at what nobody was woken for,
   * for so long that it is late; of that no more than there is room for, and a few batches: who asks has other things to do.
   */
  look(lateBy?: Temporal.Duration): Promise<number>;
  /** News of an attempt: its notice is looked at soon. Returns at once; what is lost is found when the notice's own time comes. */
  nudge(attempt: { organizationId: OrganizationId; outboxId: OutboxId }): void;
  /** Resolves when no news is under way. */
  idle(): Promise<void>;
  /** Asks to be woken for what becomes due soon, whoever planned it. */
  lookAhead(): Promise<number>;
};

/**
 * The work that a wake-up of kind 'notices' means. Rows, not jobs, say what is due: it may be woken too often, by several at
 * once, or by the sweeper alone.
 *
 * @param sender of what has been queued
 * @param lookAgain asks to be woken then; null: there is nobody to ask, and the sweeper does it all
 * @param giveWay runs each batch
 */
export function createNotices(
  core: Core & { db: Db },
  compose: ComposeNotice,
  sender: Pick<Sender, 'wake' | 'keepPlace' | 'hasRoom' | 'room'>,
  lookAgain: ((at: Temporal.Instant) => void) | null,
  giveWay: GiveWay,
): Notices {
  const nudgeAll = inBatches(
    async (attempts: readonly { organizationId: OrganizationId; outboxId: OutboxId }[]) => {
      if (await nudgeNotices(core, attempts)) lookAgain?.(core.clock.now());
      return attempts;
    },
    IN_ONE,
  );
  const underWay = new Set<Promise<unknown>>();
  const beside = {
    keepPlace: (line: Line) => sender.keepPlace(line, 'later'),
    between: () => giveWay.toTurns(),
  };
  return {
    nudge(attempt) {
      const nudged = nudgeAll(attempt)
        .catch((error) => core.log.error('nudge_failed', { outboxId: attempt.outboxId }, error))
        .finally(() => underWay.delete(nudged));
      underWay.add(nudged);
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    woken: lookAgain !== null,
    async look(lateBy) {
      let found = 0;
      const which: Which = { limit: IN_ONE, ...(lateBy ? { lateBy } : {}) };
      for (let batch = 1; lateBy === undefined || batch <= MOST_LATE_BATCHES; batch++) {
        if (lateBy === undefined ? !(await sender.room()) : !sender.hasRoom()) break;
        const looked = await giveWay(() => lookAtNotices(core, compose, which, beside));
        for (const line of looked.lines) sender.wake(line, 'later');
        const soon = core.clock.now().add(AHEAD);
        for (const at of looked.next) if (Temporal.Instant.compare(at, soon) < 0) lookAgain?.(at);
        found += looked.count;
        if (looked.count < IN_ONE) break;
      }
      return found;
    },
    async lookAhead() {
      if (lookAgain === null) return 0;
      for (const at of await noticesAhead(core, AHEAD, MOST_MOMENTS)) lookAgain(at);
      return 0; // nothing has been done for these yet
    },
  };
}
