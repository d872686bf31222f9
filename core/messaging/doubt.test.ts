import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { openFrontDesk } from '../../test/front-desk.ts';
import { outboxOf, queueTo, saying, statesOf, wireNext, wireOne } from '../../test/lines.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import { listDeadLetters } from './dead-letters.ts';
import { doubtAbandoned, recordInDoubt, requeueDoubted } from './doubt.ts';
import { queueMessage, recordSent } from './outbox.ts';

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

/** An answer to one who wrote. */
async function doubtfulAnswer() {
  const desk = await openFrontDesk(database.db);
  const asha = await desk.call('+254711000001', 'Asha Wanjiru');
  const wired = await wireNext(desk, { organizationId: desk.clinic.organizationId, ...asha });
  await recordInDoubt(desk.core, wired, 'no_answer');
  return { desk, asha, wired };
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

  test('does not hold up those behind it; nor do they keep it back where they answer nothing newer', async () => {
    const wired = await doubtful();
    await queueTo(reception, wired, 'staff, or another alarm for the on-call phone');
    await recordSent(reception.core, await wireNext(reception, wired), `next-${wired.id}`, 1);
    later(2);
    await requeueDoubted(reception.core);
    expect(await statesOf(reception, wired)).toEqual(['queued', 'sent']);
  });

  test('is overtaken by the answer to a later message: it stays in doubt, and is told as such', async () => {
    const { desk, asha, wired } = await doubtfulAnswer();
    await desk.say(asha, 'book');
    desk.core.clock.advance(Temporal.Duration.from({ minutes: 2 }));
    expect(await requeueDoubted(desk.core)).toBe(1);
    expect(await outboxOf(desk, asha)).toMatchObject([{ state: 'unknown', next: null }, { state: 'queued' }]);
    const page = { after: null, limit: 10 };
    expect(await listDeadLetters(desk.core, wired.organizationId, page)).toMatchObject([{ id: wired.id }]);
    expect(await requeueDoubted(desk.core)).toBe(0);
  });

  test('an answer of two messages is not overtaken by its second', async () => {
    const { desk, asha, wired } = await doubtfulAnswer();
    const scope = { ...desk.clinic.scope, correlationId: wired.correlationId };
    const second = { ...asha, channelId: desk.channelId, language: 'en', content: saying('second') } as const;
    await queueMessage(desk.core, scope, second);
    desk.core.clock.advance(Temporal.Duration.from({ minutes: 2 }));
    await requeueDoubted(desk.core);
    expect(await statesOf(desk, asha)).toEqual(['queued', 'queued']);
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
