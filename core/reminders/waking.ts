import type { WakingHours } from './notice.ts';

/** One stretch of waking hours, '[from, until)'. */
type Stretch = { from: Temporal.Instant; until: Temporal.Instant };

/** Before the night falls there must be time for a second address: so early in the evening is the last good moment. */
const EVENING_MINUTES = 30;

export function isWaking(moment: Temporal.Instant, hours: WakingHours): boolean {
  return nextWaking(moment, hours).equals(moment);
}

/** The moment itself, or else when the next waking hours begin. */
export function nextWaking(moment: Temporal.Instant, hours: WakingHours): Temporal.Instant {
  const next = stretchesAround(moment, hours).find(
    ({ until }) => Temporal.Instant.compare(moment, until) < 0,
  );
  if (next === undefined) throw new Error('no waking hours within two days');
  return later(next.from, moment);
}

/** The last good moment of the waking hours that ended before a moment of the night. */
export function eveningBefore(moment: Temporal.Instant, hours: WakingHours): Temporal.Instant {
  const last = stretchesAround(moment, hours).findLast(
    ({ until }) => Temporal.Instant.compare(until, moment) <= 0,
  );
  if (last === undefined) throw new Error('no waking hours within two days');
  return later(last.from, last.until.subtract({ minutes: EVENING_MINUTES }));
}

export function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) <= 0 ? a : b;
}

export function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) >= 0 ? a : b;
}

/** Of the last day that was asked about: all notices of a morning ask about the same. */
let known: { key: string; stretches: Stretch[] } | undefined;

/** Those of the days around, in order. Where the clocks change, an hour that never comes counts from after the jump. */
function stretchesAround(moment: Temporal.Instant, hours: WakingHours): Stretch[] {
  const today = moment.toZonedDateTimeISO(hours.zone).toPlainDate();
  const key = [today, hours.zone, hours.wakingFrom, hours.wakingUntil].join(' ');
  if (known?.key !== key) {
    known = { key, stretches: [-2, -1, 0, 1, 2].map((days) => stretchOf(today.add({ days }), hours)) };
  }
  return known.stretches;
}

function stretchOf(day: Temporal.PlainDate, { zone, wakingFrom, wakingUntil }: WakingHours): Stretch {
  const overMidnight = Temporal.PlainTime.compare(wakingUntil, wakingFrom) <= 0;
  const lastDay = overMidnight ? day.add({ days: 1 }) : day;
  return {
    from: day.toZonedDateTime({ timeZone: zone, plainTime: wakingFrom }).toInstant(),
    until: lastDay.toZonedDateTime({ timeZone: zone, plainTime: wakingUntil }).toInstant(),
  };
}
