import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attemptTo, endNotice } from '../../test/attempts.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Front, openFront } from '../../test/front.ts';
import { newLine, queueTo, saying, statesOf, wireNext, wireOne } from '../../test/lines.ts';
import type { CorrelationId, InboundMessageId, MemberId } from '../ids.ts';
import { claimNext } from './claim.ts';
import { listDeadLetters, showDeadLetter } from './dead-letters.ts';
import { recordInDoubt } from './doubt.ts';
import { keepMessage } from './inbox.ts';
import { type Line, queueMessage, recordErrored, recordFailed, recordSent, type Wired } from './outbox.ts';
import { recordReceipts } from './receipts.ts';
import { retryDeadLetter } from './retry-dead-letter.ts';

let database: TestDatabase;
let front: Front;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  front = await openFront(database.db);
});
afterAll(() => database.drop());

const later = (minutes = 1) => front.core.clock.advance(Temporal.Duration.from({ minutes }));
const fail = (wired: Wired, code = 'refused:30034') => front.turn((core) => recordFailed(core, wired, code));
const retry = (id: string) => front.turn((core) => retryDeadLetter(core, front.clinic.scope, id));
const list = async (after: string | null = null, limit = 50) =>
  (await listDeadLetters(front.core, front.clinic.organizationId, { after, limit })).map(({ id }) => id);
const show = (id: string) => showDeadLetter(front.core, front.clinic.organizationId, id);

async function failedOne(code?: string): Promise<Wired> {
  const wired = await wireOne(front);
  await fail(wired, code);
  later();
  return wired;
}

async function failedAttempt(): Promise<Awaited<ReturnType<typeof attemptTo>> & { line: Line }> {
  const line = await newLine(front);
  const attempt = await attemptTo(front, line);
  await fail(await wireNext(front, line));
  later();
  return { ...attempt, line };
}

/** A patient's message whose three tries are used up. */
async function deadTurn(): Promise<InboundMessageId> {
  const { core, clinic, channelId } = front;
  const scope = { ...clinic.scope, correlationId: core.ids.next<CorrelationId>() };
  await front.hand(`+2547300${String(Math.round(performance.now() * 1000)).slice(-5)}`, 'Hi');
  const from = await database.db
    .selectFrom('conversation as v')
    .innerJoin('vault.contact as vc', 'vc.contact_id', 'v.contact_id')
    .select(['v.id as conversationId', 'v.contact_id as contactId', 'vc.data_key'])
    .where('v.organization_id', '=', clinic.organizationId)
    .orderBy('v.created_at', 'desc')
    .orderBy('v.id', 'desc')
    .executeTakeFirstOrThrow();
  const { contactId, conversationId } = from;
  const contactKey = core.vault.unwrap(from.data_key, {
    organizationId: clinic.organizationId,
    recordId: contactId,
  });
  const id = core.ids.next<InboundMessageId>();
  const body = JSON.stringify({ kind: 'text', text: 'book' });
  await keepMessage(
    core,
    scope,
    { contactId, conversationId, channelId, contactKey },
    { id, providerMessageId: id, body },
  );
  await sql`update inbound_message set state = 'dead', tries = 3, next_try_at = null, handled_at = ${core.clock.now()}
    where id = ${id}`.execute(database.db);
  later();
  return id;
}

