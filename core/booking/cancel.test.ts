import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Desk, openDesk } from '../../test/desk.ts';
import { type AppointmentId, uuidIds } from '../ids.ts';
import { bookAppointment } from './book.ts';
import { type CancelInput, cancelAppointment } from './cancel.ts';
import { holdSlot } from './hold.ts';
import { moveAppointment } from './move.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

let keys = 0;
async function book(desk: Desk, person: number, local: string) {
  const input = { key: `book-${++keys}`, ...desk.person(person), ...desk.slot(local) };
  const booked = await desk.turn((core) => bookAppointment(core, desk.clinic.scope, input));
  if (!booked.ok) throw new Error(`the test's own visit was refused: ${booked.reason}`);
  return booked.appointmentId;
}

function cancel(desk: Desk, appointmentId: AppointmentId, given: Partial<CancelInput> = {}) {
  const input: CancelInput = { key: `cancel-${++keys}`, appointmentId, by: 'patient', ...given };
  return desk.turn((core) => cancelAppointment(core, desk.clinic.scope, input));
}

const refused = (reason: string) => ({ ok: false, reason });

test('a visit is cancelled, its slot and its patient free, and an event says on whose wish', async () => {
  const desk = await openDesk(database.db, { practitioners: [{}] });
  const visit = await book(desk, 1, '09:00');
  expect(await cancel(desk, visit, { contactId: desk.person(1).contactId, by: 'staff' })).toEqual({
    ok: true,
    already: false,
    appointmentId: visit,
    practitionerId: desk.clinic.practitionerIds[0],
    branchId: desk.clinic.branchIds[0],
    serviceId: desk.clinic.serviceIds[0],
    start: desk.at('09:00').toString(),
    end: desk.at('09:30').toString(),
  });
  await book(desk, 1, '09:00');
  expect(await desk.calendar()).toEqual(['09:00–09:30 booked 1 for 1', '09:00–09:30 cancelled 1 for 1']);
  expect(await desk.events()).toEqual(['booked', 'cancelled', 'booked']);
  const event = await database.db
    .selectFrom('event')
    .select('details')
    .where('record_id', '=', visit)
    .where('type', '=', 'appointment.cancelled')
    .executeTakeFirstOrThrow();
  expect(event.details).toEqual({ by: 'staff' });
});

test('cancelling again does nothing and says so', async () => {
  const desk = await openDesk(database.db);
  const visit = await book(desk, 1, '09:00');
  await cancel(desk, visit);
  expect(await cancel(desk, visit)).toMatchObject({ ok: true, already: true });
  expect(await desk.events()).toEqual(['booked', 'cancelled']);
});

test('a repeated command gets its first answer', async () => {
  const desk = await openDesk(database.db);
  const visit = await book(desk, 1, '09:00');
  const answers = await Promise.all([1, 2, 3].map(() => cancel(desk, visit, { key: 'm' })));
  for (const answer of answers) expect(answer).toMatchObject({ ok: true, already: false });
  expect(await desk.events()).toEqual(['booked', 'cancelled']);
});

test('two commands at once: one does it', async () => {
  const desk = await openDesk(database.db);
  const visit = await book(desk, 1, '09:00');
  const answers = await Promise.all([cancel(desk, visit), cancel(desk, visit)]);
  expect(answers.map((answer) => answer.ok && answer.already).sort()).toEqual([false, true]);
  expect(await desk.events()).toEqual(['booked', 'cancelled']);
});

test('what has begun cannot be cancelled', async () => {
  const desk = await openDesk(database.db);
  const [begun, arrived] = [await book(desk, 1, '08:00'), await book(desk, 1, '12:00')];
  await database.db.updateTable('appointment').set({ status: 'arrived' }).where('id', '=', arrived).execute();
  desk.core.clock.advance(Temporal.Duration.from({ minutes: 120 }));
  expect(await cancel(desk, begun)).toEqual(refused('past'));
  expect(await cancel(desk, arrived)).toEqual(refused('past'));
});

describe('a visit that is not as it was shown', () => {
  test('at another time by now, or at another branch, is left as it is', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}], branches: [{}, {}] });
    const [here, elsewhere] = desk.clinic.branchIds;
    const visit = await book(desk, 1, '09:00');
    const shown = { start: desk.at('09:00'), branchId: here };
    const move = { key: `move-${++keys}`, appointmentId: visit, start: desk.at('12:00') };
    await desk.turn((core) => moveAppointment(core, desk.clinic.scope, move));
    expect(await cancel(desk, visit, { expected: shown })).toEqual(refused('changed'));
    const inTime = { start: desk.at('12:00') };
    expect(await cancel(desk, visit, { expected: { ...inTime, branchId: elsewhere } })).toEqual(
      refused('changed'),
    );
    expect(await desk.calendar()).toEqual(['12:00–12:30 booked 1 for 1']);
    expect(await desk.events()).toEqual(['booked', 'moved']);
    expect(await cancel(desk, visit, { expected: { ...inTime, branchId: here } })).toMatchObject({
      ok: true,
      start: desk.at('12:00').toString(),
    });
  });

  test('but cancelled by now, is cancelled', async () => {
    const desk = await openDesk(database.db);
    const visit = await book(desk, 1, '09:00');
    await cancel(desk, visit);
    expect(await cancel(desk, visit, { expected: { start: desk.at('10:00') } })).toMatchObject({
      already: true,
      start: desk.at('09:00').toString(),
    });
  });

  test.each([
    ['at once with staff who move it', 0],
    ['at once with staff who were first', 1],
  ])('%s: cancelled as shown, or not at all', async (_, first) => {
    const desk = await openDesk(database.db, { organization: { horizon_days: 365 } });
    for (let round = 0; round < 25; round++) {
      const day = Temporal.PlainDate.from('2026-10-06').add({ days: round });
      const visit = await book(desk, 1, `${day}T09:00`);
      const move = { key: `move-${++keys}`, appointmentId: visit, start: desk.at(`${day}T12:00`) };
      const expected = { start: desk.at(`${day}T09:00`) };
      const acts = [
        () => cancel(desk, visit, { expected }),
        () => desk.turn((core) => moveAppointment(core, desk.clinic.scope, move)),
      ];
      const done = await Promise.all((first === 0 ? acts : acts.toReversed()).map((act) => act()));
      const cancelled = done[first];
      const { status, visit: span } = await database.db
        .selectFrom('appointment')
        .select(['status', 'visit'])
        .where('id', '=', visit)
        .executeTakeFirstOrThrow();
      const start = cancelled?.ok ? expected.start : move.start;
      expect([status, String(span.start)]).toEqual([cancelled?.ok ? 'cancelled' : 'booked', String(start)]);
    }
  });
});

test('a visit of another’s patient, an unknown one and a hold are not there', async () => {
  const desk = await openDesk(database.db);
  const visit = await book(desk, 1, '09:00');
  const hold = { key: 'h', ...desk.person(2), ...desk.slot('10:00') };
  const held = await desk.turn((core) => holdSlot(core, desk.clinic.scope, hold));
  expect(await cancel(desk, visit, { contactId: desk.person(2).contactId })).toEqual(refused('not_found'));
  expect(await cancel(desk, uuidIds.next<AppointmentId>())).toEqual(refused('not_found'));
  expect(held.ok && (await cancel(desk, held.appointmentId))).toEqual(refused('not_found'));
  const other = await openDesk(database.db);
  expect(await cancel(other, visit)).toEqual(refused('not_found'));
});
