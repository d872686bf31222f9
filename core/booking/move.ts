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
import { loadLimits, mayMove } from './limits.ts';
import { lockForChange } from './lock.ts';
import { checkOffered, type WantedSlot } from './offered.ts';
import { isPatientBusy } from './take-slot.ts';
import { type ExpectedVisit, endedReason, isChanged, lockVisit, type Visit } from './visit.ts';

export type MoveInput = {
  /** Idempotency key. */
  key: string;
  appointmentId: AppointmentId;
  /** Given: the visit must be of a patient of this contact. */
  contactId?: ContactId;
  start: Temporal.Instant;
  /** Not given: the same as now. null: any. */
  practitionerId?: PractitionerId | null;
  /** Not given: the same as now. */
  branchId?: BranchId;
  /** As whoever wishes it was shown the visit: where it is another by now, nothing is done. */
  expected?: ExpectedVisit;
  /**
   * The patient's own wish: the clinic's limits bind it, and where staff confirm visits they confirm the new time too. Staff's
   * are not bound.
   */
  byPatient?: boolean;
};

/** Times are ISO instants. */
export type MoveResult =
  | {
      ok: true;
      appointmentId: AppointmentId;
      status: 'booked' | 'pending';
      practitionerId: PractitionerId;
      branchId: BranchId;
      serviceId: ServiceId;
      start: string;
      end: string;
      previousStart: string;
    }
  | {
      ok: false;
      reason:
        | 'not_found'
        | 'changed'
        | 'cancelled'
        | 'past'
        | 'too_late'
        | 'too_often'
        | 'slot_taken'
        | 'patient_busy'
        | 'not_offered';
    };

/**
 * Moves a visit to another time, practitioner or branch; when that cannot be, the visit stays as it was. It is an
 * update, made safe by locks (lock.ts says why): the patient's, then the visit's row, then those of the practitioners and
 * rooms it may go to. Two patients who want each other's time are both told that it is taken.
 */
export async function moveAppointment(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  input: MoveInput,
): Promise<MoveResult> {
  return once<MoveResult>(core, scope, 'move', input.key, async () => {
    const visit = await lockPatientAndVisit(core, scope, input);
    if (visit === undefined) return { ok: false, reason: 'not_found' };
    const now = core.clock.now();
    const ended = endedReason(visit, now);
    if (ended !== 'cancelled' && isChanged(visit, input.expected)) return { ok: false, reason: 'changed' };
    if (ended !== undefined) return { ok: false, reason: ended };
    const wanted: WantedSlot = {
      serviceId: visit.serviceId,
      branchId: input.branchId ?? visit.branchId,
      practitionerId: input.practitionerId === undefined ? visit.practitionerId : input.practitionerId,
      start: input.start,
    };
    if (isThere(visit, wanted)) return toResult(input.appointmentId, visit, visit);
    const may = input.byPatient ? mayMove(visit, await loadLimits(core, scope), now) : 'yes';
    if (may !== 'yes') return { ok: false, reason: may };
    const place = await choosePlace(core, scope, input, visit, wanted);
    if ('reason' in place) return { ok: false, reason: place.reason };
    const status = await writeMove(core, scope, input, visit, place);
    return toResult(input.appointmentId, { ...visit, status }, place);
  });
}

type Place = Pick<Visit, 'practitionerId' | 'branchId' | 'start' | 'end'>;
type FreePlace = Place & { busyUntil: Temporal.Instant; roomId: RoomId | null };

function toResult(appointmentId: AppointmentId, visit: Visit, place: Place): MoveResult {
  return {
    ok: true,
    appointmentId,
    status: visit.status === 'pending' ? 'pending' : 'booked',
    practitionerId: place.practitionerId,
    branchId: place.branchId,
    serviceId: visit.serviceId,
    start: place.start.toString(),
    end: place.end.toString(),
    previousStart: visit.start.toString(),
  };
}

/** A visit's patient never changes, so that it may be read before its lock is taken, and rows be locked after locks. */
async function lockPatientAndVisit(
  core: Pick<Core, 'db'>,
  scope: Scope,
  { appointmentId, contactId }: MoveInput,
): Promise<Visit | undefined> {
  const { rows } = await sql<{ patientId: PatientId }>`
    select patient_id as "patientId" from appointment
    where organization_id = ${scope.organizationId} and id = ${appointmentId} and status <> 'hold'
  `.execute(core.db);
  const patientId = rows[0]?.patientId;
  if (patientId === undefined) return undefined;
  const nobodyElse = { practitionerIds: [], roomIds: [], way: 'exclusive' } as const;
  await lockForChange(core, scope, { contactId: contactId ?? null, patientId, ...nobodyElse });
  return lockVisit(core, scope, appointmentId, contactId ?? null);
}