describe('the list', () => {
  test('newest first, page by page: refused, tries used up, unknown for ever, and turns that were given up', async () => {
    const one = await failedOne();
    const unknown = await wireOne(front);
    await recordInDoubt(front.core, unknown, 'no_answer');
    expect(await list(), 'it goes out once more').toEqual([one.id]);
    await sql`update outbox set next_attempt_at = null where id = ${unknown.id}`.execute(database.db);
    later();
    const turn = await deadTurn();
    const two = await failedOne();
    expect(await list()).toEqual([two.id, turn, unknown.id, one.id]);
    expect(await list(null, 2)).toEqual([two.id, turn]);
    expect(await list(turn, 2)).toEqual([unknown.id, one.id]);
    expect(await list(one.id, 2)).toEqual([]);
  });

  test.each([
    ['still being tried', 'open', false],
    ['delivered by another address', 'delivered', false],
    ['answered', 'answered', false],
    ['on the call list', 'call_list', true],
    ['too late', 'too_late', true],
  ] as const)('an attempt at a notice that is %s', async (_, state, isDead) => {
    const attempt = await failedAttempt();
    if (state !== 'open') await endNotice(front, attempt, state);
    expect(await list()).toEqual(isDead ? [attempt.outboxId] : []);
  });

  test('what was sent again is dead no more; what fails then is', async () => {
    const one = await failedOne();
    const again = await retry(one.id);
    expect(await list()).toEqual([]);
    if (!again.ok) throw new Error(again.reason);
    await fail(await wireNext(front, one));
    expect(await list()).toEqual([again.id]);
    expect(await retry(again.id)).toMatchObject({ ok: true });
  });
});

test('one in full: what it is, and every step with its time, without a name, a number or what it says', async () => {
  const { core } = front;
  const begun = core.clock.now();
  const wired = await wireOne(front);
  await recordErrored(core, wired, 'provider_error:500', begun);
  later();
  await wireNext(front, wired);
  await recordSent(core, wired, `SM-${wired.id}`, 1);
  later();
  const receipt = { provider: 'twilio', providerMessageId: `SM-${wired.id}`, outboxId: null } as const;
  await front.turn((own) =>
    recordReceipts(own, [
      { ...receipt, providerStatus: 'undelivered', state: 'failed', errorCode: 'blocked:30004' },
    ]),
  );
  const shown = await show(wired.id);
  expect(shown).toMatchObject({
    ...{ what: 'outbox', kind: 'sms', provider: 'twilio', promptKey: 'staff.text', tries: 2 },
    ...{ state: 'failed', errorCode: 'blocked:30004', retriedAs: null },
  });
  const told = shown?.steps.map(({ at, what, status, error }) => [
    begun.until(at).total('minutes'),
    what,
    status,
    error,
  ]);
  expect(told).toEqual([
    [0, 'outbox.queued', null, null],
    [0, 'outbox.errored', null, 'provider_error:500'],
    [1, 'outbox.sent', null, null],
    [2, 'receipt', 'undelivered', 'blocked:30004'],
    [2, 'outbox.failed', null, 'blocked:30004'],
  ]);
  expect(JSON.stringify(shown)).not.toMatch(/Habari|\+2547/);
  expect(await show(core.ids.next())).toBeNull();
});

