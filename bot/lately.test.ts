import { expect, test } from 'vitest';
import { lately } from './lately.ts';

test('asked once in a while, shared by all who ask meanwhile; what fails is asked anew', async () => {
  let [asked, now, fails] = [0, 0, false];
  const ask = lately(
    async () => {
      asked++;
      if (fails) throw new Error('away');
      return asked;
    },
    5,
    () => now,
  );
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  now = 4;
  expect(await ask()).toBe(1);
  now = 5;
  fails = true;
  await expect(ask()).rejects.toThrow('away');
  fails = false;
  expect(await ask()).toBe(3);
});
