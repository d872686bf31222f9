import type { FreeStart } from '../../core/booking/availability.ts';
import { loadAvailability } from '../../core/booking/load-availability.ts';
import { firstDays, nearestSlots, pickOffer } from '../../core/booking/offer.ts';
import { dateAt } from '../../core/booking/opening-hours.ts';
import { type SearchedDay, startsIn, walkDays } from '../../core/booking/slots.ts';
import type { Core, Scope } from '../../core/scope.ts';
import type { Command, Happening, SlotFact, Times, Wanted } from '../../flows/vocabulary.ts';
import type { Asked } from './run-command.ts';

type FindSlots = Extract<Command, { do: 'find_slots' }>;
type FindDays = Extract<Command, { do: 'find_days' }>;
type Window = { from: Temporal.Instant; to: Temporal.Instant };

/** A first offer, and a first list of days, look this far ahead before they look as far as the clinic lets patients book. */
const FIRST_LOOK_DAYS = 10;
/** "Nearest" looks this far to either side. */
const NEAR_DAYS = 7;
/** No clinic's horizon is longer (a check on organization.horizon_days says so). */
const FURTHEST_DAYS = 366;

export async function findSlotsFor(
  core: Core,
  scope: Scope,
  asked: Asked,
  command: FindSlots,
): Promise<Happening> {
  const { wanted, view, count } = command;
  const search = async (window: Window) => startsIn(await searchDays(core, scope, asked, command, window));
  const zone = zoneOf(asked, wanted);
  const now = core.clock.now();
  switch (view.kind) {
    case 'offer': {
      const soon = await search({ from: now, to: daysLater(now, FIRST_LOOK_DAYS) });
      const offer = pickOffer(soon, count, zone);
      if (offer.length === count) return slotsFound(offer);
      const all = await search({ from: now, to: daysLater(now, FURTHEST_DAYS) });
      return slotsFound(pickOffer(all, count, zone));
    }
    case 'day': {
      return slotsFound(pickOffer(await search(dayIn(zone, view.day)), count, zone));
    }
    case 'times': {
      const windows = windowsOf(view.times, zone);
      const starts = await search(around(windows));
      const then = [...starts].filter((start) => windows.some((window) => lies(start, window)));
      return slotsFound(pickOffer(then, count, zone));
    }
    case 'near': {
      const start = instantOf(view.start, zone);
      const starts = await search({ from: daysLater(start, -NEAR_DAYS), to: daysLater(start, NEAR_DAYS) });
      return slotsFound(nearestSlots([...starts], start, count));
    }
    default:
      return view satisfies never;
  }
}

export async function findDaysFor(
  core: Core,
  scope: Scope,
  asked: Asked,
  command: FindDays,
): Promise<Happening> {
  const now = core.clock.now();
  const { wanted, after, count } = command;
  const zone = zoneOf(asked, wanted);
  const from = after === null ? now : dayIn(zone, after).to;
  const search = async (window: Window, most: number) =>
    firstDays(await searchDays(core, scope, asked, command, window), most);
  const furthest = daysLater(now, FURTHEST_DAYS);
  const border = earlier(
    dayIn(zone, dateAt(daysLater(from, FIRST_LOOK_DAYS).epochMilliseconds, zone)).from,
    furthest,
  );
  const soon = await search({ from, to: border }, count + 1);
  const missing = Temporal.Instant.compare(border, furthest) < 0 ? count + 1 - soon.length : 0;
  const later = missing > 0 ? await search({ from: border, to: furthest }, missing) : [];
  const days = [...soon, ...later].map((day) => day.toString());
  return { type: 'DAYS', days: days.slice(0, count), more: days.length > count };
}

/**
 * For a visit to be booked, what the contact keeps on hold is free: it will be given up. For one to be moved it is not, but the
 * visit's own time is.
 */
async function searchDays(
  core: Core,
  scope: Scope,
  { standing }: Asked,
  { wanted, appointmentId }: Pick<FindSlots, 'wanted' | 'appointmentId'>,
  window: Window,
): Promise<Iterable<SearchedDay>> {
  const now = core.clock.now();
  const ignore =
    appointmentId === undefined
      ? { ignoreContactHolds: standing.contactId }
      : { ignoreAppointmentId: appointmentId };
  const loaded = await loadAvailability(core, scope, {
    ...wanted,
    window,
    now,
    ...ignore,
  });
  return loaded.ok ? walkDays(loaded.rules, loaded.practitioners, window, now) : [];
}

function dayIn(zone: string, day: string | Temporal.PlainDate): Window {
  const start = Temporal.PlainDate.from(day).toZonedDateTime(zone);
  return { from: start.toInstant(), to: start.add({ days: 1 }).toInstant() };
}

/** What a patient named, as spans in which a visit may begin: of a moment, that very one. */
function windowsOf(times: Times, zone: string): Window[] {
  const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant();
  switch (times.kind) {
    case 'moment':
      return times.candidates.map((local) => ({ from: at(local), to: at(local).add({ milliseconds: 1 }) }));
    case 'day':
      return times.candidates.map((day) => dayIn(zone, day));
    case 'part':
    case 'range':
      return times.candidates.map(({ start, end }) => ({ from: at(start), to: at(end) }));
    default:
      return times satisfies never;
  }
}

/** One span with all of them in it: one look at the database, whatever was named. */
function around(windows: readonly Window[]): Window {
  const ends = (pick: (window: Window) => Temporal.Instant) =>
    windows.map(pick).sort(Temporal.Instant.compare);
  const from = ends((window) => window.from)[0];
  const to = ends((window) => window.to).at(-1);
  if (!from || !to) throw new Error('times without candidates');
  return { from, to };
}

function lies({ at }: FreeStart, { from, to }: Window): boolean {
  return from.epochMilliseconds <= at && at < to.epochMilliseconds;
}

function instantOf(start: string, zone: string): Temporal.Instant {
  if (start.endsWith('Z')) return Temporal.Instant.from(start);
  return Temporal.PlainDateTime.from(start).toZonedDateTime(zone).toInstant();
}

/** Of a branch that has been closed meanwhile nothing will be found, in whichever zone it is looked for. */
function zoneOf({ clinic }: Asked, { branchId }: Wanted): string {
  return clinic.branches.find(({ id }) => id === branchId)?.zone ?? clinic.zone;
}

function slotsFound(starts: readonly FreeStart[]): Happening {
  const facts: SlotFact[] = starts.map(({ at, practitionerIds }) => ({
    start: Temporal.Instant.fromEpochMilliseconds(at).toString(),
    practitionerId: practitionerIds[0],
  }));
  return { type: 'SLOTS', slots: facts };
}

function earlier(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) <= 0 ? one : other;
}

function daysLater(from: Temporal.Instant, days: number): Temporal.Instant {
  return from.add({ hours: 24 * days });
}
