import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type FrontDesk, openFrontDesk } from '../../test/front-desk.ts';
import { staffOf } from '../../test/staff.ts';
import { bookAppointment } from '../booking/book.ts';
import { noteReason } from '../booking/reason.ts';
import { hears, readFeed } from '../feed.ts';
import type { BranchId, PractitionerId } from '../ids.ts';
import { type Role, roles } from '../staff/permissions.ts';
import { readOwnHours } from './own-hours.ts';
import { readOwnVisits } from './own-visits.ts';
import { moveForPatient } from './visits.ts';

let database: TestDatabase;
let desk: FrontDesk;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  desk = await openFrontDesk(database.db);
});
afterAll(() => database.drop());

const practitioner = (practitionerId: PractitionerId | null, role: Role = 'practitioner') =>
  staffOf(desk.clinic, { role, practitionerId });

const first = () => desk.clinic.practitionerIds[0];
const second = () => desk.clinic.practitionerIds[1] ?? first();

let phones = 0;

/** With that practitioner; the local time is of October 2026, and now is Monday the 5th, 9 o'clock. */
async function book(practitionerId: PractitionerId, local: string, name = 'Asha Wanjiru') {
  const { contactId, patientId } = await desk.call(`+25471100${1000 + phones++}`, name);
  const start = Temporal.ZonedDateTime.from(`2026-10-${local}[Africa/Nairobi]`).toInstant();
  const place = { serviceId: desk.clinic.serviceIds[0], branchId: desk.clinic.branchIds[0] };
  const wish = { key: `${name}/${local}`, contactId, patientId, practitionerId, start, ...place };
  const booked = await desk.turn((core) => bookAppointment(core, desk.clinic.scope, wish));
  if (!booked.ok) throw new Error(booked.reason);
  return { appointmentId: booked.appointmentId, contactId };
}

async function seen(scope = practitioner(first()), from: string | null = null) {
  const own = await readOwnVisits(desk.core, scope, {
    from: from === null ? null : Temporal.PlainDate.from(from),
  });
  if (!own.ok) throw new Error(own.reason);
  return own;
}

const times = ({ visits }: { visits: { start: string; name: string | null; status: string }[] }) =>
  visits.map(({ start, name, status }) => `${start.slice(8, 16)} ${name} ${status}`);

test('own visits of seven days from today on, in order, and nobody else’s', async () => {
  const visit = await book(first(), '05T11:00');
  await book(first(), '11T16:00', 'Juma Otieno');
  await book(first(), '12T09:00', 'Of next week');
  await book(second(), '05T11:00', 'Of another');
  await desk.turn((core) => noteReason(core, desk.clinic.scope, { ...visit, text: 'a sore knee' }));
  const own = await seen();
  expect(times(own)).toEqual(['05T08:00 Asha Wanjiru booked', '11T13:00 Juma Otieno booked']);
  expect(own.visits[0]).toMatchObject({ reason: 'a sore knee', zone: 'Africa/Nairobi', branch: 'Branch 1' });
  expect(times(await seen(undefined, own.later.toString()))).toEqual(['12T06:00 Of next week booked']);
});

test('past weeks up to eight back, with what was cancelled; what is cancelled ahead is gone', async () => {
  const past = await book(first(), '05T10:00');
  const ahead = await book(first(), '06T10:00', 'Juma Otieno');
  const { db } = database;
  await db
    .updateTable('appointment')
    .set({ status: 'cancelled' })
    .where('id', 'in', [past.appointmentId, ahead.appointmentId])
    .execute();
  await book(first(), '05T10:00', 'Neema Said');
  desk.core.clock.advance(Temporal.Duration.from({ hours: 2 }));
  expect(times(await seen())).toEqual(['05T07:00 Asha Wanjiru cancelled', '05T07:00 Neema Said booked']);
  desk.core.clock.advance(Temporal.Duration.from({ hours: 24 * 60 }));
  const oldest = await seen(undefined, '2026-01-01');
  expect(oldest).toMatchObject({ earlier: null, visits: [] });
  expect(oldest.from.toString()).toBe('2026-10-09');
  expect(oldest.today.toString()).toBe('2026-12-04');
});

test('that somebody looked is told once an hour', async () => {
  const read = async () =>
    (await desk.events())
      .filter(({ type }) => type === 'practitioner.visits_read')
      .map(({ recordId }) => recordId);
  const scope = practitioner(first());
  await seen(scope);
  await seen(scope, '2026-10-12');
  expect(await read()).toEqual([first()]);
  desk.core.clock.advance(Temporal.Duration.from({ hours: 1 }));
  await seen(scope);
  expect(await read()).toHaveLength(2);
});

