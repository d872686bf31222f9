import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { type Front, openFront } from '../../test/front.ts';
import { assertInvariant } from '../../test/invariant.ts';
import type { Bot } from '../bot.ts';
import { createSweeper } from './sweeper.ts';

let database: TestDatabase;
let front: Front;
beforeEach(async () => {
  database = await createTestDatabase({ max: 20 });
  front = await openFront(database.db);
});
afterEach(() => database.drop());

const patient = '+254712000001';
const seconds = (count: number) => front.core.clock.advance(Temporal.Duration.from({ seconds: count }));
const rowsOf = async (sql: string) => (await database.pool.query(sql)).rows;

/** No turn gets past reading the clinic's profile. */
const broken = (): Bot => ({ ...front.bot, profileOf: () => Promise.reject(new Error('no profile today')) });

/** A worker that stands still in the middle of its turns, having read where they stand, until it is let go on. */
function slow(): { bot: Bot; inTurn: Promise<void>; goOn(): void } {
  const [reached, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const profileOf: Bot['profileOf'] = async (...asked) => {
    reached.resolve();
    await goOn.promise;
    return front.bot.profileOf(...asked);
  };
  return { bot: { ...front.bot, profileOf }, inTurn: reached.promise, goOn: goOn.resolve };
}

async function keep(from: string, text: string): Promise<void> {
  expect(await front.hand(from, text, broken())).toBe('kept');
}

/** The last message of each conversation. */
const lastOnes = () =>
  rowsOf(`select distinct on (conversation_id) state, tries from inbound_message
    order by conversation_id, seq desc`);
const replies = async () => (await rowsOf('select from outbox')).length;

describe('one kept message and two workers', () => {
  // "menu" is a plain turn; "1" records the consent, and so is one that writes.
  test.each(['menu', '1'])(
    'of which the first is slow (%s): the second handles it, the first finds it done',
    async (text) => {
      await front.hand(patient, 'Hi');
      await keep(patient, text);
      seconds(1);
      const late = slow();
      const sweeping = createSweeper(late.bot).sweep();
      await late.inTurn;
      seconds(5);
      await createSweeper(front.bot).sweep();
      expect(await lastOnes()).toEqual([{ state: 'handled', tries: 2 }]);
      const before = await replies();
      late.goOn();
      await sweeping;
      expect(await replies()).toBe(before);
      await assertInvariant(database.db);
    },
  );

  test('at the very same time: one handles it, 20 times', async () => {
    const phones = Array.from({ length: 20 }, (_, place) => `+2547120001${10 + place}`);
    await Promise.all(phones.map((from) => front.hand(from, 'Hi')));
    for (const from of phones) await keep(from, '1');
    const [first, second] = [slow(), slow()];
    seconds(1);
    const sweepingFirst = createSweeper(first.bot).sweep();
    await first.inTurn;
    seconds(5);
    const sweepingSecond = createSweeper(second.bot).sweep();
    await second.inTurn;
    const before = await replies();
    first.goOn();
    second.goOn();
    await Promise.all([sweepingFirst, sweepingSecond]);
    expect(await lastOnes()).toEqual(phones.map(() => ({ state: 'handled', tries: 2 })));
    expect(await replies()).toBe(before + phones.length);
    await assertInvariant(database.db);
  });

  test.each(['menu', '1'])(
    'of which the first is so slow (%s) that it was given up: nothing more happens',
    async (text) => {
      await front.hand(patient, 'Hi');
      await keep(patient, text);
      const failing = createSweeper(broken());
      for (const wait of [1, 5]) {
        seconds(wait);
        await failing.sweep();
      }
      seconds(20);
      const late = slow();
      const sweeping = createSweeper(late.bot).sweep();
      await late.inTurn;
      seconds(20);
      await createSweeper(front.bot).sweep();
      expect(await lastOnes()).toEqual([{ state: 'dead', tries: 3 }]);
      const before = await replies();
      late.goOn();
      await sweeping;
      expect(await lastOnes()).toEqual([{ state: 'dead', tries: 3 }]);
      expect(await replies(), 'the apology is the last word').toBe(before);
      await assertInvariant(database.db);
    },
  );
});

describe('a message that does not open', () => {
  const phones = ['+254712000201', '+254712000202', '+254712000203'] as const;
  const [, ...others] = phones;
  const ofTheUnlucky = `contact_id = (select v.contact_id from conversation v
    join inbound_message m on m.conversation_id = v.id order by m.seq limit 1)`;

  const damages: [string, string][] = [
    [
      'its body is damaged',
      `update inbound_message set body = '\\x0102' where state = 'waiting'
        and conversation_id = (select id from conversation where ${ofTheUnlucky})`,
    ],
    ['the contact’s key is damaged', `update vault.contact set data_key = '\\x0102' where ${ofTheUnlucky}`],
    ['the contact’s key is gone', `delete from vault.contact where ${ofTheUnlucky}`],
  ];

  test.each(damages)('(%s): the others’ turns are taken in the same round', async (_, damage) => {
    for (const from of phones) await front.hand(from, 'Hi');
    for (const from of phones) await keep(from, 'menu');
    await database.pool.query(damage);
    seconds(1);
    await createSweeper(front.bot).sweep();
    expect(await rowsOf(`select state from inbound_message order by state desc, seq`)).toEqual([
      { state: 'waiting' },
      ...[...phones, ...others].map(() => ({ state: 'handled' })),
    ]);
    await assertInvariant(database.db);
  });

  test.each(damages)('(%s): it is given up, and so is everybody else’s that is dead', async (_, damage) => {
    for (const from of phones) await front.hand(from, 'Hi');
    for (const from of phones) await keep(from, 'menu');
    await database.pool.query(damage);
    const before = await replies();
    const failing = createSweeper(broken());
    for (const wait of [1, 5, 20, 20]) {
      seconds(wait);
      await failing.sweep();
    }
    expect(await lastOnes()).toEqual(phones.map(() => ({ state: 'dead', tries: 3 })));
    const told = damage.includes('vault') ? others : phones; // without a key there is nobody to tell
    expect(await replies()).toBe(before + told.length);
    expect(await front.hand(others[0], 'menu')).toBe('handled');
    await assertInvariant(database.db);
  });
});

test('a message in doubt is overtaken by the reply to a newer message', async () => {
  await front.hand(patient, 'Hi');
  await database.pool.query(`update outbox set state = 'unknown', in_doubt = true, next_attempt_at = $1`, [
    front.core.clock.now().add({ minutes: 2 }).toString(),
  ]);
  await front.hand(patient, 'menu');
  seconds(120);
  await createSweeper(front.bot).sweep();
  expect(await rowsOf('select state from outbox order by seq')).toEqual([
    { state: 'unknown' },
    { state: 'queued' },
  ]);
});
