import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { endConnectionOnce } from '../../test/faults.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import { insist } from '../db/insist.ts';
import { type ContactId, uuidIds } from '../ids.ts';
import { createSpending, type Expense, type Spending } from './spending.ts';

let database: TestDatabase;
let reception: Reception;
/** Milliseconds of the process's own clock, as the test moves it. */
let elapsed: number;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  elapsed = 0;
  reception = await openReception(database.db, { organization: { daily_budget: '10.00' } });
});
afterAll(() => database.drop());

/** A process that sends. */
const open = (): Spending => createSpending(reception.core, () => elapsed);

const longAgo = Temporal.Instant.from('2026-09-01T00:00:00Z');

/** Of one part at one each, and nobody's answer. */
const expenseOf = (contactSince: Expense['contactSince'], more: Partial<Expense> = {}): Expense => ({
  ...{ organizationId: reception.clinic.organizationId, contactSince, answers: null, urgent: false },
  ...{ price: '1.0000', parts: 1, ...more },
});

/** What came of so many messages. */
async function admissions(on: Spending, count: number, expense: Expense) {
  await on.refresh(expense.organizationId);
  return Array.from({ length: count }, () => on.admit(expense));
}

/** Spends one on each of so many messages; what of them was admitted. */
async function spend(on: Spending, count: number, contactSince: Expense['contactSince'], price = '1.0000') {
  const all = await admissions(on, count, expenseOf(contactSince, { price }));
  return all.filter(({ charge }) => charge !== null);
}

const now = () => reception.core.clock.now();
const stored = () =>
  database.db
    .selectFrom('daily_spend')
    .select(['day', 'newcomers', 'others', 'staff'])
    .where('organization_id', '=', reception.clinic.organizationId)
    .orderBy('day')
    .execute()
    .then((rows) => rows.map(({ day, ...sums }) => [day.toString(), ...Object.values(sums).map(Number)]));

test('newcomers get half of the day, all together the whole, and staff are beside it', async () => {
  const one = open();
  expect(await spend(one, 20, now())).toHaveLength(5);
  expect(await spend(one, 20, longAgo)).toHaveLength(5);
  expect(await spend(one, 20, now())).toHaveLength(0);
  expect(await spend(one, 20, null)).toHaveLength(10);
  await one.flush();
  expect(await stored()).toEqual([['2026-10-05', 5, 5, 10]]);
});

test('what others have spent is gone for newcomers too', async () => {
  const one = open();
  expect(await spend(one, 8, longAgo)).toHaveLength(8);
  expect(await spend(one, 8, now())).toHaveLength(2);
});

test('parts of an SMS are paid for one by one, and fractions add up exactly', async () => {
  const all = await admissions(open(), 60, expenseOf(longAgo, { price: '0.1000', parts: 2 }));
  expect(all.filter(({ charge }) => charge)).toHaveLength(50);
});

test('a message that costs nothing is sent even when all is spent', async () => {
  const one = open();
  await spend(one, 10, longAgo);
  expect(await spend(one, 3, longAgo, '0.0000')).toHaveLength(3);
});

test('what the provider did not take is not spent', async () => {
  const one = open();
  const [first] = await spend(one, 10, longAgo);
  if (!first?.charge) throw new Error('nothing was admitted');
  await one.flush();
  one.giveBack(first.charge);
  expect(await spend(one, 5, longAgo)).toHaveLength(1);
  await one.flush();
  expect(await stored()).toEqual([['2026-10-05', 0, 10, 0]]);
});

test('the sum outlives a restart', async () => {
  const before = open();
  await spend(before, 7, longAgo);
  await before.flush();
  before.stop();
  expect(await spend(open(), 20, longAgo)).toHaveLength(3);
});

