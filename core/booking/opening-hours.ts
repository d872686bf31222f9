import type { Hours, HoursException, PractitionerAvailability, Stretch } from './availability.ts';

/** A stretch a practitioner is there. Starts of visits are counted from `opening`, also where an absence ate its beginning. */
export type OpenStretch = Stretch & { opening: number };

/** A day of a zone's calendar. It may have 23 or 25 hours. */
export type LocalDay = Stretch & {
  date: Temporal.PlainDate;
  tomorrow: Temporal.PlainDate;
  /** Counts days, so that what shall change from day to day can. */
  ordinal: number;
  /** When a local time of this day comes, in epoch milliseconds. Remembered: practitioners mostly share their hours. */
  at(time: Temporal.PlainTime): number;
};

/** The day that it is in a zone, at a moment in epoch milliseconds. */
export function dateAt(moment: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).toPlainDate();
}

const hour = 3_600_000;
const beginning = Temporal.PlainDate.from('1970-01-01');

export function localDay(date: Temporal.PlainDate, zone: string): LocalDay {
  const ordinal = beginning.until(date, { largestUnit: 'days' }).days;
  return dayFrom(date, ordinal, date.toZonedDateTime(zone).epochMilliseconds, zone);
}

/** The same as of its date, for less: a search goes through days in order. */
export function dayAfter({ tomorrow, ordinal, to }: LocalDay, zone: string): LocalDay {
  return dayFrom(tomorrow, ordinal + 1, to, zone);
}

function dayFrom(date: Temporal.PlainDate, ordinal: number, from: number, zone: string): LocalDay {
  const tomorrow = date.add({ days: 1 });
  const to = tomorrow.toZonedDateTime(zone).epochMilliseconds;
  const isEven = to - from === 24 * hour; // no clock is put forward or back
  const known = new Map<number, number>();
  return {
    ...{ date, tomorrow, ordinal, from, to },
    at: (time) => {
      const second = (time.hour * 60 + time.minute) * 60 + time.second;
      if (isEven) return from + second * 1_000;
      const moment = known.get(second) ?? momentOf(date, time, zone);
      known.set(second, moment);
      return moment;
    },
  };
}

/**
 * A local time that comes twice (clocks go back) is meant the first time. One that never comes (clocks go forward) is
 * the moment of the jump: hours of 01:30–03:00 on such a night begin when the clock first shows a time within them.
 * Temporal's own answer, 02:30, would shorten them, and lengthen hours that end at 01:30.
 */
function momentOf(date: Temporal.PlainDate, time: Temporal.PlainTime, zone: string): number {
  const first = date.toPlainDateTime(time).toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (first.toPlainTime().equals(time)) return first.epochMilliseconds;
  return (first.getTimeZoneTransition('next') ?? first).epochMilliseconds;
}

/**
 * When a practitioner is there on a day, sorted and apart: weekly hours and extra hours together, without holidays and
 * absences. A closed door wins over extra hours: nobody shall stand before it.
 */
export function openStretches(
  practitioner: Pick<PractitionerAvailability, 'weekly' | 'exceptions'>,
  day: LocalDay,
): OpenStretch[] {
  const open: Stretch[] = (practitioner.weekly[day.date.dayOfWeek] ?? []).map((hours) => onDay(hours, day));
  const closed: Stretch[] = [];
  for (const exception of practitioner.exceptions) {
    if (!covers(exception, day.date)) continue;
    const stretch = exception.hours === null ? day : onDay(exception.hours, day);
    (exception.kind === 'extra' ? open : closed).push(stretch);
  }
  return without(mergeStretches(open), mergeStretches(closed));
}

function onDay(hours: Hours, day: LocalDay): Stretch {
  return { from: day.at(hours.opens), to: day.at(hours.closes) };
}

function covers(exception: HoursException, date: Temporal.PlainDate): boolean {
  return (
    Temporal.PlainDate.compare(exception.firstDay, date) <= 0 &&
    Temporal.PlainDate.compare(date, exception.lastDay) <= 0
  );
}

/** Sorted, none empty, none touching another. */
export function mergeStretches(stretches: readonly Stretch[]): Stretch[] {
  const merged: Stretch[] = [];
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    if (from >= to) continue;
    const last = merged.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

function without(open: readonly Stretch[], closed: readonly Stretch[]): OpenStretch[] {
  return open.flatMap((stretch) => {
    const left: OpenStretch[] = [];
    let from = stretch.from;
    for (const gap of closed) {
      if (gap.to <= from || gap.from >= stretch.to) continue;
      if (gap.from > from) left.push({ from, to: gap.from, opening: stretch.from });
      from = gap.to;
    }
    if (from < stretch.to) left.push({ from, to: stretch.to, opening: stretch.from });
    return left;
  });
}
