import { expect, test } from 'vitest';
import { partNames, readOptions } from './options.ts';

test('nothing said: all parts, five pairs', () => {
  expect(readOptions([])).toMatchObject({ ok: true, parts: partNames, extent: { pairs: 5, people: 10_000 } });
});

test('parts come in their own order, and numbers are read', () => {
  expect(readOptions(['race', 'turns', '--pairs', '1', '--seconds=2'])).toMatchObject({
    ok: true,
    parts: ['turns', 'race'],
    extent: { pairs: 1, seconds: 2 },
  });
});

test.each([[['turn']], [['--pairs', '0']], [['--pairs', 'many']], [['--par', '1']], [['--pairs']]])(
  'refused: %j',
  (args) => {
    expect(readOptions(args)).toMatchObject({ ok: false, problem: expect.any(String) });
  },
);
