import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attemptTo } from '../../test/attempts.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { newLine, outboxOf, queueTo, statesOf, wireNext, wireOne } from '../../test/lines.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import { uuidIds } from '../ids.ts';
import { doubtAbandoned, recordInDoubt, requeueDoubted } from './doubt.ts';
import { recordSent, type Wired } from './outbox.ts';
import { applyKeptReceipts, type ReceiptInput, recordReceipts, recordTogether } from './receipts.ts';

let database: TestDatabase;
let reception: Reception;
beforeAll(async () => {
  database = await createTestDatabase({ max: 20 });
});
beforeEach(async () => {
  reception = await openReception(database.db);
});
afterAll(() => database.drop());

let ids = 0;
const nextId = () => `SM${++ids}`;

/** A receipt that hands our own id back, as Twilio's do. */
function receiptOf(wired: Wired, providerMessageId: string, state: ReceiptInput['state']): ReceiptInput {
  const providerStatus = state ?? 'a_new_word';
  const errorCode = state === 'failed' ? '30003' : null;
  return { provider: 'twilio', providerMessageId, outboxId: wired.id, providerStatus, state, errorCode };
}

/** One that knows the provider's id alone, as those of Africa's Talking do. */
const withoutOurId = (receipt: ReceiptInput): ReceiptInput => ({ ...receipt, outboxId: null });

const takeAll = (receipts: ReceiptInput[]) => reception.turn((core) => recordReceipts(core, receipts));
const take = async (receipt: ReceiptInput) => (await takeAll([receipt]))[0];
const ofMessage = ({ organizationId, id, correlationId }: Wired) => ({
  ...{ organizationId, outboxId: id, correlationId },
  attempt: null,
});
const minutes = (count: number) => Temporal.Duration.from({ minutes: count });
const failures = async () =>
  (await reception.events()).filter(({ type }) => type === 'outbox.failed').map(({ details }) => details);

/** By message, then by what was told of it. */
async function receiptsOf(sids: readonly string[]) {
  const { rows } = await sql<{ status: string; outboxId: string | null; transaction: string }>`
    select provider_status as status, outbox_id as "outboxId", xmin::text as transaction from receipt
    where provider_message_id = any(${sids}) order by array_position(${sids}::text[], provider_message_id), provider_status
  `.execute(database.db);
  return rows;
}

async function sent(): Promise<{ wired: Wired; sid: string }> {
  const [wired, sid] = [await wireOne(reception), nextId()];
  await recordSent(reception.core, wired, sid, 1);
  return { wired, sid };
}

/** As `sent`, of an attempt at a notice. */
async function sentAttempt(): Promise<{ wired: Wired; sid: string }> {
  const line = await newLine(reception);
  await attemptTo(reception, line);
  const [wired, sid] = [await wireNext(reception, line), nextId()];
  await recordSent(reception.core, wired, sid, 1);
  return { wired, sid };
}

test('sent, delivered and read of one message at once: all are taken, and it was read; 30 messages', async () => {
  const messages = await Promise.all(Array.from({ length: 30 }, sent));
  const outcomes = await Promise.allSettled(
    messages.flatMap(({ wired, sid }) =>
      (['sent', 'delivered', 'read'] as const).map((state) => take(receiptOf(wired, sid, state))),
    ),
  );
  expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
  for (const { wired } of messages) expect(await statesOf(reception, wired)).toEqual(['read']);
});

