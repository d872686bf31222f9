import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Caller, type FrontDesk, openFrontDesk } from '../../test/front-desk.ts';
import { wireNext } from '../../test/lines.ts';
import { staffOf } from '../../test/staff.ts';
import { reveal } from '../phi.ts';
import { askToWrite } from './ask-to-write.ts';
import { composerFacts } from './composer.ts';
import { dropHeldReply, sendHeldReplies } from './held-replies.ts';
import { type ReplyInput, replyToPatient } from './reply.ts';
import { retryInConversation } from './retry.ts';

/** WhatsApp's window is closed, and staff have something to say. */

let database: TestDatabase;
let desk: FrontDesk;
let juma: Caller;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const write = (text: string, more: Partial<ReplyInput> = {}, staff = desk.staff) =>
  replyToPatient(desk.core, staff, { key: text, text, ...more, conversationId: juma.conversationId });
const contentSid = `HX${'a'.repeat(32)}`;
const hours = (count: number) => Temporal.Duration.from({ hours: count });
beforeEach(async () => {
  desk = await openFrontDesk(database.db);
  juma = await desk.call('+254711000002', 'Juma Otieno', 'whatsapp');
  await giveTemplate('en');
  desk.core.clock.advance(hours(24));
});
const giveTemplate = (language: 'en' | 'sw') =>
  database.db
    .insertInto('message_template')
    .values({
      ...{ organization_id: desk.clinic.organizationId, channel_id: desk.whatsappId },
      ...{ key: 'staff_message', language, content_sid: contentSid },
    })
    .execute();
const hold = (text: string, askToWrite = true, staff = desk.staff) =>
  write(text, { holdUntilAnswer: true, askToWrite }, staff);
/** What became of staff's messages. */
const asked = async () => {
  const rows = await database.db
    .selectFrom('outbox')
    .select('state')
    .where('contact_id', '=', juma.contactId)
    .where('author', '=', 'staff')
    .orderBy('seq')
    .execute();
  return rows.map(({ state }) => state);
};
const asking = async () => {
  const composer = await composerFacts(desk.core, desk.staff, juma);
  return composer.ok ? composer.asking : composer;
};

test('goes out once, by the clinic’s text in their language, and is in the log; their answer brings what is held', async () => {
  expect(await asking()).toEqual({ ok: true });
  const first = await hold('Your papers are ready');
  expect(first).toMatchObject({
    result: { ok: true, state: 'held', asked: true },
    wake: { contactId: juma.contactId },
  });
  expect(await hold('Your papers are ready')).toEqual(first);
  expect((await hold('And bring your card')).result).toMatchObject({ state: 'held', asked: false });
  expect(await asked()).toEqual(['queued']);
  const told = (await desk.events()).filter(({ type }) => type === 'conversation.asked_to_write');
  expect(told.map(({ recordId }) => recordId)).toEqual([juma.conversationId]);
  const wired = await wireNext(desk, { organizationId: desk.clinic.organizationId, ...juma });
  expect(JSON.parse(reveal(wired.content))).toMatchObject({
    ...{ prompt: { key: 'staff.please_write' }, contentSid },
  });
  desk.core.clock.advance(hours(2));
  await desk.say(juma, 'Yes?', 'whatsapp');
  await sendHeldReplies(desk.core, 10);
  expect(await asked()).toEqual(['wired', 'queued', 'queued']);
  expect(await asking()).toBeNull();
});

test('twelve who press at once ask them once', async () => {
  await hold('Your papers are ready', false);
  const pressed = await Promise.all(
    Array.from({ length: 12 }, () => askToWrite(desk.core, desk.staff, juma)),
  );
  expect(pressed.filter(({ result }) => result.ok)).toHaveLength(1);
  expect(pressed.find(({ result }) => !result.ok)?.result).toMatchObject({ reason: 'asked_already' });
  expect(await asked()).toEqual(['queued']);
});

