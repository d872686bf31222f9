import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalise } from './normalise.ts';
import { LONGEST_READ, tokenize, wordsOf } from './tokens.ts';

const words = (text: string) => tokenize(text).map(({ word }) => word);

test.each([
  ['Kesho, SAA tatu!', ['kesho', 'saa', 'tatu']],
  ["ng’ombe ng`ombe ng'oa", ['ngombe', 'ngombe', 'ngoa']],
  ['heyyyy keshooo saa', ['hey', 'kesho', 'saa']],
  ['Wanjirũ café', ['wanjiru', 'cafe']],
  [
    '9:30 3.30pm 15/11 15-11-2026 1430hrs 3pm 8:00',
    ['9:30', '3.30pm', '15/11', '15-11-2026', '1430hrs', '3pm', '8:00'],
  ],
  ['ends 5. and 3: or 2/', ['ends', '5', 'and', '3', 'or', '2']],
  ['ku-cancel', ['ku', 'cancel']],
  ['👍🏽 3️⃣', ['ok', '3']],
  ['2000000', ['2000000']],
  ['3½ 10¼pm 9¾', ['3.30', '10.15pm', '9.45']],
  ['½ past, ¼ to, ¾', ['half', 'past', 'quarter', 'to']],
  ['', []],
])('%s', (text, expected) => {
  expect(words(text)).toEqual(expected);
});

test('a word stands where it was written', () => {
  const text = '  Ndio, KESHOOO (saa Ng’ombe) 3.30pm.';
  const tokens = tokenize(text);
  expect(tokens.map((token) => text.slice(token.start, token.end))).toEqual([
    ...['Ndio', 'KESHOOO', 'saa', 'Ng’ombe', '3.30pm'],
  ]);
  expect(wordsOf(text, tokens, 1, 2)).toBe('KESHOOO (saa');
});

test('folds as normalise does', () => {
  const letters = fc.constantFrom(..."aabBéŨ ßﬁ'’`,!? \n👍🙏😀ñ".split(/(?:)/u));
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 60 }), (signs) => {
      const text = signs.join('');
      expect(words(text).join(' ')).toBe(normalise(text));
    }),
  );
});

test('a sign that is two words gives both', () => {
  expect(words('⅐')).toEqual(['1', '7']);
  expect(tokenize('a⅐b')).toEqual([
    { word: 'a1', start: 0, end: 2 },
    { word: '7b', start: 1, end: 3 },
  ]);
});

test('any text gives words in order, within it, and none behind the longest that is read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 1500 }), (text) => {
      let end = 0;
      for (const token of tokenize(text)) {
        // two words may share one sign: "⅐" is "1" and "7"
        expect([...text.slice(token.start, end)].length).toBeLessThanOrEqual(1);
        expect(token.end).toBeGreaterThan(token.start);
        end = token.end;
      }
      expect(end).toBeLessThanOrEqual(LONGEST_READ);
    }),
  );
});
