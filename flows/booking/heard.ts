import type { ClinicProfile } from '../../core/clinic/profile.ts';
import type { ServiceId } from '../../core/ids.ts';
import { dayOf, dayShown } from '../slots/day-meant.ts';
import { timesSought } from '../slots/other-times.ts';
import { viewOf } from '../slots/search.ts';
import type { Facts, Heard } from '../vocabulary.ts';
import {
  type BookingContext,
  branchesFor,
  branchOf,
  practitionersFor,
  withBranch,
  withPractitioner,
  withService,
} from './context.ts';

/**
 * A wish in the patient's own words, over what a booking knows already. What does not fit is told above the next question. A time
 * without a day is of `day`, the one that is talked about.
 */
export function withHeard(
  context: BookingContext,
  facts: Facts,
  day: string | null = dayTalkedOf(context, facts),
): BookingContext {
  const { heard, clinic } = facts;
  if (!heard) return context;
  const looking = { view: context.view, day, zone: zoneOf(context, facts) };
  const times = timesSought(heard, looking, facts);
  return [forWhom, service, branch, practitioner, takeTimes, many].reduce<BookingContext>(
    (next, take) => take(next, { ...heard, times }, facts, clinic),
    { ...context, lead: null },
  );
}

/** The day that is held, or shown. */
function dayTalkedOf(context: BookingContext, facts: Facts): string | null {
  const zone = zoneOf(context, facts);
  return context.held ? dayOf(context.held.start, zone) : dayShown(context, zone);
}

function zoneOf(context: BookingContext, { clinic }: Facts): string {
  return branchOf(context, clinic)?.zone ?? clinic.zone;
}

type Take = (context: BookingContext, heard: Heard, facts: Facts, clinic: ClinicProfile) => BookingContext;

const many: Take = (context, { several }) => (several ? { ...context, ...oneByOne(context) } : context);

/** The other visits come after this one. */
export function oneByOne({ lead }: BookingContext) {
  return { several: true, lead: lead ?? ('one_by_one' as const) };
}

const forWhom: Take = (context, heard) =>
  heard.forWhom === null
    ? context
    : { ...context, forWhom: heard.forWhom, otherOne: heard.otherOne, patientId: null };

const service: Take = (context, heard, facts) => {
  if (heard.notGiven && heard.serviceId === null) return { ...context, lead: 'not_given' };
  const serviceId = heard.serviceId ?? (context.serviceId === null ? onlyServiceOf(heard, facts) : null);
  if (serviceId === null || serviceId === context.serviceId) return context;
  return withService({ ...context, slots: [] }, serviceId, facts);
};

const branch: Take = (context, { branchId }, _, clinic) => {
  if (branchId === null) return context;
  // Which services it has is looked at when one is known.
  if (context.serviceId === null) return { ...context, branchId };
  if (!branchesFor(context, clinic).some(({ id }) => id === branchId))
    return { ...context, lead: 'not_there' };
  return { ...withBranch(context, branchId, clinic), view: context.view };
};

const practitioner: Take = (context, { practitionerId }, _, clinic) => {
  if (practitionerId === null) return context;
  const named = withPractitioner(context, practitionerId, clinic);
  const there =
    context.branchId === null || practitionersFor(named, clinic).some(({ id }) => id === practitionerId);
  return there || named.practitionerId === null || named.branchId === null || named.serviceId === null
    ? named
    : { ...named, practitionerId: null, lead: 'not_with' };
};

const takeTimes: Take = (context, { times, soonest }) => {
  if (times === null && !soonest) return context;
  return { ...context, view: times === null ? { kind: 'offer' } : viewOf(times), slots: [], page: 0 };
};

/** "Dr. Odhiambo" of one service alone says which it is. */
function onlyServiceOf({ practitionerId }: Heard, { clinic }: Facts): ServiceId | null {
  const given = clinic.practitioners.find(({ id }) => id === practitionerId)?.serviceIds ?? [];
  const [only, ...others] = clinic.services.filter(({ id }) => given.includes(id));
  return only && others.length === 0 ? only.id : null;
}
