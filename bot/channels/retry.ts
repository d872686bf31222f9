import type { SendErrorCode } from './send-error.ts';

/** Seconds until a message that the provider did not take is tried again, longer apart each time. */
const waits = [5, 30, 120, 600] as const;
const LONGEST = waits[waits.length - 1] ?? 0;

/** Each wait is a quarter shorter or longer by chance: what failed together is not tried again together. */
const JITTER = 0.25;

/**
 * Trouble of the provider's that says nothing against the message: a notice's attempt outlasts it, as the notice's policy ends it in time
 * (core/reminders/next-attempt.ts). An answer to a patient does not: after a quarter of an hour it answers nobody any more.
 */
const passing: readonly SendErrorCode[] = [
  'provider_unreachable',
  'provider_error',
  'throttled',
  'out_of_credit',
];
/** Somebody has to pay first, and knows it: until then everything is held. */
const held: readonly SendErrorCode[] = ['out_of_credit'];

export type Failed = {
  code: SendErrorCode;
  /** The one that failed included. */
  tries: number;
  /** Whether the message is an attempt at a notice. */
  isAttempt: boolean;
};

/**
 * Seconds until the next try of a message whose error may pass; null: the tries are used up.
 *
 * @param random from 0 up to 1
 */
export function secondsToNextTry({ code, tries, isAttempt }: Failed, random: number): number | null {
  const outlasts = held.includes(code) || (isAttempt && passing.includes(code));
  const wait = waits[tries - 1] ?? (outlasts ? LONGEST : null);
  if (wait === null) return null;
  return Math.min(wait * (1 - JITTER + 2 * JITTER * random), outlasts ? LONGEST : Number.POSITIVE_INFINITY);
}
