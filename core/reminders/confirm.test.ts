import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Desk, openDesk } from '../../test/desk.ts';
import { bookAppointment } from '../booking/book.ts';
import { cancelAppointment } from '../booking/cancel.ts';
import { moveAppointment } from '../booking/move.ts';
import { type AppointmentId, type ChannelId, type NoticeId, type OutboxId, uuidIds } from '../ids.ts';
import { openItem } from '../worklist.ts';
import { type ConfirmInput, confirmVisit } from './confirm.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

let keys = 0;
async function book(desk: Desk, local: string) {
  const input = { key: `book-${++keys}`, ...desk.person(1), ...desk.slot(local) };
  const booked = await desk.turn((core) => bookAppointment(core, desk.clinic.scope, input));
  if (!booked.ok) throw new Error(`the test's own visit was refused: ${booked.reason}`);
  return booked.appointmentId;
}

function confirm(desk: Desk, appointmentId: AppointmentId, given: Partial<ConfirmInput> = {}) {
  const { contactId } = desk.person(1);
  const input: ConfirmInput = { key: `confirm-${++keys}`, appointmentId, contactId, ...given };
  return desk.turn((core) => confirmVisit(core, desk.clinic.scope, input));
}

const refused = (reason: string) => ({ ok: false, reason });

/** A notice of the visit; `sent`: one that went out. */
async function notice(
  desk: Desk,
  appointmentId: AppointmentId,
  state: 'open' | 'delivered' | 'overtaken',
  sent: boolean,
) {
  const { db } = database;
  const { organizationId, scope } = desk.clinic;
  const [id, at, now] = [uuidIds.next<NoticeId>(), desk.at('09:00'), desk.core.clock.now()];
  const later = now.add({ hours: 1 });
  const ended = state === 'open' ? null : now;
  await db
    .insertInto('notice')
    .values({
      ...{ organization_id: organizationId, id, appointment_id: appointmentId, kind: 'reminder', step: 120 },
      ...{ visit_start: at, due_at: now, too_late_at: at, is_last: false, state, ended_at: ended },
      reason: state === 'open' ? null : state === 'delivered' ? 'delivered' : 'visit_moved',
      look_at: state === 'open' ? later : null,
      ...{ answered_at: null, answer: null, correlation_id: scope.correlationId, created_at: now },
    })
    .execute();
  if (sent) await attempt(desk, id);
  return id;
}

async function attempt(desk: Desk, noticeId: NoticeId) {
  const { organizationId: organization_id, scope } = desk.clinic;
  const channel_id = uuidIds.next<ChannelId>();
  const address = `+2547110${++keys}`;
  await database.db
    .insertInto('channel')
    .values({
      ...{ organization_id, id: channel_id, provider: 'twilio', kind: 'sms', address, keyword: null },
      ...{ can_receive: true, active: true },
    })
    .execute();
  await database.db
    .insertInto('outbox')
    .values({
      ...{ organization_id, id: uuidIds.next<OutboxId>(), contact_id: desk.person(1).contactId, channel_id },
      ...{ prompt: Buffer.from('x'), language: 'en', state: 'sent', notice_id: noticeId },
      ...{ correlation_id: scope.correlationId, created_at: desk.core.clock.now() },
    })
    .execute();
}

async function confirmedAt(appointmentId: AppointmentId) {
  const row = await database.db
    .selectFrom('appointment')
    .select('confirmed_at')
    .where('id', '=', appointmentId)
    .executeTakeFirstOrThrow();
  return row.confirmed_at === null ? null : String(row.confirmed_at);
}

test('the time is marked once, whatever is said after', async () => {
  const desk = await openDesk(database.db);
  const visit = await book(desk, '09:00');
  const first = String(desk.core.clock.now());
  expect(await confirm(desk, visit)).toEqual({ ok: true, start: desk.at('09:00').toString() });
  desk.core.clock.advance(Temporal.Duration.from({ minutes: 30 }));
  expect(await confirm(desk, visit)).toMatchObject({ ok: true });
  expect(await confirmedAt(visit)).toBe(first);
  expect(await desk.events()).toEqual(['booked', 'confirmed']);
});

