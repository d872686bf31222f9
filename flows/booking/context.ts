import type { ClinicProfile } from '../../core/clinic/profile.ts';
import type { Relation } from '../../core/db/tables.ts';
import type { AppointmentId, BranchId, PatientId, PractitionerId, ServiceId } from '../../core/ids.ts';
import { openSlots as openOf, type SlotSearch, unsearched } from '../slots/search.ts';
import type { ForWhom } from '../understand/reading.ts';
import type { ContactFacts, Facts, SlotFact } from '../vocabulary.ts';

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
  /** As the patient said of their own accord. */
  forWhom: ForWhom | null;
  /** Another than whom we know, as they said. */
  otherOne?: boolean;
  /** Visits are wanted for more than one: one now, the others after it. */
  several?: boolean;
  /** Of the person whose name is being asked. */
  relation: Relation;
  /** Booked in this flow: what a reason is noted for. */
  visitId: AppointmentId | null;
  /** Staff have yet to confirm it. */
  pending: boolean;
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
  forWhom: null,
  relation: 'self',
  visitId: null,
  pending: false,
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

/**
 * A service settles the branch too, where it is given at one only, where one was named, or where this contact went the last
 * time. What was said before the service was known (who, when, for whom) stays.
 */
export function withService(
  before: BookingContext,
  serviceId: ServiceId,
  { clinic, contact }: Facts,
): BookingContext {
  const { forWhom, otherOne, patientId, several } = before;
  // What was picked from a list belonged to that service; what was said belongs to the wish.
  const shown = before.slots.length > 0;
  const { branchId, practitionerId, view } = shown ? unbegun : before;
  const chosen: BookingContext = {
    ...unbegun,
    ...{ serviceId, forWhom, patientId },
    ...(otherOne && { otherOne }),
    ...(several && { several }),
    view,
  };
  const branches = branchesFor(chosen, clinic);
  const only = branches.length === 1 ? branches[0] : undefined;
  const named = branches.find((branch) => branch.id === branchId);
  const last = branches.find((branch) => branch.id === contact.lastBranchId);
  const settled = { ...chosen, branchId: (only ?? named ?? last)?.id ?? null };
  return practitionerId === null ? settled : withPractitioner(settled, practitionerId, clinic);
}

/** Whoever was named, where they work; refused in words where they do not give the service there. */
export function withPractitioner(
  context: BookingContext,
  practitionerId: PractitionerId,
  clinic: ClinicProfile,
): BookingContext {
  const named = clinic.practitioners.find(({ id }) => id === practitionerId);
  if (!named || context.serviceId === null) return { ...context, practitionerId };
  if (!named.serviceIds.includes(context.serviceId)) {
    return { ...context, practitionerId: null, lead: 'not_with' };
  }
  const there = branchesFor(context, clinic).filter(({ id }) => named.branchIds.includes(id));
  if (there.some(({ id }) => id === context.branchId)) return { ...context, practitionerId };
  if (context.branchAsked) return { ...context, practitionerId: null, lead: 'not_with' };
  const only = there.length === 1 ? (there[0]?.id ?? null) : null;
  return { ...context, practitionerId, branchId: only };
}

/**
 * For whom the visit is: who was named, then who was said, then who came last. Null: not known yet, or several might be meant.
 */
export function patientFor(
  { forWhom, otherOne, patientId }: BookingContext,
  { contact, heard }: Facts,
): PatientId | null {
  const named = heard?.name ? contact.patients.filter(({ name }) => isCalled(name, heard.name ?? '')) : [];
  if (named.length === 1) return named[0]?.id ?? null;
  if (forWhom === null) return patientId ?? contact.patients[0]?.id ?? null;
  // Registered this very turn, the facts do not have it yet.
  if (heard?.name) return contact.patients.some(({ id }) => id === patientId) ? null : patientId;
  if (otherOne) return patientId;
  const [only, ...others] = related(contact, forWhom);
  return only && others.length === 0 ? only.id : null;
}

export function related(contact: ContactFacts, relation: Relation) {
  return contact.patients.filter((patient) => patient.relation === relation);
}

function isCalled(name: string, said: string): boolean {
  const plain = (words: string) => words.toLowerCase().split(/\s+/).filter(Boolean);
  const own = plain(name);
  const words = plain(said);
  return words.length > 0 && words.every((word) => own.includes(word));
}

/**
 * The practitioner stays chosen where he or she works at the new branch as well. When the patient wants to come stays where no
 * branch was known before: what was picked from a list belongs to the branch it was of.
 */
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
    view: context.branchId === null ? context.view : { kind: 'offer' },
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