describe('retried', () => {
  test('it goes out again, the same words to the same address; who did it is recorded, and staff’s item is done', async () => {
    const one = await failedOne();
    const staff = { ...front.clinic.scope, actor: { kind: 'staff', id: front.core.ids.next() } } as const;
    const retried = await front.turn((core) => retryDeadLetter(core, staff, one.id));
    if (!retried.ok || retried.what !== 'outbox') throw new Error('it was refused');
    expect(retried.line).toEqual({ organizationId: one.organizationId, contactId: one.contactId });
    const wired = await wireNext(front, one);
    expect(wired).toMatchObject({ id: retried.id, tries: 1, inDoubt: false, language: 'en' });
    const { rows } = await sql<{ same: boolean; retry_of: string }>`
      select again.prompt = o.prompt as same, again.retry_of from outbox o, outbox again
      where o.id = ${one.id} and again.id = ${retried.id}
    `.execute(database.db);
    expect(rows).toEqual([{ same: true, retry_of: one.id }]);
    const events = await database.db
      .selectFrom('event')
      .select(['type', 'actor_kind', 'actor_id', 'details'])
      .where('record_id', '=', one.id)
      .where('type', '=', 'outbox.retried')
      .execute();
    expect(events).toEqual([
      { type: 'outbox.retried', actor_kind: 'staff', actor_id: staff.actor.id, details: { as: retried.id } },
    ]);
    expect((await front.events()).map(({ type }) => type)).toContain('worklist_item.closed');
    expect((await show(one.id))?.retriedAs).toBe(retried.id);
  });

  test('twice at once: one message', async () => {
    const one = await failedOne();
    const all = await Promise.all([retry(one.id), retry(one.id), retry(one.id)]);
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(all.filter((each) => !each.ok && each.reason === 'retried')).toHaveLength(2);
    const { rows } = await sql`select from outbox where contact_id = ${one.contactId}`.execute(database.db);
    expect(rows).toHaveLength(2);
  });

  test('an attempt at a notice on the call list stays one, beside the attempts that count once an address', async () => {
    const attempt = await failedAttempt();
    await endNotice(front, attempt, 'call_list');
    const retried = await retry(attempt.outboxId);
    const row = await database.db
      .selectFrom('outbox')
      .select(['notice_id', 'retry_of'])
      .where('id', '=', retried.ok ? (retried.id as typeof attempt.outboxId) : attempt.outboxId)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ notice_id: attempt.noticeId, retry_of: attempt.outboxId });
  });

  test('a reminder may be sent again until the visit; then it is taken out of its line', async () => {
    const attempt = await failedAttempt();
    await endNotice(front, attempt, 'call_list');
    await sql`update organization set waking_from = '00:00', waking_until = '00:00'`.execute(database.db);
    later(23 * 60); // an hour before: the clinic's own reminders are too late by then
    expect(await retry(attempt.outboxId)).toMatchObject({ ok: true });
    await recordErrored(front.core, await wireNext(front, attempt.line), 'throttled', front.core.clock.now());
    later(60);
    expect(await claimNext(front.core, attempt.line)).toBeNull();
    expect(await statesOf(front, attempt.line)).toEqual(['failed', 'cancelled']);
  });

  test('who has said it stays who it was', async () => {
    const line = await newLine(front);
    await queueTo(front, line);
    const staffId = front.core.ids.next<MemberId>();
    await sql`update outbox set author = 'staff', staff_id = ${staffId} where contact_id = ${line.contactId}`.execute(
      database.db,
    );
    const wired = await wireNext(front, line);
    await fail(wired);
    await retry(wired.id);
    const { rows } =
      await sql`select author, staff_id from outbox where contact_id = ${line.contactId}`.execute(
        database.db,
      );
    expect(rows).toEqual(Array(2).fill({ author: 'staff', staff_id: staffId }));
  });

  test('by another number of the clinic’s of that kind, where its own is no longer used', async () => {
    const one = await failedOne();
    await database.db
      .updateTable('channel')
      .set({ active: false })
      .where('id', '=', front.channelId)
      .execute();
    expect(await retry(one.id)).toEqual({ ok: false, reason: 'no_channel' });
    const other = front.core.ids.next<typeof front.channelId>();
    await database.db
      .insertInto('channel')
      .values({
        ...{
          organization_id: front.clinic.organizationId,
          id: other,
          provider: 'africastalking',
          kind: 'sms',
        },
        ...{ address: `other-${other}`, keyword: null, can_receive: true, active: true },
      })
      .execute();
    expect(await retry(one.id)).toMatchObject({ ok: true });
    expect(await wireNext(front, one)).toMatchObject({ provider: 'africastalking' });
  });

  test('a patient’s message is taken up again, as if it had just come', async () => {
    const id = await deadTurn();
    expect(await Promise.all([retry(id), retry(id)])).toEqual(
      expect.arrayContaining([
        { ok: true, what: 'inbound_message', id, line: null },
        { ok: false, reason: 'retried' },
      ]),
    );
    const row = await database.db
      .selectFrom('inbound_message')
      .select(['state', 'tries'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ state: 'waiting', tries: 0 });
    expect((await show(id))?.steps.map(({ what }) => what)).toEqual([
      'inbound_message.received',
      'inbound_message.retried',
    ]);
  });
});

