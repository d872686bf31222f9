import type { Slot } from './availability.ts';

/** Which slots to show of the many that are free. Pure; slots come sorted by start, and leave so. No more of them are asked for than it takes. */

/** Local hours at which the afternoon and the evening begin. */
const afternoon = 12;
const evening = 17;

/**
 * A first offer: the earliest slot, then the first of each further part of a day (morning, afternoon, evening), so that
 * five choices are not five quarter hours in a row. Where there are fewer parts than choices, each part is asked again
 * for the slot furthest from those already chosen of it.
 */
export function pickOffer(slots: Iterable<Slot>, count: number, zone: string): Slot[] {
  const parts = firstParts(slots, count, zone);
  const open = parts.map((left) => ({ left: [...left], chosen: [] as Slot[] }));
  const most = Math.min(count, parts.flat().length);
  const offer: Slot[] = [];
  while (offer.length < most) {
    for (const part of open) {
      const slot = takeFurthest(part.left, part.chosen);
      if (slot === undefined || offer.length === count) continue;
      part.chosen.push(slot);
      offer.push(slot);
    }
  }
  return inOrder(offer);
}

/** As many parts of days as there are choices, and not the rest: each choice is the first slot of one then. */
function firstParts(slots: Iterable<Slot>, count: number, zone: string): Slot[][] {
  const parts = new Map<string, Slot[]>();
  if (count === 0) return [];
  for (const slot of slots) {
    const name = partOfDay(slot, zone);
    const part = parts.get(name);
    if (part !== undefined) part.push(slot);
    else if (parts.set(name, [slot]).size === count) break;
  }
  return [...parts.values()];
}

/** The first days on which something is free. */
export function firstDays(slots: Iterable<Slot>, count: number, zone: string): Temporal.PlainDate[] {
  const days: Temporal.PlainDate[] = [];
  let dayEnds = Number.NEGATIVE_INFINITY;
  for (const { start } of slots) {
    if (start.epochMilliseconds < dayEnds) continue;
    const day = start.toZonedDateTimeISO(zone).toPlainDate();
    if (days.push(day) === count) break;
    dayEnds = day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
  }
  return days;
}

/** The slots nearest to a wanted time; of two equally near, the earlier one is preferred. */
export function nearestSlots(slots: readonly Slot[], wanted: Temporal.Instant, count: number): Slot[] {
  return inOrder(slots.toSorted((a, b) => distance(a, wanted) - distance(b, wanted)).slice(0, count));
}

function partOfDay(slot: Slot, zone: string): string {
  const start = slot.start.toZonedDateTimeISO(zone);
  const part = start.hour < afternoon ? 'morning' : start.hour < evening ? 'afternoon' : 'evening';
  return `${start.toPlainDate()} ${part}`;
}

/** Removes and returns the slot whose nearest neighbour among the chosen is furthest away: at first, the earliest. */
function takeFurthest(left: Slot[], chosen: readonly Slot[]): Slot | undefined {
  let best = 0;
  let bestRoom = -1;
  for (const [index, slot] of left.entries()) {
    const room = Math.min(...chosen.map((other) => distance(slot, other.start)));
    if (room > bestRoom) [best, bestRoom] = [index, room];
  }
  return left.splice(best, 1)[0];
}

function distance(slot: Slot, moment: Temporal.Instant): number {
  return Math.abs(slot.start.epochMilliseconds - moment.epochMilliseconds);
}

function inOrder(slots: readonly Slot[]): Slot[] {
  return slots.toSorted((a, b) => a.start.epochMilliseconds - b.start.epochMilliseconds);
}
