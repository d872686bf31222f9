import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Desk, openDesk } from '../../test/desk.ts';
import { type AppointmentStatus, appointmentStatuses } from '../db/tables.ts';
import type { AppointmentId } from '../ids.ts';
import { bookAppointment } from './book.ts';
import { cancelAppointment } from './cancel.ts';
import { holdSlot } from './hold.ts';
import { mayCancel, mayMove } from './limits.ts';
import { moveAppointment } from './move.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const limits = { cancelNoticeMinutes: 60, moveNoticeMinutes: 120, mostMoves: 2 };
const now = Temporal.Instant.from('2026-10-05T06:00:00Z');

describe('what a patient may still do', () => {
  test.each<[inSeconds: number, moves: number, move: string, cancel: string]>([
    [7201, 0, 'yes', 'yes'],
    [7200, 0, 'yes', 'yes'],
    [7200, 1, 'yes', 'yes'],
    [7200, 2, 'too_often', 'yes'],
    [7200, 3, 'too_often', 'yes'],
    [7199, 0, 'too_late', 'yes'],
    [7199, 2, 'too_late', 'yes'],
    [3600, 0, 'too_late', 'yes'],
    [3599, 0, 'too_late', 'too_late'],
    [0, 0, 'too_late', 'too_late'],
    [-1, 0, 'too_late', 'too_late'],
  ])('with a visit in %i seconds, moved %i times: move %s, cancel %s', (seconds, moves, move, cancel) => {
    const visit = { status: 'booked', start: now.add({ seconds }), moves } as const;
    expect([mayMove(visit, limits, now), mayCancel(visit, limits, now)]).toEqual([move, cancel]);
  });

  test('without a notice: until the visit begins', () => {
    const none = { cancelNoticeMinutes: 0, moveNoticeMinutes: 0, mostMoves: 1 };
    const visit = (seconds: number) => ({ status: 'booked', start: now.add({ seconds }), moves: 0 }) as const;
    expect([mayMove(visit(1), none, now), mayCancel(visit(1), none, now)]).toEqual(['yes', 'yes']);
    expect([mayMove(visit(0), none, now), mayCancel(visit(0), none, now)]).toEqual(['too_late', 'too_late']);
  });

  test('with a request and a confirmed visit alone', () => {
    const open = appointmentStatuses.filter(
      (status) => mayCancel({ status, start: now.add({ hours: 48 }), moves: 0 }, limits, now) === 'yes',
    );
    expect(open).toEqual(['pending', 'booked']);
  });
});

let keys = 0;
const nextKey = () => `key-${++keys}`;

function book(desk: Desk, person: number, local: string, as: 'patient' | 'staff' = 'patient') {
  const input = { key: nextKey(), ...desk.person(person), ...desk.slot(local) };
  return desk.turn((core) => bookAppointment(core, scopeOf(desk, as), input));
}

async function booked(desk: Desk, person: number, local: string): Promise<AppointmentId> {
  const result = await book(desk, person, local);
  if (!result.ok) throw new Error(`the test's own visit was refused: ${result.reason}`);
  return result.appointmentId;
}

function hold(desk: Desk, person: number, local: string) {
  const input = { key: nextKey(), ...desk.person(person), ...desk.slot(local) };
  return desk.turn((core) => holdSlot(core, desk.clinic.scope, input));
}

function cancel(desk: Desk, appointmentId: AppointmentId, by: 'patient' | 'staff') {
  const input = { key: nextKey(), appointmentId, by };
  return desk.turn((core) => cancelAppointment(core, desk.clinic.scope, input));
}

function move(desk: Desk, appointmentId: AppointmentId, local: string, byPatient: boolean) {
  const input = { key: nextKey(), appointmentId, start: desk.at(local), byPatient };
  return desk.turn((core) => moveAppointment(core, desk.clinic.scope, input));
}

function scopeOf(desk: Desk, as: 'patient' | 'staff') {
  const { scope } = desk.clinic;
  if (as === 'staff') return { ...scope, actor: { kind: 'staff', id: desk.clinic.organizationId } } as const;
  return { ...scope, actor: { kind: 'contact', id: desk.person(1).contactId } } as const;
}

async function setStatus(appointmentId: AppointmentId, status: AppointmentStatus): Promise<void> {
  await database.db.updateTable('appointment').set({ status }).where('id', '=', appointmentId).execute();
}

const inMinutes = (minutes: number) => Temporal.Duration.from({ minutes });
const refused = (reason: string) => ({ ok: false, reason });

