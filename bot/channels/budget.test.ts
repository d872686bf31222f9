import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Line } from '../../core/messaging/outbox.ts';
import { prompt } from '../../flows/vocabulary.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { newLine, outboxOf, queueTo, statesOf } from '../../test/lines.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import { tellOnCall } from '../on-call.ts';
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
