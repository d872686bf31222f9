import type { Slot } from '../booking/availability.ts';
import { type BookResult, bookAppointment } from '../booking/book.ts';
import { type CancelResult, cancelAppointment } from '../booking/cancel.ts';
import { loadAvailability } from '../booking/load-availability.ts';
import { type Mark, type Marked, markVisit } from '../booking/mark.ts';
import { type MoveResult, moveAppointment } from '../booking/move.ts';
import { findSlots } from '../booking/slots.ts';
import type { ExpectedVisit } from '../booking/visit.ts';
import {
  type AppointmentId,
  type BranchId,
  isId,
  type PatientId,
  type PractitionerId,
  type ServiceId,
} from '../ids.ts';
import type { Core } from '../scope.ts';
import { may, type StaffScope } from '../staff/permissions.ts';
import { inTransaction, notAllowed, notFound, type Refused, reachConversation } from './access.ts';

/**
 * What staff do with visits, on a patient's behalf. The clinic's limits bind patients, not staff; the calendar binds both. Whoever the
 * visit is of is told by a notice.
 */

export type BookForPatientInput = {
  key: string;
  conversationId: string;
  patientId: string;
  serviceId: string;
  branchId: string;
  /** Null: any. */
  practitionerId: string | null;
  start: Temporal.Instant;
};

/** not_theirs: the phone of that conversation does not care for that patient. */
export type BookedForPatient = BookResult | Refused | { ok: false; reason: 'not_theirs' };

export async function bookForPatient(
  core: Core,
  scope: StaffScope,
  input: BookForPatientInput,
): Promise<BookedForPatient> {
  const { key, conversationId, patientId, serviceId, branchId, practitionerId, start } = input;
  if (!may(scope, 'visit.change') || !isTheirBranch(scope, branchId)) return notAllowed;
  if (![patientId, serviceId, branchId, practitionerId ?? serviceId].every(isId)) return notFound;
  return inTransaction(core, async (core): Promise<BookedForPatient> => {
    const reached = await reachConversation(core, scope, 'visit.change', conversationId);
    if (!reached.ok) return reached;
    const { contactId } = reached;
    const cares = await core.db
      .selectFrom('contact_patient')
      .select('patient_id')
      .where('organization_id', '=', scope.organizationId)
      .where('contact_id', '=', contactId)
      .where('patient_id', '=', patientId as PatientId)
      .executeTakeFirst();
    if (!cares) return { ok: false, reason: 'not_theirs' };
    return bookAppointment(core, scope, {
      ...{ key: keyOf(scope, key), contactId, patientId: patientId as PatientId, start },
      ...{ serviceId: serviceId as ServiceId, branchId: branchId as BranchId },
      practitionerId: practitionerId as PractitionerId | null,
    });
  });
}

export type MoveForPatientInput = {
  key: string;
  appointmentId: string;
  start: Temporal.Instant;
  /** Not given: the same as now. null: any. */
  practitionerId?: string | null;
  /** Not given: the same as now. */
  branchId?: string;
  /** As the page showed the visit. */
  expected?: ExpectedVisit;
};

export async function moveForPatient(
  core: Core,
  scope: StaffScope,
  { key, appointmentId, start, practitionerId, branchId, expected }: MoveForPatientInput,
): Promise<MoveResult | Refused> {
  if (!may(scope, 'visit.change') || !(branchId === undefined || isTheirBranch(scope, branchId))) {
    return notAllowed;
  }
  if (![practitionerId ?? appointmentId, branchId ?? appointmentId].every(isId)) return notFound;
  return inTransaction(core, async (core): Promise<MoveResult | Refused> => {
    const reached = await reachVisit(core, scope, appointmentId);
    if (!reached.ok) return reached;
    return moveAppointment(core, scope, {
      ...{ key: keyOf(scope, key), appointmentId: reached.appointmentId, start },
      ...(practitionerId === undefined ? {} : { practitionerId: practitionerId as PractitionerId | null }),
      ...(branchId === undefined ? {} : { branchId: branchId as BranchId }),
      ...(expected === undefined ? {} : { expected }),
    });
  });
}

export type CancelForPatientInput = { key: string; appointmentId: string; expected?: ExpectedVisit };

