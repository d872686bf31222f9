import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, test } from 'vitest';
import { countSegments, foldToGsm7, isGsm7 } from './gsm7.ts';

test('knows the same alphabet as the segment calculator', () => {
  const differing: string[] = [];
  for (let point = 1; point < 0xd800; point += 1) {
    const character = String.fromCodePoint(point);
    const theirs = new SegmentedMessage(character).encodingName === 'GSM-7';
    if (theirs !== isGsm7(character)) differing.push(point.toString(16));
  }
  expect(differing).toEqual([]);
});

test('counts segments as the calculator does', () => {
  const letters = fc.constantFrom(..."abcXYZ 0.,?'\n@£éÜΩ€[]~ĩ🙏");
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 500 }), (characters) => {
      const words = characters.join('');
      expect(countSegments(words)).toBe(new SegmentedMessage(words).segmentsCount);
    }),
  );
  const plain = 'a'.repeat(500);
  for (let length = 1; length < 500; length += 1) {
    const words = plain.slice(0, length);
    expect(countSegments(words)).toBe(new SegmentedMessage(words).segmentsCount);
  }
});

describe('folds to the nearest', () => {
  test.each([
    ['Wanjikũ wa Mbũri', 'Wanjiku wa Mburi'],
    ['Gĩthĩnji', 'Githinji'],
    ['GĨTHŨ', 'GITHU'],
    ['Ng\u2019endo \u201cMama\u201d', 'Ng\'endo "Mama"'],
    ['9:00 – 10:00 — open', '9:00 - 10:00 - open'],
    ['one moment…', 'one moment...'],
    ['KES 1 500', 'KES 1 500'],
    ['Karibu 👋🏾 sana 👩🏽‍⚕️!', 'Karibu sana !'],
    ['1️⃣ Book', '1 Book'],
    ['½ day', '1/2 day'],
    ['• one', '- one'],
    ['Ibrāhīm Çelik ç', 'Ibrahim Çelik c'],
    ['line\r\nline\rline', 'line\nline\nline'],
    ['file ﬁne', 'file fine'],
    ['ŋoma', 'ngoma'],
    ['i\u0303', 'i'],
  ])('%s → %s', (words, folded) => {
    expect(foldToGsm7(words)).toBe(folded);
  });

  test('what GSM-7 has stays as it is', () => {
    const words = 'Zoé Müller, Señor Åke: €5 [now] @ 10\n{ok}~';
    expect(foldToGsm7(words)).toBe(words);
  });

  test.each(['محمد علي', 'अनीता', 'ለምለም', '李明'])(
    'a name of letters without a near one stays whole: %s',
    (name) => {
      expect(foldToGsm7(`Jambo ${name} – karibu…`)).toBe(`Jambo ${name} - karibu...`);
    },
  );

  test('a Latin-script text always ends in GSM-7, and folding twice changes nothing', () => {
    const latin = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x17e }).map((point) => String.fromCodePoint(point)),
    });
    fc.assert(
      fc.property(latin, (words) => {
        const folded = foldToGsm7(words);
        expect([...folded].filter((one) => !isGsm7(one) && !/\p{L}/u.test(one))).toEqual([]);
        expect(foldToGsm7(folded)).toBe(folded);
      }),
    );
  });
});

test.each([
  ['a'.repeat(160), 1],
  ['a'.repeat(161), 2],
  ['a'.repeat(306), 2],
  ['a'.repeat(307), 3],
  ['€'.repeat(80), 1],
  ['€'.repeat(81), 2],
  ['ũ'.repeat(70), 1],
  ['ũ'.repeat(71), 2],
])('counts segments', (words, segments) => {
  expect(countSegments(words)).toBe(segments);
});
