import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Turnstile } from '../../core/messaging/turnstile.ts';
import { attemptTo } from '../../test/attempts.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { endConnectionOnce } from '../../test/faults.ts';
import { type Front, openFront } from '../../test/front.ts';
import { assertInvariant } from '../../test/invariant.ts';
import { queueTo } from '../../test/lines.ts';
import type { Bot } from '../bot.ts';
import type { Sending } from '../channels/handler.ts';
import { createSender, type Sender } from '../channels/sender.ts';

/** An answer goes on the wire in the commit of its turn, where the sender has a place for it. */

const from = '+254712000001';

let database: TestDatabase;
let front: Front;
let sender: Sender;
let taken: string[];
let answered: Promise<void>;
beforeEach(async () => {
  database = await createTestDatabase({ max: 20 });
  front = await openFront(database.db);
  taken = [];
  answered = Promise.resolve();
  const send = async ({ message, to }: Sending) => {
    taken.push(message.kind === 'text' ? `${to}: ${message.text}` : message.kind);
    await answered;
    return { ok: true, providerMessageId: `SM-${front.core.ids.next()}` } as const;
  };
  const handlers = { twilio: { provider: 'twilio', send } } as const;
  sender = createSender(front.core, handlers, undefined, { elapsed: () => 0 });
  await hand(from, 'Hi'); // the clinic's day is read before its first message, and for these tests is not older than a second
  await sender.idle();
  taken = [];
});
afterEach(async () => {
  await assertInvariant(database.db);
  await database.drop();
});

const botWith = (given: Partial<Bot> = {}): Bot => {
  const { wake, keepPlace } = sender;
  return { ...front.bot, wake, keepPlace, ...given };
};
const hand = (who: string, text: string, bot = botWith()) => front.hand(who, text, bot);

/** Its commit, and what becomes of the answer to it. */
function withCommit(commit: (real: Turnstile['commit']) => Turnstile['commit']): Bot {
  const { turnstile } = front.bot;
  return botWith({ turnstile: { ...turnstile, commit: commit(turnstile.commit) } });
}

async function outbox() {
  const { rows } = await database.pool.query<{ state: string; tries: number }>(
    `select state, tries from outbox order by seq offset 1`,
  );
  return rows.map(({ state, tries }) => `${state} ${tries}`);
}

const lineOf = () =>
  database.db
    .selectFrom('outbox')
    .select(['organization_id as organizationId', 'contact_id as contactId'])
    .executeTakeFirstOrThrow();

test('it is on the wire as soon as the turn is on disk', async () => {
  const provider = Promise.withResolvers<void>();
  answered = provider.promise;
  expect(await hand(from, 'menu')).toBe('handled');
  expect(await outbox()).toEqual(['wired 1']);
  provider.resolve();
  await sender.idle();
  expect(await outbox()).toEqual(['sent 1']);
  expect(taken).toEqual([expect.stringMatching(`^\\${from}: `)]);
});

test('so it is of a turn that writes', async () => {
  const provider = Promise.withResolvers<void>();
  answered = provider.promise;
  await hand(from, '1'); // records the patient's consent
  expect(await outbox()).toEqual(['wired 1']);
  provider.resolve();
  await sender.idle();
  expect(await outbox()).toEqual(['sent 1']);
});

test('an answer that waits is sent before it', async () => {
  await queueTo(front, await lineOf(), 'said before');
  expect(await hand(from, 'menu')).toBe('handled');
  expect(await outbox()).toEqual(['queued 0', 'queued 0']);
  await sender.idle();
  expect(await outbox()).toEqual(['sent 1', 'sent 1']);
  expect(taken[0]).toBe(`${from}: said before`);
});

test('a notice that waits does not hold it up', async () => {
  await attemptTo(front, await lineOf());
  const provider = Promise.withResolvers<void>();
  answered = provider.promise;
  await hand(from, 'menu');
  expect(await outbox()).toEqual(['queued 0', 'wired 1']);
  provider.resolve();
  await sender.idle();
  expect((await outbox())[1]).toBe('sent 1');
});

test('two turns one after the other: their answers go out in order', async () => {
  const provider = Promise.withResolvers<void>();
  answered = provider.promise;
  await hand(from, 'menu');
  await hand(from, 'help');
  expect(await outbox()).toEqual(['wired 1', 'queued 0']);
  provider.resolve();
  await sender.idle();
  expect(await outbox()).toEqual(['sent 1', 'sent 1']);
});

