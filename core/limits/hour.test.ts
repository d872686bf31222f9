import { expect, test } from 'vitest';
import { countMessage, type Hour } from './hour.ts';

const start = Temporal.Instant.from('2026-10-05T06:00:00Z');
const none: Hour = { beganAt: null, messages: 0 };

function count(minutes: readonly number[], most: number): string[] {
  let hour = none;
  return minutes.map((at) => {
    const { verdict, ...counted } = countMessage(hour, most, start.add({ minutes: at }));
    hour = counted;
    return verdict;
  });
}

test.each<[string, number[], string[]]>([
  ['below the limit', [0, 1], ['answer', 'answer']],
  [
    'the one that reaches it is told, those behind it are not',
    [0, 1, 2, 3, 4],
    ['answer', 'answer', 'tell', 'silence', 'silence'],
  ],
  [
    'after the hour all is as before',
    [0, 1, 2, 59, 60, 61],
    ['answer', 'answer', 'tell', 'silence', 'answer', 'answer'],
  ],
  [
    'silence does not make the hour longer',
    [0, 1, 2, 30, 59, 60],
    ['answer', 'answer', 'tell', 'silence', 'silence', 'answer'],
  ],
  [
    'an hour begins with a message, not with the clock',
    [50, 55, 109, 110],
    ['answer', 'answer', 'tell', 'answer'],
  ],
  ['a clock a little behind goes on counting', [1, 0, 1], ['answer', 'answer', 'tell']],
  ['a clock far behind begins anew', [120, 0, 1, 2], ['answer', 'answer', 'answer', 'tell']],
])('%s', (_, minutes, verdicts) => {
  expect(count(minutes, 3)).toEqual(verdicts);
});
