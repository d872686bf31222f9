import { sql } from 'kysely';
import { once } from '../booking/idempotent.ts';
import type { Relation } from '../db/tables.ts';
import { recordEvent } from '../events.ts';
import type { ContactId, PatientId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { indexPatientName } from '../search/terms.ts';
import { openItem } from '../worklist.ts';
import { parseAddress } from './address.ts';
import type { DataKey } from './vault.ts';

export type RegisterPatientInput = {
  /** Idempotency key. */
  key: string;
  contactId: ContactId;
  /** As cleanName returns it. */
  name: string;
  /** What the patient is to who holds the phone. */
  relation: Relation;
};

/**
 * Makes a patient with a key of their own and puts them in the contact's care, whose address is from then on somebody's
 * again, should it have been detached. Run in a transaction, as `once` asks.
 */
export async function registerPatient(
  core: Pick<Core, 'db' | 'clock' | 'ids' | 'vault'>,
  scope: Scope,
  { key, contactId, name, relation }: RegisterPatientInput,
): Promise<{ patientId: PatientId }> {
  const { organizationId } = scope;
  return once<{ patientId: PatientId }>(core, scope, 'register_patient', key, async () => {
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
      ), attached as (
        update contact set detached_at = null
        where organization_id = ${organizationId} and id = ${contactId} and detached_at is not null
      )
      insert into contact_patient (organization_id, contact_id, patient_id, relation, created_at)
      select organization_id, ${contactId}, id, ${relation}, ${now} from made
    `.execute(core.db);
    await indexPatientName(core, scope, { patientId, name });
    await recordEvent(core, scope, 'patient.registered', patientId, { contactId, relation });
    return { patientId };
  });
}

/**
 * Keeps a number to reach a patient by, as they wrote it: nobody has verified it, so that staff are told to. Nothing is sent
 * there, and nobody is found by it. Run in a transaction.
 */
export async function giveNumber(
  core: Pick<Core, 'db' | 'clock' | 'ids' | 'vault'>,
  scope: Scope,
  { patientId, contactId, number }: { patientId: PatientId; contactId: ContactId; number: string },
): Promise<{ ok: true } | { ok: false; reason: 'bad_number' | 'not_found' }> {
  const address = parseAddress('sms', number);
  if (address === null) return { ok: false, reason: 'bad_number' };
  const key = await openPatientKey(core, scope, patientId, contactId);
  if (key === undefined) return { ok: false, reason: 'not_found' };
  await core.db
    .updateTable('vault.patient')
    .set({ phone: core.vault.encrypt(key, 'patient.phone', address) })
    .where('organization_id', '=', scope.organizationId)
    .where('patient_id', '=', patientId)
    .execute();
  await recordEvent(core, scope, 'patient.number_given', patientId);
  await openItem(core, scope, { kind: 'number_given', recordKind: 'patient', recordId: patientId });
  return { ok: true };
}

/** The key of a patient in the contact's care, and only then. */
export async function openPatientKey(
  core: Pick<Core, 'db' | 'vault'>,
  { organizationId }: Scope,
  patientId: PatientId,
  contactId: ContactId,
): Promise<DataKey | undefined> {
  const row = await core.db
    .selectFrom('contact_patient as cp')
    .innerJoin('vault.patient as vp', (join) =>
      join
        .onRef('vp.organization_id', '=', 'cp.organization_id')
        .onRef('vp.patient_id', '=', 'cp.patient_id'),
    )
    .select('vp.data_key')
    .where('cp.organization_id', '=', organizationId)
    .where('cp.contact_id', '=', contactId)
    .where('cp.patient_id', '=', patientId)
    .executeTakeFirst();
  return row && core.vault.unwrap(row.data_key, { organizationId, recordId: patientId });
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
