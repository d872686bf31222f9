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
    'choose take nachagua chagua'
  ).split(' '),
);

/** "2", "2.", "#2", "no. 2", "two", "mbili", "ya pili", "the second one": the number of a line, when nothing else is said. */
export function readNumber(text: string): number | null {
  const words = wordsIn(normalise(text));
  const told = words.filter((word) => numberOf(word) !== null);
  // "the second one": the last "one" is no number when another is there.
  const meant = told.length > 1 ? told.filter((word) => word !== 'one') : told;
  const [word, ...others] = meant;
  const alone = words.every((other) => around.has(other) || numberOf(other) !== null);
  return word !== undefined && others.length === 0 && alone ? numberOf(word) : null;
}

function numberOf(word: string): number | null {
  if (/^\d{1,2}$/.test(word)) return Number(word);
  return names.get(word) ?? null;
}

function numbered(lines: readonly string[]): ReadonlyMap<string, number> {
  return new Map(lines.flatMap((line, at) => line.split(' ').map((word) => [word, at + 1] as const)));
}
