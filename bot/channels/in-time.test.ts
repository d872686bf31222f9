import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inTime } from './in-time.ts';

test('a call that takes too long is told so, by the error that a fetch throws for it', async () => {
  const slow = inTime(5, (signal) => pause(60_000, undefined, { signal }));
  await expect(slow).rejects.toMatchObject({ cause: { name: 'TimeoutError' } });
});

test('a call in time is not disturbed by what comes afterwards', async () => {
  let heard: AbortSignal | undefined;
  const answer = await inTime(5, async (signal) => {
    heard = signal;
    return 'taken';
  });
  await pause(20);
  expect([answer, heard?.aborted]).toEqual(['taken', false]);
});
