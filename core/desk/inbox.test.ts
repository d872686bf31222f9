import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { heardOf, shownOf } from '../../bot/render/shown.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Caller, type FrontDesk, openFrontDesk } from '../../test/front-desk.ts';
import { staffOf } from '../../test/staff.ts';
import { openItem } from '../worklist.ts';
import { openConversation } from './conversation.ts';
import { listInbox } from './inbox.ts';
import { countInbox, type InboxFilter } from './inbox-needs.ts';
import { addNote } from './notes.ts';
import { replyToPatient } from './reply.ts';
import { takeOver } from './take-over.ts';

let database: TestDatabase;
let desk: FrontDesk;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  desk = await openFrontDesk(database.db);
});
afterAll(() => database.drop());

async function names(filter: InboxFilter, after: string | null = null) {
  const inbox = await listInbox(desk.core, desk.staff, { filter, after });
  if (!inbox.ok) throw new Error(inbox.reason);
  return inbox.rows.map(({ people }) => people[0]?.name);
}

const later = (minutes: number) => desk.core.clock.advance(Temporal.Duration.from({ minutes }));
const answer = (to: Caller, text: string) =>
  replyToPatient(desk.core, desk.staff, { ...to, key: text, text });

test('a conversation is on the list for what it needs, newest need first, until that is done', async () => {
  const asha = await desk.call('+254711000001', 'Asha Wanjiru');
  const juma = await desk.call('+254711000002', 'Juma Otieno');
  const neema = await desk.call('+254711000003', 'Neema Said');
  await desk.say(asha, 'I want to talk to a person');
  later(1);
  await desk.say(juma, 'person');
  expect(await names('waiting')).toEqual(['Juma Otieno', 'Asha Wanjiru']);
  expect(await names('unanswered')).toEqual([]);
  later(1);
  await desk.say(asha, 'hello? anybody there');
  expect(await names('unanswered')).toEqual(['Asha Wanjiru']);
  await takeOver(desk.core, desk.staff, asha);
  expect(await names('waiting')).toEqual(['Juma Otieno']);
  await answer(asha, 'I am here.');
  expect(await names('unanswered')).toEqual([]);
  later(20);
  expect(await names('waiting'), 'she was answered').toEqual(['Juma Otieno']);
  const failed = { kind: 'failed_delivery', recordKind: 'contact', recordId: neema.contactId } as const;
  await desk.turn((core) => openItem(core, desk.clinic.scope, failed));
  expect(await names('failed')).toEqual(['Neema Said']);
  await database.db.updateTable('organization').set({ staff_confirm: true }).execute();
  await desk.book(neema, '07T09:00');
  expect(await names('requests')).toEqual(['Neema Said']);
  expect(await names('all')).toEqual(['Asha Wanjiru', 'Juma Otieno', 'Neema Said']);
  expect(await countInbox(desk.core, desk.staff)).toMatchObject({
    counts: { waiting: 1, unanswered: 0, failed: 1, requests: 1 },
  });
});

test('a row tells who it is, who has it, and what was said last', async () => {
  const asha = await desk.call('+254711000001', 'Asha Wanjiru');
  await desk.say(asha, 'person');
  await takeOver(desk.core, desk.staff, asha);
  const inbox = await listInbox(desk.core, desk.staff, { filter: 'all' });
  expect(inbox).toMatchObject({
    rows: [
      {
        ...{ address: '+254…001', kind: 'sms', urgent: false, failed: false, requests: 0 },
        people: [{ name: 'Asha Wanjiru', relation: 'self' }],
        handover: { reason: 'asked', holderId: desk.staff.actor.id },
      },
    ],
  });
  const last = inbox.ok ? inbox.rows[0]?.last : null;
  expect(last?.from).toBe('patient'); // what the bot had to say was taken back
  expect(heardOf(last?.content ?? null)).toEqual({ kind: 'text', text: 'person' });
});

async function everyPage(filter: InboxFilter): Promise<string[]> {
  const found: string[] = [];
  let after: string | null = null;
  do {
    const page = await listInbox(desk.core, desk.staff, { filter, after });
    if (!page.ok) throw new Error(page.reason);
    expect(page.rows.length).toBeLessThanOrEqual(30);
    found.push(...page.rows.map(({ conversationId }) => conversationId));
    after = page.next;
  } while (after !== null);
  return found;
}