test('processes spend from one budget: what one has spent the other knows after a second', async () => {
  const [one, other] = [open(), open()];
  await spend(other, 1, longAgo);
  await spend(one, 6, longAgo);
  await Promise.all([one.flush(), other.flush()]);
  elapsed += 1_000;
  expect(await spend(other, 20, longAgo)).toHaveLength(3);
  expect(await stored()).toEqual([['2026-10-05', 0, 7, 0]]);
});

test('many senders write at once, and nothing of it is lost', async () => {
  await database.db
    .updateTable('organization')
    .set({ daily_budget: '1000.00' })
    .where('id', '=', reception.clinic.organizationId)
    .execute();
  const processes = Array.from({ length: 8 }, open);
  for (let round = 0; round < 5; round++) {
    await Promise.all(processes.map((one) => spend(one, 3, longAgo)));
    await Promise.all(processes.map((one) => one.flush()));
  }
  expect(await stored()).toEqual([['2026-10-05', 0, 120, 0]]);
});

test('a day begins at midnight in the clinic’s zone', async () => {
  const one = open();
  const evening = Temporal.Instant.from('2026-10-05T20:59:00Z'); // 23:59 in Nairobi
  reception.core.clock.advance(now().until(evening));
  expect(await spend(one, 20, longAgo)).toHaveLength(10);
  const contactSince = now();
  reception.core.clock.advance(Temporal.Duration.from({ minutes: 1 }));
  // yesterday's newcomer is none today
  expect(await spend(one, 20, contactSince)).toHaveLength(10);
  await one.flush();
  expect(await stored()).toEqual([
    ['2026-10-05', 0, 10, 0],
    ['2026-10-06', 0, 10, 0],
  ]);
});

test('the connection is lost while it is written: nothing of it is forgotten', async () => {
  const one = open();
  await spend(one, 4, longAgo);
  await endConnectionOnce(
    database.pool,
    'trigger at_spending before insert on daily_spend for each row when (true)',
  );
  await expect(one.flush()).rejects.toThrow();
  expect(await spend(one, 20, longAgo)).toHaveLength(6);
  await insist(() => one.flush()); // the pool may hand out the lost connection once more
  expect(await stored()).toEqual([['2026-10-05', 0, 10, 0]]);
});

test('staff hear of half, of four fifths and of the whole, once each', async () => {
  const one = open();
  const told = async (count: number, since: Temporal.Instant | null) =>
    (await admissions(one, count, expenseOf(since))).map(({ untold }) => untold?.steps ?? null);
  expect(await told(6, now())).toEqual([null, null, null, null, ['newcomers'], null]);
  expect(await told(6, longAgo)).toEqual([null, null, ['nearly'], null, ['spent'], null]);
  reception.core.clock.advance(Temporal.Duration.from({ hours: 24 }));
  expect(await told(10, longAgo)).toContainEqual(['nearly']);
});

test('where the rest is too little for one message, the budget counts as spent', async () => {
  const one = open();
  await spend(one, 3, longAgo, '3.0000');
  const refused = one.admit(expenseOf(longAgo, { price: '3.0000' }));
  expect(refused).toMatchObject({ charge: null, untold: { steps: ['spent'] } });
  if (refused.untold) one.stillUntold(refused.untold);
  const again = one.admit(expenseOf(longAgo, { price: '3.0000' }));
  expect(again.untold).toMatchObject({ steps: ['spent'] });
});

