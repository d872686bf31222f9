import { expect, test } from 'vitest';
import { endReasons } from '../../core/reminders/notice.ts';
import { endWords } from '../notices/end-words.ts';
import { describeFailure, failureWords } from './failure-words.ts';
import { sendErrors } from './send-error.ts';

test('every way to fail and to end has its words, short ones, in both languages, each its own', () => {
  expect(Object.keys(failureWords)).toEqual(expect.arrayContaining(Object.keys(sendErrors)));
  expect(Object.keys(endWords).toSorted()).toEqual([...endReasons].toSorted());
  for (const words of [failureWords, endWords]) {
    for (const language of ['en', 'sw'] as const) {
      const all = Object.values(words).map((one) => one[language]);
      expect(new Set(all).size).toBe(all.length);
      for (const one of all) expect(one).toMatch(/^[A-Z].{5,90}[a-z0-9]$/);
    }
  }
});

test.each([
  ['bad_number:21211', 'en', 'The number is not in use, or gets no such messages'],
  ['out_of_credit:405', 'sw', 'Salio la kliniki kwa mtoa huduma limeisha, au akaunti imesimamishwa'],
  ['over_budget', 'en', "The money for today's messages, or this number's share of it, was spent"],
  ['toString', 'en', null],
  [null, 'en', null],
] as const)('%s in %s', (code, language, words) => {
  expect(describeFailure(code, language)).toBe(words);
});
