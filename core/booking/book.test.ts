import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Desk, openDesk } from '../../test/desk.ts';
import type { AppointmentId } from '../ids.ts';
import { type BookInput, bookAppointment } from './book.ts';
import { expireHolds } from './end-hold.ts';
import { holdSlot } from './hold.ts';
import type { WantedSlot } from './offered.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

let keys = 0;
function book(
  desk: Desk,
  person: number,
  what: WantedSlot | { holdId: AppointmentId },
  key = `book-${++keys}`,
) {
  const input: BookInput = { key, ...desk.person(person), ...what };
  return desk.turn((core) => bookAppointment(core, desk.clinic.scope, input));
}

async function hold(desk: Desk, person: number, local: string, patientId = desk.person(person).patientId) {
  const { contactId } = desk.person(person);
  const input = { key: `hold-${++keys}`, contactId, patientId, ...desk.slot(local) };
  const held = await desk.turn((core) => holdSlot(core, desk.clinic.scope, input));
  if (!held.ok) throw new Error(`the test's own hold was refused: ${held.reason}`);
  return { holdId: held.appointmentId };
}

const inMinutes = (minutes: number) => Temporal.Duration.from({ minutes });
const refused = (reason: string) => ({ ok: false, reason });

describe('a slot', () => {
  test('is booked, with the event that tells of it', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}] });
    const result = await book(desk, 1, desk.slot('09:00'));
    expect(result).toEqual({
      ok: true,
      status: 'booked',
      appointmentId: expect.any(String),
      practitionerId: desk.clinic.practitionerIds[0],
      branchId: desk.clinic.branchIds[0],
      serviceId: desk.clinic.serviceIds[0],
      start: desk.at('09:00').toString(),
      end: desk.at('09:30').toString(),
    });
    expect(await desk.calendar()).toEqual(['09:00–09:30 booked 1 for 1']);
    const event = await database.db
      .selectFrom('event')
      .selectAll()
      .where('organization_id', '=', desk.clinic.organizationId)
      .executeTakeFirstOrThrow();
    expect(event).toMatchObject({
      type: 'appointment.booked',
      record_id: result.ok && result.appointmentId,
      correlation_id: desk.clinic.scope.correlationId,
      details: { patientId: desk.person(1).patientId, start: desk.at('09:00').toString() },
    });
  });

  test('is a request where staff confirm', async () => {
    const desk = await openDesk(database.db, { organization: { staff_confirm: true } });
    expect(await book(desk, 1, desk.slot('09:00'))).toMatchObject({ ok: true, status: 'pending' });
    expect(await desk.events()).toEqual(['requested']);
  });

  test('is refused when taken, when the patient is elsewhere, when nobody offers it', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}, {}], services: [{}, { active: false }] });
    const [first, second = first] = desk.clinic.practitionerIds;
    await book(desk, 1, { ...desk.slot('09:00'), practitionerId: first });
    expect(await book(desk, 2, { ...desk.slot('09:00'), practitionerId: first })).toEqual(
      refused('slot_taken'),
    );
    expect(await book(desk, 1, { ...desk.slot('09:00'), practitionerId: second })).toEqual(
      refused('patient_busy'),
    );
    expect(await book(desk, 2, desk.slot('03:00'))).toEqual(refused('not_offered'));
    const [service, inactive = service] = desk.clinic.serviceIds;
    expect(await book(desk, 2, { ...desk.slot('09:00'), serviceId: inactive })).toEqual(
      refused('not_offered'),
    );
    expect(await desk.calendar()).toEqual(['09:00–09:30 booked 1 for 1']);
  });

  test('takes the place of the contact’s own hold on it', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}] });
    await hold(desk, 1, '09:00');
    expect(await book(desk, 1, desk.slot('09:00'))).toMatchObject({ ok: true });
    expect(await desk.calendar()).toEqual(['09:00–09:30 booked 1 for 1']);
    expect(await desk.events()).toEqual(['held', 'hold_released', 'booked']);
  });

  test('is booked once, however often the command comes', async () => {
    const desk = await openDesk(database.db);
    const slot = desk.slot('09:00');
    const results = await Promise.all(Array.from({ length: 8 }, () => book(desk, 1, slot, 'message-1')));
    results.push(await book(desk, 1, slot, 'message-1'));
    expect(new Set(results.map((result) => JSON.stringify(result, Object.keys(result).sort()))).size).toBe(1);
    expect(results[0]).toMatchObject({ ok: true });
    expect(await desk.events()).toEqual(['booked']);
  });

  test('is not booked when the turn is lost', async () => {
    const desk = await openDesk(database.db);
    const input = { key: 'lost', ...desk.person(1), ...desk.slot('09:00') };
    const lost = desk.turn(async (core) => {
      await bookAppointment(core, desk.clinic.scope, input);
      throw new Error('the gate was closed');
    });
    await expect(lost).rejects.toThrow('the gate was closed');
    expect([await desk.calendar(), await desk.events()]).toEqual([[], []]);
    expect(await book(desk, 1, desk.slot('09:00'), 'lost')).toMatchObject({ ok: true });
  });
});

