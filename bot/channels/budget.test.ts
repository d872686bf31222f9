import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Line, queueMessage } from '../../core/messaging/outbox.ts';
import { type Prompt, prompt } from '../../flows/vocabulary.ts';
import { attemptTo } from '../../test/attempts.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { newLine, outboxOf, queueTo, statesOf } from '../../test/lines.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import { tellOnCall } from '../on-call.ts';
import { writeContent } from '../render/content.ts';
import type { Handler, SendOutcome } from './handler.ts';
import { createSender, type Sender } from './sender.ts';

let database: TestDatabase;
let reception: Reception;
/** What the provider was given, with whom it was for. */
let taken: { to: string; text: string }[];
let answer: SendOutcome | null;
const onCall = '+254711082009';

beforeAll(async () => {
  database = await createTestDatabase({ max: 20 });
});
beforeEach(async () => {
  taken = [];
  answer = null;
  reception = await openReception(database.db, {
    organization: { daily_budget: '20.00', on_call_phone: onCall },
  });
});
afterAll(() => database.drop());

function openSender(): Sender {
  const twilio: Handler = {
    provider: 'twilio',
    async send({ to, message }) {
      if (answer) return answer;
      taken.push({ to, text: message.kind === 'text' ? message.text : message.kind });
      return { ok: true, providerMessageId: `SM-${reception.core.ids.next()}` };
    },
  };
  return createSender({ ...reception.core, db: database.db }, { twilio });
}

const tomorrow = () => reception.core.clock.advance(Temporal.Duration.from({ hours: 24 }));
const toPatients = () => taken.filter(({ to }) => to !== onCall);
const toOnCall = () => taken.filter(({ to }) => to === onCall).map(({ text }) => text);

/** Sends so many messages of one segment to the contact. */
async function sendTo(sender: Sender, line: Line, count: number): Promise<void> {
  for (let times = 0; times < count; times++) await queueTo(reception, line);
  sender.wake(line);
  await sender.idle();
}

/** The bot answers the contact so many times. */
async function answerTo(sender: Sender, line: Line, said: Prompt, count: number): Promise<void> {
  const { core, clinic, channelId } = reception;
  const content = writeContent({ prompt: said, waitId: null });
  const message = { contactId: line.contactId, channelId, language: 'en' as const, content };
  for (let times = 0; times < count; times++) await queueMessage(core, clinic.scope, message);
  sender.wake(line);
  await sender.idle();
}

async function strangers(sender: Sender, count: number): Promise<Line[]> {
  const lines = await Promise.all(Array.from({ length: count }, () => newLine(reception)));
  await Promise.all(lines.map((line) => queueTo(reception, line)));
  for (const line of lines) sender.wake(line);
  await sender.idle();
  return lines;
}

const items = () =>
  database.db
    .selectFrom('worklist_item as w')
    .leftJoin('budget_notice as n', 'n.id', 'w.record_id')
    .select(['w.kind', 'n.step'])
    .where('w.organization_id', '=', reception.clinic.organizationId)
    .orderBy('w.opened_at')
    .orderBy('w.id')
    .execute();

test('strangers cannot spend more than half of the day: who was known before is still answered', async () => {
  const known = await newLine(reception);
  tomorrow();
  const sender = openSender();
  const lines = await strangers(sender, 40);
  expect(toPatients()).toHaveLength(10);
  const states = (await Promise.all(lines.map((line) => outboxOf(reception, line)))).flat();
  expect(states.filter(({ error }) => error === 'over_budget')).toHaveLength(30);
  expect(states.filter(({ state }) => state === 'failed')).toHaveLength(30);
  await sendTo(sender, known, 3);
  expect(await statesOf(reception, known)).toEqual(['sent', 'sent', 'sent']);
  await sender.stop();
});

test('what was not sent says nothing of the address, and staff see to whom it was not', async () => {
  const sender = openSender();
  const line = await newLine(reception);
  tomorrow();
  await sendTo(sender, line, 21);
  expect((await statesOf(reception, line)).at(-1)).toBe('failed');
  expect(await items()).toContainEqual({ kind: 'failed_delivery', step: null });
  const contact = await database.db
    .selectFrom('contact')
    .select(['unreachable_at', 'opted_out_at'])
    .where('id', '=', line.contactId)
    .executeTakeFirstOrThrow();
  expect(contact).toEqual({ unreachable_at: null, opted_out_at: null });
  await sender.stop();
});

test('when all is spent nothing goes out but to the on-call phone', async () => {
  const sender = openSender();
  const known = await newLine(reception);
  tomorrow();
  await sendTo(sender, known, 25);
  expect(toPatients()).toHaveLength(20);
  const { core, clinic } = reception;
  const line = await reception.turn((own) =>
    tellOnCall(own, clinic.scope, () => prompt('staff.on_call', { waiting: '2026-10-06 10:00' })),
  );
  if (!line) throw new Error('there is an on-call phone');
  sender.wake(line);
  await sender.idle();
  expect(toOnCall().at(-1)).toContain('2026-10-06 10:00');
  await sendTo(sender, known, 1);
  expect(toPatients()).toHaveLength(20);
  core.clock.advance(Temporal.Duration.from({ hours: 24 }));
  await sendTo(sender, known, 1);
  expect(toPatients(), 'a new day').toHaveLength(21);
  await sender.stop();
});

