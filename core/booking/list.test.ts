import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Desk, openDesk } from '../../test/desk.ts';
import type { AppointmentStatus } from '../db/tables.ts';
import { bookAppointment } from './book.ts';
import { holdSlot } from './hold.ts';
import { type ListVisitsInput, listVisits } from './list.ts';
import { moveAppointment } from './move.ts';

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

function visitsOf(desk: Desk, person: number, when: ListVisitsInput['when'], limit = 10) {
  const { contactId } = desk.person(person);
  return listVisits(desk.core, desk.clinic.scope, { contactId, when, limit });
}

async function list(...asked: Parameters<typeof visitsOf>) {
  const visits = await visitsOf(...asked);
  return visits.map(({ start, status, branch }) => `${start.toZonedDateTimeISO(branch.zone).hour} ${status}`);
}

test('coming visits soonest first, past ones latest first; what is cancelled is not coming, and a hold is neither', async () => {
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
  expect(await list(desk, 1, 'coming')).toEqual(['10 booked', '11 pending', '12 arrived', '16 booked']);
  expect(await list(desk, 1, 'past')).toEqual(['14 fulfilled', '9 fulfilled', '8 noshow']);
  expect(await list(desk, 1, 'coming', 2)).toEqual(['10 booked', '11 pending']);
  desk.core.clock.advance(Temporal.Duration.from({ minutes: 15 })); // 10:30: that visit is over
  expect(await list(desk, 1, 'past')).toContain('10 booked');
});

test('past is what was to be: no request that nobody confirmed, and what was cancelled marked so', async () => {
  const desk = await openDesk(database.db);
  await book(desk, 1, '08:00', 'pending');
  await book(desk, 1, '09:00', 'cancelled');
  await book(desk, 1, '10:00', 'noshow');
  await book(desk, 1, '11:00', 'arrived');
  await book(desk, 1, '12:00');
  await book(desk, 1, '16:00', 'cancelled');
  desk.core.clock.advance(Temporal.Duration.from({ hours: 8 })); // 14:00
  expect(await list(desk, 1, 'past')).toEqual(['12 booked', '11 arrived', '10 noshow', '9 cancelled']);
  expect(await list(desk, 1, 'coming')).toEqual([]);
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
  expect(await list(desk, 1, 'coming')).toEqual(['9 booked', '10 booked']);
  expect(await list(desk, 2, 'coming')).toEqual(['10 booked']);
  const other = await openDesk(database.db);
  const { contactId } = child;
  const foreign = { contactId, when: 'coming', limit: 10 } as const;
  expect(await listVisits(other.core, other.clinic.scope, foreign)).toEqual([]);
});

test('a visit has all that a patient is shown of it, and what they may still do', async () => {
  const desk = await openDesk(database.db, {
    organization: { cancel_notice_minutes: 60, move_notice_minutes: 180, most_moves: 1 },
    practitioners: [{}],
    branches: [{ zone: 'Africa/Kampala' }],
  });
  await book(desk, 1, '09:00', 'arrived');
  await book(desk, 1, '10:00');
  await book(desk, 1, '12:00');
  await book(desk, 1, '16:00');
  const [, , , late] = await visitsOf(desk, 1, 'coming');
  if (late === undefined) throw new Error('a visit is missing');
  const { appointmentId } = late;
  const moved = { key: 'm', appointmentId, start: desk.at('15:00') };
  await desk.turn((core) => moveAppointment(core, desk.clinic.scope, moved));
  desk.core.clock.advance(Temporal.Duration.from({ minutes: 181 })); // 09:01
  const visits = await visitsOf(desk, 1, 'coming');
  expect(visits.map(({ mayMove, mayCancel }) => [mayMove, mayCancel])).toEqual([
    ['too_late', 'too_late'],
    ['too_late', 'too_late'],
    ['too_late', 'yes'],
    ['too_often', 'yes'],
  ]);
  const shown = visits[3];
  expect({ ...shown, start: String(shown?.start), end: String(shown?.end) }).toEqual({
    appointmentId,
    status: 'booked',
    start: desk.at('15:00').toString(),
    end: desk.at('15:30').toString(),
    patientId: desk.person(1).patientId,
    service: { id: desk.clinic.serviceIds[0], name: { en: 'Consultation', sw: 'Ushauri wa daktari' } },
    branch: {
      id: desk.clinic.branchIds[0],
      name: 'Branch 1',
      address: 'Moi Avenue',
      zone: 'Africa/Kampala',
    },
    practitioner: { id: desk.clinic.practitionerIds[0], name: 'Dr Number 1' },
    mayMove: 'too_often',
    mayCancel: 'yes',
  });
});
