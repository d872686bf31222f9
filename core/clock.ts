/** Where "now" comes from. Passed in as a value, so that tests and `npm run chat` own time. */
export type Clock = { now(): Temporal.Instant };

/** The machine's, in whole milliseconds, one value for each: making and clearing away a Temporal value takes longer than asking for a number. */
export const systemClock: Clock = { now: eachMillisecond() };

function eachMillisecond(): Clock['now'] {
  let known = Temporal.Now.instant().round('millisecond');
  return () => {
    const at = Date.now();
    if (at !== known.epochMilliseconds) known = Temporal.Instant.fromEpochMilliseconds(at);
    return known;
  };
}

/** A clock that only moves when told to. */
export type MovableClock = Clock & { advance(by: Temporal.Duration): void };

export function movableClock(start: Temporal.Instant): MovableClock {
  let current = start;
  return {
    now: () => current,
    advance: (by) => {
      // whole ones, and never short of a moment that Postgres keeps to the microsecond
      current = current.add({ milliseconds: Math.max(0, Math.ceil(by.total('milliseconds'))) });
    },
  };
}