describe('a hold', () => {
  test('becomes the visit', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}] });
    const held = await hold(desk, 1, '09:00');
    expect(await book(desk, 1, held)).toMatchObject({
      ok: true,
      status: 'booked',
      appointmentId: held.holdId,
      start: desk.at('09:00').toString(),
    });
    expect(await desk.calendar()).toEqual(['09:00–09:30 booked 1 for 1']);
    expect(await desk.events()).toEqual(['held', 'booked']);
  });

  test('becomes a request where staff confirm', async () => {
    const desk = await openDesk(database.db, { organization: { staff_confirm: true } });
    expect(await book(desk, 1, await hold(desk, 1, '09:00'))).toMatchObject({ status: 'pending' });
    expect(await desk.events()).toEqual(['held', 'requested']);
  });

  test('that ran out but was not swept is as good as another', async () => {
    const desk = await openDesk(database.db);
    const held = await hold(desk, 1, '09:00');
    desk.core.clock.advance(inMinutes(60));
    expect(await book(desk, 1, held)).toMatchObject({ ok: true });
  });

  test('whose time has come is no visit any more', async () => {
    const desk = await openDesk(database.db);
    const held = await hold(desk, 1, '09:00');
    desk.core.clock.advance(inMinutes(180));
    expect(await book(desk, 1, held)).toEqual(refused('not_offered'));
  });

  test('that was swept is gone; with the slot beside it, the slot is booked', async () => {
    const desk = await openDesk(database.db);
    const held = await hold(desk, 1, '09:00');
    desk.core.clock.advance(inMinutes(10));
    await desk.turn((core) => expireHolds(core, core.clock.now(), 100));
    expect(await book(desk, 1, held)).toEqual(refused('hold_gone'));
    expect(await book(desk, 1, { ...held, ...desk.slot('09:00') })).toMatchObject({
      ok: true,
      start: desk.at('09:00').toString(),
    });
    expect(await desk.events()).toEqual(['held', 'hold_expired', 'booked']);
  });

  test('that was swept, and its slot taken', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}] });
    const held = await hold(desk, 1, '09:00');
    desk.core.clock.advance(inMinutes(10));
    await book(desk, 2, desk.slot('09:00'));
    expect(await book(desk, 1, { ...held, ...desk.slot('09:00') })).toEqual(refused('slot_taken'));
  });

  test('of another contact is not there', async () => {
    const desk = await openDesk(database.db);
    expect(await book(desk, 2, await hold(desk, 1, '09:00'))).toEqual(refused('hold_gone'));
  });

  test('cannot put a patient in two places, and stays as it was', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}, {}] });
    await book(desk, 1, desk.slot('09:00'));
    const { contactId } = desk.person(2);
    const input = { key: 'somebody', contactId, patientId: null, ...desk.slot('09:00') };
    const held = await desk.turn((core) => holdSlot(core, desk.clinic.scope, input));
    const holdId = held.ok ? held.appointmentId : ('' as AppointmentId);
    const wanted = { key: 'k', contactId, patientId: desk.person(1).patientId, holdId };
    const result = await desk.turn((core) => bookAppointment(core, desk.clinic.scope, wanted));
    expect(result).toEqual(refused('patient_busy'));
    expect((await desk.calendar()).filter((line) => line.includes('hold'))).toHaveLength(1);
  });

  test('two phones of a family that book their holds for one child at once: one does', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}, {}] });
    const { patientId } = desk.person(3);
    for (let round = 0; round < 20; round++) {
      const local = `2026-10-${String(6 + round).padStart(2, '0')}T09:00`;
      const holds = [1, 2].map(async (number) => {
        const { contactId } = desk.person(number);
        const input = { key: `${round}-${number}`, contactId, patientId: null, ...desk.slot(local) };
        const held = await desk.turn((core) => holdSlot(core, desk.clinic.scope, input));
        if (!held.ok) throw new Error(held.reason);
        return { contactId, holdId: held.appointmentId };
      });
      const results = await Promise.all(
        (await Promise.all(holds)).map((held, index) =>
          desk.turn((core) =>
            bookAppointment(core, desk.clinic.scope, { key: `b-${round}-${index}`, patientId, ...held }),
          ),
        ),
      );
      expect(results.map((result) => (result.ok ? 'ok' : result.reason)).sort()).toEqual([
        'ok',
        'patient_busy',
      ]);
    }
  });
});

