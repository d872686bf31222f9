import type { Backlog } from '../../core/messaging/backlog.ts';
import type { Core } from '../../core/scope.ts';

/** Something that is due for a minute may just have its turn; after so long again nobody takes it. */
const ALARM_AFTER = Temporal.Duration.from({ minutes: 2 });
const SAY_AGAIN_AFTER = Temporal.Duration.from({ minutes: 10 });
const LOOK_EVERY = Temporal.Duration.from({ seconds: 30 });
/** Nobody has looked for so long: what lay in between is not known. */
const FORGET_AFTER = Temporal.Duration.from({ minutes: 5 });

/**
 * Alarms when something stays overdue: a line in the log, and a count. Told by whoever reads the backlog anyway, a scrape, so that a
 * process without a sweeper sees that the other's does nothing; and the sweeper looks itself, where nobody scrapes.
 */
export type OverdueWatch = {
  see(overdue: Backlog['overdue']): void;
  /** Reads the backlog, twice a minute at most. */
  look(): Promise<void>;
};

export function createOverdueWatch(
  { clock, log }: Pick<Core, 'clock' | 'log'>,
  readOverdue: () => Promise<Backlog['overdue']>,
  alarmed: () => void,
): OverdueWatch {
  let since: Temporal.Instant | null = null;
  let saidAt: Temporal.Instant | null = null;
  let seenAt: Temporal.Instant | null = null;
  let lookedAt: Temporal.Instant | null = null;

  function see(overdue: Backlog['overdue']): void {
    const now = clock.now();
    if (seenAt !== null && isPast(seenAt, FORGET_AFTER, now)) since = null;
    seenAt = now;
    const [[kind, most] = ['', 0]] = Object.entries(overdue).toSorted(([, a], [, b]) => b - a);
    if (most === 0) {
      since = null;
      saidAt = null;
      return;
    }
    since ??= now;
    if (!isPast(since, ALARM_AFTER, now)) return;
    if (saidAt !== null && !isPast(saidAt, SAY_AGAIN_AFTER, now)) return;
    saidAt = now;
    log.error('overdue', { kind, count: Object.values(overdue).reduce((sum, count) => sum + count, 0) });
    alarmed();
  }

  async function look(): Promise<void> {
    const now = clock.now();
    if (lookedAt !== null && !isPast(lookedAt, LOOK_EVERY, now)) return;
    lookedAt = now;
    see(await readOverdue());
  }

  return { see, look };
}

function isPast(from: Temporal.Instant, after: Temporal.Duration, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(from.add(after), now) <= 0;
}