test('more at once than there are places: the others wait in line, and each goes out once', async () => {
  const people = Array.from({ length: 120 }, (_, place) => `+254713000${String(place).padStart(3, '0')}`);
  await Promise.all(people.map((who) => hand(who, 'Hi')));
  await sender.idle();
  taken = [];
  const provider = Promise.withResolvers<void>();
  answered = provider.promise;
  await Promise.all(people.map((who) => hand(who, 'menu')));
  const states = (await outbox()).slice(-people.length);
  const count = (wanted: string) => states.filter((state) => state === wanted).length;
  expect([count('wired 1') >= 64, count('queued 0') >= 24]).toEqual([true, true]); // 64 places, and 32 of those in line may be claimed by now
  provider.resolve();
  await sender.idle();
  expect(new Set((await outbox()).slice(-people.length))).toEqual(new Set(['sent 1']));
  expect(taken.map((text) => text.slice(0, from.length)).sort()).toEqual(people);
});

test('the connection breaks in the commit: the turn is taken again, and answered once', async () => {
  await endConnectionOnce(
    database.pool,
    'constraint trigger at_commit after insert on outbox deferrable initially deferred for each row',
  );
  expect(await hand(from, 'menu')).toBe('handled');
  await sender.idle();
  expect((await outbox()).at(-1)).toMatch(/^sent 1$/);
  expect(taken).toHaveLength(1);
});

test('the commit is done, and its answer never comes: what is on the wire is sent all the same, and once', async () => {
  let broken = false;
  const bot = withCommit((commit) => async (turn) => {
    const written = await commit(turn);
    if (broken) return written;
    broken = true;
    throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  });
  expect(await hand(from, 'menu', bot)).toBe('duplicate');
  await sender.idle();
  expect(await outbox()).toEqual(['sent 1']);
  expect(taken).toHaveLength(1);
});

test('the connection breaks, and the commit is done after all, but later: so, too', async () => {
  const other = await database.pool.connect();
  await other.query('begin; select from contact for update'); // the commit waits for it at its end, and has the conversation's row by then
  let broken = false;
  const bot = withCommit((commit) => async (turn) => {
    if (broken) return commit(turn);
    broken = true;
    commit(turn).catch(() => undefined);
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await other.query(waiting)).rowCount).toBe(1);
    throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  });
  const handed = hand(from, 'menu', bot);
  await other.query('select pg_sleep(0.3)'); // longer than the pause before the turn is taken again
  await other.query('rollback');
  other.release();
  expect(await handed).toBe('duplicate');
  await sender.idle();
  expect(await outbox()).toEqual(['sent 1']);
  expect(taken).toHaveLength(1);
});

test('one of staff takes the conversation before it is known: the bot’s words stay unsaid', async () => {
  const { turnstile } = front.bot;
  const commit: Turnstile['commit'] = async (turn) => {
    await turnstile.commit(turn);
    await database.pool.query(`
      insert into handover (organization_id, id, conversation_id, reason, asked_at, taken_at, taken_seq, answer_by, quiet_until)
      select organization_id, id, id, 'asked', 'infinity', 'infinity', (select max(seq) from outbox), 'infinity', 'infinity' from conversation`);
    throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  };
  expect(await hand(from, 'menu', botWith({ turnstile: { ...turnstile, commit } }))).toBe('duplicate');
  await sender.idle();
  expect(await outbox()).toEqual(['cancelled 0']);
  expect(taken).toEqual([]);
});

test('the commit is tried twice, and the first had been done: so, too', async () => {
  const bot = withCommit((commit) => async (turn) => {
    await commit(turn);
    return commit(turn);
  });
  expect(await hand(from, 'menu', bot)).toBe('duplicate');
  await sender.idle();
  expect(await outbox()).toEqual(['sent 1']);
  expect(taken).toHaveLength(1);
});

test('the sender is told to stop while the turn is committed: it waits, and sends what is on the wire', async () => {
  const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const bot = withCommit((commit) => async (turn) => {
    begun.resolve();
    await go.promise;
    return commit(turn);
  });
  const handed = hand(from, 'menu', bot);
  await begun.promise;
  let ended = false;
  const stopped = sender.stop().then(() => {
    ended = true;
  });
  await database.pool.query('select pg_sleep(0.05)');
  expect(ended).toBe(false);
  go.resolve();
  expect(await handed).toBe('handled');
  await stopped;
  expect(await outbox()).toEqual(['sent 1']);
  expect(await hand(from, 'help')).toBe('handled');
  expect(await outbox()).toEqual(['sent 1', 'queued 0']);
});
