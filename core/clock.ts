/** Where "now" comes from. Passed in as a value, so that tests and `npm run chat` own time. */
export type Clock = { now(): Temporal.Instant };

export const systemClock: Clock = { now: () => Temporal.Now.instant() };

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
