import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Desk, openDesk } from '../../test/desk.ts';
import { type AppointmentId, uuidIds } from '../ids.ts';
import { type BookInput, bookAppointment } from './book.ts';
import { cancelAppointment } from './cancel.ts';
import { type HoldInput, holdSlot } from './hold.ts';
import { type MoveInput, moveAppointment } from './move.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

let keys = 0;
async function book(desk: Desk, person: number, local: string, given: Partial<BookInput> = {}) {
  const input: BookInput = { key: `book-${++keys}`, ...desk.person(person), ...desk.slot(local), ...given };
  const booked = await desk.turn((core) => bookAppointment(core, desk.clinic.scope, input));
  if (!booked.ok) throw new Error(`the test's own visit was refused: ${booked.reason}`);
  return booked.appointmentId;
}

function move(desk: Desk, appointmentId: AppointmentId, local: string, given: Partial<MoveInput> = {}) {
  const input = { key: `move-${++keys}`, appointmentId, start: desk.at(local), ...given };
  return desk.turn((core) => moveAppointment(core, desk.clinic.scope, input));
}

function hold(desk: Desk, who: Pick<HoldInput, 'contactId' | 'patientId'>, local: string) {
  const input = { key: `hold-${++keys}`, ...who, ...desk.slot(local) };
  return desk.turn((core) => holdSlot(core, desk.clinic.scope, input));
}

function readRow(appointmentId: AppointmentId) {
  return database.db
    .selectFrom('appointment')
    .selectAll()
    .where('id', '=', appointmentId)
    .executeTakeFirstOrThrow();
}

const refused = (reason: string) => ({ ok: false, reason });

describe('a visit', () => {
  test('is moved: the same row, counted, told by an event, its old time free', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}], services: [{ buffer_minutes: 30 }] });
    const visit = await book(desk, 1, '09:00');
    expect(await move(desk, visit, '12:00')).toEqual({
      ok: true,
      appointmentId: visit,
      status: 'booked',
      practitionerId: desk.clinic.practitionerIds[0],
      branchId: desk.clinic.branchIds[0],
      serviceId: desk.clinic.serviceIds[0],
      start: desk.at('12:00').toString(),
      end: desk.at('12:30').toString(),
      previousStart: desk.at('09:00').toString(),
    });
    expect(await readRow(visit)).toMatchObject({
      moves: 1,
      busy: { start: desk.at('12:00'), end: desk.at('13:00') },
    });
    await book(desk, 2, '09:00');
    expect(await desk.calendar()).toEqual(['09:00–09:30 booked 1 for 2', '12:00–12:30 booked 1 for 1']);
    expect(await desk.events()).toEqual(['booked', 'moved', 'booked']);
  });

  test('does not stand in its own way', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}], organization: { slot_minutes: 15 } });
    const visit = await book(desk, 1, '09:00');
    expect(await move(desk, visit, '09:15')).toMatchObject({ ok: true });
    expect(await desk.calendar()).toEqual(['09:15–09:45 booked 1 for 1']);
  });

  test('stays a request when it was one', async () => {
    const desk = await openDesk(database.db, { organization: { staff_confirm: true } });
    expect(await move(desk, await book(desk, 1, '09:00'), '12:00')).toMatchObject({ status: 'pending' });
  });

  test.each([
    ['by its patient, is to be confirmed anew', { staff_confirm: true, byPatient: true }, 'pending'],
    ['by staff, is as confirmed as it was', { staff_confirm: true, byPatient: false }, 'booked'],
    ['where nothing is confirmed, is booked', { staff_confirm: false, byPatient: true }, 'booked'],
  ])('that was confirmed and is moved %s', async (_, { staff_confirm, byPatient }, status) => {
    const desk = await openDesk(database.db, { organization: { staff_confirm } });
    const visit = await book(desk, 1, '09:00');
    await database.db.updateTable('appointment').set({ status: 'booked' }).where('id', '=', visit).execute();
    const stays = await move(desk, visit, '09:00', { byPatient });
    expect(stays, 'its new time is its old one').toMatchObject({ status: 'booked' });
    expect(await move(desk, visit, '12:00', { byPatient })).toMatchObject({ status });
    expect(await readRow(visit)).toMatchObject({ status, moves: 1 });
    const { details } = await database.db
      .selectFrom('event')
      .select('details')
      .where('record_id', '=', visit)
      .where('type', '=', 'appointment.moved')
      .executeTakeFirstOrThrow();
    expect(details).toMatchObject({ status, start: desk.at('12:00').toString() });
  });

  test('goes to another practitioner, to any, or to another branch', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}, {}], branches: [{}, {}] });
    const [first, second = first] = desk.clinic.practitionerIds;
    const [, elsewhere] = desk.clinic.branchIds;
    const visit = await book(desk, 1, '09:00', { practitionerId: first });
    await book(desk, 2, '10:00', { practitionerId: first });
    expect(await move(desk, visit, '10:00')).toEqual(refused('slot_taken'));
    expect(await move(desk, visit, '10:00', { practitionerId: null })).toMatchObject({
      practitionerId: second,
    });
    expect(await move(desk, visit, '11:00', { practitionerId: first })).toMatchObject({
      practitionerId: first,
    });
    expect(
      await move(desk, visit, '11:00', { branchId: elsewhere ?? desk.clinic.branchIds[0] }),
    ).toMatchObject({
      ok: true,
      branchId: elsewhere,
    });
  });

  test('that is there already is not moved', async () => {
    const desk = await openDesk(database.db);
    const visit = await book(desk, 1, '09:00');
    expect(await move(desk, visit, '09:00', { practitionerId: null })).toMatchObject({ ok: true });
    expect(await readRow(visit)).toMatchObject({ moves: 0 });
    expect(await desk.events()).toEqual(['booked']);
  });

  test('is moved once, however often the command comes', async () => {
    const desk = await openDesk(database.db);
    const visit = await book(desk, 1, '09:00');
    const results = await Promise.all(
      Array.from({ length: 8 }, () => move(desk, visit, '12:00', { key: 'm' })),
    );
    for (const result of results) expect(result).toEqual(results[0]);
    expect(await readRow(visit)).toMatchObject({ moves: 1 });
    expect(await desk.events()).toEqual(['booked', 'moved']);
  });
});

