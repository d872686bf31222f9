import { expect, test } from 'vitest';
import { secondsToNextTry } from './retry.ts';
import type { SendErrorCode } from './send-error.ts';

test.each<[SendErrorCode, number, number | null, number | null]>([
  // code, tries, a reply's next, a notice's next
  ['provider_error', 1, 5, 5],
  ['provider_error', 2, 30, 30],
  ['provider_error', 3, 120, 120],
  ['provider_error', 4, 600, 600],
  ['provider_error', 5, null, 600],
  ['provider_error', 50, null, 600],
  ['provider_unreachable', 5, null, 600],
  ['throttled', 1, 5, 5],
  ['throttled', 9, null, 600],
  ['out_of_credit', 1, 5, 5],
  ['out_of_credit', 5, 600, 600],
  ['out_of_credit', 99, 600, 600],
  ['bad_credentials', 4, 600, 600],
  ['bad_credentials', 5, null, null],
])('%s after %i tries: a reply %s, a notice %s', (code, tries, reply, notice) => {
  expect(secondsToNextTry({ code, tries, isAttempt: false }, 0.5)).toBe(reply);
  expect(secondsToNextTry({ code, tries, isAttempt: true }, 0.5)).toBe(notice);
});

test('by chance a quarter shorter or longer; a notice never waits for more than ten minutes', () => {
  const wait = (tries: number, random: number, isAttempt = false) =>
    secondsToNextTry({ code: 'provider_error', tries, isAttempt }, random);
  expect([wait(1, 0), wait(1, 1), wait(4, 0), wait(4, 1)]).toEqual([3.75, 6.25, 450, 750]);
  expect([wait(4, 1, true), wait(20, 1, true), wait(20, 0, true)]).toEqual([600, 600, 450]);
});