describe('a cancellation', () => {
  test('is the patient’s until the notice, and from then on staff’s; the row says whose it was', async () => {
    const desk = await openDesk(database.db, { organization: { cancel_notice_minutes: 60 } });
    const [first, second] = [await booked(desk, 1, '10:00'), await booked(desk, 2, '10:00')];
    desk.core.clock.advance(inMinutes(180)); // 09:00, to the minute
    expect(await cancel(desk, first, 'patient')).toMatchObject({ ok: true, already: false });
    desk.core.clock.advance(inMinutes(1));
    expect(await cancel(desk, second, 'patient')).toEqual(refused('too_late'));
    expect(await cancel(desk, first, 'patient')).toMatchObject({ ok: true, already: true });
    expect(await desk.events()).toEqual(['booked', 'booked', 'cancelled']);
    expect(await cancel(desk, second, 'staff')).toMatchObject({ ok: true });
    const rows = await database.db
      .selectFrom('appointment')
      .select('cancelled_by')
      .where('id', 'in', [first, second])
      .orderBy('id')
      .execute();
    expect(rows).toEqual([{ cancelled_by: 'patient' }, { cancelled_by: 'staff' }]);
  });
});

describe('a move', () => {
  test('is the patient’s until the notice, and from then on staff’s', async () => {
    const desk = await openDesk(database.db, { organization: { move_notice_minutes: 60 } });
    const [first, second] = [await booked(desk, 1, '10:00'), await booked(desk, 2, '10:00')];
    desk.core.clock.advance(inMinutes(180));
    expect(await move(desk, first, '15:00', true)).toMatchObject({ ok: true });
    desk.core.clock.advance(inMinutes(1));
    expect(await move(desk, second, '15:00', true)).toEqual(refused('too_late'));
    expect(await move(desk, second, '15:00', false)).toMatchObject({ ok: true });
  });

  test('is the patient’s as often as the clinic lets it be; to where the visit is already is none', async () => {
    const desk = await openDesk(database.db, { organization: { most_moves: 2 } });
    const visit = await booked(desk, 1, '09:00');
    for (const local of ['10:00', '10:00', '11:00'])
      expect(await move(desk, visit, local, true)).toMatchObject({ ok: true });
    expect(await move(desk, visit, '12:00', true)).toEqual(refused('too_often'));
    expect(await move(desk, visit, '12:00', false)).toMatchObject({ ok: true });
    expect(await desk.events()).toEqual(['booked', 'moved', 'moved', 'moved']);
  });
});

describe('a contact', () => {
  test('holds as many visits ahead as the clinic lets it: then it neither holds nor books', async () => {
    const desk = await openDesk(database.db, { organization: { most_visits: 2 } });
    const [first] = [await booked(desk, 1, '09:00'), await booked(desk, 1, '10:00')];
    expect(await hold(desk, 1, '11:00')).toEqual(refused('too_many_visits'));
    expect(await book(desk, 1, '11:00')).toEqual(refused('too_many_visits'));
    expect(await book(desk, 2, '11:00')).toMatchObject({ ok: true });
    await cancel(desk, first, 'patient');
    expect(await book(desk, 1, '11:00')).toMatchObject({ ok: true });
  });

  test('is told when its hold would be one too many, also through a hold of before', async () => {
    const desk = await openDesk(database.db, { organization: { most_visits: 1 } });
    const held = await hold(desk, 1, '09:00');
    if (!held.ok) throw new Error(held.reason);
    await booked(desk, 1, '10:00');
    const input = { key: nextKey(), ...desk.person(1), holdId: held.appointmentId, ...desk.slot('09:00') };
    expect(await desk.turn((core) => bookAppointment(core, desk.clinic.scope, input))).toEqual(
      refused('too_many_visits'),
    );
  });

  test('is counted what lies ahead alone, of all its patients, whoever booked it', async () => {
    const desk = await openDesk(database.db, { organization: { most_visits: 3 } });
    await database.db
      .insertInto('contact_patient')
      .values({
        organization_id: desk.clinic.organizationId,
        contact_id: desk.person(1).contactId,
        patient_id: desk.person(2).patientId,
        relation: 'child',
        created_at: now,
      })
      .execute();
    await booked(desk, 1, '08:00');
    await setStatus(await booked(desk, 1, '09:00'), 'cancelled');
    await setStatus(await booked(desk, 1, '10:00'), 'arrived');
    await setStatus(await booked(desk, 1, '11:00'), 'pending');
    await booked(desk, 2, '12:00');
    expect(await book(desk, 1, '13:00')).toEqual(refused('too_many_visits'));
    desk.core.clock.advance(inMinutes(120)); // 08:00: that visit begins, and lies ahead no longer
    expect(await book(desk, 1, '13:00')).toMatchObject({ ok: true });
  });

  test('is not bound where staff book for it', async () => {
    const desk = await openDesk(database.db, { organization: { most_visits: 1 } });
    await booked(desk, 1, '09:00');
    expect(await book(desk, 1, '10:00', 'staff')).toMatchObject({ ok: true });
  });
});
