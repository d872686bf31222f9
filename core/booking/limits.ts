import { sql } from 'kysely';
import type { AppointmentStatus } from '../db/tables.ts';
import type { ContactId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';

/** What a clinic lets its patients change by themselves. Staff are not bound. */
export type Limits = {
  cancelNoticeMinutes: number;
  moveNoticeMinutes: number;
  /** How often one visit may be moved. */
  mostMoves: number;
};

export type MayMove = 'yes' | 'too_late' | 'too_often';
export type MayCancel = 'yes' | 'too_late';

type Visit = { status: AppointmentStatus; start: Temporal.Instant; moves: number };

/** To the minute: with a notice of two hours, two hours before is still in time. */
export function mayMove(visit: Visit, limits: Limits, now: Temporal.Instant): MayMove {
  if (!isInTime(visit, limits.moveNoticeMinutes, now)) return 'too_late';
  return visit.moves < limits.mostMoves ? 'yes' : 'too_often';
}

export function mayCancel(visit: Visit, limits: Limits, now: Temporal.Instant): MayCancel {
  return isInTime(visit, limits.cancelNoticeMinutes, now) ? 'yes' : 'too_late';
}

/** A visit that has begun, whatever its start says, is past every notice. */
function isInTime({ status, start }: Visit, noticeMinutes: number, now: Temporal.Instant): boolean {
  const open = status === 'pending' || status === 'booked';
  const last = start.subtract({ minutes: noticeMinutes });
  return open && Temporal.Instant.compare(now, start) < 0 && Temporal.Instant.compare(now, last) <= 0;
}

export async function loadLimits(
  core: Pick<Core, 'db'>,
  scope: Pick<Scope, 'organizationId'>,
): Promise<Limits> {
  return core.db
    .selectFrom('organization')
    .select([
      'cancel_notice_minutes as cancelNoticeMinutes',
      'move_notice_minutes as moveNoticeMinutes',
      'most_moves as mostMoves',
    ])
    .where('id', '=', scope.organizationId)
    .executeTakeFirstOrThrow();
}

/**
 * Whether the contact's patients have as many visits ahead as the clinic lets one contact hold. Holds do not count: a
 * contact keeps one at most. A limit against hoarding, not a promise: two turns of one contact come one after the other.
 */
export async function hasTooManyVisits(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  contactId: ContactId,
): Promise<boolean> {
  if (scope.actor.kind === 'staff') return false;
  const ahead = sql`a.status in ('pending', 'booked') and lower(a.visit) > ${core.clock.now()}`;
  // Two look-ups by index: with "or" Postgres goes through all visits of the clinic.
  const { rows } = await sql<{ full: boolean }>`
    select (select count(*) from (
        -- also those it booked for patients that are no longer its own: "wrong number" frees no slot
        select a.id from appointment a where a.organization_id = o.id and a.contact_id = ${contactId} and ${ahead}
        union
        select a.id from contact_patient cp
          join appointment a on a.organization_id = cp.organization_id and a.patient_id = cp.patient_id and ${ahead}
          where cp.organization_id = o.id and cp.contact_id = ${contactId}
      ) own) >= o.most_visits as full
    from organization o where o.id = ${scope.organizationId}
  `.execute(core.db);
  return rows[0]?.full ?? false;
}
