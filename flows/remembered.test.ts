import { expect, test } from 'vitest';
import { remembered } from './remembered.ts';

test('works out each text once, and begins anew when it knows too many', () => {
  const asked: string[] = [];
  const lengthOf = remembered(2, (text) => {
    asked.push(text);
    return { length: text.length };
  });
  expect([lengthOf('a'), lengthOf('bb'), lengthOf('a')]).toEqual([
    { length: 1 },
    { length: 2 },
    { length: 1 },
  ]);
  expect(asked).toEqual(['a', 'bb']);
  lengthOf('ccc');
  lengthOf('ccc');
  lengthOf('a');
  expect(asked).toEqual(['a', 'bb', 'ccc', 'a']);
});

test('what is not worth it is worked out each time', () => {
  const asked: string[] = [];
  const lettersOf = remembered(
    2,
    (text) => {
      asked.push(text);
      return [...text];
    },
    (letters, text) => letters.length < 3 && text !== 'no',
  );
  for (const text of ['ab', 'ab', 'abc', 'abc', 'no', 'no']) lettersOf(text);
  expect(asked).toEqual(['ab', 'abc', 'abc', 'no', 'no']);
});

test('what cannot be worked out is not kept', () => {
  const dayOf = remembered(2, (text) => Temporal.PlainDate.from(text));
  expect(() => dayOf('never')).toThrow(RangeError);
  expect(() => dayOf('never')).toThrow(RangeError);
});