describe('a move is refused and changes nothing', () => {
  test.each<[string, string, Partial<MoveInput>]>([
    ['to a taken time', 'slot_taken', {}],
    ['outside the hours', 'not_offered', { start: Temporal.Instant.from('2026-10-05T20:00:00Z') }],
    ['to yesterday', 'not_offered', { start: Temporal.Instant.from('2026-10-04T06:00:00Z') }],
  ])('%s', async (_, reason, given) => {
    const desk = await openDesk(database.db, { practitioners: [{}] });
    const visit = await book(desk, 1, '09:00');
    await book(desk, 2, '10:00');
    const before = await readRow(visit);
    expect(await move(desk, visit, '10:00', given)).toEqual(refused(reason));
    expect(await readRow(visit)).toEqual(before);
    expect(await desk.events()).toEqual(['booked', 'booked']);
  });

  test('of a visit that is not as it was shown: at another time, or at another branch', async () => {
    const desk = await openDesk(database.db, { branches: [{}, {}] });
    const [here, elsewhere] = desk.clinic.branchIds;
    const visit = await book(desk, 1, '09:00');
    await move(desk, visit, '12:00');
    const before = await readRow(visit);
    const stale = { start: desk.at('09:00'), branchId: here };
    expect(await move(desk, visit, '15:00', { expected: stale })).toEqual(refused('changed'));
    expect(await move(desk, visit, '12:00', { expected: stale })).toEqual(refused('changed'));
    const away = { start: desk.at('12:00'), branchId: elsewhere ?? here };
    expect(await move(desk, visit, '15:00', { expected: away })).toEqual(refused('changed'));
    expect(await readRow(visit)).toEqual(before);
    expect(await move(desk, visit, '15:00', { expected: { ...away, branchId: here } })).toMatchObject({
      ok: true,
      previousStart: desk.at('12:00').toString(),
    });
  });

  test('to a time at which the patient is elsewhere', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}, {}] });
    const [first, second = first] = desk.clinic.practitionerIds;
    const visit = await book(desk, 1, '09:00', { practitionerId: first });
    await book(desk, 1, '10:00', { practitionerId: second });
    expect(await move(desk, visit, '10:00')).toEqual(refused('patient_busy'));
  });

  test('of a visit that is over, begun, cancelled, unknown, a hold, or of another’s patient', async () => {
    const desk = await openDesk(database.db);
    const { scope } = desk.clinic;
    const [past, arrived, cancelled, foreign] = [
      await book(desk, 1, '08:00'),
      await book(desk, 1, '10:00'),
      await book(desk, 1, '11:00'),
      await book(desk, 2, '12:00'),
    ];
    const held = await desk.turn((core) =>
      holdSlot(core, scope, { key: 'h', ...desk.person(3), ...desk.slot('13:00') }),
    );
    await database.db
      .updateTable('appointment')
      .set({ status: 'arrived' })
      .where('id', '=', arrived)
      .execute();
    await desk.turn((core) =>
      cancelAppointment(core, scope, { key: 'c', appointmentId: cancelled, by: 'patient' }),
    );
    desk.core.clock.advance(Temporal.Duration.from({ hours: 2 }));
    const { contactId } = desk.person(1);
    const unknown = uuidIds.next<AppointmentId>();
    const tried = [past, arrived, cancelled, foreign, unknown, held.ok ? held.appointmentId : unknown];
    const reasons = [];
    for (const id of tried) {
      const result = await move(desk, id, '15:00', { contactId });
      reasons.push(result.ok ? 'moved' : result.reason);
    }
    expect(reasons).toEqual(['past', 'past', 'cancelled', 'not_found', 'not_found', 'not_found']);
    const other = await openDesk(database.db);
    expect(await move(other, foreign, '15:00')).toEqual(refused('not_found'));
  });
});

