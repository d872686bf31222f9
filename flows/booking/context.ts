import type { ClinicProfile } from '../../core/clinic/profile.ts';
import type { Relation } from '../../core/db/tables.ts';
import type { AppointmentId, BranchId, PatientId, PractitionerId, ServiceId } from '../../core/ids.ts';
import { openSlots as openOf, type SlotSearch, unsearched } from '../slots/search.ts';
import type { Facts, SlotFact } from '../vocabulary.ts';

/** What a booking knows so far: ids, instants and days. Names are looked up in the facts of each event. */
export type BookingContext = SlotSearch & {
  serviceId: ServiceId | null;
  branchId: BranchId | null;
  /** The patient chose it, so that "back" leads there. */
  branchAsked: boolean;
  /** Of the list being shown, where it is longer than one message. */
  page: number;
  held: Held | null;
  patientId: PatientId | null;
  /** Of the person whose name is being asked. */
  relation: Relation;
  /** Booked in this flow: what a reason is noted for. */
  visitId: AppointmentId | null;
};

export type Held = { holdId: AppointmentId; practitionerId: PractitionerId; start: string };

export const unbegun: BookingContext = {
  ...unsearched,
  serviceId: null,
  branchId: null,
  branchAsked: false,
  page: 0,
  held: null,
  patientId: null,
  relation: 'self',
  visitId: null,
};

type Service = ClinicProfile['services'][number];
type Branch = ClinicProfile['branches'][number];
type Practitioner = ClinicProfile['practitioners'][number];

export function serviceOf({ serviceId }: BookingContext, clinic: ClinicProfile): Service | undefined {
  return clinic.services.find((service) => service.id === serviceId);
}

export function branchOf({ branchId }: BookingContext, clinic: ClinicProfile): Branch | undefined {
  return clinic.branches.find((branch) => branch.id === branchId);
}

/** Where the chosen service is given. */
export function branchesFor(context: BookingContext, clinic: ClinicProfile): readonly Branch[] {
  const given = serviceOf(context, clinic)?.branchIds ?? [];
  return clinic.branches.filter((branch) => given.includes(branch.id));
}

/** Who gives the chosen service at the chosen branch. */
export function practitionersFor(
  { serviceId, branchId }: BookingContext,
  clinic: ClinicProfile,
): readonly Practitioner[] {
  return clinic.practitioners.filter(
    (practitioner) =>
      serviceId !== null &&
      branchId !== null &&
      practitioner.serviceIds.includes(serviceId) &&
      practitioner.branchIds.includes(branchId),
  );
}

/** A service settles the branch too, where it is given at one only or where this contact went the last time. */
export function withService(serviceId: ServiceId, { clinic, contact }: Facts): BookingContext {
  const chosen: BookingContext = { ...unbegun, serviceId };
  const branches = branchesFor(chosen, clinic);
  const only = branches.length === 1 ? branches[0] : undefined;
  const last = branches.find((branch) => branch.id === contact.lastBranchId);
  return { ...chosen, branchId: (only ?? last)?.id ?? null };
}

/** The practitioner stays chosen where he or she works at the new branch as well. */
export function withBranch(
  context: BookingContext,
  branchId: BranchId,
  clinic: ClinicProfile,
): BookingContext {
  const moved: BookingContext = {
    ...context,
    branchId,
    branchAsked: true,
    page: 0,
    slots: [],
    view: { kind: 'offer' },
  };
  const there = practitionersFor(moved, clinic).some(({ id }) => id === context.practitionerId);
  return there ? moved : { ...moved, practitionerId: null };
}

/** What may be changed about a list of slots, besides the day. */
export function changesOf(context: BookingContext, clinic: ClinicProfile) {
  return [
    ...(branchesFor(context, clinic).length > 1 ? ['other_branch' as const] : []),
    ...(practitionersFor(context, clinic).length > 1 ? ['choose_practitioner' as const] : []),
  ];
}

/** The slots to show of those found. */
export function openSlots(context: BookingContext, found: readonly SlotFact[], { clinic, contact }: Facts) {
  return openOf(context, found, serviceOf(context, clinic)?.durationMinutes ?? 0, contact.channel);
}
