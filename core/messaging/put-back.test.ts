import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { attemptTo } from '../../test/attempts.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { newLine, outboxOf, queueTo, wireNext, wireOne } from '../../test/lines.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import { claimNext } from './claim.ts';
import { recordInDoubt, requeueDoubted } from './doubt.ts';
import { recordErrored } from './outbox.ts';
import { putBack } from './put-back.ts';

let database: TestDatabase;
let reception: Reception;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  reception = await openReception(database.db);
});
afterAll(() => database.drop());

const inSeconds = (seconds: number) =>
  reception.core.clock.now().add({ milliseconds: Math.round(seconds * 1000) });
const later = (seconds: number) => reception.core.clock.advance(Temporal.Duration.from({ seconds }));

test('as it was before it was claimed: never tried, tried in vain, in doubt; the look is put off, more so for notices', async () => {
  const { core } = reception;
  const fresh = await wireOne(reception);
  const tried = await wireOne(reception);
  await recordErrored(core, tried, 'throttled', core.clock.now());
  const doubted = await wireOne(reception);
  await recordInDoubt(core, doubted, 'no_answer');
  later(120);
  await requeueDoubted(core);
  const reminded = await newLine(reception);
  await attemptTo(reception, reminded);
  const again = [fresh, await wireNext(reception, tried), await wireNext(reception, doubted)];
  const attempt = await wireNext(reception, reminded);
  const until = inSeconds(15);
  await putBack(
    core,
    [...again, attempt].map((wired) => ({ wired, until, within: 100, share: 0.5 })),
  );
  expect(await outboxOf(reception, fresh)).toEqual([
    { state: 'queued', tries: 0, error: null, next: inSeconds(17.5) },
  ]);
  expect(await outboxOf(reception, tried)).toEqual([
    { state: 'errored', tries: 1, error: 'throttled', next: inSeconds(17.5) },
  ]);
  expect(await outboxOf(reception, doubted)).toEqual([
    { state: 'queued', tries: 1, error: 'no_answer', next: inSeconds(17.5) },
  ]);
  expect(await outboxOf(reception, reminded)).toEqual([
    { state: 'queued', tries: 0, error: null, next: inSeconds(65) },
  ]);
});

test('it stays the head of its line; what is on no wire any more is left alone', async () => {
  const { core } = reception;
  const wired = await wireOne(reception);
  await queueTo(reception, wired, 'behind it');
  const held = { wired, until: inSeconds(15), within: 0, share: 0 };
  await putBack(core, [held]);
  expect(await claimNext(core, wired)).toBeNull();
  later(15);
  const again = await wireNext(reception, wired);
  expect(again).toMatchObject({ id: wired.id, tries: 1 });
  await recordErrored(core, again, 'throttled', core.clock.now());
  await putBack(core, [{ ...held, wired: again }]);
  expect(await outboxOf(reception, wired)).toMatchObject([{ state: 'errored', tries: 1 }, { tries: 0 }]);
});
