import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Caller, type FrontDesk, openFrontDesk } from '../../test/front-desk.ts';
import { wireNext } from '../../test/lines.ts';
import { staffOf } from '../../test/staff.ts';
import { recordInDoubt, requeueDoubted } from '../messaging/doubt.ts';
import { recordErrored, type Wired } from '../messaging/outbox.ts';
import { putBack } from '../messaging/put-back.ts';
import { composerFacts } from './composer.ts';
import { recordStaffEcho } from './echo.ts';
import { dropHeldReply, sendHeldReplies } from './held-replies.ts';
import { replyToPatient } from './reply.ts';
import { renewLease, takeOver } from './take-over.ts';

let database: TestDatabase;
let desk: FrontDesk;
let asha: Caller;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  desk = await openFrontDesk(database.db);
  asha = await desk.call('+254711000001', 'Asha Wanjiru');
});
afterAll(() => database.drop());

const now = () => desk.core.clock.now();
const minutes = (count: number) => Temporal.Duration.from({ minutes: count });
const types = async () => (await desk.events()).map(({ type }) => type);

async function outbox({ contactId }: Caller) {
  return database.db
    .selectFrom('outbox')
    .select(['author', 'state', 'staff_id as staffId'])
    .where('contact_id', '=', contactId)
    .orderBy('seq')
    .execute();
}

