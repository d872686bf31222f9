import type { Facts, Heard, Times } from '../vocabulary.ts';
import { dayOf, onDay } from './day-meant.ts';
import type { View } from './search.ts';

/** "Siwezi kesho", "not in the morning": what is free beside that. */

type Stretch = { start: string; end: string };
/** What is looked at now, and the one day that is talked about, where there is one. */
type Looking = { view: View; day: string | null; zone: string };

/** So many days are looked at: today and those that come, or those behind the last that does not suit. */
const DAYS_AHEAD = 10;
/** Nobody is offered a time behind these (organization.horizon_days): what does not suit there is not looked at, nor does a year of five digits compare as text. */
const FURTHEST_DAYS = 366;

/** Of when they can come, or cannot. */
export function tellsOfTime(heard: Heard | null): boolean {
  return heard !== null && (heard.times !== null || heard.unfit !== null || heard.soonest);
}

/** When the patient wants to come, by what was heard; null where nothing was said of it. */
export function timesSought(
  { times, unfit }: Pick<Heard, 'times' | 'unfit'>,
  looking: Looking,
  facts: Facts,
): Times | null {
  if (unfit) return otherThan(unfit, looking, facts);
  return times && onDay(times, looking.day, facts, looking.zone);
}

/**
 * What is left of the day that is talked about, of what is looked at (next week, without its mornings), or else of the days ahead.
 * What came without a day does not suit on any of them.
 */
function otherThan(unfit: Times, { view, day, zone }: Looking, facts: Facts): Times {
  const today = dayOf(facts.now, zone);
  if (stretchesOf(unfit, today).length === 0) return ahead(today, DAYS_AHEAD);
  const denied = (within: readonly Stretch[]) =>
    unfit.dayless
      ? daysOf(within).flatMap((one) => stretchesOf(repeated(unfit, one, facts, zone), today))
      : stretchesOf(unfit, today);
  const from = (within: readonly Stretch[]): Times | null => {
    const candidates = subtracted(within, denied(within));
    return candidates.length > 0 ? { kind: 'range', candidates } : null;
  };
  const ofDay = day !== null && unfit.dayless ? from([wholeDay(day)]) : null;
  const ofView = day !== null && unfit.dayless ? null : from(lookedAt(view));
  return ofDay ?? ofView ?? from([daysAhead(unfit, today)]) ?? ahead(today, DAYS_AHEAD);
}

/** Today and what comes; "mornings" are those of the days that the reader named, and of no day behind them. */
function daysAhead(unfit: Times, today: string): Stretch {
  const stretches = stretchesOf(unfit, today);
  const last = stretches.at(-1)?.end.slice(0, 10) ?? today;
  if (unfit.dayless) return ahead(today, DAYS_AHEAD).candidates[0];
  const ofMany = unfit.kind === 'part' && stretches.length > 1;
  return { start: midnight(today), end: midnight(dayAfter(last, ofMany ? 1 : DAYS_AHEAD)) };
}

function ahead(day: string, days: number): Times & { candidates: readonly [Stretch] } {
  return { kind: 'range', candidates: [{ start: midnight(day), end: midnight(dayAfter(day, days)) }] };
}

/** Weeks and parts of days; a day or a moment that was asked for is given up with what does not suit. */
function lookedAt(view: View): readonly Stretch[] {
  if (view.kind !== 'times' || view.times.dayless) return [];
  return view.times.kind === 'range' || view.times.kind === 'part' ? view.times.candidates : [];
}

/** The days that these touch, the first of them where there are many. */
function daysOf(stretches: readonly Stretch[]): readonly string[] {
  const days = new Set<string>();
  for (const { start, end } of stretches)
    for (let day = start.slice(0, 10); midnight(day) < end && days.size <= DAYS_AHEAD; day = dayAfter(day))
      days.add(day);
  return [...days];
}

/** The same hours of another day; of today they are as the reader found them, and may be tomorrow's. */
function repeated(unfit: Times, day: string, facts: Facts, zone: string): Times {
  const moved = onDay(unfit, day, facts, zone);
  if (moved !== unfit) return moved;
  const shift = ({ start, end }: Stretch): Stretch => ({
    start: unfit.dayless === 'until' ? midnight(day) : day + start.slice(10),
    end: (end.slice(0, 10) > start.slice(0, 10) ? dayAfter(day) : day) + end.slice(10),
  });
  return { kind: 'range', candidates: stretchesOf(unfit, day).map(shift) };
}

/** No further than anybody is offered a time. */
function stretchesOf(times: Times, today: string): readonly Stretch[] {
  const limit = midnight(dayAfter(today, FURTHEST_DAYS));
  const isNear = (one: string) => !one.startsWith('+') && one < limit;
  switch (times.kind) {
    case 'part':
    case 'range':
      return times.candidates
        .filter(({ start }) => isNear(start))
        .map(({ start, end }) => ({ start, end: isNear(end) ? end : limit }));
    case 'day':
      return times.candidates.filter(isNear).map(wholeDay);
    case 'moment':
      return times.candidates.filter(isNear).map((start) => ({ start, end: minuteAfter(start) }));
    default:
      return times satisfies never;
  }
}

/** Local times compare as text. */
function subtracted(within: readonly Stretch[], denied: readonly Stretch[]): readonly Stretch[] {
  return denied.reduce<readonly Stretch[]>(
    (left, { start, end }) =>
      left.flatMap((one) => {
        if (end <= one.start || start >= one.end) return [one];
        const before = { start: one.start, end: start };
        const after = { start: end, end: one.end };
        return [...(start > one.start ? [before] : []), ...(end < one.end ? [after] : [])];
      }),
    within,
  );
}

const midnight = (day: string) => `${day}T00:00`;
const dayAfter = (day: string, days = 1) => Temporal.PlainDate.from(day).add({ days }).toString();
const wholeDay = (day: string): Stretch => ({ start: midnight(day), end: midnight(dayAfter(day)) });
const minuteAfter = (local: string) =>
  Temporal.PlainDateTime.from(local).add({ minutes: 1 }).toString({ smallestUnit: 'minute' });
