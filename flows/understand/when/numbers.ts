import type { Line } from './pieces.ts';
import { wordAt } from './pieces.ts';

const numbered = (words: string, first: number, step = 1): readonly (readonly [string, number])[] =>
  words.split(' ').map((word, at) => [word, first + at * step] as const);

const swahiliUnits: ReadonlyMap<string, number> = new Map([
  ...numbered('moja mbili tatu nne tano sita saba nane tisa', 1),
  ...numbered('mmoja mawili matatu manne matano', 1),
  ...numbered('wawili watatu wanne watano', 2),
  ...numbered('miwili mitatu minne mitano', 2),
  ...([
    ['minane', 8],
    ['manane', 8],
    ['mbil', 2],
    ['mbl', 2],
    ['tatuu', 3],
    ['nnee', 4],
  ] as const),
]);
const swahiliTens: ReadonlyMap<string, number> = new Map([
  ...numbered('kumi ishirini thelathini arobaini hamsini', 10, 10),
  ...([
    ['arubaini', 40],
    ['thelathin', 30],
    ['ishrini', 20],
  ] as const),
]);
const englishUnits: ReadonlyMap<string, number> = new Map(
  numbered(
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    1,
  ),
);
const englishTens: ReadonlyMap<string, number> = new Map(numbered('twenty thirty forty fifty', 20, 10));
const ordinals: ReadonlyMap<string, number> = new Map([
  ['mosi', 1],
  ['kwanza', 1],
  ['pili', 2],
]);

export type Said = { length: number; value: number; digits: boolean; swahili: boolean };

/** A whole number below 10,000 in digits, or below 60 in words: "kumi na mbili", "twenty five", "40". */
export function readNumberAt(line: Line, at: number): Said | null {
  const word = wordAt(line, at);
  if (/^\d{1,4}$/.test(word)) return { length: 1, value: Number(word), digits: true, swahili: false };
  return swahiliNumber(line, at, word) ?? englishNumber(line, at, word);
}

/** As in "tarehe mosi", "mwezi wa pili". */
export function readOrdinalAt(line: Line, at: number): Said | null {
  const value = ordinals.get(wordAt(line, at));
  return value ? { length: 1, value, digits: false, swahili: true } : readNumberAt(line, at);
}

function swahiliNumber(line: Line, at: number, word: string): Said | null {
  const said = (length: number, value: number): Said => ({ length, value, digits: false, swahili: true });
  const unit = swahiliUnits.get(word);
  if (unit) return said(1, unit);
  const tens = swahiliTens.get(word);
  if (!tens) return null;
  const more = wordAt(line, at + 1) === 'na' ? swahiliUnits.get(wordAt(line, at + 2)) : undefined;
  return more ? said(3, tens + more) : said(1, tens);
}

function englishNumber(line: Line, at: number, word: string): Said | null {
  const said = (length: number, value: number): Said => ({ length, value, digits: false, swahili: false });
  const unit = englishUnits.get(word);
  if (unit) return said(1, unit);
  const tens = englishTens.get(word);
  if (!tens) return null;
  const more = englishUnits.get(wordAt(line, at + 1));
  return more && more < 10 ? said(2, tens + more) : said(1, tens);
}
