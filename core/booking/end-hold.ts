import { sql } from 'kysely';
import { recordEvent } from '../events.ts';
import type {
  AppointmentId,
  ContactId,
  CorrelationId,
  OrganizationId,
  PatientId,
  PractitionerId,
  RoomId,
} from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { lockForChange } from './lock.ts';

/** Gives back what the contact keeps on hold; run in a transaction. Returns how many holds that were: none, or one. */
export async function releaseHold(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  input: { contactId: ContactId },
): Promise<number> {
  const { contactId } = input;
  const nobodyElse = { patientId: null, practitionerIds: [], roomIds: [], way: 'shared' } as const;
  await lockForChange(core, scope, { contactId, ...nobodyElse });
  const now = core.clock.now();
  const { rows } = await sql<{ id: AppointmentId; expired: boolean }>`
    delete from appointment
    where organization_id = ${scope.organizationId} and contact_id = ${contactId} and status = 'hold'
    returning id, expires_at <= ${now} as expired
  `.execute(core.db);
  await recordEnded(core, scope, rows);
  return rows.length;
}

/**
 * Clears the way for a visit: removes expired holds of these practitioners, rooms and this patient that overlap it (time
 * alone does not take them out of the constraints), and whatever else the contact keeps on hold: a contact keeps one slot.
 * Rows are locked in order of id, the one that stays among them, so that two who clear the same ones do not wait for each other.
 *
 * @returns whether the hold that is to stay is still there, locked
 */
export async function clearHolds(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  way: {
    /** null: nobody's, but those that have run out. */
    contactId: ContactId | null;
    patientId: PatientId | null;
    practitionerIds: readonly PractitionerId[];
    roomIds: readonly RoomId[];
    start: Temporal.Instant;
    busyUntil: Temporal.Instant;
    /** A hold that stays: the one that is to become the visit. */
    keep?: AppointmentId;
  },
): Promise<boolean> {
  const now = core.clock.now();
  const { keep = null } = way;
  const { rows } = await sql<{ id: AppointmentId; expired: boolean; kept: boolean }>`
    with met as (
      select id from appointment
      where organization_id = ${scope.organizationId} and status = 'hold'
        and (
          id = ${keep} or contact_id = ${way.contactId}
          or (
            expires_at <= ${now} and busy && tstzrange(${way.start}, ${way.busyUntil})
            and (practitioner_id = any(${way.practitionerIds}::uuid[]) or room_id = any(${way.roomIds}::uuid[])
              or patient_id = ${way.patientId})
          )
        )
      order by id
      for update
    ), ended as (
      delete from appointment using met
      where appointment.organization_id = ${scope.organizationId} and appointment.id = met.id and met.id is distinct from ${keep}
      returning appointment.id, appointment.expires_at <= ${now} as expired
    )
    select id, expired, false as kept from ended
    union all select id, false, true from met where id = ${keep}
  `.execute(core.db);
  await recordEnded(
    core,
    scope,
    rows.filter(({ kept }) => !kept),
  );
  return rows.some(({ kept }) => kept);
}

/**
 * Removes holds that ran out by `now`, of all organizations, at most `limit` of them; returns how many. For the sweeper:
 * whoever is just turning an expired hold into a visit keeps it (`skip locked`). Run it in a transaction, so that a
 * hold and its event end together.
 */
export async function expireHolds(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  now: Temporal.Instant,
  limit: number,
): Promise<number> {
  const { rows } = await sql<{ organization_id: OrganizationId; id: AppointmentId }>`
    with ended as (
      select organization_id, id from appointment
      where status = 'hold' and expires_at <= ${now}
      order by expires_at
      limit ${limit}
      for update skip locked
    )
    delete from appointment using ended
    where appointment.organization_id = ended.organization_id and appointment.id = ended.id
    returning appointment.organization_id, appointment.id
  `.execute(core.db);
  const correlationId = core.ids.next<CorrelationId>();
  for (const { organization_id, id } of rows) {
    const scope: Scope = { organizationId: organization_id, actor: { kind: 'system' }, correlationId };
    await recordEvent(core, scope, 'appointment.hold_expired', id);
  }
  return rows.length;
}

async function recordEnded(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  holds: readonly { id: AppointmentId; expired: boolean }[],
): Promise<void> {
  for (const { id, expired } of holds) {
    await recordEvent(core, scope, expired ? 'appointment.hold_expired' : 'appointment.hold_released', id);
  }
}
