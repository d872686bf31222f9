import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import type { HandoverReason } from '../db/tables.ts';
import { uuidIds } from '../ids.ts';
import { type EnsuredContact, ensureContact } from '../people/contacts.ts';
import { beginHandover, endHandover } from './handover.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** At 09:00 in Nairobi; the clinic opens from 08:00 to 17:00. */
async function openConversation(organization = {}, more: Parameters<typeof openReception>[1] = {}) {
  const reception = await openReception(database.db, { people: 0, organization, ...more });
  const { core, clinic, channelId } = reception;
  const given = { kind: 'sms', address: '+254711000001', channelId } as const;
  return { ...reception, ...(await ensureContact(core, clinic.scope, given)) };
}
type Conversation = Reception & EnsuredContact;

async function begin(
  { turn, clinic, conversationId, contactId }: Conversation,
  reason: HandoverReason = 'asked',
) {
  const input = { conversationId, contactId, reason };
  const { answerBy, open, fresh } = await turn((core) => beginHandover(core, clinic.scope, input));
  return `${answerBy.toZonedDateTimeISO('Africa/Nairobi').toPlainTime()} ${open ? 'open' : 'closed'} ${fresh ? 'fresh' : 'as before'}`;
}

function end({ turn, clinic, conversationId }: Conversation, by: 'patient' | 'staff' | 'time') {
  return turn((core) => endHandover(core, clinic.scope, { conversationId, by }));
}

function handovers({ conversationId }: Conversation) {
  return database.db
    .selectFrom('handover')
    .select(['reason', 'ended_by', 'quiet_until'])
    .where('conversation_id', '=', conversationId)
    .orderBy('id')
    .execute();
}

function items({ clinic }: Conversation) {
  return database.db
    .selectFrom('worklist_item')
    .select(['kind', 'record_id', 'due_at', 'closed_at'])
    .where('organization_id', '=', clinic.organizationId)
    .orderBy('id')
    .execute();
}

async function happened(conversation: Conversation) {
  return (await conversation.events()).map(({ type }) => type).slice(1);
}

const inMinutes = (minutes: number) => Temporal.Duration.from({ minutes });

describe('a hand-over', () => {
  test('tells when a person will have answered, keeps the bot quiet, and is put before staff', async () => {
    const conversation = await openConversation({ answer_minutes: 45, quiet_minutes: 90 });
    expect(await begin(conversation)).toBe('09:45:00 open fresh');
    const [handover] = await handovers(conversation);
    expect(handover).toMatchObject({ reason: 'asked', ended_by: null });
    expect(String(handover?.quiet_until), 'after the promise').toBe('2026-10-05T08:15:00Z');
    const [item] = await items(conversation);
    expect(item).toMatchObject({ kind: 'person', record_id: conversation.conversationId, closed_at: null });
    expect(String(item?.due_at)).toBe('2026-10-05T06:45:00Z');
    expect(await happened(conversation)).toEqual(['handover.begun', 'worklist_item.opened']);
  });

  test('that is asked for again stays as it is', async () => {
    const conversation = await openConversation();
    await begin(conversation);
    conversation.core.clock.advance(inMinutes(20));
    expect(await begin(conversation)).toBe('09:30:00 open as before');
    expect(await handovers(conversation)).toHaveLength(1);
    expect(await happened(conversation)).toHaveLength(2);
  });

  test('that is past its quiet time has ended: another begins, with the item that is still open', async () => {
    const conversation = await openConversation({ quiet_minutes: 60 });
    await begin(conversation);
    conversation.core.clock.advance(inMinutes(90));
    expect(await begin(conversation)).toBe('11:00:00 open fresh');
    expect((await handovers(conversation)).map(({ ended_by }) => ended_by)).toEqual(['time', null]);
    expect(await items(conversation)).toHaveLength(1);
    expect(await happened(conversation)).toEqual([
      'handover.begun',
      'worklist_item.opened',
      'handover.ended',
      'handover.begun',
    ]);
  });

  test.each([
    ['patient', 'open'],
    ['time', 'open'],
    ['staff', 'closed'],
  ] as const)('that ends by %s leaves the item %s', async (by, item) => {
    const conversation = await openConversation({ quiet_minutes: 60 });
    await begin(conversation);
    conversation.core.clock.advance(inMinutes(90));
    await end(conversation, by);
    await end(conversation, by);
    expect((await handovers(conversation)).map(({ ended_by }) => ended_by)).toEqual([by]);
    const [{ closed_at } = { closed_at: undefined }] = await items(conversation);
    expect(closed_at === null ? 'open' : 'closed').toBe(item);
    const ended = ['handover.begun', 'worklist_item.opened', 'handover.ended'];
    expect(await happened(conversation)).toEqual(
      item === 'open' ? ended : [...ended, 'worklist_item.closed'],
    );
    expect(await begin(conversation)).toBe('11:00:00 open fresh');
  });

  test('is not ended by time before its time', async () => {
    const conversation = await openConversation({ quiet_minutes: 60 });
    await begin(conversation);
    conversation.core.clock.advance(inMinutes(89));
    await end(conversation, 'time');
    expect((await handovers(conversation)).map(({ ended_by }) => ended_by)).toEqual([null]);
  });

  test('that is asked for at night is still in force when the answer was promised', async () => {
    const conversation = await openConversation({ quiet_minutes: 60 });
    conversation.core.clock.advance(inMinutes(11 * 60)); // 20:00
    expect(await begin(conversation)).toBe('08:30:00 closed fresh');
    const [handover] = await handovers(conversation);
    expect(String(handover?.quiet_until)).toBe('2026-10-06T06:30:00Z');
  });

  test('is not another organization’s to end', async () => {
    const [ours, theirs] = [await openConversation(), await openConversation()];
    await begin(ours);
    await end({ ...theirs, conversationId: ours.conversationId }, 'staff');
    expect((await handovers(ours)).map(({ ended_by }) => ended_by)).toEqual([null]);
  });
});