describe('a hold, when the clinic has changed since', () => {
  /** The first practitioner is held; the clinic changes; the hold is to become a visit. */
  async function bookAfter(change: (desk: Desk) => Promise<unknown>) {
    const desk = await openDesk(database.db, {
      practitioners: [{}, {}],
      organization: { notice_minutes: 60 },
    });
    const [practitionerId] = desk.clinic.practitionerIds;
    const input = { key: `hold-${++keys}`, ...desk.person(1), ...desk.slot('09:00'), practitionerId };
    const held = await desk.turn((core) => holdSlot(core, desk.clinic.scope, input));
    if (!held.ok) throw new Error(`the test's own hold was refused: ${held.reason}`);
    await change(desk);
    return { desk, result: await book(desk, 1, { holdId: held.appointmentId }) };
  }

  const retire = (table: 'practitioner' | 'service' | 'branch') => (desk: Desk) =>
    database.db
      .updateTable(table)
      .set({ active: false })
      .where('organization_id', '=', desk.clinic.organizationId)
      .where('position', '=', 1)
      .execute();

  const close = (kind: 'holiday' | 'absence', day: string) => (desk: Desk) =>
    database.db
      .insertInto('hours_exception')
      .values({
        organization_id: desk.clinic.organizationId,
        id: desk.core.ids.next(),
        kind,
        branch_id: null,
        practitioner_id: kind === 'absence' ? desk.clinic.practitionerIds[0] : null,
        first_day: Temporal.PlainDate.from(day),
        last_day: Temporal.PlainDate.from(day),
        opens: null,
        closes: null,
        label: 'closed',
      })
      .execute();

  test.each<[string, (desk: Desk) => Promise<unknown>]>([
    ['the practitioner has left', retire('practitioner')],
    ['the service is no longer given', retire('service')],
    ['the branch is closed for good', retire('branch')],
    ['the practitioner is away that day', close('absence', '2026-10-05')],
    ['the clinic is closed that day', close('holiday', '2026-10-05')],
  ])('%s: it is not offered, and stays a hold', async (_, change) => {
    const { desk, result } = await bookAfter(change);
    expect(result).toEqual(refused('not_offered'));
    expect(await desk.calendar()).toEqual(['09:00–09:30 hold 1 for 1']);
    expect(await desk.events()).toEqual(['held']);
  });

  test('in what does not touch it: it becomes the visit', async () => {
    const { desk, result } = await bookAfter(close('absence', '2026-10-06'));
    expect(result).toMatchObject({ ok: true, practitionerId: desk.clinic.practitionerIds[0] });
  });

  test('and by now is nearer than the notice: that was kept when it was held', async () => {
    const { result } = await bookAfter(async (desk) => desk.core.clock.advance(inMinutes(150)));
    expect(result).toMatchObject({ ok: true });
  });
});