describe('a contact’s own share of a day', () => {
  /** At a hundredth each, so that the budget has room for more. */
  const price = '0.0100';
  const newContact = () => uuidIds.next<ContactId>();
  /** How many of so many answers to the contact are admitted. */
  async function answer(on: Spending, count: number, answers: ContactId, more: Partial<Expense> = {}) {
    const all = await admissions(on, count, expenseOf(longAgo, { answers, price, ...more }));
    return all.filter(({ charge }) => charge !== null).length;
  }

  test('is 120 parts; others are answered still, and staff hear of no step by it', async () => {
    const one = open();
    const [busy, other] = [newContact(), newContact()];
    expect(await answer(one, 119, busy)).toBe(119);
    const refused = { charge: null, untold: null };
    expect(one.admit(expenseOf(longAgo, { answers: busy, price, parts: 2 }))).toMatchObject(refused);
    expect(await answer(one, 1, busy)).toBe(1);
    expect(one.admit(expenseOf(longAgo, { answers: busy, price }))).toMatchObject(refused);
    expect(await answer(one, 3, other)).toBe(3);
    await one.flush();
    expect(await stored()).toEqual([['2026-10-05', 0, 1.23, 0]]);
  });

  test('binds the contact also once the day’s sum was written and read, and no longer on the next day', async () => {
    const one = open();
    const busy = newContact();
    expect(await answer(one, 130, busy)).toBe(120);
    await one.flush();
    elapsed += 1_000;
    expect(await answer(one, 1, busy)).toBe(0);
    reception.core.clock.advance(Temporal.Duration.from({ hours: 24 }));
    expect(await answer(one, 130, busy)).toBe(120);
  });

  test('has room again for what the provider did not take, on that day only', async () => {
    const one = open();
    const busy = newContact();
    const expense = expenseOf(longAgo, { answers: busy, price, parts: 2 });
    const [first, second] = await admissions(one, 60, expense);
    if (!first?.charge || !second?.charge) throw new Error('nothing was admitted');
    one.giveBack(first.charge);
    expect(await answer(one, 3, busy)).toBe(2);
    reception.core.clock.advance(Temporal.Duration.from({ hours: 24 }));
    expect(await answer(one, 1, busy)).toBe(1);
    one.giveBack(second.charge);
    expect(await answer(one, 130, busy)).toBe(119);
  });

  test('does not count what costs nothing, nor bind what is no answer', async () => {
    const one = open();
    const busy = newContact();
    expect(await answer(one, 130, busy, { price: '0.0000' })).toBe(130);
    expect(await answer(one, 130, busy)).toBe(120);
    expect(await answer(one, 1, busy, { price: '0.0000' })).toBe(1);
    expect(await spend(one, 1, longAgo, price)).toHaveLength(1);
  });
});

describe('the answer to a danger to life', () => {
  const urgent = (since: Temporal.Instant, more: Partial<Expense> = {}) =>
    expenseOf(since, { urgent: true, answers: uuidIds.next<ContactId>(), ...more });

  test('goes out on the day’s own money as long as there is some, then on that of staff', async () => {
    const one = open();
    await spend(one, 9, longAgo);
    const [within, beside, newcomers] = [urgent(longAgo), urgent(longAgo), urgent(now())].map(one.admit);
    expect(within).toMatchObject({ charge: { share: 'others' }, untold: { steps: ['spent'] } });
    expect(beside).toMatchObject({ charge: { share: 'staff' }, untold: null });
    expect(newcomers).toMatchObject({ charge: { share: 'staff' } });
    expect(await spend(one, 1, longAgo)).toHaveLength(0);
    await one.flush();
    expect(await stored()).toEqual([['2026-10-05', 0, 10, 2]]);
  });

  test('of a newcomer does so when half is gone to newcomers', async () => {
    const one = open();
    await spend(one, 5, now());
    expect(one.admit(urgent(now()))).toMatchObject({ charge: { share: 'staff' } });
    expect(await spend(one, 5, longAgo)).toHaveLength(5);
  });

  test('is bound by the sum of staff, and by the contact’s own share', async () => {
    const one = open();
    await spend(one, 10, longAgo);
    const much = await admissions(one, 130, urgent(longAgo, { price: '0.0500' }));
    expect(much.filter(({ charge }) => charge !== null)).toHaveLength(120);
    const rest = Array.from({ length: 6 }, () => one.admit(urgent(longAgo)).charge?.share ?? null);
    expect(rest).toEqual(['staff', 'staff', 'staff', 'staff', null, null]);
  });
});
