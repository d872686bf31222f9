import { sql } from 'kysely';
import { once } from '../booking/idempotent.ts';
import type { Relation } from '../db/tables.ts';
import { recordEvent } from '../events.ts';
import type { ContactId, PatientId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';

export type RegisterPatientInput = {
  /** Idempotency key. */
  key: string;
  contactId: ContactId;
  /** As cleanName returns it. */
  name: string;
  /** What the patient is to who holds the phone. */
  relation: Relation;
};

/** Makes a patient with a key of their own and puts them in the contact's care. Run in a transaction, as `once` asks. */
export async function registerPatient(
  core: Pick<Core, 'db' | 'clock' | 'ids' | 'vault'>,
  scope: Scope,
  { key, contactId, name, relation }: RegisterPatientInput,
): Promise<{ patientId: PatientId }> {
  const { organizationId } = scope;
  return once<{ patientId: PatientId }>(core, scope, key, async () => {
    const patientId = core.ids.next<PatientId>();
    const own = core.vault.newDataKey({ organizationId, recordId: patientId });
    const sealed = core.vault.encrypt(own.key, 'patient.name', name);
    const now = core.clock.now();
    await sql`
      with made as (
        insert into patient (organization_id, id, created_at) values (${organizationId}, ${patientId}, ${now})
        returning organization_id, id
      ), kept as (
        insert into vault.patient (organization_id, patient_id, data_key, name)
        select organization_id, id, ${own.wrapped}, ${sealed} from made
      )
      insert into contact_patient (organization_id, contact_id, patient_id, relation, created_at)
      select organization_id, ${contactId}, id, ${relation}, ${now} from made
    `.execute(core.db);
    await recordEvent(core, scope, 'patient.registered', patientId, { contactId, relation });
    return { patientId };
  });
}

export type ContactsPatient = {
  patientId: PatientId;
  name: string;
  relation: Relation;
  /** When this contact last took a slot for them; before the first one, when they were registered. */
  lastUsed: Temporal.Instant;
};

/** Whom this phone serves, most recently used first. */
export async function patientsOf(
  core: Pick<Core, 'db' | 'vault'>,
  { organizationId }: Pick<Scope, 'organizationId'>,
  contactId: ContactId,
): Promise<ContactsPatient[]> {
  const { rows } = await sql<Omit<ContactsPatient, 'name'> & { dataKey: Buffer; name: Buffer }>`
    select cp.patient_id as "patientId", cp.relation, vp.data_key as "dataKey", vp.name,
      coalesce(used.at, cp.created_at) as "lastUsed"
    from contact_patient cp
    join vault.patient vp on vp.organization_id = cp.organization_id and vp.patient_id = cp.patient_id
    left join lateral (
      select max(a.created_at) as at from appointment a
      where a.organization_id = cp.organization_id and a.contact_id = cp.contact_id and a.patient_id = cp.patient_id
    ) used on true
    where cp.organization_id = ${organizationId} and cp.contact_id = ${contactId}
    order by "lastUsed" desc, cp.patient_id
  `.execute(core.db);
  return rows.map(({ patientId, relation, lastUsed, dataKey, name }) => {
    const key = core.vault.unwrap(dataKey, { organizationId, recordId: patientId });
    return { patientId, name: core.vault.decrypt(key, 'patient.name', name), relation, lastUsed };
  });
}