test('not again within a day; again when it failed, or the day is over', async () => {
  await hold('Your papers are ready');
  const askedAt = desk.core.clock.now().toString();
  const again = async () => (await askToWrite(desk.core, desk.staff, juma)).result;
  const set = (state: string) =>
    sql`update outbox set state = ${state}, next_attempt_at = null, ended_at = now() where template is not null
      and contact_id = ${juma.contactId}`.execute(database.db);
  await set('delivered');
  desk.core.clock.advance(hours(23));
  expect(await asking()).toEqual({ ok: false, reason: 'asked_already', askedAt });
  expect(await again()).toMatchObject({ ok: false, reason: 'asked_already' });
  await set('failed');
  expect(await again()).toMatchObject({ ok: true });
  await set('delivered');
  desk.core.clock.advance(hours(24));
  expect(await again()).toMatchObject({ ok: true });
});

test('is refused where there is no text for it, nothing is held, a colleague has it, or they want none', async () => {
  const refusal = async (staff = desk.staff) => {
    const { result } = await askToWrite(desk.core, staff, juma);
    return result.ok ? null : result.reason;
  };
  expect(await refusal()).toBe('nothing_held');
  await hold('Your papers are ready', false);
  expect(await refusal(staffOf(desk.clinic))).toBe('held_by');
  expect(await refusal({ ...desk.staff, permissions: new Set(['conversation.read']) })).toBe('not_allowed');
  const speaks = (language: string) =>
    sql`update conversation set language = ${language} where id = ${juma.conversationId}`.execute(
      database.db,
    );
  await speaks('sw');
  expect(await refusal()).toBe('no_template');
  expect((await hold('Karatasi ziko tayari')).result).toMatchObject({ state: 'held', asked: false });
  await speaks('en');
  const optedOut = (at: string | null) =>
    sql`update contact set opted_out_at = ${at}, opted_out_by = ${at && 'patient'}
      where id = ${juma.contactId}`.execute(database.db);
  await optedOut(desk.core.clock.now().toString());
  expect(await refusal()).toBe('opted_out');
  await optedOut(null);
  await desk.say(juma, 'Hello', 'whatsapp');
  expect(await refusal()).toBe('window_open');
  expect(await asked()).toEqual([]);
});

test('does not go out any more when what was held is dropped before, or they write before', async () => {
  const { result } = await hold('Your papers are ready');
  if (!result.ok || result.state !== 'held') throw new Error('not held');
  await dropHeldReply(desk.core, desk.staff, { ...juma, heldId: result.heldId });
  expect(await asked()).toEqual(['cancelled']);
  expect(await asking()).toEqual({ ok: true });
  await hold('Your papers are here');
  desk.core.clock.advance(hours(1));
  await desk.say(juma, 'Hello', 'whatsapp');
  await sendHeldReplies(desk.core, 10);
  expect(await asked()).toEqual(['cancelled', 'cancelled', 'queued']);
});

test('where they can be reached by SMS, that is told', async () => {
  const sms = await desk.call('+254711000003', 'Juma by SMS');
  await sql`insert into contact_patient (organization_id, contact_id, patient_id, relation, created_at)
    values (${desk.clinic.organizationId}, ${sms.contactId}, ${juma.patientId}, 'self', now())`.execute(
    database.db,
  );
  expect(await composerFacts(desk.core, desk.staff, juma)).toMatchObject({ smsId: sms.conversationId });
  await desk.say(juma, 'Hello', 'whatsapp');
  expect(await composerFacts(desk.core, desk.staff, juma)).toMatchObject({ smsId: null });
});

test('a free text that has failed is not sent again meanwhile', async () => {
  await desk.say(juma, 'Hello', 'whatsapp');
  const sent = await write('We are open until five.');
  if (!sent.result.ok || sent.result.state !== 'queued') throw new Error('not queued');
  const { outboxId } = sent.result;
  await sql`update outbox set state = 'failed', next_attempt_at = null, ended_at = now() where id = ${outboxId}`.execute(
    database.db,
  );
  const retry = () => retryInConversation(desk.core, desk.staff, { ...juma, messageId: outboxId });
  desk.core.clock.advance(hours(24));
  expect(await retry()).toEqual({ ok: false, reason: 'window_closed' });
  await desk.say(juma, 'Hello?', 'whatsapp');
  expect(await retry()).toMatchObject({ ok: true });
});
