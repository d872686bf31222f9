import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openReception } from '../../test/reception.ts';
import { bookAppointment } from '../booking/book.ts';
import { holdSlot } from '../booking/hold.ts';
import { hasTooManyVisits } from '../booking/limits.ts';
import { listVisits } from '../booking/list.ts';
import { beginHandover } from '../messaging/handover.ts';
import { queueMessage } from '../messaging/outbox.ts';
import { recordConsent } from './consent.ts';
import { ensureContact } from './contacts.ts';
import { detachContact } from './detach.ts';
import { patientsOf, registerPatient } from './patients.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A mother who has consented, registered herself and her child, booked a visit and holds a slot. */
async function openFamily() {
  const reception = await openReception(database.db, { people: 0 });
  const { turn, core, clinic, channelId } = reception;
  const { scope, organizationId } = clinic;
  const address = { kind: 'sms', address: '+254711000001', channelId } as const;
  const { contactId } = await ensureContact(core, scope, address);
  await recordConsent(core, scope, { contactId, wording: 'menu.privacy', language: 'en' });
  const register = (key: string, name: string) =>
    turn((core) => registerPatient(core, scope, { key, contactId, name, relation: 'self' }));
  const { patientId } = await register('p1', 'Wanjiku');
  await register('p2', 'Baraka');
  const slot = (time: string) => ({
    ...{ contactId, patientId, practitionerId: null },
    ...{ serviceId: clinic.serviceIds[0], branchId: clinic.branchIds[0] },
    start: Temporal.Instant.from(`2026-10-05T${time}:00Z`),
  });
  const booked = await turn((core) => bookAppointment(core, scope, { key: 'b', ...slot('09:00') }));
  const held = await turn((core) => holdSlot(core, scope, { key: 'h', ...slot('10:00') }));
  if (!booked.ok || !held.ok) throw new Error("the test's own visits were refused");
  const count = async (table: 'contact_patient' | 'consent' | 'patient' | 'appointment') => {
    const rows = await database.db
      .selectFrom(table)
      .select('organization_id')
      .where('organization_id', '=', organizationId)
      .execute();
    return rows.length;
  };
  const detachedAt = async () => {
    const row = await database.db
      .selectFrom('contact')
      .select('detached_at')
      .where('id', '=', contactId)
      .executeTakeFirstOrThrow();
    return row.detached_at?.toString() ?? null;
  };
  const detach = () => turn((core) => detachContact(core, scope, { contactId }));
  return { ...reception, contactId, booked, held, register, count, detachedAt, detach };
}

test('a detached address has no patients, holds or consent; patients and visits stay, and staff are told', async () => {
  const { core, clinic, contactId, booked, held, count, detachedAt, detach, events } = await openFamily();
  const before = (await events()).length;
  await detach();
  expect(await detachedAt()).toBe('2026-10-05T06:00:00Z');
  expect(await patientsOf(core, clinic.scope, contactId)).toEqual([]);
  expect(await listVisits(core, clinic.scope, { contactId, when: 'coming', limit: 10 })).toEqual([]);
  expect([await count('contact_patient'), await count('consent'), await count('patient')]).toEqual([0, 0, 2]);
  const visits = await database.db
    .selectFrom('appointment')
    .select(['id', 'status'])
    .where('organization_id', '=', clinic.organizationId)
    .execute();
  expect(visits).toEqual([{ id: booked.appointmentId, status: 'booked' }]);
  expect((await events()).slice(before)).toEqual([
    { type: 'appointment.hold_released', recordId: held.appointmentId, details: {} },
    { type: 'contact.detached', recordId: contactId, details: { patients: 2 } },
    {
      type: 'worklist_item.opened',
      recordId: expect.any(String),
      details: { kind: 'not_me', recordKind: 'contact', recordId: contactId },
    },
  ]);
});

test('said again, nothing more happens', async () => {
  const { core, detachedAt, detach, events } = await openFamily();
  await detach();
  const before = await events();
  core.clock.advance(Temporal.Duration.from({ minutes: 1 }));
  await detach();
  expect(await detachedAt()).toBe('2026-10-05T06:00:00Z');
  expect(await events()).toEqual(before);
});

test('whoever registers a patient from there begins anew, with that patient alone', async () => {
  const { core, clinic, contactId, register, detachedAt, detach } = await openFamily();
  await detach();
  const { patientId } = await register('p3', 'Otieno');
  expect(await detachedAt()).toBeNull();
  const found = await patientsOf(core, clinic.scope, contactId);
  expect(found.map(({ patientId: id, name }) => [id, name])).toEqual([[patientId, 'Otieno']]);
  await detach();
  expect(await detachedAt()).not.toBeNull();
});

test('what was on its way to the address, or in a person’s hands, ends with it', async () => {
  const { turn, core, clinic, channelId, contactId, detach } = await openFamily();
  const { scope } = clinic;
  const { conversationId } = await ensureContact(core, scope, {
    kind: 'sms',
    address: '+254711000001',
    channelId,
  });
  await turn((core) => beginHandover(core, scope, { conversationId, contactId, reason: 'asked' }));
  await queueMessage(core, scope, { contactId, channelId, language: 'en', content: '{}' });
  await detach();
  const left = await database.db
    .selectFrom('outbox')
    .select('state')
    .where('contact_id', '=', contactId)
    .execute();
  expect(left).toEqual([{ state: 'cancelled' }]);
  const handover = await database.db
    .selectFrom('handover')
    .select('ended_by')
    .where('conversation_id', '=', conversationId)
    .executeTakeFirstOrThrow();
  expect(handover.ended_by).toBe('patient');
});

test('"wrong number" frees no place for more visits: what the address booked still counts', async () => {
  const { turn, clinic, contactId, detach } = await openFamily();
  await database.db
    .updateTable('organization')
    .set({ most_visits: 1 })
    .where('id', '=', clinic.organizationId)
    .execute();
  await detach();
  const acting = { ...clinic.scope, actor: { kind: 'contact', id: contactId } } as const;
  expect(await turn((core) => hasTooManyVisits(core, acting, contactId))).toBe(true);
});
