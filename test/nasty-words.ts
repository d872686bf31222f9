import fc from 'fast-check';

/** All that a patient may do to us who means no good, or no harm, or nothing at all. */
export type NastyInput =
  | { do: 'write'; text: string }
  /** A button or row of any message so far: the latest is 0. */
  | { do: 'tap'; message: number; choice: number }
  | { do: 'media'; contentType: string }
  | { do: 'locate'; latitude: number; longitude: number }
  /** What was written last, once more: as a message of its own, or the very same message. */
  | { do: 'repeat'; same: boolean }
  /** For all phones that are playing. */
  | { do: 'wait'; minutes: number };

const words = [
  ...[
    'hi',
    'Habari',
    'menu',
    'menyu',
    'back',
    'rudi',
    'help',
    'msaada',
    'yes',
    'ndiyo',
    'no',
    'hapana',
    'ok',
    'sawa',
  ],
  ...[
    'book',
    'nataka kuweka miadi',
    'I want to see a dentist tomorrow',
    'book for my child',
    'miadi ya meno kesho',
  ],
  ...[
    'move my visit',
    'badilisha miadi',
    'cancel my visit',
    'futa miadi',
    "I can't come",
    'my visits',
    'miadi yangu',
  ],
  ...[
    'person',
    'mtu',
    'talk to a human please',
    'my details',
    'badilisha jina langu',
    'English',
    'Kiswahili',
  ],
  ...[
    'thanks',
    'asante sana',
    'nothing',
    'none',
    'sijui',
    'what',
    'kesho saa tatu',
    'next friday 9am',
    'jumatano ijayo',
  ],
  ...[
    'STOP',
    'ONDOKA',
    'sitisha',
    'START',
    'ANZA',
    'CANCEL',
    'END',
    'acha',
    'toka',
    'wrong number',
    'si mimi',
  ],
] as const;

const names = [
  ...[
    'Asha Wanjiru',
    'Baraka',
    "Ng'ang'a wa Kamau",
    'José Muñoz',
    'Ⓐⓢⓗⓐ',
    'محمد علي',
    'x',
    'O',
    'Null',
    'undefined',
  ],
  ...[
    '<script>alert(1)</script>',
    "'; drop table patient; --",
    '{{7*7}}',
    '$(reboot)',
    '__proto__',
    '%00',
    '\\u0000',
  ],
] as const;

const oddities = [
  ...[
    '',
    ' ',
    '\n\n',
    '.',
    '?',
    '😀',
    '👍🏽',
    '👨‍👩‍👧‍👦',
    '\u200b',
    '\u202e',
    '\ud83d',
    'a\u0000b',
    '\ufeffmenu',
    '1️⃣',
    '½',
    '٣',
  ],
  ...[
    '0',
    '00',
    '-1',
    '1.',
    '1)',
    'one',
    'moja',
    '1 2 3',
    '99',
    '1e3',
    '+254712345678',
    '0712 345 678',
    '２',
  ],
  ...[
    'x'.repeat(5_000),
    '1'.repeat(5_000),
    '😀'.repeat(700),
    'menu '.repeat(300),
    'https://example.org/?q=menu#1',
  ],
] as const;

const written = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 8 }).map(String) },
  { weight: 4, arbitrary: fc.constantFrom(...words) },
  { weight: 2, arbitrary: fc.constantFrom(...names) },
  { weight: 2, arbitrary: fc.constantFrom(...oddities) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

const input: fc.Arbitrary<NastyInput> = fc.oneof(
  { weight: 12, arbitrary: written.map((text) => ({ do: 'write' as const, text })) },
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(8)), fc.nat(9))
      .map(([message, choice]) => ({ do: 'tap' as const, message, choice })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('image/jpeg', 'audio/ogg', 'image/webp', 'application/x-msdownload', 'text/vcard')
      .map((contentType) => ({ do: 'media' as const, contentType })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ latitude: fc.integer({ min: -90, max: 90 }), longitude: fc.integer({ min: -180, max: 180 }) })
      .map((place) => ({ do: 'locate' as const, ...place })),
  },
  { weight: 2, arbitrary: fc.boolean().map((same) => ({ do: 'repeat' as const, same })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(1, 11, 45, 200, 1_500).map((minutes) => ({ do: 'wait' as const, minutes })),
  },
);

/** Sequences of that many inputs, the same ones for the same seed. */
export function nastySequences(count: number, length: number, seed: number): NastyInput[][] {
  return fc.sample(fc.array(input, { minLength: length, maxLength: length }), { numRuns: count, seed });
}
