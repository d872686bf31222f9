import type { Slot } from '../../core/booking/availability.ts';
import { loadAvailability } from '../../core/booking/load-availability.ts';
import { daysWithSlots, nearestSlots, pickOffer } from '../../core/booking/offer.ts';
import { findSlots } from '../../core/booking/slots.ts';
import type { ContactId } from '../../core/ids.ts';
import type { Core, Scope } from '../../core/scope.ts';
import type { Command, Happening, SlotFact, Wanted } from '../../flows/vocabulary.ts';

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
  const search = (window: Window) => freeSlots(core, scope, contactId, wanted, window);
  const now = core.clock.now();
  switch (view.kind) {
    case 'offer': {
      const soon = await search({ from: now, to: daysLater(now, FIRST_LOOK_DAYS) });
      const enough = soon.slots.length >= count;
      const found = enough ? soon : await search({ from: now, to: daysLater(now, FURTHEST_DAYS) });
      return slotsFound(pickOffer(found.slots, count, found.zone));
    }
    case 'day': {
      const found = await search(await dayWindow(core, scope, wanted, view.day));
      return slotsFound(pickOffer(found.slots, count, found.zone));
    }
    case 'near': {
      const start = Temporal.Instant.from(view.start);
      const { slots } = await search({ from: daysLater(start, -NEAR_DAYS), to: daysLater(start, NEAR_DAYS) });
      return slotsFound(nearestSlots(slots, start, count));
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
  const { slots, zone } = await freeSlots(core, scope, contactId, wanted, {
    from,
    to: daysLater(now, FURTHEST_DAYS),
  });
  const days = daysWithSlots(slots, zone).map(({ day }) => day.toString());
  return { type: 'DAYS', days: days.slice(0, count), more: days.length > count };
}

async function freeSlots(core: Core, scope: Scope, contactId: ContactId, wanted: Wanted, window: Window) {
  const now = core.clock.now();
  const loaded = await loadAvailability(core, scope, {
    ...wanted,
    window,
    now,
    ignoreContactHolds: contactId,
  });
  if (!loaded.ok) return { slots: [], zone: 'UTC' };
  return { slots: findSlots(loaded.rules, loaded.practitioners, window, now), zone: loaded.rules.zone };
}

/** A day as the branch's zone has it. */
async function dayWindow(core: Core, scope: Scope, wanted: Wanted, day: string): Promise<Window> {
  const { zone } = await core.db
    .selectFrom('branch')
    .select('zone')
    .where('organization_id', '=', scope.organizationId)
    .where('id', '=', wanted.branchId)
    .executeTakeFirstOrThrow();
  const start = Temporal.PlainDate.from(day).toZonedDateTime(zone);
  return { from: start.toInstant(), to: start.add({ days: 1 }).toInstant() };
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
