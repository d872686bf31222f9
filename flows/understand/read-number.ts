import { normalise, wordsIn } from './normalise.ts';

const names = numbered([
  'one first moja kwanza',
  'two second mbili pili',
  'three third tatu',
  'four fourth nne',
  'five fifth tano',
  'six sixth sita',
  'seven seventh saba',
  'eight eighth nane',
  'nine ninth tisa',
  'ten tenth kumi',
]);

/** What people write around the number of a line. */
const around = new Set(
  (
    'no number num nambari namba option choice chaguo answer reply jibu ya la cha wa the it is ni one please tafadhali pls i pick ' +
    'choose take nachagua chagua ile hiyo that ill go with for me nipe nataka want asante thanks slot'
  ).split(' '),
);

const last = new Set(['last', 'mwisho']);

/**
 * "2", "2.", "#2", "no. 2", "two", "mbili", "ya pili", "the second one": the number of a line, when nothing else is said.
 * `offered`: so many lines were shown; the last of them can be asked for as such.
 */
export function readNumber(text: string, offered = 0): number | null {
  if (text.length > LONGEST) return null;
  const words = wordsIn(normalise(text));
  if (
    offered > 0 &&
    words.some((word) => last.has(word)) &&
    words.every((word) => around.has(word) || last.has(word))
  )
    return offered;
  const told = words.filter((word) => numberOf(word, words) !== null);
  // "the second one": the last "one" is no number when another is there.
  const meant = told.length > 1 ? told.filter((word) => word !== 'one') : told;
  const [word, ...others] = meant;
  const alone = words.every((other) => around.has(other) || numberOf(other, words) !== null);
  return word !== undefined && others.length === 0 && alone ? numberOf(word, words) : null;
}

/** Longer ones say something else. */
const LONGEST = 60;

function numberOf(word: string, words: readonly string[]): number | null {
  if (/^\d{1,2}$/.test(word)) return Number(word);
  // "3rd" alone may be a date
  if (/^\d(?:st|nd|rd|th)$/.test(word) && words.includes('one')) return Number(word[0]);
  return names.get(word) ?? null;
}

function numbered(lines: readonly string[]): ReadonlyMap<string, number> {
  return new Map(lines.flatMap((line, at) => line.split(' ').map((word) => [word, at + 1] as const)));
}