describe('holds in the way', () => {
  test('of somebody else keep it out until they run out', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}] });
    const visit = await book(desk, 1, '09:00');
    await desk.turn((core) =>
      holdSlot(core, desk.clinic.scope, { key: 'h', ...desk.person(2), ...desk.slot('10:00') }),
    );
    expect(await move(desk, visit, '10:00')).toEqual(refused('slot_taken'));
    desk.core.clock.advance(Temporal.Duration.from({ minutes: 10 }));
    expect(await move(desk, visit, '10:00')).toMatchObject({ ok: true });
    expect(await desk.events()).toEqual(['booked', 'held', 'hold_expired', 'moved']);
  });

  test('of the contact itself stay, as it is being asked about them', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}] });
    const visit = await book(desk, 1, '09:00');
    const { contactId } = desk.person(1);
    const held = await hold(desk, { contactId, patientId: null }, '10:00');
    expect(await move(desk, visit, '10:00', { contactId })).toEqual(refused('slot_taken'));
    expect(await move(desk, visit, '12:00', { contactId })).toMatchObject({ ok: true });
    expect(await desk.calendar()).toEqual(['10:00–10:30 hold 1 for somebody', '12:00–12:30 booked 1 for 1']);
    expect(await desk.events()).toEqual(['booked', 'held', 'moved']);
    expect(held.ok).toBe(true);
  });

  test('of the contact itself go when they have run out', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}] });
    const visit = await book(desk, 1, '09:00');
    const { contactId } = desk.person(1);
    await hold(desk, { contactId, patientId: null }, '10:00');
    desk.core.clock.advance(Temporal.Duration.from({ minutes: 10 }));
    expect(await move(desk, visit, '10:00', { contactId })).toMatchObject({ ok: true });
    expect(await desk.events()).toEqual(['booked', 'held', 'hold_expired', 'moved']);
  });
});