test('a repeated command gets its first answer', async () => {
  const desk = await openDesk(database.db);
  const visit = await book(desk, '09:00');
  const answers = await Promise.all([1, 2, 3].map(() => confirm(desk, visit, { key: 'm' })));
  for (const answer of answers) expect(answer).toMatchObject({ ok: true });
  expect(await desk.events()).toEqual(['booked', 'confirmed']);
});

test('what went out is answered; what is still to come and what was overtaken are not', async () => {
  const desk = await openDesk(database.db);
  const visit = await book(desk, '09:00');
  const [delivered, underWay, toCome, overtaken] = [
    await notice(desk, visit, 'delivered', true),
    await notice(desk, visit, 'open', true),
    await notice(desk, visit, 'open', false),
    await notice(desk, visit, 'overtaken', true),
  ];
  await confirm(desk, visit);
  await confirm(desk, visit);
  const rows = await database.db
    .selectFrom('notice')
    .select(['id', 'answer', 'look_at'])
    .where('appointment_id', '=', visit)
    .execute();
  const answered = rows.filter(({ answer }) => answer === 'confirmed').map(({ id }) => id);
  expect(new Set(answered)).toEqual(new Set([delivered, underWay]));
  const looked = rows.find(({ id }) => id === underWay)?.look_at;
  expect(String(looked)).toBe(String(desk.core.clock.now()));
  expect(rows.find(({ id }) => id === delivered)?.look_at).toBeNull();
  expect([toCome, overtaken].every((id) => !answered.includes(id))).toBe(true);
  const told = await database.db
    .selectFrom('event')
    .select('record_id')
    .where('type', '=', 'notice.answered')
    .where('organization_id', '=', desk.clinic.organizationId)
    .execute();
  expect(new Set(told.map((event) => event.record_id))).toEqual(new Set([delivered, underWay]));
});

test('nobody need call any more', async () => {
  const desk = await openDesk(database.db);
  const [visit, other] = [await book(desk, '09:00'), await book(desk, '12:00')];
  for (const recordId of [visit, other]) {
    for (const kind of ['unanswered', 'call', 'late'] as const)
      await openItem(desk.core, desk.clinic.scope, { kind, recordKind: 'appointment', recordId });
  }
  await confirm(desk, visit);
  const open = await database.db
    .selectFrom('worklist_item')
    .select(['kind', 'record_id'])
    .where('organization_id', '=', desk.clinic.organizationId)
    .where('closed_at', 'is', null)
    .execute();
  expect(open.filter(({ record_id }) => record_id === visit).map(({ kind }) => kind)).toEqual(['late']);
  expect(open).toHaveLength(4);
});

test('moved meanwhile, cancelled, begun, or not theirs: nothing is confirmed', async () => {
  const desk = await openDesk(database.db);
  const [moved, cancelled, begun] = [
    await book(desk, '09:00'),
    await book(desk, '10:00'),
    await book(desk, '08:00'),
  ];
  const { scope } = desk.clinic;
  const move = { key: `move-${++keys}`, appointmentId: moved, start: desk.at('14:00') };
  await desk.turn((core) => moveAppointment(core, scope, move));
  const cancel = { key: `cancel-${++keys}`, appointmentId: cancelled, by: 'staff' as const };
  await desk.turn((core) => cancelAppointment(core, scope, cancel));
  const shown = { start: desk.at('09:00') };
  expect(await confirm(desk, moved, { expected: shown })).toEqual(refused('changed'));
  expect(await confirm(desk, cancelled)).toEqual(refused('not_found'));
  expect(await confirm(desk, moved, { contactId: desk.person(2).contactId })).toEqual(refused('not_found'));
  expect(await confirm(desk, uuidIds.next<AppointmentId>())).toEqual(refused('not_found'));
  desk.core.clock.advance(Temporal.Duration.from({ hours: 2 }));
  expect(await confirm(desk, begun, { expected: { start: desk.at('08:00') } })).toEqual(refused('past'));
  for (const visit of [moved, cancelled, begun]) expect(await confirmedAt(visit)).toBeNull();
});