export async function cancelForPatient(
  core: Core,
  scope: StaffScope,
  { key, appointmentId, expected }: CancelForPatientInput,
): Promise<CancelResult | Refused> {
  return inTransaction(core, async (core): Promise<CancelResult | Refused> => {
    const reached = await reachVisit(core, scope, appointmentId);
    if (!reached.ok) return reached;
    return cancelAppointment(core, scope, {
      ...{ key: keyOf(scope, key), appointmentId: reached.appointmentId, by: 'staff' },
      ...(expected === undefined ? {} : { expected }),
    });
  });
}

export type MarkInput = { appointmentId: string; expected?: ExpectedVisit };

/** Staff confirm a request: it is a visit now. */
export const acceptRequest = marking('accept');
/** Staff cannot give that time: the slot is free again. */
export const declineRequest = marking('decline');
/** The patient is here. */
export const markArrived = marking('arrived');
/** The patient has been seen. */
export const markOut = marking('out');
/** The patient did not come. */
export const markMissed = marking('missed');

function marking(mark: Mark) {
  return (core: Core, scope: StaffScope, { appointmentId, expected }: MarkInput): Promise<Marked | Refused> =>
    inTransaction(core, async (core): Promise<Marked | Refused> => {
      const reached = await reachVisit(core, scope, appointmentId);
      if (!reached.ok) return reached;
      const input = { appointmentId: reached.appointmentId, ...(expected === undefined ? {} : { expected }) };
      return markVisit(core, scope, mark, input);
    });
}

export type FreeSlotsInput = {
  serviceId: string;
  branchId: string;
  practitionerId: string | null;
  /** The branch's own. */
  day: Temporal.PlainDate;
  /** A visit that is about to move does not stand in its own way. */
  appointmentId?: string;
};

/** What is free that day, in order, by the clinic's rules but without its notice; zone: the branch's. */
export async function freeSlots(
  core: Pick<Core, 'db' | 'clock'>,
  scope: StaffScope,
  { serviceId, branchId, practitionerId, day, appointmentId }: FreeSlotsInput,
): Promise<{ ok: true; zone: string; slots: Slot[] } | Refused> {
  if (!may(scope, 'visit.change') || !isTheirBranch(scope, branchId)) return notAllowed;
  if (![serviceId, branchId, practitionerId ?? serviceId, appointmentId ?? serviceId].every(isId)) {
    return notFound;
  }
  const branch = await core.db
    .selectFrom('branch')
    .select('zone')
    .where('organization_id', '=', scope.organizationId)
    .where('id', '=', branchId as BranchId)
    .executeTakeFirst();
  if (!branch) return notFound;
  const from = day.toZonedDateTime(branch.zone);
  const window = { from: from.toInstant(), to: from.add({ days: 1 }).toInstant() };
  const now = core.clock.now();
  const loaded = await loadAvailability(core, scope, {
    ...{ serviceId: serviceId as ServiceId, branchId: branchId as BranchId, window, now },
    practitionerId: practitionerId as PractitionerId | null,
    ...(appointmentId === undefined ? {} : { ignoreAppointmentId: appointmentId as AppointmentId }),
  });
  if (!loaded.ok) return { ok: true, zone: branch.zone, slots: [] };
  const rules = { ...loaded.rules, noticeMinutes: 0 };
  return { ok: true, zone: branch.zone, slots: findSlots(rules, loaded.practitioners, window, now) };
}

function isTheirBranch({ branches }: StaffScope, branchId: string): boolean {
  return branches === 'all' || branches.some((own) => own === branchId);
}

/** A visit at a branch of theirs. */
async function reachVisit(
  core: Core,
  scope: StaffScope,
  appointmentId: string,
): Promise<{ ok: true; appointmentId: AppointmentId } | Refused> {
  if (!may(scope, 'visit.change')) return notAllowed;
  if (!isId(appointmentId)) return notFound;
  const visit = await core.db
    .selectFrom('appointment')
    .select(['id', 'branch_id'])
    .where('organization_id', '=', scope.organizationId)
    .where('id', '=', appointmentId as AppointmentId)
    .where('status', '<>', 'hold')
    .executeTakeFirst();
  if (!visit) return notFound;
  return isTheirBranch(scope, visit.branch_id) ? { ok: true, appointmentId: visit.id } : notAllowed;
}

/**
 * Two of staff may well make the same key. A form is one visit, also where another time was pressed when it was sent again (formKey is not
 * for these): nobody wants both, and the page tells which one it is.
 */
function keyOf({ actor }: StaffScope, key: string): string {
  return `desk/${actor.id}/${key}`;
}
