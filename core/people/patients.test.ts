import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import { bookAppointment } from '../booking/book.ts';
import type { ContactId, PatientId } from '../ids.ts';
import { ensureContact } from './contacts.ts';
import { giveNumber, patientsOf, registerPatient } from './patients.ts';

let database: TestDatabase;
let reception: Reception;
let contactId: ContactId;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function openFamily(): Promise<void> {
  reception = await openReception(database.db, { people: 0 });
  const { core, clinic, channelId } = reception;
  ({ contactId } = await ensureContact(core, clinic.scope, {
    kind: 'sms',
    address: '+254711000001',
    channelId,
  }));
}

function register(key: string, name: string, relation: 'self' | 'child' | 'other' = 'self') {
  return reception.turn((core) =>
    registerPatient(core, reception.clinic.scope, { key, contactId, name, relation }),
  );
}

/** Times as texts: to vitest all Temporal values are equal. */
async function patients() {
  const found = await patientsOf(reception.core, reception.clinic.scope, contactId);
  return found.map((patient) => ({ ...patient, lastUsed: patient.lastUsed.toString() }));
}

describe('registerPatient', () => {
  test('makes a patient whom the contact cares for, and one event without the name', async () => {
    await openFamily();
    const { patientId } = await register('m1/0', 'Wanjiku Kamau', 'child');
    expect(await patients()).toEqual([
      { patientId, name: 'Wanjiku Kamau', relation: 'child', lastUsed: '2026-10-05T06:00:00Z' },
    ]);
    expect((await reception.events()).slice(1)).toEqual([
      { type: 'patient.registered', recordId: patientId, details: { contactId, relation: 'child' } },
    ]);
  });

  test('repeated by key gives the same patient', async () => {
    await openFamily();
    const first = await register('m1/0', 'Wanjiku Kamau');
    expect(await register('m1/0', 'Wanjiku Kamau')).toEqual(first);
    expect(await patients()).toHaveLength(1);
    const racing = await Promise.all(Array.from({ length: 8 }, () => register('m2/0', 'Baraka', 'child')));
    expect(new Set(racing.map(({ patientId }) => patientId)).size).toBe(1);
    expect(await patients()).toHaveLength(2);
  });

  test("keeps the name under the patient's own key, which opens no other's", async () => {
    await openFamily();
    const mother = await register('m1/0', 'Wanjiku Kamau');
    const child = await register('m1/1', 'Baraka Kamau', 'child');
    const rows = await database.db
      .selectFrom('vault.patient')
      .select(['patient_id', 'data_key', 'name'])
      .where('organization_id', '=', reception.clinic.organizationId)
      .execute();
    const rowOf = (id: PatientId) => rows.filter((row) => row.patient_id === id);
    const [hers] = rowOf(mother.patientId);
    const [its] = rowOf(child.patientId);
    if (!hers || !its) throw new Error('a vault row is missing');
    expect(hers.name.includes('Wanjiku')).toBe(false);
    const { vault } = reception.core;
    const { organizationId } = reception.clinic;
    const key = vault.unwrap(hers.data_key, { organizationId, recordId: mother.patientId });
    expect(vault.decrypt(key, 'patient.name', hers.name)).toBe('Wanjiku Kamau');
    expect(() => vault.decrypt(key, 'patient.name', its.name)).toThrow('not_authentic');
  });

  test("leaves nothing when the contact is another organization's", async () => {
    await openFamily();
    const theirs = contactId;
    await openFamily();
    contactId = theirs;
    await expect(register('m1/0', 'Wanjiku Kamau')).rejects.toMatchObject({ code: '23503' });
    const left = await database.db
      .selectFrom('patient')
      .select('id')
      .where('organization_id', '=', reception.clinic.organizationId)
      .execute();
    expect(left).toEqual([]);
  });
});