describe('at once', () => {
  const rounds = 200;
  const yearAhead = { organization: { horizon_days: 365 } };
  const dayOf = (round: number) => Temporal.PlainDate.from('2026-10-06').add({ days: round }).toString();

  test('a move and a cancellation: the visit is cancelled in the end, or was not moved', async () => {
    const desk = await openDesk(database.db, { ...yearAhead, practitioners: [{}] });
    const seen = new Set<string>();
    for (let round = 0; round < rounds; round++) {
      const day = dayOf(round);
      const visit = await book(desk, 1, `${day}T09:00`);
      const cancel = () =>
        desk.turn((core) =>
          cancelAppointment(core, desk.clinic.scope, {
            key: `c-${round}`,
            appointmentId: visit,
            by: 'patient',
          }),
        );
      const acts = [() => move(desk, visit, `${day}T12:00`), cancel];
      const order = round % 2 === 0 ? acts : acts.toReversed();
      const results = await Promise.all(order.map((act) => act()));
      const [moved, cancelled] = round % 2 === 0 ? results : results.toReversed();
      expect(cancelled).toMatchObject({ ok: true, already: false });
      const { status, moves } = await readRow(visit);
      expect(status).toBe('cancelled');
      expect(moves).toBe(moved?.ok ? 1 : 0);
      seen.add(moved?.ok ? 'moved' : (moved?.reason ?? ''));
    }
    expect([...seen].filter((outcome) => outcome !== 'moved' && outcome !== 'cancelled')).toEqual([]);
  }, 120_000);

  test('two patients who swap their times are both told that they are taken', async () => {
    const desk = await openDesk(database.db, { ...yearAhead, practitioners: [{}] });
    for (let round = 0; round < rounds; round++) {
      const day = dayOf(round);
      const [one, two] = [await book(desk, 1, `${day}T09:00`), await book(desk, 2, `${day}T10:00`)];
      const results = await Promise.all([move(desk, one, `${day}T10:00`), move(desk, two, `${day}T09:00`)]);
      expect(results).toEqual([refused('slot_taken'), refused('slot_taken')]);
    }
  }, 120_000);

  test('two who swap practitioners at one time neither throw nor wait in a circle', async () => {
    const desk = await openDesk(database.db, { ...yearAhead, practitioners: [{}, {}] });
    const [first, second = first] = desk.clinic.practitionerIds;
    for (let round = 0; round < 40; round++) {
      const local = `${dayOf(round)}T09:00`;
      const one = await book(desk, 1, local, { practitionerId: first });
      const two = await book(desk, 2, local, { practitionerId: second });
      const results = await Promise.all([
        move(desk, one, local, { practitionerId: second }),
        move(desk, two, local, { practitionerId: first }),
      ]);
      expect(results).toEqual([refused('slot_taken'), refused('slot_taken')]);
    }
  });

  test('many movers, bookers and holders of one time: one has it, nobody is thrown out', async () => {
    const desk = await openDesk(database.db, { ...yearAhead, practitioners: [{}], people: 15 });
    for (let round = 0; round < 40; round++) {
      const day = dayOf(round);
      const hours = ['08:00', '09:00', '10:00', '11:00', '13:00'];
      const visits = [];
      for (const [index, hour] of hours.entries()) visits.push(await book(desk, index + 1, `${day}T${hour}`));
      const wanted = desk.slot(`${day}T12:00`);
      const acts = visits.map((visit) => async () => (await move(desk, visit, `${day}T12:00`)).ok);
      for (let person = 6; person <= 15; person++) {
        const input = { key: `take-${round}-${person}`, ...desk.person(person), ...wanted };
        const take = person % 2 === 0 ? holdSlot : bookAppointment;
        acts.splice((person * 7) % acts.length, 0, async () =>
          desk.turn(async (core) => (await take(core, desk.clinic.scope, input)).ok),
        );
      }
      const outcomes = await Promise.all(acts.map((act) => act()));
      expect(outcomes.filter((ok) => ok)).toHaveLength(1);
    }
  });
});
