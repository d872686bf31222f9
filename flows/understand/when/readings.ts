import type { Clock, Part } from './pieces.ts';

const DAY = 24 * 60;

/** All the times of day that a clock may mean, in minutes, with the part of the day that was said with it. */
export function readingsOf(clock: Clock, part: Part | null): readonly number[] {
  const wrap = (minutes: number) => (minutes + 2 * DAY) % DAY;
  const base = clock.hour * 60 + clock.minute;
  if (clock.system === 'fixed') return [wrap(base)];
  const twice = (minutes: number) =>
    [wrap(minutes) % (DAY / 2), (wrap(minutes) % (DAY / 2)) + DAY / 2] as const;
  const western = twice(base);
  const swahili = twice(base + DAY / 4);
  const own = clock.system === 'swahili' || clock.swahili ? swahili : western;
  if (!part) return own;
  if (clock.system !== 'swahili' && part.swahili) {
    // "9 asubuhi" and "4 asubuhi": whichever clock falls into the part as it is, and only then as people stretch it.
    const either = [...swahili, ...western];
    const within = clock.swahili ? [] : either.filter((minutes) => fits(minutes, [part.start, part.end]));
    if (within.length > 0) return within.slice(0, 1);
  }
  const order = part.swahili && !clock.swahili ? [own, own === swahili ? western : swahili] : [own];
  for (const readings of order) {
    const fitting = readings.filter((minutes) => fits(minutes, part.fits));
    if (fitting.length > 0) return fitting;
  }
  return own;
}

const fits = (minutes: number, [from, to]: readonly [number, number]) =>
  (minutes >= from && minutes < to) || (minutes + DAY >= from && minutes + DAY < to);