describe('receipts that come together', () => {
  test('share transactions, and each is told what has become of its message', async () => {
    const messages = await Promise.all(Array.from({ length: 20 }, sent));
    const record = recordTogether({ ...reception.core, db: database.db });
    const told = await Promise.all(
      messages.flatMap(({ wired, sid }) =>
        (['read', 'sent', 'delivered'] as const).map((state) => record(receiptOf(wired, sid, state))),
      ),
    );
    expect(told).toEqual(messages.flatMap(({ wired }) => [1, 2, 3].map(() => ofMessage(wired))));
    for (const { wired } of messages) expect(await statesOf(reception, wired)).toEqual(['read']);
    const written = await receiptsOf(messages.map(({ sid }) => sid));
    expect(written).toHaveLength(60);
    expect(new Set(written.map(({ transaction }) => transaction)).size).toBeLessThan(10);
  });

  test('one that cannot be recorded takes none of the others with it', async () => {
    const [one, other] = [await sent(), await sent()];
    const record = recordTogether({ ...reception.core, db: database.db });
    const outcomes = await Promise.allSettled([
      record(receiptOf(one.wired, one.sid, 'delivered')),
      record({ ...receiptOf(one.wired, one.sid, 'read'), providerStatus: 'not\0a text' }),
      record(receiptOf(other.wired, other.sid, 'delivered')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await statesOf(reception, one.wired)).toEqual(['delivered']);
    expect(await statesOf(reception, other.wired)).toEqual(['delivered']);
  });

  test('in one transaction: repeated ones are one, a stranger’s is kept, what is no news is told as none', async () => {
    const { wired, sid } = await sent();
    const delivered = receiptOf(wired, sid, 'delivered');
    const stranger = nextId();
    const told = await takeAll([
      delivered,
      { ...delivered, providerMessageId: stranger, outboxId: null },
      receiptOf(wired, sid, 'sent'),
      delivered,
    ]);
    expect(told).toEqual([ofMessage(wired), null, ofMessage(wired), ofMessage(wired)]);
    expect(await statesOf(reception, wired)).toEqual(['delivered']);
    expect(await receiptsOf([sid, stranger])).toMatchObject([
      { status: 'delivered', outboxId: wired.id },
      { status: 'sent', outboxId: wired.id },
      { status: 'delivered', outboxId: null },
    ]);
  });

  test('of an attempt, each tells what it has made of the message', async () => {
    const { wired, sid } = await sentAttempt();
    const states = ['failed', 'delivered', 'sent', 'read'] as const;
    const told = await takeAll(states.map((state) => receiptOf(wired, sid, state)));
    expect(told.map((message) => message?.attempt?.raised ?? null)).toEqual([
      'failed',
      'delivered',
      null,
      'read',
    ]);
    expect(await failures()).toEqual([{ error: '30003' }]);
    expect(await outboxOf(reception, wired)).toMatchObject([{ state: 'read', error: '30003' }]);
  });

  test('told twice in one transaction, it is news once', async () => {
    const { wired, sid } = await sentAttempt();
    const delivered = receiptOf(wired, sid, 'delivered');
    const told = await takeAll([delivered, delivered]);
    expect(told.map((message) => message?.attempt?.raised ?? null)).toEqual(['delivered', null]);
  });

  test('one that names its message goes before the same without our id', async () => {
    const wired = await wireOne(reception);
    const sid = nextId();
    const delivered = receiptOf(wired, sid, 'delivered');
    expect(await takeAll([withoutOurId(delivered), delivered])).toEqual([null, ofMessage(wired)]);
    expect(await receiptsOf([sid])).toMatchObject([{ status: 'delivered', outboxId: wired.id }]);
    expect(await statesOf(reception, wired)).toEqual(['delivered']);
  });

  test('those of two processes in opposite orders: none waits for the other for ever', async () => {
    const messages = await Promise.all(Array.from({ length: 30 }, sent));
    const orders = [messages, messages.toReversed()];
    const outcomes = await Promise.allSettled(
      (['sent', 'delivered', 'read'] as const).flatMap((state) =>
        orders.map((order) => takeAll(order.map(({ wired, sid }) => receiptOf(wired, sid, state)))),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    for (const { wired } of messages) expect(await statesOf(reception, wired)).toEqual(['read']);
  });
});

describe('a message that went out twice', () => {
  async function twice() {
    const first = await wireOne(reception);
    await recordInDoubt(reception.core, first, 'no_answer');
    reception.core.clock.advance(minutes(3));
    await requeueDoubted(reception.core);
    const second = await wireNext(reception, first);
    const sids = { first: nextId(), second: nextId() };
    await recordSent(reception.core, second, sids.second, 1);
    return { wired: second, sids };
  }

  test('is known by our id when the receipt is of the first copy', async () => {
    const { wired, sids } = await twice();
    expect(await take(receiptOf(wired, sids.first, 'delivered'))).toEqual(ofMessage(wired));
    expect(await statesOf(reception, wired)).toEqual(['delivered']);
    expect(await take(receiptOf(wired, sids.second, 'read'))).toEqual(ofMessage(wired));
    expect(await statesOf(reception, wired)).toEqual(['read']);
  });
});

describe('a status that we do not know', () => {
  test('of a message on the wire says that the provider has it', async () => {
    const wired = await wireOne(reception);
    await take(receiptOf(wired, nextId(), null));
    expect(await statesOf(reception, wired)).toEqual(['sent']);
  });

  test('of a message in doubt settles it: it does not go out again', async () => {
    const wired = await wireOne(reception);
    await recordInDoubt(reception.core, wired, 'no_answer');
    await take(receiptOf(wired, nextId(), null));
    reception.core.clock.advance(minutes(10));
    await requeueDoubted(reception.core);
    expect(await outboxOf(reception, wired)).toMatchObject([{ state: 'sent', next: null }]);
  });

  test('changes nothing of what is known better', async () => {
    const { wired, sid } = await sent();
    await take(receiptOf(wired, sid, 'delivered'));
    await take(receiptOf(wired, sid, null));
    expect(await statesOf(reception, wired)).toEqual(['delivered']);
  });
});

describe('a receipt that is faster than the API’s answer', () => {
  test('and says failed: the answer leaves it so, with its reason, told once', async () => {
    const [wired, sid] = [await wireOne(reception), nextId()];
    await take(receiptOf(wired, sid, 'failed'));
    await recordSent(reception.core, wired, sid, 1);
    await take(receiptOf(wired, sid, 'failed'));
    expect(await outboxOf(reception, wired)).toMatchObject([{ state: 'failed', error: '30003' }]);
    expect(await failures()).toEqual([{ error: '30003' }]);
  });

  test('without our id, is applied with the answer: failed is told once', async () => {
    const [wired, sid] = [await wireOne(reception), nextId()];
    expect(await take(withoutOurId(receiptOf(wired, sid, 'sent')))).toBeNull();
    expect(await take(withoutOurId(receiptOf(wired, sid, 'failed')))).toBeNull();
    expect(await failures()).toEqual([]);
    await recordSent(reception.core, wired, sid, 1);
    await recordSent(reception.core, wired, sid, 1);
    expect(await outboxOf(reception, wired)).toMatchObject([{ state: 'failed', error: '30003' }]);
    expect(await failures()).toEqual([{ error: '30003' }]);
  });

  test('without our id, and says delivered: the message is delivered, and has no error', async () => {
    const [wired, sid] = [await wireOne(reception), nextId()];
    for (const state of ['delivered', 'failed', null] as const)
      await take(withoutOurId(receiptOf(wired, sid, state)));
    await recordSent(reception.core, wired, sid, 1);
    expect(await outboxOf(reception, wired)).toMatchObject([{ state: 'delivered', error: null }]);
    expect(await failures()).toEqual([]);
  });

  test('and was being written while the answer was: the sweeper applies it', async () => {
    const [wired, sid] = [await wireOne(reception), nextId()];
    await reception.turn(async (core) => {
      await recordReceipts(core, [withoutOurId(receiptOf(wired, sid, 'failed'))]);
      await recordSent(reception.core, wired, sid, 1); // on another connection: it does not see the receipt
    });
    expect(await statesOf(reception, wired)).toEqual(['sent']);
    await reception.turn((core) => applyKeptReceipts(core, 100));
    expect(await outboxOf(reception, wired)).toMatchObject([{ state: 'failed', error: '30003' }]);
    expect(await reception.turn((core) => applyKeptReceipts(core, 100))).toBe(0);
    expect(await failures()).toEqual([{ error: '30003' }]);
  });
});

test('a kept receipt that is told again while it is being applied: neither waits for the other for ever', async () => {
  const [wired, sid] = [await wireOne(reception), nextId()];
  const kept = withoutOurId(receiptOf(wired, sid, 'delivered'));
  await reception.turn(async (core) => {
    await recordReceipts(core, [kept]);
    await recordSent(reception.core, wired, sid, 1);
  });
  const waits = sql<{ n: number }>`select count(*)::int as n from pg_locks where not granted`;
  let applied: Promise<number> | undefined;
  await reception.turn(async (core) => {
    await sql`select from outbox where id = ${wired.id} for no key update`.execute(core.db); // as the first half of recordReceipts
    applied = reception.turn((other) => applyKeptReceipts(other, 100));
    await expect.poll(async () => (await waits.execute(database.db)).rows[0]?.n).toBeGreaterThan(0);
    await recordReceipts(core, [kept]);
  });
  expect(await applied).toBe(1);
  expect(await statesOf(reception, wired)).toEqual(['delivered']);
});

test('why it was taken for failed stays beside it when it has arrived after all', async () => {
  const { wired, sid } = await sent();
  await take(receiptOf(wired, sid, 'failed'));
  await take(receiptOf(wired, sid, 'delivered'));
  expect(await outboxOf(reception, wired)).toMatchObject([{ state: 'delivered', error: '30003' }]);
});

test('a receipt that was kept for a day, and belongs to nobody, is not looked for any more', async () => {
  const wired = await wireOne(reception);
  const sid = nextId();
  await reception.turn(async (core) => {
    await recordReceipts(core, [withoutOurId(receiptOf(wired, sid, 'failed'))]);
    await recordSent(reception.core, wired, sid, 1);
  });
  reception.core.clock.advance(minutes(24 * 60));
  expect(await reception.turn((core) => applyKeptReceipts(core, 100))).toBe(0);
  expect(await statesOf(reception, wired)).toEqual(['sent']);
});

test('a failure by receipt is told once, however often it comes', async () => {
  const { wired, sid } = await sent();
  await Promise.all([1, 2, 3].map(() => take(receiptOf(wired, sid, 'failed'))));
  expect(await outboxOf(reception, wired)).toMatchObject([{ state: 'failed', error: '30003' }]);
  expect(await failures()).toEqual([{ error: '30003' }]);
});

test('a receipt for a message whose sender is gone brings it out of doubt, and the line goes on', async () => {
  const wired = await wireOne(reception);
  await queueTo(reception, wired);
  reception.core.clock.advance(minutes(2));
  await doubtAbandoned(reception.core);
  await take(receiptOf(wired, nextId(), 'delivered'));
  await wireNext(reception, wired);
  expect(await statesOf(reception, wired)).toEqual(['delivered', 'wired']);
});

describe('a message in doubt that has gone over to another provider', () => {
  /** As an alarm to the on-call phone does where the first provider's account is empty (bot/on-call.ts). */
  async function goneOver() {
    const wired = await wireOne(reception);
    await recordInDoubt(reception.core, wired, 'timeout');
    const { organizationId } = wired;
    await sql`
      insert into channel (organization_id, id, provider, kind, address, can_receive, active)
      values (${organizationId}, ${uuidIds.next()}, 'africastalking', 'sms', ${`22${++ids}`}, true, true)
    `.execute(database.db);
    await sql`
      update outbox set channel_id = (select id from channel where organization_id = ${organizationId} and provider = 'africastalking')
      where id = ${wired.id}
    `.execute(database.db);
    return wired;
  }

  test.each(['delivered', 'read'] as const)('does not go out again once the first says %s', async (state) => {
    const wired = await goneOver();
    expect(await take(receiptOf(wired, nextId(), state))).toEqual(ofMessage(wired));
    reception.core.clock.advance(minutes(3));
    await requeueDoubted(reception.core);
    expect(await statesOf(reception, wired)).toEqual([state]);
  });

  test.each(['sent', 'failed', null] as const)('goes out all the same where it says %s', async (state) => {
    const wired = await goneOver();
    expect(await take(receiptOf(wired, nextId(), state))).toBeNull();
    reception.core.clock.advance(minutes(3));
    await requeueDoubted(reception.core);
    expect(await statesOf(reception, wired)).toEqual(['queued']);
  });
});

test('of an attempt at a notice it tells what the message has become, and nothing when that is no news', async () => {
  const { wired, sid } = await sentAttempt();
  expect(await take(receiptOf(wired, sid, 'delivered'))).toMatchObject({
    attempt: { kind: 'sms', raised: 'delivered' },
  });
  expect(await take(receiptOf(wired, sid, 'sent'))).toMatchObject({ attempt: null });
});

test('of an attempt, applied by the sweeper, it is news for the notice, too', async () => {
  const line = await newLine(reception);
  await attemptTo(reception, line);
  const wired = await wireNext(reception, line);
  const sid = `SM-${wired.id}`;
  await reception.turn(async (core) => {
    await recordReceipts(core, [withoutOurId(receiptOf(wired, sid, 'failed'))]);
    await recordSent(reception.core, wired, sid, 1);
  });
  await reception.turn((core) => applyKeptReceipts(core, 100));
  const looks = await database.db
    .selectFrom('notice')
    .select('look_at')
    .where('organization_id', '=', wired.organizationId)
    .execute();
  expect(looks).toEqual([{ look_at: reception.core.clock.now() }]);
});
