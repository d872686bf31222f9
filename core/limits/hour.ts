/** How many messages one number has sent in its current hour, which began with the first of them. */
export type Hour = { beganAt: Temporal.Instant | null; messages: number };

/** answer: as usual · tell: this one reaches the limit, and is told so · silence: it was told already. */
export type Verdict = 'answer' | 'tell' | 'silence';

/**
 * Counts one message more.
 *
 * @param most how many an hour may have; the one that reaches it is told
 */
export function countMessage(hour: Hour, most: number, now: Temporal.Instant): Hour & { verdict: Verdict } {
  const current = hour.beganAt !== null && within(hour.beganAt, now) ? hour : { beganAt: now, messages: 0 };
  const messages = current.messages + 1;
  const verdict = messages < most ? 'answer' : messages === most ? 'tell' : 'silence';
  return { beganAt: current.beganAt, messages, verdict };
}

/** Clocks of two processes differ a little: an hour that begins just ahead of us has begun. */
function within(beganAt: Temporal.Instant, now: Temporal.Instant): boolean {
  return Math.abs(now.epochMilliseconds - beganAt.epochMilliseconds) < 3_600_000;
}