async function waitingForLocks(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
  `.execute(database.db);
  return rows[0]?.n ?? 0;
}

function reply(text: string, more: Partial<Parameters<typeof replyToPatient>[2]> = {}, staff = desk.staff) {
  const { conversationId } = more.conversationId ? { conversationId: more.conversationId } : asha;
  return replyToPatient(desk.core, staff, { key: text, text, ...more, conversationId });
}

describe('a lease', () => {
  test('is taken, cancels what the bot has not sent, and is refused to a colleague until it lapses', async () => {
    const other = staffOf(desk.clinic);
    expect(await takeOver(desk.core, desk.staff, asha)).toMatchObject({ ok: true, cancelled: 1 });
    expect(await outbox(asha)).toMatchObject([{ author: 'bot', state: 'cancelled' }]);
    expect(await takeOver(desk.core, other, asha)).toEqual({
      ...{ ok: false, reason: 'held_by', holderId: desk.staff.actor.id },
      heldUntil: '2026-10-05T06:15:00Z',
    });
    expect((await reply('me first', {}, other)).result).toMatchObject({ reason: 'held_by' });
    desk.core.clock.advance(minutes(14));
    expect(await renewLease(desk.core, desk.staff, asha)).toMatchObject({
      heldUntil: '2026-10-05T06:29:00Z',
    });
    desk.core.clock.advance(minutes(15));
    expect(await takeOver(desk.core, other, asha)).toMatchObject({ ok: true });
    expect(await renewLease(desk.core, desk.staff, asha)).toMatchObject({ reason: 'held_by' });
  });

  test('can be taken from just the colleague who is known to have it', async () => {
    const [second, third] = [staffOf(desk.clinic), staffOf(desk.clinic)];
    await takeOver(desk.core, desk.staff, asha);
    const from = { ...asha, from: desk.staff.actor.id };
    expect(await takeOver(desk.core, second, from)).toMatchObject({ ok: true });
    expect(await takeOver(desk.core, third, from)).toMatchObject({ holderId: second.actor.id });
  });

  test('keeps the bot silent, "menu" included; when nobody is at it any more, "menu" brings it back', async () => {
    await takeOver(desk.core, desk.staff, asha);
    await desk.say(asha, 'book');
    await desk.say(asha, 'menu');
    expect(await outbox(asha)).toHaveLength(1);
    desk.core.clock.advance(minutes(16));
    await desk.say(asha, 'menu');
    expect(await outbox(asha)).toHaveLength(2);
  });

  test('a danger to life is answered all the same', async () => {
    await takeOver(desk.core, desk.staff, asha);
    await desk.say(asha, 'I want to kill myself');
    expect(await outbox(asha)).toMatchObject([{ state: 'cancelled' }, { author: 'bot', state: 'queued' }]);
  });

  test('counts from where the messages stood, whatever the clock of the process says that took it', async () => {
    const wired = await wireNext(desk, { organizationId: desk.clinic.organizationId, ...asha });
    const behind = { ...desk.core, clock: { now: () => now().subtract({ seconds: 3 }) } };
    expect(await takeOver(behind, desk.staff, asha)).toMatchObject({ ok: true });
    await recordErrored(desk.core, wired, 'unavailable:503', now());
    expect(await outbox(asha)).toMatchObject([{ state: 'cancelled' }]);
  });

  test.each<[string, (wired: Wired) => Promise<unknown>]>([
    ['did not take it', (wired) => recordErrored(desk.core, wired, 'unavailable:503', now())],
    [
      'is not to be called now',
      (wired) => putBack(desk.core, [{ wired, until: now(), within: 0, share: 0 }]),
    ],
  ])('what is on the wire is left there, and not sent again where the provider %s', async (_, notSent) => {
    const line = { organizationId: desk.clinic.organizationId, ...asha };
    const wired = await wireNext(desk, line);
    await takeOver(desk.core, desk.staff, asha);
    expect(await outbox(asha)).toMatchObject([{ state: 'wired' }]);
    await notSent(wired);
    expect(await outbox(asha)).toMatchObject([{ state: 'cancelled' }]);
  });
});

test('what was in doubt and is queued once more just as somebody takes the conversation does not go out', async () => {
  const wired = await wireNext(desk, { organizationId: desk.clinic.organizationId, ...asha });
  await recordInDoubt(desk.core, wired, 'no_answer');
  desk.core.clock.advance(minutes(2));
  const taken = await database.db.transaction().execute(async (db) => {
    await requeueDoubted({ ...desk.core, db });
    const taking = takeOver(desk.core, desk.staff, asha);
    await expect.poll(() => waitingForLocks()).toBe(1);
    return { taking };
  });
  expect(await taken.taking).toMatchObject({ ok: true, cancelled: 1 });
  expect(await outbox(asha)).toMatchObject([{ state: 'cancelled' }]);
});

describe('a reply', () => {
  test('goes out under the name of who wrote it, takes the conversation, and is done once for a key', async () => {
    await desk.say(asha, 'person');
    const first = await reply('We are open until five.');
    expect(first).toMatchObject({
      result: { ok: true, state: 'queued' },
      wake: { contactId: asha.contactId },
    });
    expect(await reply('We are open until five.')).toEqual(first);
    const staffId = desk.staff.actor.id;
    expect((await outbox(asha)).filter(({ author }) => author === 'staff')).toEqual([
      { author: 'staff', state: 'queued', staffId },
    ]);
    expect(await types()).toEqual(
      expect.arrayContaining(['handover.taken', 'conversation.answered', 'worklist_item.closed']),
    );
    expect(await takeOver(desk.core, staffOf(desk.clinic), asha)).toMatchObject({ holderId: staffId });
  });

  test('is another where the same form comes with another text: both go out, each once', async () => {
    const key = 'the form';
    const first = await reply('See you at three.', { key });
    const second = await reply('See you at four.', { key });
    expect(second).toMatchObject({ result: { ok: true, state: 'queued' } });
    expect(second).not.toEqual(first);
    expect(await reply(' See you at three.\r\n', { key })).toEqual(first);
    expect(await reply('See you at four.', { key })).toEqual(second);
    expect((await outbox(asha)).filter(({ author }) => author === 'staff')).toHaveLength(2);
  });

  test('tells nobody what it says by the key under which it is known', async () => {
    await reply('yes', { key: 'the form' });
    const { rows } = await sql<{ key: string }>`
      select key from idempotency where command = 'staff_reply' and organization_id = ${desk.clinic.organizationId}
    `.execute(database.db);
    const plain = createHash('sha256').update('yes').digest();
    const seen = ['base64url', 'base64', 'hex'].map((form) => plain.toString(form as 'hex'));
    expect(rows).toHaveLength(1);
    for (const one of ['yes', ...seen]) expect(rows[0]?.key).not.toContain(one);
  });

  test.each([
    ['  \n ', 'empty'],
    ['x'.repeat(1601), 'too_long'],
  ])('%j is refused: %s', async (text, reason) => {
    expect((await reply(text)).result).toEqual({ ok: false, reason });
  });
});

describe('WhatsApp’s window', () => {
  let juma: Caller;
  beforeEach(async () => {
    juma = await desk.call('+254711000002', 'Juma Otieno', 'whatsapp');
    desk.core.clock.advance(Temporal.Duration.from({ hours: 24 }));
  });
  const toJuma = (text: string, more = {}) => reply(text, { ...juma, ...more });

  test('is closed 24 hours after the patient wrote: a text is refused, or held until they write again', async () => {
    const closed = { ok: false, reason: 'window_closed', closedAt: '2026-10-06T06:00:00Z' };
    expect(await toJuma('Are you well?')).toEqual({ result: closed, wake: null });
    const held = await toJuma('Are you well?', { holdUntilAnswer: true });
    expect(held).toMatchObject({ result: { ok: true, state: 'held' }, wake: null });
    expect(await toJuma('Are you well?', { holdUntilAnswer: true })).toEqual(held);
    expect(await composerFacts(desk.core, desk.staff, juma)).toMatchObject({
      ...{ channel: { kind: 'whatsapp' }, window: { open: false }, facts: { name: 'Juma' } },
      held: [{ text: 'Are you well?', staffId: desk.staff.actor.id }],
    });
    expect(await sendHeldReplies(desk.core, 10)).toMatchObject({ found: 0 });
    desk.core.clock.advance(minutes(60 * 24 * 2));
    await desk.say(juma, 'I am here', 'whatsapp');
    expect(await sendHeldReplies(desk.core, 10)).toMatchObject({
      found: 1,
      wakes: [{ contactId: juma.contactId }],
    });
    expect(await sendHeldReplies(desk.core, 10)).toMatchObject({ found: 0 });
    const [first, ...since] = await outbox(juma);
    expect([first?.author, since]).toMatchObject(['bot', [{ author: 'staff', state: 'queued' }]]);
  });

  test('a held text can be dropped, and one that nobody calls for in a week goes', async () => {
    const { result } = await toJuma('one', { holdUntilAnswer: true });
    if (!result.ok || result.state !== 'held') throw new Error('not held');
    await toJuma('two', { holdUntilAnswer: true });
    expect(await dropHeldReply(desk.core, desk.staff, { ...juma, heldId: result.heldId })).toEqual({
      ok: true,
    });
    desk.core.clock.advance(minutes(60 * 24 * 8));
    expect(await sendHeldReplies(desk.core, 10)).toEqual({ found: 1, wakes: [] });
    await desk.say(juma, 'hello?', 'whatsapp');
    expect(await sendHeldReplies(desk.core, 10)).toEqual({ found: 0, wakes: [] });
  });
});

test('what staff write from a paired phone stands there as sent, once, and the bot keeps quiet', async () => {
  const { scope } = desk.clinic;
  const echo = {
    ...{ contactId: asha.contactId, channelId: desk.channelId, providerMessageId: 'phone-1' },
    ...{ text: 'I called you just now', sentAt: desk.core.clock.now() },
  };
  expect(await recordStaffEcho(desk.core, scope, echo)).toEqual({ ok: true, known: false });
  expect(await recordStaffEcho(desk.core, scope, echo)).toEqual({ ok: true, known: true });
  await desk.say(asha, 'book');
  expect(await outbox(asha)).toMatchObject([
    { author: 'bot', state: 'cancelled' },
    { author: 'phone', state: 'sent' },
  ]);
  expect((await types()).filter((type) => type === 'handover.begun')).toHaveLength(1);
});
