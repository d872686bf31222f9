import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Desk, openDesk } from '../../test/desk.ts';
import type { AppointmentStatus } from '../db/tables.ts';
import { bookAppointment } from './book.ts';
import { holdSlot } from './hold.ts';
import { listAppointments } from './list.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function book(desk: Desk, person: number, local: string, status: AppointmentStatus = 'booked') {
  const input = { key: `${person} ${local}`, ...desk.person(person), ...desk.slot(local) };
  const booked = await desk.turn((core) => bookAppointment(core, desk.clinic.scope, input));
  if (!booked.ok) throw new Error(`the test's own visit was refused: ${booked.reason}`);
  await database.db
    .updateTable('appointment')
    .set({ status })
    .where('id', '=', booked.appointmentId)
    .execute();
}

async function list(desk: Desk, whose: Parameters<typeof listAppointments>[2], when: 'coming' | 'past') {
  const visits = await listAppointments(desk.core, desk.clinic.scope, whose, when);
  return visits.map(({ start, status, zone }) => `${start.toZonedDateTimeISO(zone).hour} ${status}`);
}

test('coming visits soonest first, past ones latest first; cancelled ones and holds in neither', async () => {
  const desk = await openDesk(database.db);
  await book(desk, 1, '16:00');
  await book(desk, 1, '08:00', 'noshow');
  await book(desk, 1, '09:00', 'fulfilled');
  await book(desk, 1, '10:00'); // is going on
  await book(desk, 1, '11:00', 'pending');
  await book(desk, 1, '12:00', 'arrived');
  await book(desk, 1, '13:00', 'cancelled');
  await book(desk, 1, '14:00', 'fulfilled'); // staff were quicker than the clock
  const hold = { key: 'h', ...desk.person(1), ...desk.slot('15:00') };
  await desk.turn((core) => holdSlot(core, desk.clinic.scope, hold));
  desk.core.clock.advance(Temporal.Duration.from({ minutes: 255 })); // 10:15
  const { patientId, contactId } = desk.person(1);
  for (const whose of [{ patientId }, { contactId }]) {
    expect(await list(desk, whose, 'coming')).toEqual(['10 booked', '11 pending', '12 arrived', '16 booked']);
    expect(await list(desk, whose, 'past')).toEqual(['14 fulfilled', '9 fulfilled', '8 noshow']);
  }
  desk.core.clock.advance(Temporal.Duration.from({ minutes: 15 })); // 10:30: that visit is over
  expect(await list(desk, { patientId }, 'past')).toContain('10 booked');
});

test('a contact sees the visits of all its patients, and nobody else’s', async () => {
  const desk = await openDesk(database.db);
  const child = desk.person(2);
  await database.db
    .insertInto('contact_patient')
    .values({
      organization_id: desk.clinic.organizationId,
      contact_id: desk.person(1).contactId,
      patient_id: child.patientId,
      relation: 'child',
      created_at: desk.at('06:00'),
    })
    .execute();
  await book(desk, 1, '09:00');
  await book(desk, 2, '10:00');
  await book(desk, 3, '11:00');
  expect(await list(desk, { contactId: desk.person(1).contactId }, 'coming')).toEqual([
    '9 booked',
    '10 booked',
  ]);
  expect(await list(desk, { contactId: child.contactId }, 'coming')).toEqual(['10 booked']);
  const other = await openDesk(database.db);
  expect(await list(other, { patientId: child.patientId }, 'coming')).toEqual([]);
});