describe('patientsOf', () => {
  test('puts whom a slot was last taken for first, then who was registered last', async () => {
    await openFamily();
    const { clock } = reception.core;
    const registered: Record<string, PatientId> = {};
    for (const name of ['Achieng', 'Baraka', 'Chebet']) {
      registered[name] = (await register(`m-${name}`, name, 'child')).patientId;
      clock.advance(Temporal.Duration.from({ minutes: 1 }));
    }
    const names = async () => (await patients()).map(({ name }) => name);
    expect(await names()).toEqual(['Chebet', 'Baraka', 'Achieng']);
    const { clinic, turn } = reception;
    const { Achieng } = registered;
    if (!Achieng) throw new Error('Achieng was not registered');
    const booked = await turn((core) =>
      bookAppointment(core, clinic.scope, {
        key: 'booking',
        contactId,
        patientId: Achieng,
        serviceId: clinic.serviceIds[0],
        branchId: clinic.branchIds[0],
        practitionerId: null,
        start: Temporal.Instant.from('2026-10-05T09:00:00Z'),
      }),
    );
    expect(booked.ok).toBe(true);
    expect(await names()).toEqual(['Achieng', 'Chebet', 'Baraka']);
    expect((await patients())[0]?.lastUsed).toBe('2026-10-05T06:03:00Z');
  });

  test('is empty for somebody new', async () => {
    await openFamily();
    expect(await patients()).toEqual([]);
  });
});

/** Somebody else, with the same clinic. */
async function stranger(): Promise<ContactId> {
  const { core, clinic, channelId } = reception;
  const address = { kind: 'sms', address: '+254711000099', channelId } as const;
  return (await ensureContact(core, clinic.scope, address)).contactId;
}

describe('giveNumber', () => {
  const give = (given: { patientId: PatientId; number: string; contactId: ContactId }) =>
    reception.turn((core) => giveNumber(core, reception.clinic.scope, given));

  const rowOf = (patientId: PatientId) =>
    database.db
      .selectFrom('vault.patient')
      .select(['phone', 'data_key'])
      .where('patient_id', '=', patientId)
      .executeTakeFirstOrThrow();

  function items() {
    return database.db
      .selectFrom('worklist_item')
      .select(['kind', 'record_kind', 'record_id'])
      .where('organization_id', '=', reception.clinic.organizationId)
      .execute();
  }

  test('keeps it in E.164 under the patient’s key, and staff are told to check it, once', async () => {
    await openFamily();
    const { patientId } = await register('m1/0', 'Wanjiku Kamau');
    expect(await give({ patientId, contactId, number: '0711 000 001' })).toEqual({ ok: true });
    expect(await give({ patientId, contactId, number: '0722-000-002' })).toEqual({ ok: true });
    const { phone, data_key } = await rowOf(patientId);
    const { vault } = reception.core;
    const { organizationId } = reception.clinic;
    const key = vault.unwrap(data_key, { organizationId, recordId: patientId });
    expect(phone && vault.decrypt(key, 'patient.phone', phone)).toBe('+254722000002');
    expect(await items()).toEqual([{ kind: 'number_given', record_kind: 'patient', record_id: patientId }]);
    const told = (await reception.events()).slice(2);
    expect(told.map(({ type }) => type)).toEqual([
      ...['patient.number_given', 'worklist_item.opened', 'patient.number_given'],
    ]);
    expect(JSON.stringify(told)).not.toMatch(/7[12]{2}000/);
  });

  test.each(['', 'my mother', '22141', '0711', '+254', '0711 000 001 or 0722 000 002'])(
    'refuses %j',
    async (number) => {
      await openFamily();
      const { patientId } = await register('m1/0', 'Wanjiku Kamau');
      expect(await give({ patientId, contactId, number })).toEqual({ ok: false, reason: 'bad_number' });
      expect((await rowOf(patientId)).phone).toBeNull();
      expect(await items()).toEqual([]);
    },
  );

  test('leaves another’s patient alone', async () => {
    await openFamily();
    const { patientId } = await register('m1/0', 'Wanjiku Kamau');
    const given = await give({ patientId, contactId: await stranger(), number: '0711 000 001' });
    expect(given).toEqual({ ok: false, reason: 'not_found' });
    expect((await rowOf(patientId)).phone).toBeNull();
  });
});
