import type { ClinicProfile } from '../../core/clinic/profile.ts';
import type { Relation } from '../../core/db/tables.ts';
import type { AppointmentId, BranchId, PatientId, PractitionerId, ServiceId } from '../../core/ids.ts';
import type { Command, Facts, RefusedReason, SlotFact } from '../vocabulary.ts';

/** What a booking knows so far: ids, instants and days. Names are looked up in the facts of each event. */
export type BookingContext = {
  serviceId: ServiceId | null;
  branchId: BranchId | null;
  /** The patient chose it, so that "back" leads there. */
  branchAsked: boolean;
  /** Null: whoever is free. */
  practitionerId: PractitionerId | null;
  /** Of the list being shown, where it is longer than one message. */
  page: number;
  view: View;
  slots: readonly SlotFact[];
  days: readonly string[];
  moreDays: boolean;
  /** The list of days begins after this one. */
  after: string | null;
  /** The slot picked last. */
  start: string | null;
  held: Held | null;
  patientId: PatientId | null;
  /** Of the person whose name is being asked. */
  relation: Relation;
  /** Why we ask (again): said once, above the next prompt. */
  lead: Lead | null;
};

export type View = Extract<Command, { do: 'find_slots' }>['view'];
export type Held = { holdId: AppointmentId; practitionerId: PractitionerId; start: string };
export type Lead = RefusedReason | 'day_full';

export const unbegun: BookingContext = {
  serviceId: null,
  branchId: null,
  branchAsked: false,
  practitionerId: null,
  page: 0,
  view: { kind: 'offer' },
  slots: [],
  days: [],
  moreDays: false,
  after: null,
  start: null,
  held: null,
  patientId: null,
  relation: 'self',
  lead: null,
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

/**
 * The slots to show of those found. Where the patient is busy at the slot picked, all that overlap it are of no use either.
 */
export function openSlots(context: BookingContext, found: readonly SlotFact[], { clinic, contact }: Facts) {
  const { start, lead, view } = context;
  const minutes = serviceOf(context, clinic)?.durationMinutes ?? 0;
  const apart = (slot: SlotFact) =>
    start === null ||
    Math.abs(
      Temporal.Instant.from(slot.start).epochMilliseconds - Temporal.Instant.from(start).epochMilliseconds,
    ) >=
      minutes * 60_000;
  const open = lead === 'patient_busy' ? found.filter(apart) : found;
  return open.slice(0, slotCount(view, contact.channel));
}

/** An SMS of two segments has room for one slot fewer. */
export function slotCount(view: View, channel: Facts['contact']['channel']): number {
  if (view.kind === 'day') return 8;
  return channel === 'sms' ? 4 : 5;
}

/** "2026-10-08T06:00Z": a slot's id is its start. */
export function slotId({ start }: SlotFact): string {
  return start.replace(/:00Z$/, 'Z');
}
