import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { outboxOf, queueTo, statesOf, wireNext, wireOne } from '../../test/lines.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import { doubtAbandoned, recordInDoubt, requeueDoubted } from './doubt.ts';
import { recordSent } from './outbox.ts';

let database: TestDatabase;
let reception: Reception;
// One for each test: what is in doubt is looked for in all lines there are.
beforeEach(async () => {
  database = await createTestDatabase();
  reception = await openReception(database.db);
});
afterEach(() => database.drop());

const later = (minutes: number) => reception.core.clock.advance(Temporal.Duration.from({ minutes }));

async function doubtful() {
  const wired = await wireOne(reception);
  await recordInDoubt(reception.core, wired, 'no_answer');
  return wired;
}

describe('a message in doubt', () => {
  test('goes out once more after two minutes, and is told of', async () => {
    const wired = await doubtful();
    later(1);
    expect(await requeueDoubted(reception.core)).toBe(0);
    later(1);
    expect(await requeueDoubted(reception.core)).toBe(1);
    expect(await wireNext(reception, wired)).toMatchObject({ id: wired.id, tries: 2, inDoubt: true });
    expect(await reception.events()).toContainEqual({
      type: 'outbox.in_doubt',
      recordId: wired.id,
      details: { tries: 1 },
    });
  });

  test('never goes out a third time', async () => {
    const wired = await doubtful();
    later(2);
    await requeueDoubted(reception.core);
    await recordInDoubt(reception.core, await wireNext(reception, wired), 'no_answer');
    later(60);
    expect(await requeueDoubted(reception.core)).toBe(0);
    expect(await outboxOf(reception, wired)).toMatchObject([{ state: 'unknown', tries: 2 }]);
  });

  test('does not hold up those behind it, and does not come after them: it is overtaken', async () => {
    const wired = await doubtful();
    await queueTo(reception, wired, 'the next question');
    await recordSent(reception.core, await wireNext(reception, wired), `next-${wired.id}`, 1);
    later(2);
    await requeueDoubted(reception.core);
    expect(await outboxOf(reception, wired)).toMatchObject([
      { state: 'cancelled', tries: 1, next: null },
      { state: 'sent' },
    ]);
  });

  test('is not overtaken by what goes to somebody else', async () => {
    const wired = await doubtful();
    await wireOne(reception);
    later(2);
    await requeueDoubted(reception.core);
    expect(await statesOf(reception, wired)).toEqual(['queued']);
  });
});

test('a message a minute on the wire belongs to a sender that is gone', async () => {
  const wired = await wireOne(reception);
  expect(await doubtAbandoned(reception.core)).toBe(0);
  later(1);
  expect(await doubtAbandoned(reception.core)).toBe(1);
  expect(await outboxOf(reception, wired)).toMatchObject([{ state: 'unknown', error: 'sender_gone' }]);
});
