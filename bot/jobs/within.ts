import { setTimeout as pause } from 'node:timers/promises';

/** Rejects when it takes longer, or when `signal` says that nobody wants it any more. What it was goes on, unheard. */
export async function within<Result>(
  ms: number,
  work: Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  const done = new AbortController();
  const either = signal === undefined ? done.signal : AbortSignal.any([done.signal, signal]);
  const late = pause(ms, undefined, { signal: either }).then((): never => {
    throw Object.assign(new Error('it took too long'), { code: 'ETIMEDOUT' });
  });
  for (const one of [work, late]) one.catch(() => undefined); // the loser may fail when nobody waits for it any more
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}
