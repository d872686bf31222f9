import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formOf, MOST_FIELDS, readForm, readJsonFields, readText, signedParams } from './form.ts';

test.each([
  ['', []],
  [
    'a=1&b=2',
    [
      ['a', '1'],
      ['b', '2'],
    ],
  ],
  [
    'a=1&&b=',
    [
      ['a', '1'],
      ['b', ''],
    ],
  ],
  ['a', [['a', '']]],
  ['a=b=c', [['a', 'b=c']]],
  ['Body=Habari+%26+karibu%0A%F0%9F%99%8F', [['Body', 'Habari & karibu\n🙏']]],
  ['From=%2B254722000001', [['From', '+254722000001']]],
  [
    'a%5B%5D=1&a%5B%5D=2',
    [
      ['a[]', '1'],
      ['a[]', '2'],
    ],
  ],
  ['__proto__=x', [['__proto__', 'x']]],
])('reads %s', (text, fields) => {
  expect(readForm(text)).toEqual(fields);
});

test.each(['a=%', 'a=%zz', 'a=%C3', 'a=%FF%FE', '%E0%80%80=1', 'a=%ED%A0%80'])('broken: %s', (text) => {
  expect(readForm(text)).toBeNull();
});

test('a form of more fields than anybody sends is not read', () => {
  const fields = (count: number) => 'a&'.repeat(count);
  expect(readForm(fields(MOST_FIELDS))).toHaveLength(MOST_FIELDS);
  expect(readForm(fields(MOST_FIELDS + 1))).toBeNull();
});

test('bytes that are no UTF-8 are no text', () => {
  expect(readText(new Uint8Array([0x61, 0xff]).buffer)).toBeNull();
  expect(readText(new TextEncoder().encode('Jambo 🙏').buffer)).toBe('Jambo 🙏');
});

test.each([
  [
    '{"a":"1","b":2,"c":null,"d":["x"],"e":{}}',
    [
      ['a', '1'],
      ['b', '2'],
    ],
  ],
  ['[]', null],
  ['"a"', null],
  ['null', null],
  ['{', null],
])('JSON: %s', (text, fields) => {
  expect(readJsonFields(text)).toEqual(fields);
});

test('a repeated name counts by its first value, and is signed with all', () => {
  const fields = [
    ['a', '1'],
    ['b', '2'],
    ['a', '3'],
    ['a', '1'],
  ] as const;
  expect(formOf(fields)).toEqual({ a: '1', b: '2' });
  expect(signedParams(fields)).toEqual({ a: ['1', '3', '1'], b: '2' });
});

test('what URLSearchParams writes is read back the same', () => {
  const pairs = fc.array(
    fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' })),
  );
  fc.assert(
    fc.property(pairs, (written) => {
      expect(readForm(new URLSearchParams(written).toString())).toEqual(written);
    }),
  );
});

test('a repeated name counts by its first value', () => {
  expect(formOf(readForm('a=1&b=2&a=3') ?? [])).toEqual({ a: '1', b: '2' });
});