describe('refused, where it would do harm', () => {
  test.each([
    ['its notice is still being tried', 'under_way', async () => undefined],
    ['it reached the patient otherwise', 'arrived', (one) => endNotice(front, one, 'delivered')],
    [
      'its visit has moved',
      'visit_changed',
      async (one) => {
        await endNotice(front, one, 'call_list');
        await sql`update appointment set visit = moved, busy = moved from (select id as moving,
          tstzrange(lower(visit) + interval '1 day', upper(visit) + interval '1 day') as moved from appointment) as m
          where m.moving = id and id = ${one.appointmentId}`.execute(database.db);
      },
    ],
    [
      'its visit is cancelled',
      'visit_changed',
      async (one) => {
        await endNotice(front, one, 'call_list');
        await sql`update appointment set status = 'cancelled' where id = ${one.appointmentId}`.execute(
          database.db,
        );
      },
    ],
    [
      'its visit is past',
      'visit_past',
      async (one) => {
        await endNotice(front, one, 'call_list');
        later(60 * 25);
      },
    ],
  ] satisfies [string, string, (one: Awaited<ReturnType<typeof failedAttempt>>) => Promise<unknown>][])(
    'an attempt: %s',
    async (_, reason, happens) => {
      const attempt = await failedAttempt();
      await happens(attempt);
      expect(await retry(attempt.outboxId)).toEqual({ ok: false, reason });
    },
  );

  test.each(['opted_out', 'unreachable', 'detached'] as const)('the address: %s', async (reason) => {
    const one = await failedOne();
    const now = front.core.clock.now();
    await database.db
      .updateTable('contact')
      .set(
        {
          opted_out: { opted_out_at: now, opted_out_by: 'patient' as const },
          unreachable: { unreachable_at: now, unreachable_reason: 'blocked' as const },
          detached: { detached_at: now },
        }[reason],
      )
      .where('id', '=', one.contactId)
      .execute();
    expect(await retry(one.id)).toEqual({ ok: false, reason });
  });

  test('a question, when the conversation has gone on since; a mere word is still worth sending', async () => {
    const line = await newLine(front);
    const asking = JSON.stringify({ ...JSON.parse(saying('Which?')), waitId: 'w1' });
    const { core, clinic, channelId } = front;
    const message = { contactId: line.contactId, channelId, language: 'en' as const, content: asking };
    await queueMessage(core, clinic.scope, message);
    const question = await wireNext(front, line);
    await fail(question);
    await queueTo(front, line);
    const word = await wireNext(front, line);
    await fail(word);
    await queueTo(front, line);
    expect(await retry(question.id)).toEqual({ ok: false, reason: 'went_on' });
    expect(await retry(word.id)).toMatchObject({ ok: true });
  });

  test('a patient’s message, when they have written again', async () => {
    const id = await deadTurn();
    await sql`
      insert into inbound_message (organization_id, id, conversation_id, channel_id, provider_message_id, body, state, correlation_id,
        received_at)
      select organization_id, ${front.core.ids.next<string>()}, conversation_id, channel_id, ${`again-${id}`}, body, 'handled',
        correlation_id, ${front.core.clock.now()} from inbound_message where id = ${id}
    `.execute(database.db);
    expect(await retry(id)).toEqual({ ok: false, reason: 'went_on' });
  });

  test('what has not failed, what nobody can read, what is not there', async () => {
    const wired = await wireOne(front);
    expect(await retry(wired.id)).toEqual({ ok: false, reason: 'not_dead' });
    const unreadable = await failedOne('unreadable');
    await sql`update outbox set prompt = '\\x00' where id = ${unreadable.id}`.execute(database.db);
    expect(await retry(unreadable.id)).toEqual({ ok: false, reason: 'unreadable' });
    expect(await show(unreadable.id)).toMatchObject({ promptKey: null });
    expect(await retry(front.core.ids.next())).toEqual({ ok: false, reason: 'not_found' });
  });
});