test('what goes to the on-call phone has a bound as well', async () => {
  const sender = openSender();
  const { clinic } = reception;
  for (let times = 0; times < 25; times++) {
    const line = await reception.turn((own) =>
      tellOnCall(own, clinic.scope, () => prompt('staff.on_call', { waiting: '2026-10-06 10:00' })),
    );
    if (line) sender.wake(line);
  }
  await sender.idle();
  expect(toOnCall()).toHaveLength(20);
  await sender.stop();
});

test('staff are told at half, at four fifths and at the end: an item and one SMS each, from two processes', async () => {
  const senders = [openSender(), openSender()] as const;
  const known = await newLine(reception);
  tomorrow();
  for (const sender of senders) await sendTo(sender, await newLine(reception), 1); // both have looked
  for (let round = 0; round < 14; round++) {
    for (const sender of senders) await strangers(sender, 1);
  }
  for (const sender of senders) await sendTo(sender, known, 8);
  for (const sender of senders) await sendTo(sender, known, 8);
  const budget = (await items()).filter(({ kind }) => kind === 'budget');
  expect(budget.map(({ step }) => step).toSorted()).toEqual(['nearly', 'newcomers', 'spent']);
  expect(toOnCall()).toHaveLength(3);
  await Promise.all(senders.map((sender) => sender.stop()));
});

test('a restart keeps the sum', async () => {
  const known = await newLine(reception);
  tomorrow();
  const before = openSender();
  await sendTo(before, known, 15);
  await before.stop();
  const after = openSender();
  await sendTo(after, known, 15);
  expect(toPatients()).toHaveLength(20);
  await after.stop();
});

test('what a provider refuses costs nothing, what is in doubt does', async () => {
  const known = await newLine(reception);
  tomorrow();
  const sender = openSender();
  answer = { ok: false, error: { code: 'refused', providerCode: null } };
  await sendTo(sender, known, 30);
  answer = { ok: false, error: { code: 'no_answer', providerCode: null } };
  await sendTo(sender, known, 2);
  answer = null;
  await sendTo(sender, known, 30);
  expect(toPatients()).toHaveLength(18);
  await sender.stop();
});

describe('one contact who writes all day', () => {
  const gladly = prompt('common.you_are_welcome', {});
  const failed = async (line: Line) =>
    (await outboxOf(reception, line)).filter(({ error }) => error === 'over_budget').length;

  beforeEach(async () => {
    await database.db
      .updateTable('organization')
      .set({ daily_budget: '124.00' })
      .where('id', '=', reception.clinic.organizationId)
      .execute();
  });

  test('is answered with 120 parts, and the rest of the day is for others', async () => {
    const [busy, other] = [await newLine(reception), await newLine(reception)];
    tomorrow();
    const sender = openSender();
    await answerTo(sender, busy, gladly, 126);
    expect(toPatients()).toHaveLength(120);
    expect(await failed(busy)).toBe(6);
    const told = await items();
    expect(told).toContainEqual({ kind: 'failed_delivery', step: null });
    expect(told.filter(({ kind }) => kind === 'budget').map(({ step }) => step)).toEqual(['nearly']);
    await answerTo(sender, other, gladly, 2);
    expect(await statesOf(reception, other)).toEqual(['sent', 'sent']);
    tomorrow();
    await answerTo(sender, busy, gladly, 1);
    expect(await failed(busy), 'a new day').toBe(6);
    await sender.stop();
  });

  test('hears from staff and is reminded all the same', async () => {
    const busy = await newLine(reception);
    tomorrow();
    const sender = openSender();
    await answerTo(sender, busy, gladly, 121);
    expect(await failed(busy)).toBe(1);
    await sendTo(sender, busy, 1);
    await attemptTo(reception, busy);
    sender.wake(busy, 'later');
    await sender.idle();
    expect((await statesOf(reception, busy)).slice(-3)).toEqual(['failed', 'sent', 'sent']);
    await sender.stop();
  });
});

test.each(['person.danger', 'person.danger_again'] as const)(
  '%s goes out when all is spent, of a newcomer too, as much as the on-call phone may cost',
  async (key) => {
    const sender = openSender();
    const known = await newLine(reception);
    tomorrow();
    await sendTo(sender, known, 20);
    const danger = prompt(key, { emergency: '999', phone: '+254 20 7000000' });
    const help = prompt('common.help', { phone: '+254 20 7000000' });
    for (const line of [known, await newLine(reception)]) {
      await answerTo(sender, line, help, 1);
      await answerTo(sender, line, danger, 1);
      expect((await statesOf(reception, line)).slice(-2)).toEqual(['failed', 'sent']);
    }
    expect(toPatients().slice(-2)).toMatchObject(
      [1, 2].map(() => ({ text: expect.stringContaining('999') })),
    );
    await answerTo(sender, known, danger, 20);
    expect((await statesOf(reception, known)).at(-1)).toBe('failed');
    await sender.stop();
  },
);
