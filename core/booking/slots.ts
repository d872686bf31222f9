import type { PractitionerId } from '../ids.ts';
import type { FreeStart, PractitionerAvailability, Slot, SlotRules, Stretch } from './availability.ts';
import { type LocalDay, localDay, mergeStretches, openStretches } from './opening-hours.ts';
import { isRoomFree, startRoomWalk } from './rooms.ts';

const minute = 60_000;

/** What the search counts with, in milliseconds; a start lies in [earliest, latest). */
type Measures = { step: number; visit: number; visitAndBuffer: number; earliest: number; latest: number };

/** A practitioner during the search. Days come in order, so that each taken stretch is passed once and not looked at again. */
type Walk = {
  practitioner: PractitionerAvailability;
  position: number;
  taken: readonly Stretch[];
  /** The first taken stretch that ends after where the search is. */
  next: number;
  /** The first taken stretch that ends after the beginning of the day. */
  nextOfDay: number;
};

type Window = { from: Temporal.Instant; to: Temporal.Instant };

/** Starts of a day, each with those who are free then. */
type Starts = Map<number, [PractitionerId, ...PractitionerId[]]>;

/**
 * The free slots that start in the window `[from, to)`, sorted by start; those of several practitioners are merged by
 * start. Hours, exceptions and the horizon are read in the branch's zone. Pure: the caller says what time it is.
 *
 * Inside it counts in epoch milliseconds and makes Temporal values of the results alone: a month of quarter hours for
 * twenty practitioners must cost less than asking the database for their bookings.
 */
export function findSlots(
  rules: SlotRules,
  practitioners: readonly PractitionerAvailability[],
  window: Window,
  now: Temporal.Instant,
): Slot[] {
  const visit = rules.durationMinutes * minute;
  return [...walkStarts(rules, practitioners, window, now)].map(({ at, practitionerIds }) => ({
    start: Temporal.Instant.fromEpochMilliseconds(at),
    end: Temporal.Instant.fromEpochMilliseconds(at + visit),
    practitionerIds,
  }));
}

/** Their starts one by one, each day looked at only once somebody asks for its own: who shows five does not want a year of them. */
export function* walkStarts(
  rules: SlotRules,
  practitioners: readonly PractitionerAvailability[],
  window: Window,
  now: Temporal.Instant,
): Generator<FreeStart, void> {
  const measures = measuresOf(rules, window, now);
  if (measures.earliest >= measures.latest) return;
  const walks = practitioners.map(startWalk);
  const rooms = rules.rooms?.map(startRoomWalk);
  let day = localDay(dateAt(measures.earliest, rules.zone), rules.zone);
  while (day.from < measures.latest) {
    const starts: Starts = new Map();
    for (const walk of inFairOrder(walks, day)) addStarts(starts, walk, day, measures);
    for (const at of [...starts.keys()].sort((a, b) => a - b)) {
      const busyUntil = at + measures.visitAndBuffer;
      if (rooms !== undefined && !rooms.some((room) => isRoomFree(room, at, busyUntil))) continue;
      const practitionerIds = starts.get(at);
      if (practitionerIds !== undefined) yield { at, practitionerIds };
    }
    day = localDay(day.date.add({ days: 1 }), rules.zone);
  }
}

function measuresOf(rules: SlotRules, window: Window, now: Temporal.Instant): Measures {
  const today = now.toZonedDateTimeISO(rules.zone).toPlainDate();
  const horizon = today.add({ days: rules.horizonDays + 1 }).toZonedDateTime(rules.zone).epochMilliseconds;
  const notice = now.epochMilliseconds + rules.noticeMinutes * minute;
  return {
    step: rules.slotMinutes * minute,
    visit: rules.durationMinutes * minute,
    visitAndBuffer: (rules.durationMinutes + rules.bufferMinutes) * minute,
    earliest: Math.max(window.from.epochMilliseconds, notice),
    latest: Math.min(window.to.epochMilliseconds, horizon),
  };
}

function startWalk(practitioner: PractitionerAvailability, position: number): Walk {
  return { practitioner, position, taken: mergeStretches(practitioner.busy), next: 0, nextOfDay: 0 };
}

/**
 * Least booked that day first. Who is as much booked as another takes turns from day to day, or an empty calendar would
 * send everybody to the first of the list.
 */
function inFairOrder(walks: readonly Walk[], day: LocalDay): Walk[] {
  const count = walks.length;
  return walks
    .map((walk) => ({ walk, booked: bookedOn(walk, day), turn: (walk.position + day.ordinal) % count }))
    .sort((a, b) => a.booked - b.booked || a.turn - b.turn)
    .map(({ walk }) => walk);
}

function bookedOn(walk: Walk, day: LocalDay): number {
  let taken = walk.taken[walk.nextOfDay];
  while (taken !== undefined && taken.to <= day.from) taken = walk.taken[++walk.nextOfDay];
  let booked = 0;
  for (let index = walk.nextOfDay; taken !== undefined && taken.from < day.to; taken = walk.taken[++index]) {
    booked += Math.min(taken.to, day.to) - Math.max(taken.from, day.from);
  }
  return booked;
}

function addStarts(starts: Starts, walk: Walk, day: LocalDay, measures: Measures): void {
  const { step, visit, visitAndBuffer, earliest, latest } = measures;
  for (const { from, to, opening } of openStretches(walk.practitioner, day)) {
    let start = onGrid(Math.max(from, earliest), opening, step);
    while (start + visit <= to && start < latest) {
      let taken = walk.taken[walk.next];
      while (taken !== undefined && taken.to <= start) taken = walk.taken[++walk.next];
      if (taken !== undefined && taken.from < start + visitAndBuffer) {
        start = onGrid(taken.to, opening, step);
        continue;
      }
      const others = starts.get(start);
      if (others === undefined) starts.set(start, [walk.practitioner.practitionerId]);
      else others.push(walk.practitioner.practitionerId);
      start += step;
    }
  }
}

/** The first moment, not before `moment`, that is a whole number of steps after the opening. */
function onGrid(moment: number, opening: number, step: number): number {
  return opening + Math.ceil((moment - opening) / step) * step;
}

function dateAt(moment: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).toPlainDate();
}
