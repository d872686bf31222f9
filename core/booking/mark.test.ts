import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Desk, openDesk } from '../../test/desk.ts';
import type { AppointmentId, CorrelationId } from '../ids.ts';
import type { Scope } from '../scope.ts';
import { bookAppointment } from './book.ts';
import { cancelAppointment } from './cancel.ts';
import { type Mark, markVisit } from './mark.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function openWith(confirm: boolean, local = '09:00') {
  const desk = await openDesk(database.db, { organization: { staff_confirm: confirm, notice_minutes: 120 } });
  const input = { key: 'b', ...desk.person(1), ...desk.slot(local) };
  const booked = await desk.turn((core) => bookAppointment(core, desk.clinic.scope, input));
  if (!booked.ok) throw new Error(`the test's own visit was refused: ${booked.reason}`);
  const { appointmentId } = booked;
  return { desk, appointmentId, mark: (as: Mark) => mark(desk, appointmentId, as) };
}

function mark(desk: Desk, appointmentId: AppointmentId, as: Mark) {
  return desk.turn((core) => markVisit(core, desk.clinic.scope, as, { appointmentId }));
}

test('a request is accepted, its patient comes, and leaves', async () => {
  const { desk, mark } = await openWith(true);
  for (const [as, status] of [
    ['accept', 'booked'],
    ['arrived', 'arrived'],
    ['out', 'fulfilled'],
  ] as const) {
    expect(await mark(as)).toMatchObject({ ok: true, already: false, status });
    expect(await mark(as)).toMatchObject({ ok: true, already: true, status });
  }
  expect(await desk.events()).toEqual(['requested', 'accepted', 'arrived', 'fulfilled']);
});

test('a declined request frees its time', async () => {
  const { desk, mark } = await openWith(true);
  expect(await mark('decline')).toMatchObject({ ok: true, status: 'cancelled' });
  expect(await mark('accept')).toEqual({ ok: false, reason: 'wrong_state', status: 'cancelled' });
  const input = { key: 'c', ...desk.person(2), ...desk.slot('09:00') };
  const again = await desk.turn((core) => bookAppointment(core, desk.clinic.scope, input));
  expect(again.ok).toBe(true);
});

describe('what it is not the time for', () => {
  test('nobody has missed what is still to come, nor arrived for another day', async () => {
    const { desk, mark } = await openWith(false, '2026-10-06T09:00');
    expect(await mark('missed')).toEqual({ ok: false, reason: 'too_early' });
    expect(await mark('arrived')).toEqual({ ok: false, reason: 'too_early' });
    desk.core.clock.advance(Temporal.Duration.from({ hours: 27 })); // 09:00 of that day
    expect(await mark('missed')).toMatchObject({ ok: true, status: 'noshow' });
    expect(await mark('arrived')).toEqual({ ok: false, reason: 'wrong_state', status: 'noshow' });
  });

  test('a request whose time is over can only be declined', async () => {
    const { desk, mark } = await openWith(true);
    desk.core.clock.advance(Temporal.Duration.from({ hours: 3 }));
    expect(await mark('accept')).toEqual({ ok: false, reason: 'past' });
    expect(await mark('decline')).toMatchObject({ ok: true });
  });
});

test('what its patient has cancelled was declined by nobody', async () => {
  const { desk, appointmentId, mark } = await openWith(true);
  const input = { key: 'x', appointmentId, by: 'patient' } as const;
  await desk.turn((core) => cancelAppointment(core, desk.clinic.scope, input));
  expect(await mark('decline')).toEqual({ ok: false, reason: 'wrong_state', status: 'cancelled' });
});

test('accepting and cancelling at once: one comes after the other, and it ends cancelled', async () => {
  for (let round = 0; round < 20; round++) {
    const { desk, appointmentId, mark } = await openWith(true);
    const input = { key: 'x', appointmentId, by: 'patient' } as const;
    const cancel = () => desk.turn((core) => cancelAppointment(core, desk.clinic.scope, input));
    const [, cancelled] = await Promise.all([mark('accept'), cancel()]);
    expect(cancelled).toMatchObject({ ok: true });
    expect(await mark('accept')).not.toMatchObject({ already: false });
    const { status } = await database.db
      .selectFrom('appointment')
      .select('status')
      .where('id', '=', appointmentId)
      .executeTakeFirstOrThrow();
    expect(status).toBe('cancelled');
  }
}, 30_000);

test('the clinic’s notice binds patients; what staff book is booked', async () => {
  const desk = await openDesk(database.db, { organization: { staff_confirm: true, notice_minutes: 240 } });
  const input = { ...desk.person(1), ...desk.slot('08:00') };
  const scope: Scope = {
    ...desk.clinic.scope,
    correlationId: desk.core.ids.next<CorrelationId>(),
    actor: { kind: 'staff', id: desk.core.ids.next<string>() },
  };
  const byPatient = await desk.turn((core) =>
    bookAppointment(core, desk.clinic.scope, { key: 'p', ...input }),
  );
  expect(byPatient).toEqual({ ok: false, reason: 'not_offered' });
  const byStaff = await desk.turn((core) => bookAppointment(core, scope, { key: 's', ...input }));
  expect(byStaff).toMatchObject({ ok: true, status: 'booked' });
});
