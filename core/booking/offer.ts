import type { FreeStart } from './availability.ts';
import { dateAt, type LocalDay, localDay } from './opening-hours.ts';
import type { SearchedDay } from './slots.ts';

/** Which slots to show of the many that are free. Pure; starts come sorted, and leave so. No more of them are asked for than it takes. */

const noon = Temporal.PlainTime.from('12:00');
const evening = Temporal.PlainTime.from('17:00');

/**
 * A first offer: the earliest slot, then the first of each further part of a day (morning, afternoon, evening), so that
 * five choices are not five quarter hours in a row. Where there are fewer parts than choices, each part is asked again
 * for the slot furthest from those already chosen of it.
 */
export function pickOffer(starts: Iterable<FreeStart>, count: number, zone: string): FreeStart[] {
  const parts = firstParts(starts, count, zone);
  const open = parts.map((left) => ({ left: [...left], chosen: [] as FreeStart[] }));
  const most = Math.min(count, parts.flat().length);
  const offer: FreeStart[] = [];
  while (offer.length < most) {
    for (const part of open) {
      const start = takeFurthest(part.left, part.chosen);
      if (start === undefined || offer.length === count) continue;
      part.chosen.push(start);
      offer.push(start);
    }
  }
  return inOrder(offer);
}

/** As many parts of days as there are choices, and not the rest: each choice is the first slot of one then. */
function firstParts(starts: Iterable<FreeStart>, count: number, zone: string): FreeStart[][] {
  const parts: FreeStart[][] = [];
  if (count === 0) return parts;
  let day: LocalDay | undefined;
  let partEnds = Number.NEGATIVE_INFINITY;
  for (const start of starts) {
    if (start.at < partEnds) {
      parts.at(-1)?.push(start);
      continue;
    }
    if (day === undefined || start.at >= day.to) day = localDay(dateAt(start.at, zone), zone);
    partEnds = [day.at(noon), day.at(evening)].find((ends) => start.at < ends) ?? day.to;
    if (parts.push([start]) === count) break;
  }
  return parts;
}

/** The first days on which something is free. Of each, one start is enough to know. */
export function firstDays(days: Iterable<SearchedDay>, count: number): Temporal.PlainDate[] {
  const free: Temporal.PlainDate[] = [];
  if (count === 0) return free;
  for (const { date, starts } of days) {
    for (const _ of starts) {
      free.push(date);
      break;
    }
    if (free.length === count) break;
  }
  return free;
}

/** The slots nearest to a wanted time; of two equally near, the earlier one is preferred. */
export function nearestSlots(
  starts: readonly FreeStart[],
  wanted: Temporal.Instant,
  count: number,
): FreeStart[] {
  const moment = wanted.epochMilliseconds;
  return inOrder(starts.toSorted((a, b) => distance(a, moment) - distance(b, moment)).slice(0, count));
}

/** Removes and returns the slot whose nearest neighbour among the chosen is furthest away: at first, the earliest. */
function takeFurthest(left: FreeStart[], chosen: readonly FreeStart[]): FreeStart | undefined {
  let best = 0;
  let bestRoom = -1;
  for (const [index, start] of left.entries()) {
    const room = Math.min(...chosen.map(({ at }) => distance(start, at)));
    if (room > bestRoom) [best, bestRoom] = [index, room];
  }
  return left.splice(best, 1)[0];
}

function distance({ at }: FreeStart, moment: number): number {
  return Math.abs(at - moment);
}

function inOrder(starts: readonly FreeStart[]): FreeStart[] {
  return starts.toSorted((a, b) => a.at - b.at);
}