describe('danger to life', () => {
  const kinds = async (conversation: Conversation) =>
    (await items(conversation)).map(({ kind, due_at, closed_at }) => {
      return `${kind} by ${due_at} ${closed_at === null ? 'open' : 'closed'}`;
    });

  test('does not wait until the clinic opens, and is an item of its own', async () => {
    const conversation = await openConversation();
    conversation.core.clock.advance(inMinutes(11 * 60)); // 20:00
    expect(await begin(conversation, 'danger')).toBe('20:30:00 closed fresh');
    expect((await handovers(conversation)).map(({ reason }) => reason)).toEqual(['danger']);
    expect(await kinds(conversation)).toEqual(['danger by 2026-10-05T17:30:00Z open']);
    await end(conversation, 'staff');
    expect(await kinds(conversation)).toEqual(['danger by 2026-10-05T17:30:00Z closed']);
  });

  test('makes urgent what a person has already, and staff hear of it at once', async () => {
    const conversation = await openConversation();
    conversation.core.clock.advance(inMinutes(11 * 60));
    await begin(conversation);
    expect(await begin(conversation, 'danger')).toBe('20:30:00 closed fresh');
    expect((await handovers(conversation)).map(({ reason }) => reason)).toEqual(['danger']);
    expect(await kinds(conversation)).toEqual([
      ...['person by 2026-10-06T05:30:00Z open', 'danger by 2026-10-05T17:30:00Z open'],
    ]);
    const [handover] = await handovers(conversation);
    expect(String(handover?.quiet_until), 'not shortened').toBe('2026-10-06T09:30:00Z');
    await end(conversation, 'staff');
    expect((await kinds(conversation)).every((item) => item.endsWith('closed'))).toBe(true);
  });

  test('is told again after ten minutes, and not before; whoever took it back in between', async () => {
    const conversation = await openConversation();
    expect(await begin(conversation, 'danger')).toContain('fresh');
    conversation.core.clock.advance(inMinutes(5));
    expect(await begin(conversation, 'danger')).toBe('09:30:00 open as before');
    await end(conversation, 'patient');
    expect(await begin(conversation, 'danger')).toBe('09:35:00 open as before');
    conversation.core.clock.advance(inMinutes(5));
    expect(await begin(conversation, 'danger')).toBe('09:35:00 open fresh');
    expect((await happened(conversation)).filter((type) => type === 'handover.alarmed')).toHaveLength(2);
  });

  test('is told though staff were told of the conversation only just', async () => {
    const conversation = await openConversation();
    await begin(conversation);
    await end(conversation, 'patient');
    expect(await begin(conversation)).toBe('09:30:00 open as before');
    await end(conversation, 'patient');
    expect(await begin(conversation, 'danger')).toBe('09:30:00 open fresh');
  });
});

describe('the answer is promised', () => {
  test('by the branch that answers first', async () => {
    const conversation = await openConversation(
      {},
      { branches: [{ zone: 'Africa/Nairobi' }, { zone: 'Africa/Kigali' }], opens: '10:00', closes: '12:00' },
    );
    // 09:00 in Nairobi, 08:00 in Kigali: Nairobi opens first
    expect(await begin(conversation)).toBe('10:30:00 closed fresh');
    await end(conversation, 'staff');
    conversation.core.clock.advance(inMinutes(180)); // Nairobi has just closed, Kigali has another hour
    expect(await begin(conversation)).toBe('12:30:00 open fresh');
  });

  test('after the holidays of a branch and of all', async () => {
    const conversation = await openConversation({}, { branches: [{}, {}] });
    const { organizationId: organization_id, branchIds } = conversation.clinic;
    const holiday = (day: string, branch_id: (typeof branchIds)[0] | null) => ({
      ...{ organization_id, id: uuidIds.next<string>(), kind: 'holiday' as const, branch_id },
      ...{ practitioner_id: null, label: 'made for the test', opens: null, closes: null },
      ...{ first_day: Temporal.PlainDate.from(day), last_day: Temporal.PlainDate.from(day) },
    });
    await database.db
      .insertInto('hours_exception')
      .values([holiday('2026-10-05', null), holiday('2026-10-06', branchIds[0])])
      .execute();
    await begin(conversation);
    const { answer_by } = await database.db
      .selectFrom('handover')
      .select('answer_by')
      .where('conversation_id', '=', conversation.conversationId)
      .executeTakeFirstOrThrow();
    expect(String(answer_by)).toBe('2026-10-06T05:30:00Z');
  });

  test('at all, where the clinic opens on no day', async () => {
    const conversation = await openConversation();
    await database.db
      .deleteFrom('weekly_hours')
      .where('organization_id', '=', conversation.clinic.organizationId)
      .execute();
    expect(await begin(conversation)).toBe('09:30:00 closed fresh');
  });
});
