import { sql } from 'kysely';
import type { Named } from '../clinic/profile.ts';
import type { AppointmentId, BranchId, PatientId } from '../ids.ts';
import { openPeople, type SealedPerson } from '../people/read-people.ts';
import type { Core } from '../scope.ts';
import { may, type StaffScope } from '../staff/permissions.ts';
import { branchesOf, notAllowed, type Refused } from './access.ts';

/** A visit that a patient has asked for, and staff have to confirm. Instants are ISO. */
export type Request = {
  appointmentId: AppointmentId;
  patientId: PatientId;
  /** Null where it does not open any more. */
  name: string | null;
  start: string;
  zone: string;
  askedAt: string;
  service: Named;
  practitioner: string;
  branch: { id: BranchId; name: string };
};

const A_PAGE = 50;

/** The soonest first; also those whose time is over, which can only be declined. */
export async function listRequests(
  core: Pick<Core, 'db' | 'vault'>,
  scope: StaffScope,
): Promise<{ ok: true; requests: Request[] } | Refused> {
  if (!may(scope, 'visit.read')) return notAllowed;
  const { organizationId } = scope;
  const branches = branchesOf(scope);
  const { rows } = await sql<
    Omit<Request, 'name' | 'start' | 'askedAt'> & {
      start: Temporal.Instant;
      asked: Temporal.Instant;
      people: SealedPerson[] | null;
    }
  >`
    select a.id as "appointmentId", a.patient_id as "patientId", lower(a.visit) as start, a.created_at as asked, b.zone,
      json_build_object('en', s.name_en, 'sw', s.name_sw) as service, p.name as practitioner,
      json_build_object('id', b.id, 'name', b.name) as branch,
      (select json_build_array(json_build_object('id', vp.patient_id, 'relation', 'self',
        'data_key', encode(vp.data_key, 'base64'), 'name', encode(vp.name, 'base64')))
        from vault.patient vp where vp.organization_id = a.organization_id and vp.patient_id = a.patient_id) as people
    from appointment a
    join branch b on b.organization_id = a.organization_id and b.id = a.branch_id
    join service s on s.organization_id = a.organization_id and s.id = a.service_id
    join practitioner p on p.organization_id = a.organization_id and p.id = a.practitioner_id
    where a.organization_id = ${organizationId} and a.status = 'pending'
      and (${branches}::uuid[] is null or a.branch_id = any(${branches}::uuid[]))
    order by lower(a.visit), a.id limit ${A_PAGE}
  `.execute(core.db);
  const requests = rows.map(({ start, asked, people, ...request }) => ({
    ...request,
    start: start.toString(),
    askedAt: asked.toString(),
    name: openPeople(core, organizationId, people)[0]?.name ?? null,
  }));
  return { ok: true, requests };
}
