import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Desk, openDesk } from '../../test/desk.ts';
import { insertRooms } from '../../test/rooms-fixture.ts';
import type { AppointmentId, RoomId } from '../ids.ts';
import { type BookInput, bookAppointment } from './book.ts';
import { cancelAppointment } from './cancel.ts';
import { type HoldInput, holdSlot } from './hold.ts';
import { loadAvailability } from './load-availability.ts';
import { moveAppointment } from './move.ts';
import { findSlots } from './slots.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ max: 20 });
});
afterAll(() => database.drop());

let keys = 0;
function book(desk: Desk, person: number, local: string, given: Partial<BookInput> = {}) {
  const input: BookInput = { key: `book-${++keys}`, ...desk.person(person), ...desk.slot(local), ...given };
  return desk.turn((core) => bookAppointment(core, desk.clinic.scope, input));
}

async function booked(...asked: Parameters<typeof book>): Promise<AppointmentId> {
  const result = await book(...asked);
  if (!result.ok) throw new Error(`the test's own visit was refused: ${result.reason}`);
  return result.appointmentId;
}

function hold(desk: Desk, person: number, local: string, given: Partial<HoldInput> = {}) {
  const input = { key: `hold-${++keys}`, ...desk.person(person), ...desk.slot(local), ...given };
  return desk.turn((core) => holdSlot(core, desk.clinic.scope, input));
}

function move(desk: Desk, appointmentId: AppointmentId, local: string) {
  const input = { key: `move-${++keys}`, appointmentId, start: desk.at(local), practitionerId: null };
  return desk.turn((core) => moveAppointment(core, desk.clinic.scope, input));
}

/** Rooms of the visits and holds, by their number, in order of time: `09:00 1`; `–` for none. */
async function roomsTaken(desk: Desk, rooms: readonly RoomId[]): Promise<string[]> {
  const rows = await database.db
    .selectFrom('appointment')
    .select(['visit', 'room_id'])
    .where('organization_id', '=', desk.clinic.organizationId)
    .where('status', '<>', 'cancelled')
    .execute();
  return rows
    .map(({ visit, room_id }) => {
      const time = visit.start.toZonedDateTimeISO('Africa/Nairobi').toPlainTime();
      const room = room_id === null ? '–' : rooms.indexOf(room_id) + 1;
      return `${time.toString({ smallestUnit: 'minute' })} ${room}`;
    })
    .sort();
}

async function freeAt(desk: Desk, local: string): Promise<boolean> {
  const { start, ...wanted } = desk.slot(local);
  const window = { from: start, to: start.add({ minutes: 1 }) };
  const now = desk.core.clock.now();
  const found = await loadAvailability(desk.core, desk.clinic.scope, { ...wanted, window, now });
  return found.ok && findSlots(found.rules, found.practitioners, window, now).length > 0;
}

const refused = (reason: string) => ({ ok: false, reason });

describe('a service that needs a room', () => {
  test('has one visit a room at a time, whoever is free', async () => {
    const desk = await openDesk(database.db);
    const rooms = await insertRooms(database.db, desk.clinic, 2);
    expect(await book(desk, 1, '09:00')).toMatchObject({ ok: true });
    expect(await freeAt(desk, '09:00')).toBe(true);
    expect(await hold(desk, 2, '09:00')).toMatchObject({ ok: true });
    expect(await freeAt(desk, '09:00')).toBe(false);
    expect(await book(desk, 3, '09:00')).toEqual(refused('slot_taken'));
    expect(await hold(desk, 3, '09:00')).toEqual(refused('slot_taken'));
    expect(await roomsTaken(desk, rooms)).toEqual(['09:00 1', '09:00 2']);
  });

  test('keeps the room for the buffer too', async () => {
    const desk = await openDesk(database.db, { services: [{ buffer_minutes: 30 }] });
    await insertRooms(database.db, desk.clinic, 1);
    await booked(desk, 1, '09:00');
    expect([await freeAt(desk, '09:30'), await freeAt(desk, '10:00')]).toEqual([false, true]);
    expect(await book(desk, 2, '08:30')).toEqual(refused('slot_taken'));
  });

  test('has the room again when a visit is cancelled or a hold has run out', async () => {
    const desk = await openDesk(database.db);
    const rooms = await insertRooms(database.db, desk.clinic, 1);
    const appointmentId = await booked(desk, 1, '09:00');
    const cancel = { key: `cancel-${++keys}`, appointmentId, by: 'patient' } as const;
    await desk.turn((core) => cancelAppointment(core, desk.clinic.scope, cancel));
    // another practitioner's hold, of which nothing but the room is in the way
    const [first, second = first] = desk.clinic.practitionerIds;
    expect(await hold(desk, 2, '09:00', { practitionerId: first })).toMatchObject({ ok: true });
    expect(await book(desk, 3, '09:00', { practitionerId: second })).toEqual(refused('slot_taken'));
    desk.core.clock.advance(Temporal.Duration.from({ minutes: 10 }));
    expect(await book(desk, 3, '09:00', { practitionerId: second })).toMatchObject({ ok: true });
    expect(await roomsTaken(desk, rooms)).toEqual(['09:00 1']);
  });

  test('needs none at a branch that has none, and other services need none', async () => {
    const desk = await openDesk(database.db, { branches: [{}, {}], services: [{}, {}] });
    const rooms = await insertRooms(database.db, desk.clinic, 1);
    const [, elsewhere = desk.clinic.branchIds[0]] = desk.clinic.branchIds;
    const [, other = desk.clinic.serviceIds[0]] = desk.clinic.serviceIds;
    await booked(desk, 1, '09:00');
    await booked(desk, 2, '09:00', { branchId: elsewhere });
    await booked(desk, 3, '09:00', { serviceId: other });
    expect(await roomsTaken(desk, rooms)).toEqual(['09:00 1', '09:00 –', '09:00 –']);
  });

  test('is not offered an inactive room', async () => {
    const desk = await openDesk(database.db);
    const rooms = await insertRooms(database.db, desk.clinic, 2);
    await database.db
      .updateTable('room')
      .set({ active: false })
      .where('id', 'in', rooms.slice(0, 1))
      .execute();
    await booked(desk, 1, '09:00');
    expect(await book(desk, 2, '09:00')).toEqual(refused('slot_taken'));
    expect(await roomsTaken(desk, rooms)).toEqual(['09:00 2']);
  });
});

