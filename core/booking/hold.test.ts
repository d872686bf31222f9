import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Desk, openDesk } from '../../test/desk.ts';
import { bookAppointment } from './book.ts';
import { expireHolds, releaseHold } from './end-hold.ts';
import { type HoldInput, holdSlot } from './hold.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

let keys = 0;
function hold(desk: Desk, person: number, local: string, given: Partial<HoldInput> = {}) {
  const input = { key: `hold-${++keys}`, ...desk.person(person), ...desk.slot(local), ...given };
  return desk.turn((core) => holdSlot(core, desk.clinic.scope, input));
}

const inMinutes = (minutes: number) => Temporal.Duration.from({ minutes });
const refused = (reason: string) => ({ ok: false, reason });

describe('a hold', () => {
  test('keeps the slot for the clinic’s minutes, and says so', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}], organization: { hold_minutes: 7 } });
    expect(await hold(desk, 1, '09:00')).toEqual({
      ok: true,
      appointmentId: expect.any(String),
      practitionerId: desk.clinic.practitionerIds[0],
      start: desk.at('09:00').toString(),
      end: desk.at('09:30').toString(),
      expiresAt: desk.at('06:07').toString(),
    });
    expect(await desk.calendar()).toEqual(['09:00–09:30 hold 1 for 1']);
    expect(await desk.events()).toEqual(['held']);
  });

  test('may be for a patient who is not known yet', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}] });
    expect(await hold(desk, 1, '09:00', { patientId: null })).toMatchObject({ ok: true });
    expect(await desk.calendar()).toEqual(['09:00–09:30 hold 1 for somebody']);
  });

  test('keeps the buffer behind the visit free as well', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}], services: [{ buffer_minutes: 15 }] });
    await hold(desk, 1, '09:00');
    expect(await hold(desk, 2, '09:30')).toEqual(refused('slot_taken'));
    expect(await hold(desk, 2, '10:00')).toMatchObject({ ok: true });
  });

  test('goes to another practitioner when the first is taken, until all are', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}, {}] });
    await hold(desk, 1, '09:00');
    expect(await hold(desk, 2, '09:00')).toMatchObject({ ok: true });
    expect(await hold(desk, 3, '09:00')).toEqual(refused('slot_taken'));
    const calendar = await desk.calendar();
    expect(calendar.map((line) => line.slice(17, 18)).sort()).toEqual(['1', '2']);
  });

  test('repeated with its key is the same hold', async () => {
    const desk = await openDesk(database.db);
    const both = await Promise.all([
      hold(desk, 1, '09:00', { key: 'm-1' }),
      hold(desk, 1, '09:00', { key: 'm-1' }),
    ]);
    expect(both[0]).toMatchObject({ ok: true });
    expect(both[1]).toEqual(both[0]);
    expect(await desk.calendar()).toHaveLength(1);
    expect(await desk.events()).toEqual(['held']);
  });
});

describe('what is not offered', () => {
  test.each<[string, string, Parameters<typeof openDesk>[1]]>([
    ['outside the hours', '17:00', {}],
    ['over closing time', '16:45', { organization: { slot_minutes: 15 } }],
    ['off the grid', '09:10', {}],
    ['sooner than the clinic’s notice', '08:00', { organization: { notice_minutes: 121 } }],
    ['beyond the horizon', '2026-10-07T09:00', { organization: { horizon_days: 1 } }],
    ['in the past', '2026-10-04T09:00', {}],
  ])('%s', async (_, local, overrides) => {
    const desk = await openDesk(database.db, overrides);
    expect(await hold(desk, 1, local)).toEqual(refused('not_offered'));
    expect(await desk.events()).toEqual([]);
  });

  test('a service, branch or practitioner that is not there', async () => {
    const [desk, other] = [await openDesk(database.db), await openDesk(database.db)];
    const [[serviceId], [branchId], [practitionerId]] = [
      other.clinic.serviceIds,
      other.clinic.branchIds,
      other.clinic.practitionerIds,
    ];
    expect(await hold(desk, 1, '09:00', { serviceId })).toEqual(refused('unknown_service'));
    expect(await hold(desk, 1, '09:00', { branchId })).toEqual(refused('unknown_branch'));
    expect(await hold(desk, 1, '09:00', { practitionerId })).toEqual(refused('nobody_gives_it_there'));
  });
});

