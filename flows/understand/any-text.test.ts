import { expect, test } from 'vitest';
import { nowhere, readMessage } from './read-message.ts';
import { askedKinds } from './reading.ts';

const pieces = [
  ...[
    '',
    ' ',
    'saa',
    'tatu',
    'kesho',
    'my',
    'appointment',
    'cancel',
    'not',
    'damu',
    'naitwa',
    '..',
    '$',
    '^',
    '~fut',
    '#it',
    '__proto__',
  ],
  ...[
    'constructor',
    '99999999999999999999',
    '31/02/2026',
    '25:61',
    '0',
    '-1',
    '\n',
    '\t',
    '\u0000',
    '\ud800',
    '👍',
    'ﬁ',
    'ẞ',
    '\u0301',
    'ـ',
    '中',
  ],
];

/** Always the same row of numbers, so that what fails fails again. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % below;
  };
}

test('no text at all makes the reader throw', () => {
  const next = numbers(7);
  for (let round = 0; round < 400; round++) {
    const joint = next(3) === 0 ? '' : ' ';
    const text = Array.from({ length: next(30) }, () => pieces[next(pieces.length)]).join(joint);
    const asked = askedKinds[next(askedKinds.length)] ?? null;
    expect(
      () => readMessage(text, { ...nowhere, asked, offered: next(6) }),
      JSON.stringify(text),
    ).not.toThrow();
  }
});
