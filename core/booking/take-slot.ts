import { sql } from 'kysely';
import type { AppointmentStatus } from '../db/tables.ts';
import type { AppointmentId, ContactId, PatientId, PractitionerId, RoomId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { clearHolds } from './end-hold.ts';
import { lockForChange } from './lock.ts';
import { checkOffered, type SlotRefusal, type WantedSlot } from './offered.ts';

type Taker = { contactId: ContactId; patientId: PatientId | null; as: 'hold' | 'visit' };

export type TakenSlot = {
  ok: true;
  appointmentId: AppointmentId;
  status: AppointmentStatus;
  practitionerId: PractitionerId;
  start: Temporal.Instant;
  end: Temporal.Instant;
  /** Of a hold; null for a visit. */
  expiresAt: Temporal.Instant | null;
};

/**
 * Puts a row into the calendar, as a hold or as a visit: with the first of the free practitioners, in the first of the free
 * rooms, for whom the constraints let it in. Each try is one `insert … on conflict do nothing`, which waits for a rival that
 * has not yet committed and leaves the transaction whole when the rival wins. A slot that looks taken already is refused
 * before anything changes; from there on, the contact's earlier hold is given up.
 */
export async function takeSlot(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  wanted: WantedSlot,
  taker: Taker,
): Promise<TakenSlot | { ok: false; reason: SlotRefusal | 'patient_busy' }> {
  const { contactId, patientId } = taker;
  // Before the look: behind another command of the contact's one may wait, and what was free is then long gone.
  const nobodyElse = { practitionerIds: [], roomIds: [], way: 'shared' } as const;
  await lockForChange(core, scope, { contactId, patientId, ...nobodyElse });
  const offered = await checkOffered(core, scope, wanted, { holdsOf: contactId });
  if (!offered.ok) return offered;
  const { end, busyUntil, candidates, rooms } = offered;
  const practitionerIds = candidates;
  const roomIds = rooms ?? [];
  const places = { practitionerIds, roomIds };
  await lockForChange(core, scope, { contactId: null, patientId: null, ...places, way: 'shared' });
  const way = { contactId, patientId, ...places, start: wanted.start, busyUntil };
  await clearHolds(core, scope, way);
  const span = { ...wanted, end, busyUntil };
  const left: Candidates = { practitioners: [...candidates], rooms: rooms && [...rooms] };
  // A lost try leaves one candidate less; one that nobody in sight explains (a rival came and went) is counted as well.
  const mostTries = candidates.length + roomIds.length + 1;
  for (let tries = 0; tries < mostTries; tries++) {
    const place = firstOf(left);
    if (place === undefined) break;
    const taken = await insertAppointment(core, scope, { ...span, ...place }, taker);
    if (taken !== undefined) return taken;
    // Which constraint refused the row cannot be seen. The patient's would refuse it for everybody: asked once.
    if (tries === 0 && (await isPatientBusy(core, scope, patientId, span)))
      return { ok: false, reason: 'patient_busy' };
    await dropTaken(core, scope, left, span);
  }
  return { ok: false, reason: 'slot_taken' };
}

/** Who and what may still be free. rooms null: none is needed. */
type Candidates = { practitioners: PractitionerId[]; rooms: RoomId[] | null };
type Place = { practitionerId: PractitionerId; roomId: RoomId | null };

function firstOf({ practitioners, rooms }: Candidates): Place | undefined {
  const [practitionerId] = practitioners;
  const roomId = rooms === null ? null : rooms[0];
  return practitionerId === undefined || roomId === undefined ? undefined : { practitionerId, roomId };
}

/** Takes out whom and what others have then: after a lost try the winner has committed, and can be seen. */
async function dropTaken(
  core: Pick<Core, 'db'>,
  scope: Pick<Scope, 'organizationId'>,
  left: Candidates,
  { start, busyUntil }: { start: Temporal.Instant; busyUntil: Temporal.Instant },
): Promise<void> {
  const { rows } = await sql<{ practitionerId: PractitionerId; roomId: RoomId | null }>`
    select practitioner_id as "practitionerId", room_id as "roomId" from appointment
    where organization_id = ${scope.organizationId} and busy && tstzrange(${start}, ${busyUntil})
      and status in ('hold', 'pending', 'booked', 'arrived')
      and (practitioner_id = any(${left.practitioners}::uuid[]) or room_id = any(${left.rooms ?? []}::uuid[]))
  `.execute(core.db);
  const taken = new Set<string | null>(
    rows.flatMap(({ practitionerId, roomId }) => [practitionerId, roomId]),
  );
  left.practitioners = left.practitioners.filter((id) => !taken.has(id));
  left.rooms = left.rooms?.filter((id) => !taken.has(id)) ?? null;
}

/** Whether the patient has another visit or hold then. Sure only under the patient's lock (lock.ts). */
export async function isPatientBusy(
  core: Pick<Core, 'db'>,
  scope: Pick<Scope, 'organizationId'>,
  patientId: PatientId | null,
  visit: { start: Temporal.Instant; end: Temporal.Instant },
  except?: AppointmentId,
): Promise<boolean> {
  if (patientId === null) return false;
  const { rows } = await sql`
    select from appointment
    where organization_id = ${scope.organizationId} and patient_id = ${patientId}
      and visit && tstzrange(${visit.start}, ${visit.end})
      and status in ('hold', 'pending', 'booked', 'arrived') and id is distinct from ${except ?? null}
    limit 1
  `.execute(core.db);
  return rows.length > 0;
}

async function insertAppointment(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  place: WantedSlot & Place & { end: Temporal.Instant; busyUntil: Temporal.Instant },
  taker: Taker,
): Promise<TakenSlot | undefined> {
  const { branchId, serviceId, practitionerId, roomId, start, end, busyUntil } = place;
  const appointmentId = core.ids.next<AppointmentId>();
  const now = core.clock.now();
  const hold = taker.as === 'hold';
  const byStaff = scope.actor.kind === 'staff'; // who would confirm it to themselves
  const { rows } = await sql<{ status: AppointmentStatus; expires_at: Temporal.Instant | null }>`
    insert into appointment (organization_id, id, status, branch_id, service_id, practitioner_id, contact_id,
      patient_id, room_id, visit, busy, expires_at, created_at, updated_at)
    select id, ${appointmentId}, case when ${hold}::boolean then 'hold' when staff_confirm and not ${byStaff}::boolean then 'pending' else 'booked' end,
      ${branchId}, ${serviceId}, ${practitionerId}, ${taker.contactId}, ${taker.patientId}, ${roomId}::uuid,
      tstzrange(${start}, ${end}), tstzrange(${start}, ${busyUntil}),
      case when ${hold}::boolean then ${now}::timestamptz + make_interval(mins => hold_minutes) end, ${now}, ${now}
    from organization
    where id = ${scope.organizationId}
    on conflict do nothing
    returning status, expires_at
  `.execute(core.db);
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    ok: true,
    appointmentId,
    status: row.status,
    practitionerId,
    start,
    end,
    expiresAt: row.expires_at,
  };
}
