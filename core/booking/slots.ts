import type { PractitionerId } from '../ids.ts';
import type { FreeStart, PractitionerAvailability, Slot, SlotRules, Stretch } from './availability.ts';
import {
  dateAt,
  dayAfter,
  type LocalDay,
  localDay,
  mergeStretches,
  type OpenStretch,
  openStretches,
} from './opening-hours.ts';
import { isRoomFree, type RoomWalk, startRoomWalk } from './rooms.ts';

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
  /** Of the day. */
  open: readonly OpenStretch[];
  /** In which of them the search is, and the next free start; Infinity: the day has none any more. */
  stretch: number;
  start: number;
};

type Window = { from: Temporal.Instant; to: Temporal.Instant };

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
  return [...startsIn(walkDays(rules, practitioners, window, now))].map(({ at, practitionerIds }) => ({
    start: Temporal.Instant.fromEpochMilliseconds(at),
    end: Temporal.Instant.fromEpochMilliseconds(at + visit),
    practitionerIds,
  }));
}

/** A day in which slots are looked for, whether it has some or not. Its starts are to be asked for before the next day is. */
export type SearchedDay = { date: Temporal.PlainDate; starts: Iterable<FreeStart> };

/** Nothing of a day is looked at before somebody asks for its starts, and no more of it than they ask for. */
export function* walkDays(
  rules: SlotRules,
  practitioners: readonly PractitionerAvailability[],
  window: Window,
  now: Temporal.Instant,
): Generator<SearchedDay, void> {
  const measures = measuresOf(rules, window, now);
  if (measures.earliest >= measures.latest) return;
  const walks = practitioners.map(startWalk);
  const rooms = rules.rooms?.map(startRoomWalk);
  let day = localDay(dateAt(measures.earliest, rules.zone), rules.zone);
  while (day.from < measures.latest) {
    yield { date: day.date, starts: startsOf(day, walks, rooms, measures) };
    day = dayAfter(day, rules.zone);
  }
}

/** One by one: who shows five does not want a year of them. */
export function* startsIn(days: Iterable<SearchedDay>): Generator<FreeStart, void> {
  for (const { starts } of days) yield* starts;
}

function* startsOf(
  day: LocalDay,
  walks: readonly Walk[],
  rooms: readonly RoomWalk[] | undefined,
  measures: Measures,
): Generator<FreeStart, void> {
  const inOrder = inFairOrder(walks, day);
  for (const walk of inOrder) enterDay(walk, day, measures);
  for (;;) {
    let at = Number.POSITIVE_INFINITY;
    for (const { start } of inOrder) if (start < at) at = start;
    let practitionerIds: [PractitionerId, ...PractitionerId[]] | undefined;
    for (const walk of inOrder) {
      if (walk.start !== at || at === Number.POSITIVE_INFINITY) continue;
      const { practitionerId } = walk.practitioner;
      if (practitionerIds === undefined) practitionerIds = [practitionerId];
      else practitionerIds.push(practitionerId);
      moveOn(walk, at + 1, measures); // the next on the grid; of another stretch it may come sooner than a step
    }
    if (practitionerIds === undefined) return;
    const busyUntil = at + measures.visitAndBuffer;
    if (rooms !== undefined && !rooms.some((room) => isRoomFree(room, at, busyUntil))) continue;
    yield { at, practitionerIds };
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
  const taken = mergeStretches(practitioner.busy);
  return { practitioner, position, taken, next: 0, nextOfDay: 0, open: [], stretch: 0, start: 0 };
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

function enterDay(walk: Walk, day: LocalDay, measures: Measures): void {
  walk.open = openStretches(walk.practitioner, day);
  walk.stretch = 0;
  moveOn(walk, measures.earliest, measures);
}

/** To the practitioner's first free start of the day that is not before `from`. */
function moveOn(walk: Walk, from: number, { step, visit, visitAndBuffer, latest }: Measures): void {
  for (let open = walk.open[walk.stretch]; open !== undefined; open = walk.open[++walk.stretch]) {
    let start = onGrid(Math.max(open.from, from), open.opening, step);
    while (start + visit <= open.to && start < latest) {
      let taken = walk.taken[walk.next];
      while (taken !== undefined && taken.to <= start) taken = walk.taken[++walk.next];
      if (taken === undefined || taken.from >= start + visitAndBuffer) {
        walk.start = start;
        return;
      }
      start = onGrid(taken.to, open.opening, step);
    }
  }
  walk.start = Number.POSITIVE_INFINITY;
}

/** The first moment, not before `moment`, that is a whole number of steps after the opening. */
function onGrid(moment: number, opening: number, step: number): number {
  return opening + Math.ceil((moment - opening) / step) * step;
}
