import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openReception } from '../../test/reception.ts';
import type { ContactId } from '../ids.ts';
import { ensureContact } from './contacts.ts';
import { patientsOf, registerPatient } from './patients.ts';
import { applyProposedName, dropProposedName, proposeName } from './proposed-names.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A contact and its patient, whose name was written with a slip. */
async function openRecord() {
  const { core, clinic, channelId, turn, events } = await openReception(database.db, { people: 0 });
  const { scope, organizationId } = clinic;
  const contactAt = async (address: string) =>
    (await ensureContact(core, scope, { kind: 'sms', address, channelId })).contactId;
  const contactId = await contactAt('+254711000001');
  const patient = { key: 'm1', contactId, name: 'Wanjku Kamau', relation: 'self' } as const;
  const { patientId } = await turn((own) => registerPatient(own, scope, patient));
  return {
    ...{ core, organizationId, contactId, patientId, contactAt },
    propose: (name: string, by: ContactId = contactId) =>
      turn((own) => proposeName(own, scope, { patientId, contactId: by, name })),
    apply: (by: ContactId = contactId) =>
      turn((own) => applyProposedName(own, scope, { patientId, contactId: by })),
    drop: (by: ContactId = contactId) =>
      turn((own) => dropProposedName(own, scope, { patientId, contactId: by })),
    name: async () => (await patientsOf(core, scope, contactId))[0]?.name,
    happened: async () =>
      (await events())
        .filter(({ recordId, type }) => recordId === patientId && type !== 'patient.registered')
        .map(({ type, details }) => `${type} ${JSON.stringify(details)}`),
  };
}

const nothing = { ok: false, reason: 'nothing_proposed' };

test('a proposed name is the patient’s when it is confirmed, and not before; no event says it', async () => {
  const record = await openRecord();
  expect(await record.propose('Wanjiku')).toEqual({ ok: true });
  expect(await record.propose('Wanjiku Kamau')).toEqual({ ok: true });
  expect(await record.name()).toBe('Wanjku Kamau');
  expect(await record.apply()).toEqual({ ok: true });
  expect(await record.name()).toBe('Wanjiku Kamau');
  expect(await record.apply()).toEqual(nothing);
  expect(await record.happened()).toEqual([
    ...['patient.rename_proposed {}', 'patient.rename_proposed {}', 'patient.renamed {}'],
  ]);
});

test('a name that is dropped is forgotten', async () => {
  const record = await openRecord();
  await record.propose('Wanjiku K');
  await record.drop();
  await record.drop();
  expect(await record.apply()).toEqual(nothing);
  expect(await record.name()).toBe('Wanjku Kamau');
  expect(await record.happened()).toEqual(['patient.rename_proposed {}', 'patient.rename_dropped {}']);
});

test('a proposed name lies encrypted, under the patient’s key', async () => {
  const { core, organizationId, patientId, propose } = await openRecord();
  await propose('Wanjiku');
  const { proposed_name, data_key } = await database.db
    .selectFrom('vault.patient')
    .select(['proposed_name', 'data_key'])
    .where('patient_id', '=', patientId)
    .executeTakeFirstOrThrow();
  if (proposed_name === null) throw new Error('nothing was kept');
  expect(proposed_name.includes('Wanjiku')).toBe(false);
  const key = core.vault.unwrap(data_key, { organizationId, recordId: patientId });
  expect(core.vault.decrypt(key, 'patient.proposed_name', proposed_name)).toBe('Wanjiku');
});

test('nobody names another’s patient, and another phone of the family confirms only its own proposal', async () => {
  const record = await openRecord();
  const { organizationId: organization_id, patientId: patient_id } = record;
  const other = await record.contactAt('+254711000099');
  expect(await record.propose('Somebody', other)).toEqual({ ok: false, reason: 'not_found' });
  const link = { organization_id, contact_id: other, patient_id, relation: 'child' as const };
  await database.db
    .insertInto('contact_patient')
    .values({ ...link, created_at: record.core.clock.now() })
    .execute();
  await record.propose('Wanjiku K');
  await record.drop(other);
  expect(await record.apply(other)).toEqual(nothing);
  expect(await record.apply()).toEqual({ ok: true });
  expect(await record.name()).toBe('Wanjiku K');
});
