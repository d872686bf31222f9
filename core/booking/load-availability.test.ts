import type { Insertable } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Desk, openDesk } from '../../test/desk.ts';
import type { Tables } from '../db/tables.ts';
import { type ServiceId, uuidIds } from '../ids.ts';
import type { HoursException } from './availability.ts';
import { bookAppointment } from './book.ts';
import { holdSlot } from './hold.ts';
import { type AvailabilityInput, loadAvailability } from './load-availability.ts';
import { findSlots } from './slots.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function load(desk: Desk, given: Partial<AvailabilityInput> = {}) {
  const { serviceId, branchId, start } = desk.slot('00:00');
  return loadAvailability(desk.core, desk.clinic.scope, {
    serviceId,
    branchId,
    practitionerId: null,
    window: { from: start, to: start.add({ hours: 24 }) },
    now: desk.core.clock.now(),
    ...given,
  });
}

/** Local starts of the Monday with how many are free. */
async function freeOn(desk: Desk, given: Partial<AvailabilityInput> = {}) {
  const found = await load(desk, given);
  if (!found.ok) return found.reason;
  const window = given.window ?? { from: desk.at('00:00'), to: desk.at('23:59') };
  return findSlots(found.rules, found.practitioners, window, desk.core.clock.now()).map(
    (slot) =>
      `${slot.start.toZonedDateTimeISO(found.rules.zone).toPlainTime().toString({ smallestUnit: 'minute' })} ×${slot.practitionerIds.length}`,
  );
}

test('rules come from organization, branch and service', async () => {
  const desk = await openDesk(database.db, {
    organization: { slot_minutes: 20, notice_minutes: 90, horizon_days: 14 },
    branches: [{ zone: 'Europe/London' }],
    services: [{ duration_minutes: 40, buffer_minutes: 10 }],
  });
  expect(await load(desk)).toMatchObject({
    ok: true,
    rules: {
      zone: 'Europe/London',
      slotMinutes: 20,
      durationMinutes: 40,
      bufferMinutes: 10,
      noticeMinutes: 90,
      horizonDays: 14,
    },
  });
});

describe('what is not there', () => {
  test('an unknown or inactive service', async () => {
    const desk = await openDesk(database.db, { services: [{}, { active: false }] });
    expect(await load(desk, { serviceId: uuidIds.next<ServiceId>() })).toEqual({
      ok: false,
      reason: 'unknown_service',
    });
    expect(await load(desk, { serviceId: desk.clinic.serviceIds[1] as ServiceId })).toEqual({
      ok: false,
      reason: 'unknown_service',
    });
  });

  test('a branch of another organization', async () => {
    const [desk, other] = [await openDesk(database.db), await openDesk(database.db)];
    expect(await load(desk, { branchId: other.clinic.branchIds[0] })).toEqual({
      ok: false,
      reason: 'unknown_branch',
    });
  });

  test('a practitioner who is inactive, works elsewhere or does not give the service', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}, {}, { active: false }] });
    const [first, second] = desk.clinic.practitionerIds;
    await database.db.deleteFrom('practitioner_branch').where('practitioner_id', '=', first).execute();
    await database.db
      .deleteFrom('practitioner_service')
      .where('practitioner_id', '=', second ?? first)
      .execute();
    for (const practitionerId of [null, ...desk.clinic.practitionerIds]) {
      expect(await load(desk, { practitionerId })).toEqual({ ok: false, reason: 'nobody_gives_it_there' });
    }
  });
});

