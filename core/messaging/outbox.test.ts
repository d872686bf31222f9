import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { newLine, outboxOf, queueTo, saying, statesOf, wireNext, wireOne } from '../../test/lines.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import { reveal } from '../phi.ts';
import { claimNext } from './claim.ts';
import { recordInDoubt } from './doubt.ts';
import {
  dueLines,
  type Line,
  queueMessage,
  recordErrored,
  recordFailed,
  recordSent,
  type Wired,
} from './outbox.ts';
import { putBack, putBackUnsure } from './put-back.ts';

let database: TestDatabase;
let reception: Reception;
beforeAll(async () => {
  database = await createTestDatabase({ max: 20 });
});
beforeEach(async () => {
  reception = await openReception(database.db);
});
afterAll(() => database.drop());

test('a line goes out in order, one message at a time, whoever sends', async () => {
  const line = await newLine(reception);
  for (const text of ['one', 'two', 'three']) await queueTo(reception, line, text);
  for (const text of ['one', 'two', 'three']) {
    const claims = await Promise.all(Array.from({ length: 8 }, () => claimNext(reception.core, line)));
    const [wired, ...others] = claims.filter((claim) => claim !== null);
    if (!wired) throw new Error('nobody got it');
    expect(others).toEqual([]);
    expect(reveal(wired.content)).toBe(saying(text));
    await recordSent(reception.core, wired, `line-${wired.id}`, 1);
  }
  expect(await claimNext(reception.core, line)).toBeNull();
});

describe('what is recorded twice, as nobody said what became of the first time', () => {
  type Recording = (wired: Wired) => Promise<unknown>;
  const now = () => reception.core.clock.now();
  const errored: Recording = (wired) => recordErrored(reception.core, wired, 'throttled', now());
  const held: Recording = (wired) => putBack(reception.core, [{ wired, until: now(), within: 0, share: 0 }]);
  const failed: Recording = (wired) => reception.turn((core) => recordFailed(core, wired, 'refused:30034'));
  const doubted: Recording = (wired) => recordInDoubt(reception.core, wired, 'no_answer');
  test.each<[string, Recording, Recording]>([
    ['not taken', errored, errored],
    ['put back', held, held],
    ['refused', errored, failed],
    ['in doubt', errored, doubted],
  ])('%s: it is no end of the next try, which another process has begun since', async (_, first, again) => {
    const ours = await wireOne(reception);
    await first(ours);
    reception.core.clock.advance(Temporal.Duration.from({ seconds: 6 }));
    const theirs = await wireNext(reception, ours);
    await again(ours);
    expect(await statesOf(reception, ours)).toEqual(['wired']);
    await again(theirs);
    expect(await statesOf(reception, ours)).not.toEqual(['wired']);
  });

  test('perhaps put on the wire by a commit that broke: what another process has claimed meanwhile is left to it', async () => {
    const line = await newLine(reception);
    await queueTo(reception, line);
    reception.core.clock.advance(Temporal.Duration.from({ seconds: 1 }));
    const { id } = await wireNext(reception, line);
    await reception.turn((core) => putBackUnsure(core, { ...line, id, notice: null }));
    expect(await statesOf(reception, line)).toEqual(['wired']);
  });
});

describe('an answer that comes late', () => {
  // The sender stood still; meanwhile the message was taken for lost and put back into the line.
  test.each(['queued', 'errored', 'unknown'] as const)(
    'for a message that is %s again: it is sent, and those behind it go on',
    async (state) => {
      const wired = await wireOne(reception);
      await queueTo(reception, wired, 'behind');
      await database.db
        .updateTable('outbox')
        .set({ state, next_attempt_at: reception.core.clock.now() })
        .where('id', '=', wired.id)
        .execute();
      await recordSent(reception.core, wired, `late-${wired.id}`, 1);
      expect(await outboxOf(reception, wired)).toMatchObject([
        { state: 'sent', next: null },
        { state: 'queued' },
      ]);
      expect(reveal((await wireNext(reception, wired)).content)).toBe(saying('behind'));
    },
  );

  test('for a message that was overtaken: it stays so', async () => {
    const wired = await wireOne(reception);
    await database.db.updateTable('outbox').set({ state: 'cancelled' }).where('id', '=', wired.id).execute();
    await recordSent(reception.core, wired, `late-${wired.id}`, 1);
    expect(await statesOf(reception, wired)).toEqual(['cancelled']);
  });
});