test('a visit that goes to another practitioner is heard of by both, so that it leaves an open list', async () => {
  const { appointmentId } = await book(first(), '06T10:00');
  const start = Temporal.Instant.from('2026-10-06T08:00:00Z');
  const wish = { key: 'm', appointmentId, start, practitionerId: second() };
  const moved = await moveForPatient(desk.core, desk.staff, wish);
  expect(moved).toMatchObject({ ok: true, practitionerId: second() });
  const { organizationId } = desk.clinic;
  const events = await readFeed(desk.core, { after: 0, organizationId }, 100);
  const heard = (practitionerId: PractitionerId, type: string) =>
    events.filter((event) => event.type === type && hears(practitioner(practitionerId), event)).length;
  expect([heard(first(), 'appointment.moved'), heard(second(), 'appointment.moved')]).toEqual([1, 1]);
  const third = desk.clinic.practitionerIds[2] ?? first();
  expect(heard(third, 'appointment.moved')).toBe(0);
});

describe.each([
  ['visits', (scope: ReturnType<typeof practitioner>) => readOwnVisits(desk.core, scope, { from: null })],
  ['hours', (scope: ReturnType<typeof practitioner>) => readOwnHours(desk.core, scope)],
] as const)('own %s', (_, read) => {
  test.each(roles.filter((role) => role !== 'practitioner'))('are not for a %s', async (role) => {
    expect(await read(practitioner(first(), role))).toEqual({ ok: false, reason: 'not_allowed' });
  });

  test('are nobody’s for who is no practitioner', async () => {
    expect(await read(practitioner(null))).toEqual({ ok: false, reason: 'no_practitioner' });
  });

  test('are never those of another clinic’s practitioner', async () => {
    await book(first(), '05T11:00');
    const other = await openFrontDesk(database.db);
    const result = await read({
      ...staffOf(other.clinic, { role: 'practitioner' }),
      practitionerId: first(),
    });
    expect(result).toMatchObject({ ok: true });
    expect(JSON.stringify(result)).not.toContain('Asha');
    expect(result).not.toMatchObject({ branches: [expect.anything()] });
  });
});

const spanOf = (opens: string, closes: string) => ({
  opens: Temporal.PlainTime.from(opens),
  closes: Temporal.PlainTime.from(closes),
});

test('hours: own ones, else the branch’s; holidays and what is different from today on', async () => {
  const { organizationId, branchIds } = desk.clinic;
  const [branchId] = branchIds;
  const other = desk.core.ids.next<BranchId>();
  const { db } = database;
  await db
    .insertInto('branch')
    .values({
      ...{
        organization_id: organizationId,
        id: other,
        key: 'other',
        name: 'Other branch',
        address: '',
        phone: '',
      },
      ...{ zone: 'Africa/Nairobi', position: 9, active: true },
    })
    .execute();
  await db
    .insertInto('weekly_hours')
    .values({
      ...{
        organization_id: organizationId,
        id: desk.core.ids.next<string>(),
        branch_id: branchId,
        weekday: 2,
      },
      ...{ practitioner_id: first(), ...spanOf('10:00', '12:30') },
    })
    .execute();
  const day = (kind: 'holiday' | 'absence', on: string, more: object = {}) => ({
    ...{ organization_id: organizationId, id: desk.core.ids.next<string>(), kind, label: on },
    ...{ branch_id: null, practitioner_id: null, opens: null, closes: null, ...more },
    ...{ first_day: Temporal.PlainDate.from(on), last_day: Temporal.PlainDate.from(on) },
  });
  const mine = { practitioner_id: first() };
  await db
    .insertInto('hours_exception')
    .values([
      day('holiday', '2026-10-20'),
      day('holiday', '2027-04-07'),
      day('holiday', '2026-10-21', { branch_id: other }),
      day('absence', '2026-10-04', mine),
      day('absence', '2026-10-05', { ...mine, ...spanOf('08:00', '11:00') }),
      day('absence', '2026-10-06', { practitioner_id: second() }),
    ])
    .execute();
  const own = await readOwnHours(desk.core, practitioner(first()));
  if (!own.ok) throw new Error(own.reason);
  expect(own.branches).toEqual([
    { branch: 'Branch 1', own: true, spans: [{ weekday: 2, opens: '10:00', closes: '12:30' }] },
  ]);
  expect(own.exceptions.map(({ label, hours }) => [label, hours])).toEqual([
    ['2026-10-05', { opens: '08:00', closes: '11:00' }],
    ['2026-10-20', null],
  ]);
  const branchs = await readOwnHours(desk.core, practitioner(second()));
  expect(branchs.ok && branchs.branches[0]).toMatchObject({ own: false });
  expect(branchs.ok && branchs.branches[0]?.spans).toHaveLength(7);
});
