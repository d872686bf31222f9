import { describe, expect, test } from 'vitest';
import { intentSigns } from './intents/all.ts';
import { compileSigns } from './signs.ts';

const find = (phrase: string, text: string) =>
  compileSigns({ sign: [phrase] }, { colour: 'red blue' })
    .find(text.split(' '))
    .get('sign')?.[0] ?? null;

describe('a phrase', () => {
  test.each([
    ['one two', 'zero one two', { first: 1, last: 2 }],
    ['one two', 'one zero two', null],
    ['one|uno', 'uno', { first: 0, last: 0 }],
    ['one two? three', 'one three', { first: 0, last: 1 }],
    ['beg*', 'a beginning', { first: 1, last: 1 }],
    ['~fut miadi', 'nifutie miadi', { first: 0, last: 1 }],
    ['!fut', 'msifute', { first: 0, last: 0 }],
    ['!fut', 'nifute', null],
    ['#colour', 'so blue', { first: 1, last: 1 }],
    ['one .. two', 'one a b c d two', { first: 0, last: 5 }],
    ['one .. two', 'one a b c d e two', null],
    ['one _ two', 'one a two', { first: 0, last: 2 }],
    ['^ one', 'two one', null],
    ['one $', 'two one', { first: 1, last: 1 }],
  ] as const)('%j in %j', (phrase, text, place) => {
    expect(find(phrase, text)).toEqual(place);
  });
});

test('a phrase that may be nothing at all is refused', () => {
  expect(() => compileSigns({ sign: ['maybe?'] }, {})).toThrow('nothing at all');
});

test('a class that is not there is refused', () => {
  expect(() => compileSigns({ sign: ['#none'] }, {})).toThrow('no class');
});

test.each(['a', 'my visit', 'damu', 'what time is my', 'not', 'nataka miadi', 'cant breathe', 'i am not'])(
  'the work grows with the message alone: %s',
  (piece) => {
    const stepsOf = (times: number) => {
      const tally = { steps: 0 };
      intentSigns.find(`${piece} `.repeat(times).trim().split(' '), tally);
      return tally.steps;
    };
    expect(stepsOf(800)).toBeLessThanOrEqual(2.2 * stepsOf(400) + 100);
    expect(stepsOf(400)).toBeGreaterThan(0);
  },
);
