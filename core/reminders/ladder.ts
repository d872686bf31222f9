import type { PlannedNotice, WakingHours } from './notice.ts';
import { earlier, eveningBefore, isWaking, later, nextWaking } from './waking.ts';

const DAY = 24 * 60;
/** Whoever has just booked needs no reminder yet: minutes after it, for a step of a day or more, and for hours. */
const SOON_AFTER_BOOKING = { days: 120, hours: 30 };
/** Two notices so near each other, in minutes, only because the night moved one, say the same thing twice. */
const NEAR = 120;
/** Minutes before the visit from which on a reminder does not help: one that others follow, and the last. */
const TOO_LATE = { early: 120, last: 30 };

export type LadderInput = {
  visitStart: Temporal.Instant;
  /** When it was booked, or moved to where it is. */
  now: Temporal.Instant;
  /** The clinic's, in minutes before the visit, in any order: [2880, 1440, 120]. */
  ladder: readonly number[];
  rules: WakingHours;
};

/** A step of the ladder with its moment. moved: the night had it elsewhere than the clinic said. */
type Placed = { step: number; dueAt: Temporal.Instant; moved: boolean };

/** The reminders of a visit, first one first. Steps that make no sense for a visit booked this late are left out. */
export function planNotices({ visitStart, now, ladder, rules }: LadderInput): PlannedNotice[] {
  const placed = [...new Set(ladder)]
    .filter((step) => step > 0)
    .flatMap((step) => place(step, visitStart, now, rules) ?? [])
    .toSorted((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt) || b.step - a.step);
  const kept = apart(placed);
  return kept.map(({ step, dueAt }, place) => {
    const next = kept[place + 1];
    const tooLateAt = visitStart.subtract({ minutes: tooLateMinutes(step, next === undefined) });
    return {
      kind: 'reminder',
      step,
      visitStart,
      dueAt,
      // From the next one on it is the next one's to reach the patient: never two about one visit at a time.
      tooLateAt: next === undefined ? tooLateAt : earlier(tooLateAt, next.dueAt),
      isLast: next === undefined,
    };
  });
}

/** After a missed visit: "shall we find another time?". Undefined where that would come so late that it puzzles. */
export function planFollowUp(
  visit: { start: Temporal.Instant; end: Temporal.Instant },
  now: Temporal.Instant,
  rules: WakingHours,
): PlannedNotice | undefined {
  const dueAt = nextWaking(later(now, visit.end.add({ hours: 2 })), rules);
  const tooLateAt = visit.end.add({ hours: 3 * 24 });
  if (Temporal.Instant.compare(dueAt, tooLateAt) >= 0) return undefined;
  return { kind: 'follow_up', step: null, visitStart: visit.start, dueAt, tooLateAt, isLast: false };
}

/** When a step is due. In the night: the next morning, if enough time is left then, and else the evening before. */
function place(
  step: number,
  visitStart: Temporal.Instant,
  now: Temporal.Instant,
  rules: WakingHours,
): Placed | undefined {
  const due = visitStart.subtract({ minutes: step });
  const soon = step >= DAY ? SOON_AFTER_BOOKING.days : SOON_AFTER_BOOKING.hours;
  if (Temporal.Instant.compare(due, now) < 0) return undefined;
  if (isWaking(due, rules)) return isSoon(due, now, soon) ? undefined : { step, dueAt: due, moved: false };
  const morning = nextWaking(due, rules);
  if (minutesBetween(morning, visitStart) >= step / 2) {
    return isSoon(morning, now, soon) ? undefined : { step, dueAt: morning, moved: true };
  }
  const evening = eveningBefore(due, rules);
  // A night lies between it and the visit: what holds for a step of a day holds for it.
  return isSoon(evening, now, SOON_AFTER_BOOKING.days) ? undefined : { step, dueAt: evening, moved: true };
}

function isSoon(dueAt: Temporal.Instant, now: Temporal.Instant, minutes: number): boolean {
  return minutesBetween(now, dueAt) < minutes;
}

/** Of two that the night has brought near each other the later one stays: more is known by then, less forgotten. */
function apart(placed: readonly Placed[]): Placed[] {
  const kept: Placed[] = [];
  for (const notice of placed.toReversed()) {
    const [next] = kept;
    const near = next !== undefined && minutesBetween(notice.dueAt, next.dueAt) < NEAR;
    if (near && (notice.moved || next.moved)) continue;
    kept.unshift(notice);
  }
  return kept;
}

/** For a short step a quarter of it, so that even "half an hour before" has time to go out. */
function tooLateMinutes(step: number, isLast: boolean): number {
  return Math.floor(Math.min(isLast ? TOO_LATE.last : TOO_LATE.early, step / 4));
}

function minutesBetween(from: Temporal.Instant, to: Temporal.Instant): number {
  return from.until(to).total('minutes');
}