test('a message that failed is told of once, and is in nobody’s way', async () => {
  const wired = await wireOne(reception);
  await queueTo(reception, wired, 'behind');
  await recordFailed(reception.core, wired, 'bad_number:21211');
  await recordFailed(reception.core, wired, 'bad_number:21211');
  expect((await reception.events()).filter(({ type }) => type === 'outbox.failed')).toEqual([
    { type: 'outbox.failed', recordId: wired.id, details: { error: 'bad_number:21211' } },
  ]);
  expect(reveal((await wireNext(reception, wired)).content)).toBe(saying('behind'));
});

test('a message that is to be tried again holds the line until then', async () => {
  const wired = await wireOne(reception);
  await queueTo(reception, wired, 'behind');
  await recordErrored(reception.core, wired, 'throttled', reception.core.clock.now().add({ seconds: 5 }));
  expect(await claimNext(reception.core, wired)).toBeNull();
  reception.core.clock.advance(Temporal.Duration.from({ seconds: 5 }));
  expect(await wireNext(reception, wired)).toMatchObject({ id: wired.id, tries: 2 });
});

test.each(['gone', 'damaged'])('nothing can be queued for a contact whose key is %s', async (how) => {
  const { contactId } = await newLine(reception);
  const { core, clinic, channelId } = reception;
  if (how === 'gone')
    await database.db.deleteFrom('vault.contact').where('contact_id', '=', contactId).execute();
  else
    await database.db
      .updateTable('vault.contact')
      .set({ data_key: Buffer.alloc(77, 1) })
      .where('contact_id', '=', contactId)
      .execute();
  const message = { contactId, channelId, language: 'en' as const, content: saying('Habari') };
  expect(await queueMessage(core, clinic.scope, message)).toEqual({ ok: false, reason: 'no_key' });
  expect(await statesOf(reception, { contactId })).toEqual([]);
});

describe('a message that cannot be opened', () => {
  const faults: [string, (line: Line) => Promise<unknown>][] = [
    ['its words are damaged', ({ contactId }) => damage('outbox', 'prompt', contactId)],
    ['the contact’s key is damaged', ({ contactId }) => damage('vault.contact', 'data_key', contactId)],
    ['the address is damaged', ({ contactId }) => damage('vault.contact', 'address', contactId)],
    [
      'the contact’s vault row is gone',
      ({ contactId }) => database.pool.query('delete from vault.contact where contact_id = $1', [contactId]),
    ],
  ];
  const damage = (table: string, column: string, contactId: string) =>
    database.pool.query(`update ${table} set ${column} = $1 where contact_id = $2`, [
      Buffer.alloc(77, 1),
      contactId,
    ]);

  test.each(faults)('has failed, and is not due for ever: %s', async (_, spoil) => {
    const line = await newLine(reception);
    await queueTo(reception, line);
    await spoil(line);
    expect(await claimNext(reception.core, line)).toBeNull();
    expect(await outboxOf(reception, line)).toMatchObject([
      { state: 'failed', error: 'unreadable', next: null },
    ]);
    const due = await dueLines(reception.core, Temporal.Duration.from({ seconds: 0 }), 1000);
    expect(due).not.toContainEqual(line);
    const told = (await reception.events()).map(({ type }) => type);
    expect(told).toEqual(expect.arrayContaining(['outbox.failed', 'worklist_item.opened']));
  });

  test('holds up nothing behind it', async () => {
    const line = await newLine(reception);
    await queueTo(reception, line, 'damaged');
    await damage('outbox', 'prompt', line.contactId);
    await queueTo(reception, line, 'behind');
    expect(reveal((await wireNext(reception, line)).content)).toBe(saying('behind'));
    expect(await statesOf(reception, line)).toEqual(['failed', 'wired']);
  });
});
