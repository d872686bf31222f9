import { expect, test } from 'vitest';
import { partNames, readOptions } from './options.ts';

test('nothing said: all parts that need no other checkout, five pairs', () => {
  const parts = partNames.filter((part) => part !== 'compare');
  expect(readOptions([])).toMatchObject({ ok: true, parts, extent: { pairs: 5, people: 10_000 } });
});

test('parts come in their own order, and numbers are read', () => {
  expect(readOptions(['race', 'turns', '--pairs', '1', '--seconds=2'])).toMatchObject({
    ok: true,
    parts: ['turns', 'race'],
    extent: { pairs: 1, seconds: 2 },
  });
});

test('another checkout is named for a comparison', () => {
  const read = readOptions(['compare', '--other', '../before', '--pairs', '12']);
  expect(read).toMatchObject({ ok: true, parts: ['compare'], extent: { pairs: 12, other: '../before' } });
});

test.each([
  [['turn']],
  [['--pairs', '0']],
  [['--pairs', 'many']],
  [['--par', '1']],
  [['--pairs']],
  [['compare']],
  [['turns', '--other', '../before']],
])('refused: %j', (args) => {
  expect(readOptions(args)).toMatchObject({ ok: false, problem: expect.any(String) });
});