describe('hours', () => {
  test('a practitioner’s own at the branch take the place of the branch’s', async () => {
    const desk = await openDesk(database.db, {
      practitioners: [{}, {}],
      branches: [{}, {}],
      opens: '09:00',
      closes: '10:00',
    });
    const {
      organizationId: organization_id,
      branchIds,
      practitionerIds: [first],
    } = desk.clinic;
    const own = {
      organization_id,
      branch_id: branchIds[0],
      practitioner_id: first,
      opens: Temporal.PlainTime.from('09:30'),
      closes: Temporal.PlainTime.from('10:30'),
    };
    await database.db
      .insertInto('weekly_hours')
      .values({ ...own, id: uuidIds.next(), weekday: 1 })
      .execute();
    expect(await freeOn(desk)).toEqual(['09:00 ×1', '09:30 ×2', '10:00 ×1']);
    const elsewhere = branchIds[1] ?? branchIds[0];
    expect(await freeOn(desk, { branchId: elsewhere })).toEqual(['09:00 ×2', '09:30 ×2']);
  });

  test('holidays of the branch or of all, absences and extra hours apply to whom they concern', async () => {
    const desk = await openDesk(database.db, {
      branches: [{}, {}],
      practitioners: [{}, {}],
      opens: '09:00',
      closes: '10:00',
    });
    const {
      organizationId: organization_id,
      branchIds: [branch_id, other],
      practitionerIds: [first],
    } = desk.clinic;
    const monday = Temporal.PlainDate.from('2026-10-05');
    const of = (row: Partial<Insertable<Tables['hours_exception']>> & { kind: HoursException['kind'] }) => ({
      organization_id,
      id: uuidIds.next<string>(),
      branch_id: null,
      practitioner_id: null,
      first_day: monday,
      last_day: monday,
      opens: null,
      closes: null,
      label: 'made for the test',
      ...row,
    });
    const time = Temporal.PlainTime.from;
    await database.db
      .insertInto('hours_exception')
      .values([
        of({ kind: 'absence', practitioner_id: first, opens: time('09:00'), closes: time('09:30') }),
        of({
          kind: 'extra',
          practitioner_id: first,
          branch_id,
          opens: time('12:00'),
          closes: time('12:30'),
        }),
        of({ kind: 'holiday', branch_id: other }),
      ])
      .execute();
    expect(await freeOn(desk)).toEqual(['09:00 ×1', '09:30 ×2', '12:00 ×1']);
    expect(await freeOn(desk, { branchId: other ?? branch_id })).toEqual([]);
    const tuesday = { from: desk.at('2026-10-06T00:00'), to: desk.at('2026-10-07T00:00') };
    expect(await freeOn(desk, { window: tuesday })).toEqual(['09:00 ×2', '09:30 ×2']);
  });
});

describe('what is busy', () => {
  const short = { practitioners: [{}], opens: '09:00', closes: '10:30' } as const;

  test('visits with their buffer, also those at another branch, until they are cancelled', async () => {
    const desk = await openDesk(database.db, {
      ...short,
      branches: [{}, {}],
      services: [{ buffer_minutes: 30 }],
    });
    const person = desk.person(1);
    const elsewhere = { branchId: desk.clinic.branchIds[1] ?? desk.clinic.branchIds[0] };
    await desk.turn((core) =>
      bookAppointment(core, desk.clinic.scope, { key: 'k', ...person, ...desk.slot('09:00'), ...elsewhere }),
    );
    expect(await freeOn(desk)).toEqual(['10:00 ×1']);
    await database.db
      .updateTable('appointment')
      .set({ status: 'cancelled' })
      .where('organization_id', '=', desk.clinic.organizationId)
      .execute();
    expect(await freeOn(desk)).toEqual(['09:00 ×1', '09:30 ×1', '10:00 ×1']);
  });

  test('a hold until it runs out, but not for its own contact when that asks', async () => {
    const desk = await openDesk(database.db, short);
    const person = desk.person(1);
    await desk.turn((core) =>
      holdSlot(core, desk.clinic.scope, { key: 'k', ...person, ...desk.slot('09:00') }),
    );
    expect(await freeOn(desk)).toEqual(['09:30 ×1', '10:00 ×1']);
    expect(await freeOn(desk, { ignoreContactHolds: person.contactId })).toHaveLength(3);
    desk.core.clock.advance(Temporal.Duration.from({ minutes: 10 }));
    expect(await freeOn(desk)).toHaveLength(3);
  });

  test('a narrow window still knows the whole day, so that the least booked comes first', async () => {
    const desk = await openDesk(database.db, { practitioners: [{}, {}] });
    const person = desk.person(1);
    const [, second] = desk.clinic.practitionerIds;
    for (const practitionerId of desk.clinic.practitionerIds) {
      const start = practitionerId === second ? '08:00' : '16:00';
      await desk.turn((core) =>
        bookAppointment(core, desk.clinic.scope, {
          key: `k-${start}`,
          ...person,
          ...desk.slot(start),
          practitionerId,
        }),
      );
      const window = { from: desk.at('12:00'), to: desk.at('12:01') };
      const found = await load(desk, { window });
      const [slot] = found.ok
        ? findSlots(found.rules, found.practitioners, window, desk.core.clock.now())
        : [];
      // after the first visit the other one is first; after the second they are even again, in the day's order
      if (practitionerId !== second) expect(slot?.practitionerIds[0]).toBe(second);
      else expect(slot?.practitionerIds).toHaveLength(2);
    }
  });
});