describe('a hold', () => {
  test('becomes a visit in its room', async () => {
    const desk = await openDesk(database.db);
    const rooms = await insertRooms(database.db, desk.clinic, 1);
    const held = await hold(desk, 1, '09:00');
    if (!held.ok) throw new Error(held.reason);
    expect(await book(desk, 1, '09:00', { holdId: held.appointmentId })).toMatchObject({
      appointmentId: held.appointmentId,
    });
    expect(await roomsTaken(desk, rooms)).toEqual(['09:00 1']);
  });

  test('from before the service needed a room is taken anew, with one', async () => {
    const desk = await openDesk(database.db);
    const held = await hold(desk, 1, '09:00');
    if (!held.ok) throw new Error(held.reason);
    const rooms = await insertRooms(database.db, desk.clinic, 1);
    const { appointmentId: holdId } = held;
    const { scope } = desk.clinic;
    const alone = { key: `book-${++keys}`, ...desk.person(1), holdId };
    expect(await desk.turn((core) => bookAppointment(core, scope, alone))).toEqual(refused('hold_gone'));
    expect(await book(desk, 1, '09:00', { holdId })).toMatchObject({ ok: true });
    expect(await roomsTaken(desk, rooms)).toEqual(['09:00 1']);
  });
});

describe('a move', () => {
  test('takes the room along, or another one, and is refused where all are taken', async () => {
    const desk = await openDesk(database.db);
    const rooms = await insertRooms(database.db, desk.clinic, 2);
    const visit = await booked(desk, 1, '09:00');
    await booked(desk, 2, '10:00');
    expect(await move(desk, visit, '10:00')).toMatchObject({ ok: true });
    expect(await roomsTaken(desk, rooms)).toEqual(['10:00 1', '10:00 2']);
    const third = await booked(desk, 3, '11:00');
    expect(await move(desk, third, '10:00')).toEqual(refused('slot_taken'));
    expect(await roomsTaken(desk, rooms)).toEqual(['10:00 1', '10:00 2', '11:00 1']);
  });

  test('two patients with one room who want each other’s time are both told that it is taken', async () => {
    const desk = await openDesk(database.db);
    await insertRooms(database.db, desk.clinic, 1);
    for (let round = 0; round < 40; round++) {
      const day = `2026-10-${String(6 + (round % 20)).padStart(2, '0')}`;
      const hours = round < 20 ? ['09:00', '10:00'] : ['14:00', '15:00'];
      const [early, late] = hours.map((hour) => `${day}T${hour}`) as [string, string];
      const [one, two] = [await booked(desk, 1, early), await booked(desk, 2, late)];
      const results = await Promise.all([move(desk, one, late), move(desk, two, early)]);
      expect(results).toEqual([refused('slot_taken'), refused('slot_taken')]);
    }
  });
});

describe('at once', () => {
  test.each([
    [1, 1],
    [2, 2],
    [5, 3],
  ])('40 patients race for three practitioners and %i rooms: %i have the slot', async (count, winners) => {
    const desk = await openDesk(database.db, { people: 40 });
    const rooms = await insertRooms(database.db, desk.clinic, count);
    for (let round = 0; round < 5; round++) {
      const local = `2026-10-${String(6 + round).padStart(2, '0')}T09:00`;
      const takers = Array.from({ length: 40 }, (_, index) =>
        index % 2 === 0 ? book(desk, index + 1, local) : hold(desk, index + 1, local),
      );
      const results = await Promise.all(takers);
      expect(results.filter(({ ok }) => ok)).toHaveLength(winners);
      const losers = results.flatMap((result) => (result.ok ? [] : [result.reason]));
      expect(new Set(losers)).toEqual(new Set(['slot_taken']));
    }
    // a contact keeps one hold: of the odd racers' some have made way for later ones
    const taken = await roomsTaken(desk, rooms);
    expect(taken.filter((line) => line.endsWith('–'))).toEqual([]);
  });

  test('movers and bookers of one time and one room: one has it, nobody is thrown out', async () => {
    const desk = await openDesk(database.db, { people: 12 });
    await insertRooms(database.db, desk.clinic, 1);
    for (let round = 0; round < 20; round++) {
      const day = `2026-10-${String(6 + round).padStart(2, '0')}`;
      const visits = [];
      for (const [index, hour] of ['08:00', '09:00', '10:00', '11:00'].entries())
        visits.push(await booked(desk, index + 1, `${day}T${hour}`));
      const acts = visits.map((visit) => () => move(desk, visit, `${day}T12:00`) as Promise<{ ok: boolean }>);
      for (let person = 5; person <= 12; person++)
        acts.splice((person * 7) % acts.length, 0, () => book(desk, person, `${day}T12:00`));
      const outcomes = await Promise.all(acts.map((act) => act()));
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    }
  });
});
