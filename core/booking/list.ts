import { sql } from 'kysely';
import type { Named } from '../clinic/profile.ts';
import type { AppointmentStatus } from '../db/tables.ts';
import type { AppointmentId, BranchId, ContactId, PatientId, PractitionerId, ServiceId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { type Limits, type MayCancel, type MayMove, mayCancel, mayMove } from './limits.ts';

export type VisitRow = {
  appointmentId: AppointmentId;
  status: Exclude<AppointmentStatus, 'hold'>;
  start: Temporal.Instant;
  end: Temporal.Instant;
  patientId: PatientId;
  service: { id: ServiceId; name: Named };
  /** zone: IANA, to show the times in. */
  branch: { id: BranchId; name: string; address: string; zone: string };
  practitioner: { id: PractitionerId; name: string };
  /** Whether a patient may do it now, by the clinic's limits. */
  mayMove: MayMove;
  mayCancel: MayCancel;
};

export type ListVisitsInput = { contactId: ContactId; when: 'coming' | 'past'; limit: number };

/**
 * Visits of all patients of a contact. `coming`: not over yet, soonest first. `past`: over (or marked so by staff), latest
 * first, the cancelled ones among them; a request that nobody confirmed in time never was a visit. Holds are in neither, as is
 * what was cancelled ahead.
 */
export async function listVisits(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Pick<Scope, 'organizationId'>,
  { contactId, when, limit }: ListVisitsInput,
): Promise<VisitRow[]> {
  const now = core.clock.now();
  const isComing = sql`a.status in ('pending', 'booked', 'arrived') and upper(a.visit) > ${now}`;
  const isPast = sql`(a.status in ('fulfilled', 'noshow')
    or (a.status in ('booked', 'arrived', 'cancelled') and upper(a.visit) <= ${now}))`;
  const { rows } = await sql<Omit<VisitRow, 'mayMove' | 'mayCancel'> & { moves: number } & Limits>`
    select a.id as "appointmentId", a.status, a.patient_id as "patientId", lower(a.visit) as start, upper(a.visit) as end,
      a.moves, json_build_object('id', s.id, 'name', json_build_object('en', s.name_en, 'sw', s.name_sw)) as service,
      json_build_object('id', b.id, 'name', b.name, 'address', b.address, 'zone', b.zone) as branch,
      json_build_object('id', p.id, 'name', p.name) as practitioner, o.most_moves as "mostMoves",
      o.cancel_notice_minutes as "cancelNoticeMinutes", o.move_notice_minutes as "moveNoticeMinutes"
    from appointment a
    join organization o on o.id = a.organization_id
    join branch b on b.organization_id = a.organization_id and b.id = a.branch_id
    join service s on s.organization_id = a.organization_id and s.id = a.service_id
    join practitioner p on p.organization_id = a.organization_id and p.id = a.practitioner_id
    where a.organization_id = ${scope.organizationId} and a.patient_id in (
        select patient_id from contact_patient
        where organization_id = ${scope.organizationId} and contact_id = ${contactId}
      )
      and ${when === 'coming' ? isComing : isPast}
    order by lower(a.visit) ${when === 'coming' ? sql`asc` : sql`desc`}, a.id
    limit ${limit}
  `.execute(core.db);
  return rows.map(({ moves, mostMoves, cancelNoticeMinutes, moveNoticeMinutes, ...visit }) => {
    const limits = { mostMoves, cancelNoticeMinutes, moveNoticeMinutes };
    return {
      ...visit,
      mayMove: mayMove({ ...visit, moves }, limits, now),
      mayCancel: mayCancel({ ...visit, moves }, limits, now),
    };
  });
}