function isThere(visit: Visit, wanted: WantedSlot): boolean {
  const samePractitioner = wanted.practitionerId === null || wanted.practitionerId === visit.practitionerId;
  return samePractitioner && wanted.branchId === visit.branchId && wanted.start.equals(visit.start);
}

async function choosePlace(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  { appointmentId }: MoveInput,
  { patientId }: Visit,
  wanted: WantedSlot,
): Promise<FreePlace | { reason: 'slot_taken' | 'patient_busy' | 'not_offered' }> {
  const offered = await checkOffered(core, scope, wanted, { appointmentId });
  if (!offered.ok) return { reason: offered.reason === 'slot_taken' ? 'slot_taken' : 'not_offered' };
  const { end, busyUntil, candidates: practitionerIds, rooms } = offered;
  const { branchId, start } = wanted;
  const roomIds = rooms ?? [];
  const places = { practitionerIds, roomIds };
  await lockForChange(core, scope, { contactId: null, patientId: null, ...places, way: 'exclusive' });
  // What the contact itself keeps on hold is another visit that it is being asked about.
  await clearHolds(core, scope, { contactId: null, patientId, ...places, start, busyUntil });
  if (await isPatientBusy(core, scope, patientId, { start, end }, appointmentId))
    return { reason: 'patient_busy' };
  const span = { start, busyUntil, except: appointmentId };
  const practitionerId = await firstFree(core, scope, 'practitioner_id', practitionerIds, span);
  const roomId = rooms === null ? null : await firstFree(core, scope, 'room_id', rooms, span);
  return practitionerId === undefined || roomId === undefined
    ? { reason: 'slot_taken' }
    : { practitionerId, roomId, branchId, start, end, busyUntil };
}

/** The first that no other visit or hold has then. Sure only under their exclusive locks. */
async function firstFree<Id extends PractitionerId | RoomId>(
  core: Pick<Core, 'db'>,
  scope: Scope,
  column: 'practitioner_id' | 'room_id',
  candidates: readonly Id[],
  span: { start: Temporal.Instant; busyUntil: Temporal.Instant; except: AppointmentId },
): Promise<Id | undefined> {
  const { rows } = await sql<{ id: Id }>`
    select candidate.id
    from unnest(${candidates}::uuid[]) with ordinality as candidate (id, place)
    where not exists (
      select from appointment a
      where a.organization_id = ${scope.organizationId} and a.${sql.ref(column)} = candidate.id
        and a.busy && tstzrange(${span.start}, ${span.busyUntil})
        and a.status in ('hold', 'pending', 'booked', 'arrived') and a.id <> ${span.except}
    )
    order by candidate.place
    limit 1
  `.execute(core.db);
  return rows[0]?.id;
}

async function writeMove(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  { appointmentId, byPatient = false }: MoveInput,
  visit: Visit,
  place: FreePlace,
): Promise<'pending' | 'booked'> {
  const { practitionerId, roomId, branchId, start, end, busyUntil } = place;
  const { rows } = await sql<{ status: 'pending' | 'booked' }>`
    update appointment a
    set status = case when ${byPatient}::boolean and o.staff_confirm then 'pending' else a.status end,
      practitioner_id = ${practitionerId}, room_id = ${roomId}, branch_id = ${branchId},
      visit = tstzrange(${start}, ${end}), busy = tstzrange(${start}, ${busyUntil}), moves = moves + 1, confirmed_at = null, updated_at = ${core.clock.now()}
    from organization o
    where a.organization_id = ${scope.organizationId} and a.id = ${appointmentId} and o.id = a.organization_id
    returning a.status
  `.execute(core.db);
  const status = rows[0]?.status;
  if (status === undefined) throw new Error('a visit was moved whose row is not locked');
  await recordEvent(core, scope, 'appointment.moved', appointmentId, {
    status,
    practitionerId,
    branchId,
    start: start.toString(),
    previousPractitionerId: visit.practitionerId,
    previousBranchId: visit.branchId,
    previousStart: visit.start.toString(),
  });
  await planVisitNotices(core, scope, appointmentId, 'moved');
  return status;
}
