import { expect, test } from 'vitest';
import { type Figure, isMet, markdownOf } from './report.ts';

const figure: Figure = { part: 'turns', what: 'ratio', values: [0.1, 0.2, 0.13], bound: { atLeast: 0.12 } };

test('a bound is judged by the median', () => {
  expect(isMet(figure)).toBe(true);
  expect(isMet({ ...figure, values: [0.1, 0.2, 0.11] })).toBe(false);
  expect(isMet({ ...figure, bound: { atMost: 0.12 } })).toBe(false);
  expect(isMet({ ...figure, bound: { atMost: 0.13 } })).toBe(true);
  expect(isMet({ part: 'turns', what: 'told', values: [1] })).toBeNull();
});

test('what could not be measured has not met its bound', () => {
  expect(isMet({ ...figure, values: [] })).toBe(false);
});

test('the table', () => {
  const told: Figure = { part: 'race', what: 'wall time', values: [1234.5], unit: 'ms' };
  expect(
    markdownOf([figure, { ...figure, values: [0.01] }, told])
      .split('\n')
      .slice(2),
  ).toEqual([
    '| turns | ratio | 0.130 | 0.100 – 0.200 (3) | ≥ 0.12 | met |',
    '| turns | ratio | 0.010 |  | ≥ 0.12 | **not met** |',
    '| race | wall time | 1,235 ms |  |  |  |',
  ]);
});
