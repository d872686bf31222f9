import type { Slot } from '../../core/booking/availability.ts';
import { loadAvailability } from '../../core/booking/load-availability.ts';
import { firstDays, nearestSlots, pickOffer } from '../../core/booking/offer.ts';
import { walkSlots } from '../../core/booking/slots.ts';
import type { ContactId } from '../../core/ids.ts';
import type { Core, Scope } from '../../core/scope.ts';
import type { Command, Happening, SlotFact, Times, Wanted } from '../../flows/vocabulary.ts';

type FindSlots = Extract<Command, { do: 'find_slots' }>;
type FindDays = Extract<Command, { do: 'find_days' }>;
type Window = { from: Temporal.Instant; to: Temporal.Instant };

/** A first offer looks this far ahead before it looks as far as the clinic lets patients book. */
const FIRST_LOOK_DAYS = 10;
/** "Nearest" looks this far to either side. */
const NEAR_DAYS = 7;
/** No clinic's horizon is longer (a check on organization.horizon_days says so). */
const FURTHEST_DAYS = 366;

export async function findSlotsFor(
  core: Core,
  scope: Scope,
  contactId: ContactId,
  command: FindSlots,
): Promise<Happening> {
  const { wanted, view, count } = command;
  const search = (window: Window) => freeSlots(core, scope, contactId, command, window);
  const now = core.clock.now();
  switch (view.kind) {
    case 'offer': {
      const soon = await search({ from: now, to: daysLater(now, FIRST_LOOK_DAYS) });
      const offer = pickOffer(soon.slots, count, soon.zone);
      if (offer.length === count) return slotsFound(offer);
      const all = await search({ from: now, to: daysLater(now, FURTHEST_DAYS) });
      return slotsFound(pickOffer(all.slots, count, all.zone));
    }
    case 'day': {
      const found = await search(await dayWindow(core, scope, wanted, view.day));
      return slotsFound(pickOffer(found.slots, count, found.zone));
    }
    case 'times': {
      const windows = windowsOf(view.times, await zoneOf(core, scope, wanted));
      const { slots, zone } = await search(around(windows));
      const then = [...slots].filter(({ start }) => windows.some((window) => lies(start, window)));
      return slotsFound(pickOffer(then, count, zone));
    }
    case 'near': {
      const start = await instantOf(core, scope, wanted, view.start);
      const { slots } = await search({ from: daysLater(start, -NEAR_DAYS), to: daysLater(start, NEAR_DAYS) });
      return slotsFound(nearestSlots([...slots], start, count));
    }
    default:
      return view satisfies never;
  }
}

export async function findDaysFor(
  core: Core,
  scope: Scope,
  contactId: ContactId,
  command: FindDays,
): Promise<Happening> {
  const now = core.clock.now();
  const { wanted, after, count } = command;
  const from = after === null ? now : (await dayWindow(core, scope, wanted, after)).to;
  const { slots, zone } = await freeSlots(core, scope, contactId, command, {
    from,
    to: daysLater(now, FURTHEST_DAYS),
  });
  const days = firstDays(slots, count + 1, zone).map((day) => day.toString());
  return { type: 'DAYS', days: days.slice(0, count), more: days.length > count };
}

/**
 * For a visit to be booked, what the contact keeps on hold is free: it will be given up. For one to be moved it is not, but the
 * visit's own time is.
 */
async function freeSlots(
  core: Core,
  scope: Scope,
  contactId: ContactId,
  { wanted, appointmentId }: Pick<FindSlots, 'wanted' | 'appointmentId'>,
  window: Window,
): Promise<{ slots: Iterable<Slot>; zone: string }> {
  const now = core.clock.now();
  const ignore =
    appointmentId === undefined ? { ignoreContactHolds: contactId } : { ignoreAppointmentId: appointmentId };
  const loaded = await loadAvailability(core, scope, {
    ...wanted,
    window,
    now,
    ...ignore,
  });
  if (!loaded.ok) return { slots: [], zone: 'UTC' };
  return { slots: walkSlots(loaded.rules, loaded.practitioners, window, now), zone: loaded.rules.zone };
}

/** A day as the branch's zone has it. */
async function dayWindow(core: Core, scope: Scope, wanted: Wanted, day: string): Promise<Window> {
  return dayIn(await zoneOf(core, scope, wanted), day);
}

function dayIn(zone: string, day: string): Window {
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

function lies(start: Temporal.Instant, { from, to }: Window): boolean {
  return Temporal.Instant.compare(from, start) <= 0 && Temporal.Instant.compare(start, to) < 0;
}

async function instantOf(core: Core, scope: Scope, wanted: Wanted, start: string): Promise<Temporal.Instant> {
  if (start.endsWith('Z')) return Temporal.Instant.from(start);
  return Temporal.PlainDateTime.from(start)
    .toZonedDateTime(await zoneOf(core, scope, wanted))
    .toInstant();
}

async function zoneOf(core: Core, scope: Scope, { branchId }: Wanted): Promise<string> {
  const { zone } = await core.db
    .selectFrom('branch')
    .select('zone')
    .where('organization_id', '=', scope.organizationId)
    .where('id', '=', branchId)
    .executeTakeFirstOrThrow();
  return zone;
}

function slotsFound(slots: readonly Slot[]): Happening {
  const facts: SlotFact[] = slots.map(({ start, practitionerIds }) => ({
    start: start.toString(),
    practitionerId: practitionerIds[0],
  }));
  return { type: 'SLOTS', slots: facts };
}

function daysLater(from: Temporal.Instant, days: number): Temporal.Instant {
  return from.add({ hours: 24 * days });
}
