import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ContactId } from '../../core/ids.ts';
import { registerPatient } from '../../core/people/patients.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Front, openFront } from '../../test/front.ts';

/** The bot always answers: a damaged record costs what is in it, and not the phone its voice. */

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const from = '+254711000001';

/** A phone that has written once, with one patient. */
async function openPhone(): Promise<Front & { contactId: ContactId; answers: () => Promise<number> }> {
  const front = await openFront(database.db);
  await front.hand(from, 'Hi');
  const contactId = front.woken[0]?.contactId;
  if (contactId === undefined) throw new Error('the bot did not answer at all');
  const patient = { key: 'p', contactId, name: 'Wanjiku Kamau', relation: 'self' } as const;
  await front.turn((core) => registerPatient(core, front.clinic.scope, patient));
  const answers = async () =>
    (await database.db.selectFrom('outbox').select('id').where('contact_id', '=', contactId).execute())
      .length;
  return { ...front, contactId, answers };
}

function damageNames({ clinic }: Front) {
  return database.db
    .updateTable('vault.patient')
    .set({ name: Buffer.from('damaged') })
    .where('organization_id', '=', clinic.organizationId)
    .execute();
}

test('a patient’s name that does not open is left out, and the phone is answered', async () => {
  const phone = await openPhone();
  await damageNames(phone);
  const before = await phone.answers();
  expect(await phone.hand(from, 'menu')).toBe('handled');
  expect(await phone.answers()).toBe(before + 1);
  expect(phone.logged.filter((line) => line.includes('patient_unreadable'))).toHaveLength(1);
  expect(phone.logged.join()).not.toContain('Wanjiku');
});

test('a contact without its vault row is given one, and answered', async () => {
  const phone = await openPhone();
  await database.db.deleteFrom('vault.contact').where('contact_id', '=', phone.contactId).execute();
  const before = await phone.answers();
  expect(await phone.hand(from, 'menu')).toBe('handled');
  expect(await phone.hand(from, 'help')).toBe('handled');
  expect(await phone.answers()).toBe(before + 2);
});

test('what stands in a conversation’s way stands not in the way of keeping its message', async () => {
  const phone = await openPhone();
  await database.db
    .updateTable('conversation')
    .set({ frames: JSON.stringify('no frames at all'), offered: Buffer.from('damaged') })
    .where('contact_id', '=', phone.contactId)
    .execute();
  await damageNames(phone);
  const broken = { ...phone.bot, profileOf: () => Promise.reject(new Error('no profile today')) };
  expect(await phone.hand(from, 'menu', broken)).toBe('kept');
  const kept = await database.db
    .selectFrom('inbound_message')
    .select('state')
    .where('organization_id', '=', phone.clinic.organizationId)
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  expect(kept?.state).toBe('waiting');
});
