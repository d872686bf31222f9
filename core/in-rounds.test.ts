import { expect, test } from 'vitest';
import { createRounds, mapInRounds } from './in-rounds.ts';

/** Keeps the process busy. */
function work(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('what takes long lets others come in between, and is done in order', async () => {
  const happened: string[] = [];
  setImmediate(() => happened.push('something else'));
  const results = await mapInRounds([1, 2, 3], (item) => {
    work(5);
    happened.push(String(item));
    return item * 2;
  });
  expect(results).toEqual([2, 4, 6]);
  expect(happened).toEqual(['1', 'something else', '2', '3']);
});

test('what fails ends it', async () => {
  const fails = mapInRounds([1, 2], (item) => {
    if (item === 2) throw new Error('this one');
    return item;
  });
  await expect(fails).rejects.toThrow('this one');
});

test('callers go on one by one', async () => {
  const inTurn = createRounds();
  const happened: string[] = [];
  await Promise.all(
    ['one', 'two'].map(async (name) => {
      await inTurn();
      happened.push(name);
      setImmediate(() => happened.push('something else'));
    }),
  );
  expect(happened).toEqual(['one', 'something else', 'two']);
});