describe('one patient', () => {
  test('cannot be in two places at once, whoever asks', async () => {
    const desk = await openDesk(database.db);
    const { patientId } = desk.person(1);
    await hold(desk, 1, '09:00');
    expect(await hold(desk, 2, '09:00', { patientId })).toEqual(refused('patient_busy'));
    expect(await hold(desk, 2, '09:30', { patientId })).toMatchObject({ ok: true });
  });
});

describe('one contact', () => {
  test('keeps one slot: a new hold gives the earlier one back, also when they overlap', async () => {
    const desk = await openDesk(database.db, {
      practitioners: [{}],
      organization: { slot_minutes: 15 },
    });
    await hold(desk, 1, '09:00');
    expect(await hold(desk, 1, '09:15')).toMatchObject({ ok: true });
    expect(await desk.calendar()).toEqual(['09:15–09:45 hold 1 for 1']);
    expect(await desk.events()).toEqual(['held', 'hold_released', 'held']);
  });

  test('keeps its hold when the new one is refused', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}] });
    await hold(desk, 1, '09:00');
    await hold(desk, 2, '10:00');
    expect(await hold(desk, 1, '10:00')).toEqual(refused('slot_taken'));
    expect(await desk.calendar()).toEqual(['09:00–09:30 hold 1 for 1', '10:00–10:30 hold 1 for 2']);
  });

  test('gives it back when told to, and no visit with it', async () => {
    const desk = await openDesk(database.db);
    const { contactId } = desk.person(1);
    await desk.turn((core) =>
      bookAppointment(core, desk.clinic.scope, { key: 'k', ...desk.person(1), ...desk.slot('12:00') }),
    );
    await hold(desk, 1, '09:00');
    await hold(desk, 2, '09:00');
    const release = () => desk.turn((core) => releaseHold(core, desk.clinic.scope, { contactId }));
    expect([await release(), await release()]).toEqual([1, 0]);
    expect((await desk.calendar()).map((line) => line.slice(0, 16))).toEqual([
      '09:00–09:30 hold',
      '12:00–12:30 book',
    ]);
    expect(await desk.events()).toEqual(['booked', 'held', 'held', 'hold_released']);
  });
});

describe('a hold that ran out', () => {
  test('makes way for who takes the slot', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}] });
    await hold(desk, 1, '09:00');
    desk.core.clock.advance(inMinutes(9));
    expect(await hold(desk, 2, '09:00')).toEqual(refused('slot_taken'));
    desk.core.clock.advance(inMinutes(1));
    expect(await hold(desk, 2, '09:00')).toMatchObject({ ok: true });
    expect(await desk.calendar()).toEqual(['09:00–09:30 hold 1 for 2']);
    expect(await desk.events()).toEqual(['held', 'hold_expired', 'held']);
  });

  test('does not keep its patient busy', async () => {
    const desk = await openDesk(database.db);
    await hold(desk, 1, '09:00');
    desk.core.clock.advance(inMinutes(10));
    const { patientId } = desk.person(1);
    expect(await hold(desk, 2, '09:00', { patientId })).toMatchObject({ ok: true });
    expect(await desk.events()).toEqual(['held', 'hold_expired', 'held']);
  });

  test('is swept, in every organization, as many as wanted at a time', async () => {
    const desks = [await openDesk(database.db), await openDesk(database.db)] as const;
    // of another test's holds this test knows nothing
    await desks[0].turn((core) => expireHolds(core, desks[0].at('23:59'), 1000));
    for (const desk of desks) {
      await hold(desk, 1, '09:00');
      await hold(desk, 2, '10:00');
    }
    const now = desks[0].at('06:10');
    const sweep = (limit: number, moment = now) => desks[0].turn((core) => expireHolds(core, moment, limit));
    expect(await sweep(100, desks[0].at('06:09'))).toBe(0);
    expect([await sweep(3), await sweep(3), await sweep(3)]).toEqual([3, 1, 0]);
    for (const desk of desks) {
      expect(await desk.calendar()).toEqual([]);
      expect(await desk.events()).toEqual(['held', 'held', 'hold_expired', 'hold_expired']);
    }
  });
});
