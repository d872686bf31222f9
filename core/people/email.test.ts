import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import { type ChannelId, type ContactId, type PatientId, uuidIds } from '../ids.ts';
import { ensureContact } from './contacts.ts';
import { type GiveEmailInput, giveEmail } from './email.ts';
import { patientsOf, registerPatient } from './patients.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A clinic with a phone and a child in its care. */
async function openFamily({ mailbox = true } = {}) {
  const reception = await openReception(database.db, { people: 0 });
  const { core, clinic, channelId } = reception;
  const { organizationId } = clinic;
  if (mailbox) {
    await database.db
      .insertInto('channel')
      .values({
        ...{
          organization_id: organizationId,
          id: uuidIds.next<ChannelId>(),
          provider: 'smtp',
          kind: 'email',
        },
        ...{ address: `miadi@${organizationId}.example`, keyword: null, can_receive: false, active: true },
      })
      .execute();
  }
  const phone = { kind: 'sms', address: '+254711000001', channelId } as const;
  const { contactId } = await ensureContact(core, clinic.scope, phone);
  const child = { key: 'm1/0', contactId, name: 'Baraka Kamau', relation: 'child' } as const;
  const { patientId } = await reception.turn((own) => registerPatient(own, clinic.scope, child));
  return { reception, contactId, patientId };
}

function give({ clinic, turn }: Reception, input: GiveEmailInput) {
  return turn((core) => giveEmail(core, clinic.scope, input));
}

test('a patient has an e-mail contact, by its one form, with one event and no address in it', async () => {
  const { reception, contactId, patientId } = await openFamily();
  const given = await give(reception, { patientId, contactId, address: ' Asha@Example.COM ' });
  if (!given.ok) throw new Error(given.reason);
  expect(await patientsOf(reception.core, reception.clinic.scope, given.contactId)).toMatchObject([
    { patientId, relation: 'child' },
  ]);
  expect((await reception.events()).slice(-2)).toEqual([
    {
      type: 'contact.created',
      recordId: given.contactId,
      details: expect.objectContaining({ kind: 'email' }),
    },
    { type: 'patient.email_given', recordId: patientId, details: { contactId: given.contactId } },
  ]);
  const known = (await reception.events()).length;
  expect(await give(reception, { patientId, contactId, address: 'Asha@example.com' })).toEqual(given);
  expect(await reception.events()).toHaveLength(known);
});

test('of nobody’s phone it is the patient’s own', async () => {
  const { reception, patientId } = await openFamily();
  const given = await give(reception, { patientId, address: 'asha@example.com' });
  if (!given.ok) throw new Error(given.reason);
  expect(await patientsOf(reception.core, reception.clinic.scope, given.contactId)).toMatchObject([
    { patientId, relation: 'self' },
  ]);
});

test('one that was taken off the records is somebody’s again', async () => {
  const { reception, patientId } = await openFamily();
  const given = await give(reception, { patientId, address: 'asha@example.com' });
  if (!given.ok) throw new Error(given.reason);
  const contact = () => database.db.selectFrom('contact').where('id', '=', given.contactId);
  await database.db
    .updateTable('contact')
    .set({ detached_at: reception.core.clock.now() })
    .where('id', '=', given.contactId)
    .execute();
  await give(reception, { patientId, address: 'asha@example.com' });
  expect(await contact().select('detached_at').executeTakeFirst()).toEqual({ detached_at: null });
});

test('what cannot be is told, and nothing is made', async () => {
  const { reception, contactId, patientId } = await openFamily();
  const nobody = uuidIds.next<PatientId>();
  const before = await reception.events();
  const address = 'asha@example.com';
  const tried = [
    await give(reception, { patientId, contactId, address: 'asha at example' }),
    await give(reception, { patientId: nobody, address }),
    await give(reception, { patientId: nobody, contactId, address }),
    await give(reception, { patientId, contactId: uuidIds.next<ContactId>(), address }),
  ];
  expect(tried.map((one) => !one.ok && one.reason)).toEqual([
    'bad_address',
    'not_found',
    'not_found',
    'not_found',
  ]);
  expect(await reception.events()).toEqual(before);
  const mute = await openFamily({ mailbox: false });
  expect(await give(mute.reception, { patientId: mute.patientId, address })).toEqual({
    ok: false,
    reason: 'no_channel',
  });
});