test('all: behind thousands of messages of one, each of the others stands there once, the latest first', async () => {
  const callers: Caller[] = [];
  for (let at = 10; at < 48; at++) {
    callers.push(await desk.call(`+2547110000${at}`, 'Asha Wanjiru'));
    if (at % 5 === 0) later(1);
  }
  const [talker, ...others] = callers;
  if (talker === undefined) throw new Error('nobody has called');
  await sql`
    insert into inbound_message (organization_id, id, conversation_id, channel_id, provider_message_id, body, state, correlation_id,
      received_at, handled_at)
    select organization_id, uuidv7(), conversation_id, channel_id, 'again-' || n, body, 'handled', uuidv7(), received_at, handled_at
    from inbound_message, generate_series(1, 2100) n where conversation_id = ${talker.conversationId}
  `.execute(database.db);
  const idOf = ({ conversationId }: Caller) => conversationId;
  expect(await everyPage('all')).toEqual([talker, ...others.toReversed()].map(idOf));
}, 30_000);

test.each(['all', 'waiting'] as const)(
  '%s: page by page each conversation stands there once',
  async (filter) => {
    const callers: Caller[] = [];
    for (let at = 10; at < 45; at++) {
      const caller = await desk.call(`+2547110000${at}`, `Patient Number ${'abcdefghij'.charAt(at % 10)}`);
      callers.push(caller);
      if (at % 5 === 0) later(1);
      await desk.say(caller, 'person');
    }
    const found = await everyPage(filter);
    expect(found).toHaveLength(callers.length);
    expect(new Set(found)).toEqual(new Set(callers.map(({ conversationId }) => conversationId)));
    if (filter === 'all')
      expect(found).toEqual(callers.map(({ conversationId }) => conversationId).toReversed());
    expect(await names(filter, "x' or true --")).toHaveLength(30);
  },
  30_000,
);

test('an open conversation shows what was seen, what was done, who looked, and what colleagues noted', async () => {
  const asha = await desk.call('+254711000001', 'Asha Wanjiru');
  await desk.book(asha, '07T09:00');
  await desk.say(asha, 'person');
  await addNote(desk.core, desk.staff, { ...asha, key: 'n', text: 'Prefers calls\nin the evening' });
  await addNote(desk.core, desk.staff, { ...asha, key: 'n', text: 'Prefers calls\nin the evening' });
  await answer(asha, 'How can we help?');
  const open = await openConversation(desk.core, desk.staff, asha);
  if (!open.ok) throw new Error(open.reason);
  expect(open).toMatchObject({
    ...{ address: '+254…001', kind: 'sms', earlier: null },
    people: [{ name: 'Asha Wanjiru' }],
    visits: { coming: [{ status: 'booked' }], past: [] },
    handover: { reason: 'asked', holderId: desk.staff.actor.id },
    notes: [{ text: 'Prefers calls\nin the evening', staffId: desk.staff.actor.id }],
    passages: [
      { type: 'handover.begun', staffId: null },
      { type: 'handover.taken', staffId: desk.staff.actor.id },
    ],
  });
  expect(open.messages.map(({ from }) => from).filter((from) => from !== 'bot')).toEqual([
    'patient',
    'patient',
    'staff',
  ]);
  const asked = open.messages.find((one) => one.from === 'patient' && one.did.length > 0);
  expect(asked).toMatchObject({ did: [{ type: 'handover.begun', details: { reason: 'asked' } }] });
  const [greeting] = open.messages.filter((one) => one.from === 'bot');
  const shown =
    greeting?.from === 'bot'
      ? shownOf(greeting.content, greeting.language, greeting.kind, {
          name: 'Afya Clinic',
          phone: '+254200000000',
        })
      : null;
  expect(shown?.kind === 'text' && shown.text).toContain('Afya Clinic');
  await openConversation(desk.core, desk.staff, asha);
  await openConversation(desk.core, staffOf(desk.clinic), asha);
  later(60);
  await openConversation(desk.core, desk.staff, asha);
  const reads = (await desk.events()).filter(({ type }) => type === 'conversation.read');
  expect(reads, 'twice in an hour by one, once by another, and an hour later').toHaveLength(3);
});

test('a long conversation is read backwards, page by page, each message once', async () => {
  const asha = await desk.call('+254711000001', 'Asha Wanjiru');
  for (let at = 0; at < 40; at++) {
    if (at % 3 === 0) later(1);
    await desk.say(asha, 'help');
  }
  const seen: string[] = [];
  let before: string | null = null;
  let pages = 0;
  do {
    const page = await openConversation(desk.core, desk.staff, { ...asha, before });
    if (!page.ok) throw new Error(page.reason);
    const ids = page.messages.map((one) => (one.from === 'patient' ? one.messageId : one.outboxId));
    seen.unshift(...ids);
    before = page.earlier;
    pages++;
  } while (before !== null);
  expect(pages).toBeGreaterThan(1);
  expect(new Set(seen).size).toBe(seen.length);
  const { length } = await database.db
    .selectFrom('outbox')
    .select('id')
    .where('contact_id', '=', asha.contactId)
    .execute();
  expect(seen).toHaveLength(41 + length);
}, 30_000);
