import { expect, test } from 'vitest';
import { latenciesOf, spreadOf } from './statistics.ts';

test.each([
  [[3], { median: 3, least: 3, most: 3, count: 1 }],
  [[5, 1, 3], { median: 3, least: 1, most: 5, count: 3 }],
  [[4, 1, 2, 10], { median: 3, least: 1, most: 10, count: 4 }],
])('the spread of %j', (values, expected) => {
  expect(spreadOf(values)).toEqual(expected);
});

test('percentiles are values that were measured', () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect(latenciesOf(values)).toEqual({ p50: 100, p95: 190, p99: 198, max: 200 });
  expect(latenciesOf([7])).toEqual({ p50: 7, p95: 7, p99: 7, max: 7 });
});
