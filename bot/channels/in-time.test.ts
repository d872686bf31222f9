import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { callFailure } from './call-failure.ts';
import { inTime } from './in-time.ts';

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

test('a call that takes too long is told so, and what it fails with is no answer', async () => {
  const error = await inTime(5, untilAborted).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'TimeoutError' });
  expect(callFailure(error)).toEqual({ code: 'no_answer', providerCode: null });
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

test('no timer outlives a call, however it ends', async () => {
  vi.useFakeTimers();
  try {
    await inTime(1_000, async () => 'taken');
    await inTime(1_000, () => Promise.reject(new Error('broken off'))).catch(() => undefined);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
