import type { ClinicProfile } from '../../core/clinic/profile.ts';
import type { ServiceId } from '../../core/ids.ts';
import { viewOf } from '../slots/search.ts';
import type { Facts, Heard } from '../vocabulary.ts';
import {
  type BookingContext,
  branchesFor,
  practitionersFor,
  withBranch,
  withPractitioner,
  withService,
} from './context.ts';

/** A wish in the patient's own words, over what a booking knows already. What does not fit is told above the next question. */
export function withHeard(context: BookingContext, facts: Facts): BookingContext {
  const { heard, clinic } = facts;
  if (!heard) return context;
  return [forWhom, service, branch, practitioner, times].reduce<BookingContext>(
    (next, take) => take(next, heard, facts, clinic),
    { ...context, lead: null },
  );
}

type Take = (context: BookingContext, heard: Heard, facts: Facts, clinic: ClinicProfile) => BookingContext;

const forWhom: Take = (context, heard) =>
  heard.forWhom === null ? context : { ...context, forWhom: heard.forWhom, patientId: null };

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

const times: Take = (context, { times, soonest }) => {
  if (times === null && !soonest) return context;
  return { ...context, view: times === null ? { kind: 'offer' } : viewOf(times), slots: [], page: 0 };
};

/** "Dr. Odhiambo" of one service alone says which it is. */
function onlyServiceOf({ practitionerId }: Heard, { clinic }: Facts): ServiceId | null {
  const given = clinic.practitioners.find(({ id }) => id === practitionerId)?.serviceIds ?? [];
  const [only, ...others] = clinic.services.filter(({ id }) => given.includes(id));
  return only && others.length === 0 ? only.id : null;
}
