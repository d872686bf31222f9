import { afterAll, beforeAll, expect, test } from 'vitest';
import { createThrottle } from '../../core/limits/bucket.ts';
import { createDirectory } from '../../core/messaging/directory.ts';
import { createTurnstile } from '../../core/messaging/turnstile.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Front, openFront } from '../../test/front.ts';
import { assertInvariant } from '../../test/invariant.ts';
import type { Bot } from '../bot.ts';
import { createSweeper } from '../jobs/sweeper.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ max: 20 });
});
afterAll(() => database.drop());

const phone = '+254712000001';
const other = '+254712000002';

/** A clinic with those limits; a process of the bot's is made after they are set. */
async function openWith(limits: { most_messages?: number; most_messages_a_minute?: number }): Promise<Front> {
  const front = await openFront(database.db);
  const { organizationId } = front.clinic;
  const set = { most_messages: 60, most_messages_a_minute: 600, ...limits };
  await database.db.updateTable('organization').set(set).where('id', '=', organizationId).execute();
  return front;
}

/** Another process, at the same clinic; its own minute runs on the test's clock. */
const process = ({ bot, core }: Front): Bot => ({
  ...bot,
  channelsAt: createDirectory(core),
  admits: createThrottle(() => core.clock.now().epochMilliseconds),
});

const minutes = (front: Front, count: number) =>
  front.core.clock.advance(Temporal.Duration.from({ minutes: count }));

async function conversation({ clinic }: Front) {
  return database.db
    .selectFrom('conversation')
    .select(['turns', 'hour_messages', 'frames', 'misses'])
    .where('organization_id', '=', clinic.organizationId)
    .executeTakeFirstOrThrow();
}

const counted = async (front: Front) => {
  const { rows } = await database.pool.query<{ replies: number; items: number; handled: number }>(
    `select (select count(*)::int from outbox where organization_id = $1) as replies,
      (select count(*)::int from worklist_item where organization_id = $1 and kind = 'flood' and closed_at is null) as items,
      (select count(*)::int from inbound_message where organization_id = $1 and state = 'handled') as handled`,
    [front.clinic.organizationId],
  );
  return rows[0];
};

test('the message that reaches the limit is told, those behind it are kept in silence, and after the hour all is as before', async () => {
  const front = await openWith({ most_messages: 5 });
  for (const text of ['hi', 'book', 'menu', 'book']) expect(await front.hand(phone, text)).toBe('handled');
  const before = await conversation(front);
  const answered = (await counted(front))?.replies ?? 0;
  expect(answered).toBeGreaterThanOrEqual(4);

  expect(await front.hand(phone, 'menu')).toBe('handled');
  expect(await counted(front)).toEqual({ replies: answered + 1, items: 1, handled: 5 });
  for (let times = 0; times < 10; times++) expect(await front.hand(phone, 'menu')).toBe('handled');
  expect(await counted(front)).toEqual({ replies: answered + 1, items: 1, handled: 15 });
  expect(await conversation(front)).toEqual({ ...before, turns: 15, hour_messages: 15 });

  minutes(front, 60);
  await front.hand(phone, '1');
  expect(await counted(front)).toMatchObject({ replies: answered + 2, items: 1, handled: 16 });
  const { frames, ...after } = await conversation(front);
  expect(after, 'what was offered before the silence is still to be chosen from').toMatchObject({
    hour_messages: 1,
    misses: 0,
  });
  expect(frames).not.toEqual(before.frames);
  await assertInvariant(database.db);
});

