import { setImmediate as roundOfEvents } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inBatches } from './batches.ts';

/** A statement that is answered when the test says so; each item is answered with itself, doubled. */
function openDatabase() {
  const statements: { items: readonly number[]; answer(): void; fail(error: Error): void }[] = [];
  const run = (items: readonly number[]): Promise<number[]> => {
    const { promise, resolve, reject } = Promise.withResolvers<number[]>();
    statements.push({ items, answer: () => resolve(items.map((item) => item * 2)), fail: reject });
    return promise;
  };
  const asked = () => statements.map(({ items }) => items);
  return { statements, run, asked };
}

async function rounds(): Promise<void> {
  for (let count = 0; count < 5; count++) await roundOfEvents();
}

const same = (item: number) => item;

test('calls of one tick are one statement, answered in their order', async () => {
  const { statements, run, asked } = openDatabase();
  const call = inBatches(run, 64);
  const answers = Promise.all([call(1), call(2), call(3)]);
  await rounds();
  expect(asked()).toEqual([[1, 2, 3]]);
  statements[0]?.answer();
  expect(await answers).toEqual([2, 4, 6]);
});

test('what comes meanwhile waits for the next, no more in one than it may hold', async () => {
  const { statements, run, asked } = openDatabase();
  const call = inBatches(run, 2);
  const answers = [call(1)];
  await rounds();
  answers.push(call(2), call(3), call(4));
  await rounds();
  expect(asked()).toEqual([[1]]);
  for (let at = 0; at < 3; at++) {
    statements[at]?.answer();
    await rounds();
  }
  expect(asked()).toEqual([[1], [2, 3], [4]]);
  expect(await Promise.all(answers)).toEqual([2, 4, 6, 8]);
});

test('where many wait, they are on their way before an answer sets anything off', async () => {
  const { statements, run, asked } = openDatabase();
  const call = inBatches(run, 64);
  const many = [2, 3, 4, 5, 6, 7, 8, 9];
  let seen: unknown;
  const first = call(1).then(() => {
    seen = asked();
  });
  await rounds();
  const others = Promise.all(many.map(call));
  statements[0]?.answer();
  await first;
  expect(seen).toEqual([[1], many]);
  statements[1]?.answer();
  expect(await others).toEqual(many.map((item) => item * 2));
});

test('few that wait go together with what the answers set off, however many steps that takes', async () => {
  const { statements, run, asked } = openDatabase();
  const call = inBatches(run, 64);
  const chains = [call(1).then(call), call(2).then(same).then(same).then(same).then(call)];
  await rounds();
  const waits = call(3);
  statements[0]?.answer();
  await rounds();
  expect(asked()).toEqual([
    [1, 2],
    [3, 2, 4],
  ]);
  statements[1]?.answer();
  expect([await waits, ...(await Promise.all(chains))]).toEqual([6, 4, 8]);
});

test('what fails together is tried one by one, and fails alone; then those that came meanwhile are asked for', async () => {
  const { statements, run, asked } = openDatabase();
  const call = inBatches(run, 64);
  const outcomes = Promise.allSettled([call(1), call(2)]);
  await rounds();
  const later = Promise.all([3, 4, 5, 6, 7, 8, 9, 10].map(call));
  statements[0]?.fail(new Error('one of them'));
  await rounds();
  expect(asked()).toEqual([[1, 2], [1], [2]]);
  statements[1]?.fail(new Error('this one'));
  statements[2]?.answer();
  expect(await outcomes).toMatchObject([
    { status: 'rejected', reason: { message: 'this one' } },
    { status: 'fulfilled', value: 4 },
  ]);
  await rounds();
  statements[3]?.answer();
  expect(await later).toEqual([6, 8, 10, 12, 14, 16, 18, 20]);
});

test('a statement that cannot even be made fails its call, and nothing hangs', async () => {
  let broken = true;
  const call = inBatches((items: readonly number[]) => {
    if (broken) throw new Error('no statement');
    return Promise.resolve(items);
  }, 64);
  await expect(Promise.all([call(1), call(2)])).rejects.toThrow('no statement');
  broken = false;
  expect(await call(3)).toBe(3);
});

test('one that fails alone is not tried again, and the next call is a statement of its own', async () => {
  const { statements, run, asked } = openDatabase();
  const call = inBatches(run, 64);
  const failed = expect(call(1)).rejects.toThrow('no');
  await rounds();
  statements[0]?.fail(new Error('no'));
  await failed;
  const next = call(2);
  await rounds();
  statements[1]?.answer();
  expect(await next).toBe(4);
  expect(asked()).toEqual([[1], [2]]);
});

test('a batch that has to wait for its turn takes along what has come by then', async () => {
  const { statements, run, asked } = openDatabase();
  const told: number[] = [];
  const turn = Promise.withResolvers<void>();
  const call = inBatches(run, 64, async (batch, waiting) => {
    told.push(waiting);
    await turn.promise;
    await batch();
  });
  const answers = [call(1)];
  await rounds();
  answers.push(call(2));
  turn.resolve();
  await rounds();
  expect([asked(), told]).toEqual([[[1, 2]], [1]]);
  statements[0]?.answer();
  expect(await Promise.all(answers)).toEqual([2, 4]);
});

test('a batch that fails in its turn is tried one by one, and the next has its turn', async () => {
  const { statements, run, asked } = openDatabase();
  const call = inBatches(run, 64, (batch) => batch());
  const outcomes = Promise.allSettled([call(1), call(2)]);
  await rounds();
  const next = call(3);
  statements[0]?.fail(new Error('one of them'));
  await rounds();
  statements[1]?.fail(new Error('this one'));
  statements[2]?.answer();
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  await rounds();
  expect(asked()).toEqual([[1, 2], [1], [2], [3]]);
  statements[3]?.answer();
  expect(await next).toBe(6);
});
