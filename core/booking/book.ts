import { sql } from 'kysely';
import { recordEvent } from '../events.ts';
import type {
  AppointmentId,
  BranchId,
  ContactId,
  PatientId,
  PractitionerId,
  RoomId,
  ServiceId,
} from '../ids.ts';
import { planVisitNotices } from '../reminders/plan.ts';
import type { Core, Scope } from '../scope.ts';
import { clearHolds } from './end-hold.ts';
import { once } from './idempotent.ts';
import { hasTooManyVisits } from './limits.ts';
import { lockForChange } from './lock.ts';
import { checkOffered, type WantedSlot } from './offered.ts';
import { isPatientBusy, takeSlot } from './take-slot.ts';

type Booker = {
  /** Idempotency key. */
  key: string;
  contactId: ContactId;
  patientId: PatientId;
};

/**
 * A hold, a slot, or both: then the slot is what is booked when the hold is gone. A hold that ran out but is still there
 * is as good as another: nobody took the slot.
 */
export type BookInput = Booker &
  ({ holdId: AppointmentId } | WantedSlot | ({ holdId: AppointmentId } & WantedSlot));

/** Times are ISO instants. `pending`: the clinic's staff have to confirm it. */
export type BookResult =
  | {
      ok: true;
      appointmentId: AppointmentId;
      status: 'booked' | 'pending';
      practitionerId: PractitionerId;
      branchId: BranchId;
      serviceId: ServiceId;
      start: string;
      end: string;
    }
  | { ok: false; reason: 'slot_taken' | 'patient_busy' | 'not_offered' | 'hold_gone' | 'too_many_visits' };

type Booked = Extract<BookResult, { ok: true }>;

export async function bookAppointment(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  input: BookInput,
): Promise<BookResult> {
  return once<BookResult>(core, scope, 'book', input.key, async () => {
    if (await hasTooManyVisits(core, scope, input.contactId)) return { ok: false, reason: 'too_many_visits' };
    const fromHold: BookResult =
      'holdId' in input
        ? await bookHold(core, scope, input.holdId, input)
        : { ok: false, reason: 'hold_gone' };
    const gone = !fromHold.ok && fromHold.reason === 'hold_gone';
    const result = gone && 'start' in input ? await bookSlot(core, scope, input, input) : fromHold;
    if (result.ok) await recordBooked(core, scope, result, input);
    return result;
  });
}

/** Turns a hold into a visit. It already has the practitioner's and the room's time; what can still be in the way is the patient's. */
async function bookHold(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  holdId: AppointmentId,
  { contactId, patientId }: Booker,
): Promise<BookResult> {
  const nobodyElse = { practitionerIds: [], roomIds: [], way: 'shared' } as const;
  await lockForChange(core, scope, { contactId, patientId, ...nobodyElse });
  const hold = await readHold(core, scope, holdId, contactId);
  if (hold === undefined) return { ok: false, reason: 'hold_gone' };
  const now = core.clock.now();
  if (Temporal.Instant.compare(hold.start, now) <= 0) return { ok: false, reason: 'not_offered' };
  // The clinic may have changed while the patient was thinking: a visit with nobody, or nowhere, helps no one. The notice
  // was kept when the slot was held.
  const offered = await checkOffered(core, scope, hold, { holdsOf: contactId, notice: true });
  if (!offered.ok) return { ok: false, reason: 'not_offered' };
  // The service may need a room since, or another one: the slot is then to be taken anew.
  const roomFits = hold.roomId === null ? offered.rooms === null : offered.rooms?.includes(hold.roomId);
  if (!roomFits) return { ok: false, reason: 'hold_gone' };
  const way = { contactId, patientId, practitionerIds: [], roomIds: [], keep: holdId };
  // Between the look and this lock it can only have run out, and been taken away by who comes after.
  const kept = await clearHolds(core, scope, { ...way, start: hold.start, busyUntil: hold.end });
  if (!kept) return { ok: false, reason: 'hold_gone' };
  if (await isPatientBusy(core, scope, patientId, hold, holdId)) return { ok: false, reason: 'patient_busy' };
  const status = hold.staffConfirm ? 'pending' : 'booked';
  await sql`
    update appointment set status = ${status}, patient_id = ${patientId}, expires_at = null, updated_at = ${now}
    where organization_id = ${scope.organizationId} and id = ${holdId}
  `.execute(core.db);
  const { practitionerId, branchId, serviceId } = hold;
  const times = { start: hold.start.toString(), end: hold.end.toString() };
  return { ok: true, appointmentId: holdId, status, practitionerId, branchId, serviceId, ...times };
}

async function readHold(
  core: Pick<Core, 'db'>,
  scope: Pick<Scope, 'organizationId'>,
  holdId: AppointmentId,
  contactId: ContactId,
) {
  const { rows } = await sql<{
    practitionerId: PractitionerId;
    branchId: BranchId;
    serviceId: ServiceId;
    roomId: RoomId | null;
    start: Temporal.Instant;
    end: Temporal.Instant;
    staffConfirm: boolean;
  }>`
    select a.practitioner_id as "practitionerId", a.branch_id as "branchId", a.service_id as "serviceId",
      a.room_id as "roomId", lower(a.visit) as start, upper(a.visit) as end, o.staff_confirm as "staffConfirm"
    from appointment a join organization o on o.id = a.organization_id
    where a.organization_id = ${scope.organizationId} and a.id = ${holdId} and a.contact_id = ${contactId}
      and a.status = 'hold'
  `.execute(core.db);
  return rows[0];
}

async function bookSlot(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  wanted: WantedSlot,
  { contactId, patientId }: Booker,
): Promise<BookResult> {
  const taken = await takeSlot(core, scope, wanted, { contactId, patientId, as: 'visit' });
  if (!taken.ok) {
    const { reason } = taken;
    return {
      ok: false,
      reason: reason === 'slot_taken' || reason === 'patient_busy' ? reason : 'not_offered',
    };
  }
  return {
    ok: true,
    appointmentId: taken.appointmentId,
    status: taken.status === 'pending' ? 'pending' : 'booked',
    practitionerId: taken.practitionerId,
    branchId: wanted.branchId,
    serviceId: wanted.serviceId,
    start: taken.start.toString(),
    end: taken.end.toString(),
  };
}

async function recordBooked(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  booked: Booked,
  { patientId }: Booker,
): Promise<void> {
  const { appointmentId, practitionerId, branchId, serviceId, start } = booked;
  const type = booked.status === 'pending' ? 'appointment.requested' : 'appointment.booked';
  await recordEvent(core, scope, type, appointmentId, {
    patientId,
    practitionerId,
    branchId,
    serviceId,
    start,
  });
  await planVisitNotices(core, scope, appointmentId, 'booked');
}
