import type { Slot } from './availability.ts';

/** Which slots to show of the many that are free. Pure; slots come sorted by start, and leave so. */

/** Local hours at which the afternoon and the evening begin. */
const afternoon = 12;
const evening = 17;

/**
 * A first offer: the earliest slot, then the first of each further part of a day (morning, afternoon, evening), so that
 * five choices are not five quarter hours in a row. Where there are fewer parts than choices, each part is asked again
 * for the slot furthest from those already chosen of it.
 */
export function pickOffer(slots: readonly Slot[], count: number, zone: string): Slot[] {
  const parts = Map.groupBy(slots, (slot) => partOfDay(slot, zone));
  const open = [...parts.values()].map((left) => ({ left: [...left], chosen: [] as Slot[] }));
  const offer: Slot[] = [];
  while (offer.length < Math.min(count, slots.length)) {
    for (const part of open) {
      const slot = takeFurthest(part.left, part.chosen);
      if (slot === undefined || offer.length === count) continue;
      part.chosen.push(slot);
      offer.push(slot);
    }
  }
  return inOrder(offer);
}

/** The days on which something is free, and how many slots each has. */
export function daysWithSlots(
  slots: readonly Slot[],
  zone: string,
): { day: Temporal.PlainDate; count: number }[] {
  const days = Map.groupBy(slots, (slot) => slot.start.toZonedDateTimeISO(zone).toPlainDate().toString());
  return [...days].map(([day, ofDay]) => ({ day: Temporal.PlainDate.from(day), count: ofDay.length }));
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