test('a plain turn and one in silence take two round trips', async () => {
  const front = await openWith({ most_messages: 5 });
  let statements = 0;
  const bot = process(front);
  const countedDb = database.db.withPlugin({
    transformQuery: ({ node }) => {
      statements++;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const counting: Bot = {
    ...bot,
    db: countedDb,
    turnstile: createTurnstile({ ...front.core, db: countedDb }),
  };
  const roundTrips = async (text: string) => {
    statements = 0;
    await front.hand(phone, text, counting);
    return statements;
  };
  await roundTrips('hi');
  await roundTrips('hi');
  expect(await roundTrips('thanks')).toBe(2);
  for (let times = 0; times < 2; times++) await front.hand(phone, 'menu', bot);
  expect(await roundTrips('menu')).toBe(2);
});

test('messages at once at two processes are counted one by one: one is told, and the rest is silence', async () => {
  const front = await openWith({ most_messages: 5 });
  await front.hand(phone, 'hi');
  const bots = [process(front), process(front)];
  const before = (await counted(front))?.replies ?? 0;
  const received = await Promise.all(
    Array.from({ length: 10 }, (_, place) => front.hand(phone, 'menu', bots[place % 2])),
  );
  for (let round = 0; received.includes('kept') && round < 12; round++) {
    front.core.clock.advance(Temporal.Duration.from({ seconds: 1 }));
    await createSweeper(front.bot).sweep();
  }
  // The third menu in a row comes with a line of its own before it.
  expect(await counted(front)).toEqual({ replies: before + 5, items: 1, handled: 11 });
  expect(await conversation(front)).toMatchObject({ hour_messages: 11, turns: 11 });
  await assertInvariant(database.db);
});

test('who wants to be left alone is heard at any time', async () => {
  const front = await openWith({ most_messages: 5 });
  for (let times = 0; times < 8; times++) await front.hand(phone, 'menu');
  const before = await counted(front);
  await front.hand(phone, 'STOP');
  expect(await counted(front)).toMatchObject({ replies: before?.replies });
  const { rows } = await database.pool.query(
    'select opted_out_by from contact where organization_id = $1 and opted_out_at is not null',
    [front.clinic.organizationId],
  );
  expect(rows).toEqual([{ opted_out_by: 'patient' }]);
});

test('one number’s limit is no other’s', async () => {
  const front = await openWith({ most_messages: 5 });
  for (let times = 0; times < 8; times++) await front.hand(phone, 'menu');
  const before = (await counted(front))?.replies ?? 0;
  await front.hand(other, 'hi');
  expect((await counted(front))?.replies).toBeGreaterThan(before);
});

test('beyond the clinic’s minute messages are kept and handled later, each once and in order', async () => {
  const front = await openWith({ most_messages_a_minute: 6 });
  const bot = process(front);
  for (const from of [phone, other]) await front.hand(from, 'hi', bot);
  const received = [];
  for (let times = 0; times < 10; times++) received.push(await front.hand(phone, 'menu', bot));
  expect(received).toEqual([...Array(4).fill('handled'), ...Array(6).fill('kept')]);
  expect(await front.hand(other, 'menu', bot)).toBe('kept');
  expect(await counted(front)).toMatchObject({ handled: 6 });
  for (let round = 0; round < 12; round++) {
    front.core.clock.advance(Temporal.Duration.from({ seconds: 1 }));
    await createSweeper(bot).sweep();
  }
  expect(await counted(front)).toMatchObject({ handled: 13 });
  const { rows } = await database.pool.query<{ state: string }>(
    'select distinct state from inbound_message where organization_id = $1',
    [front.clinic.organizationId],
  );
  expect(rows).toEqual([{ state: 'handled' }]);
  await assertInvariant(database.db);
});

test('one clinic’s flood leaves another alone', async () => {
  const loud = await openWith({ most_messages_a_minute: 1 });
  const quiet = await openWith({});
  const bot = process(loud);
  await loud.hand(phone, 'hi', bot);
  expect(await loud.hand(phone, 'hi', bot)).toBe('kept');
  const shared = { ...process(quiet), admits: bot.admits };
  expect(await quiet.hand(phone, 'hi', shared)).toBe('handled');
});

test('strangers get in beside a known number’s flood; a flood of strangers is sent back', async () => {
  const front = await openWith({ most_messages_a_minute: 20 });
  const bot = process(front);
  for (let times = 0; times < 30; times++) await front.hand(phone, 'menu', bot);
  const contacts = async () => {
    const { rowCount } = await database.pool.query('select from contact where organization_id = $1', [
      front.clinic.organizationId,
    ]);
    return rowCount ?? 0;
  };
  const before = await contacts();
  const received = [];
  for (let times = 0; times < 4; times++) received.push(await front.hand(`+25471300000${times}`, 'hi', bot));
  expect(received).toEqual(['kept', 'kept', 'too_many', 'too_many']);
  expect(await contacts(), 'nothing is made of those sent back').toBe(before + 2);
  minutes(front, 1);
  expect(await front.hand('+254713000003', 'hi', bot)).toBe('handled');
});
