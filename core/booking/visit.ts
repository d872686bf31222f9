import { sql } from 'kysely';
import type { AppointmentStatus } from '../db/tables.ts';
import type { AppointmentId, BranchId, ContactId, PatientId, PractitionerId, ServiceId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';

export type Visit = {
  status: Exclude<AppointmentStatus, 'hold'>;
  patientId: PatientId;
  practitionerId: PractitionerId;
  branchId: BranchId;
  serviceId: ServiceId;
  start: Temporal.Instant;
  end: Temporal.Instant;
  /** How often it was moved. */
  moves: number;
};

/**
 * Reads a visit and locks its row, so that whoever wants to change it too waits. A contact is shown only the visits of
 * its own patients: for any other, as for one that is not there, the answer is undefined.
 */
export async function lockVisit(
  core: Pick<Core, 'db'>,
  scope: Pick<Scope, 'organizationId'>,
  appointmentId: AppointmentId,
  contactId: ContactId | null,
): Promise<Visit | undefined> {
  const { rows } = await sql<Visit>`
    select a.status, a.patient_id as "patientId", a.practitioner_id as "practitionerId", a.branch_id as "branchId",
      a.service_id as "serviceId", lower(a.visit) as start, upper(a.visit) as end, a.moves
    from appointment a
    where a.organization_id = ${scope.organizationId} and a.id = ${appointmentId} and a.status <> 'hold'
      and (${contactId}::uuid is null or exists (
        select from contact_patient cp
        where cp.organization_id = a.organization_id and cp.contact_id = ${contactId} and cp.patient_id = a.patient_id
      ))
    for update of a
  `.execute(core.db);
  return rows[0];
}

/** How a visit was when whoever wants it changed was asked about it. branchId not given: whichever. */
export type ExpectedVisit = { start: Temporal.Instant; branchId?: BranchId };

/** Whether somebody else has changed the visit since: what was agreed to was another one. */
export function isChanged(visit: Visit, expected: ExpectedVisit | undefined): boolean {
  if (expected === undefined) return false;
  const sameBranch = expected.branchId === undefined || expected.branchId === visit.branchId;
  return !sameBranch || !expected.start.equals(visit.start);
}

/** Why a visit cannot be moved or cancelled any more; undefined when it can. Arrived is begun, whatever the clock says. */
export function endedReason(visit: Visit, now: Temporal.Instant): 'cancelled' | 'past' | undefined {
  if (visit.status === 'cancelled') return 'cancelled';
  const open = visit.status === 'pending' || visit.status === 'booked';
  return open && Temporal.Instant.compare(now, visit.start) < 0 ? undefined : 'past';
}
