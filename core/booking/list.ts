import { sql } from 'kysely';
import type { AppointmentStatus } from '../db/tables.ts';
import type { AppointmentId, BranchId, ContactId, PatientId, PractitionerId, ServiceId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';

export type ListedVisit = {
  appointmentId: AppointmentId;
  status: Exclude<AppointmentStatus, 'hold' | 'cancelled'>;
  patientId: PatientId;
  practitionerId: PractitionerId;
  branchId: BranchId;
  serviceId: ServiceId;
  start: Temporal.Instant;
  end: Temporal.Instant;
  /** IANA zone of the branch, to show the times in. */
  zone: string;
};

/** More than anybody reads; a phone that serves a school shall not read its whole history. */
const most = 50;

/**
 * Visits of a patient, or of all patients of a contact. `coming`: not over yet, soonest first. `past`: over (or marked so
 * by staff), latest first. Cancelled visits and holds are in neither.
 */
export async function listAppointments(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Pick<Scope, 'organizationId'>,
  whose: { contactId: ContactId } | { patientId: PatientId },
  when: 'coming' | 'past',
): Promise<ListedVisit[]> {
  const patients =
    'patientId' in whose
      ? sql`select ${whose.patientId}::uuid`
      : sql`
          select patient_id from contact_patient
          where organization_id = ${scope.organizationId} and contact_id = ${whose.contactId}
        `;
  const isComing = sql`(a.status in ('pending', 'booked', 'arrived') and upper(a.visit) > ${core.clock.now()})`;
  const { rows } = await sql<ListedVisit>`
    select a.id as "appointmentId", a.status, a.patient_id as "patientId", a.practitioner_id as "practitionerId",
      a.branch_id as "branchId", a.service_id as "serviceId", lower(a.visit) as start, upper(a.visit) as end, b.zone
    from appointment a join branch b on b.organization_id = a.organization_id and b.id = a.branch_id
    where a.organization_id = ${scope.organizationId} and a.patient_id in (${patients})
      and a.status not in ('hold', 'cancelled') and ${when === 'coming' ? isComing : sql`not ${isComing}`}
    order by lower(a.visit) ${when === 'coming' ? sql`asc` : sql`desc`}, a.id
    limit ${most}
  `.execute(core.db);
  return rows;
}
