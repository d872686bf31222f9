/** A bucket of tokens, full at first: each message takes one, and it fills up again by the minute. */
export type Bucket = { tokens: number; filledAt: number };

/** The bucket after one message more, or null where it is empty. `now`: in milliseconds, of a clock that never steps back. */
export function takeToken(bucket: Bucket | undefined, mostAMinute: number, now: number): Bucket | null {
  const before = bucket ?? { tokens: mostAMinute, filledAt: now };
  const fresh = ((now - before.filledAt) / 60_000) * mostAMinute;
  const tokens = Math.min(mostAMinute, before.tokens + fresh);
  return tokens < 1 ? null : { tokens: tokens - 1, filledAt: now };
}

/** Whether one message more may be answered at once. `whose`: an organization's id, or its id and something behind it. */
export type Throttle = (whose: string, mostAMinute: number) => boolean;

/**
 * Each process has its own: the bucket is there so that one clinic's flood does not take the time of the others, and asking
 * anybody else would take time as well. Organizations are few, and what is kept of one is two numbers.
 */
export function createThrottle(now: () => number = () => performance.now()): Throttle {
  const buckets = new Map<string, Bucket>();
  return (whose, mostAMinute) => {
    const left = takeToken(buckets.get(whose), mostAMinute, now());
    if (left !== null) buckets.set(whose, left);
    return left !== null;
  };
}
