import type { Line, Link, Recogniser } from './pieces.ts';
import { heard, wordAt } from './pieces.ts';

/** The small words between times: or, from … to, after, not, instead of. */

const single: ReadonlyMap<string, Link> = new Map([
  ...(['or', 'au', 'ama', 'aidha'] as const).map((word) => [word, 'or'] as const),
  ...(['and', 'na', 'n'] as const).map((word) => [word, 'and'] as const),
  ...(['between', 'btwn', 'btw', 'kati', 'baina', 'bwtn'] as const).map((word) => [word, 'between'] as const),
  ...(['from', 'frm', 'kutoka', 'kuanzia', 'starting', 'kutokea'] as const).map(
    (word) => [word, 'from'] as const,
  ),
  ...(['to', 'till', 'til', 'until', 'upto', 'hadi', 'mpaka', 'adi', 'kwenda', 'paka'] as const).map(
    (word) => [word, 'to'] as const,
  ),
  ...(['iwe', 'ziwe', 'instead'] as const).map((word) => [word, 'become'] as const),
  ...(['after', 'aftr', 'past'] as const).map((word) => [word, 'after'] as const),
  ...(['before', 'b4', 'bfore', 'befo', 'bfr'] as const).map((word) => [word, 'before'] as const),
  ...(['not', 'si', 'sio', 'siyo', 'except', 'isipokuwa'] as const).map((word) => [word, 'not'] as const),
  ...(['kuliko', 'than'] as const).map((word) => [word, 'instead'] as const),
  ...(['since', 'tangu', 'toka', 'tokea', 'tangia'] as const).map((word) => [word, 'since'] as const),
]);
const double: ReadonlyMap<string, Link> = new Map([
  ['baada ya', 'after'],
  ['kabla ya', 'before'],
  ['later than', 'after'],
  ['not before', 'after'],
  ['not after', 'before'],
  ['any time after', 'after'],
  ['instead of', 'instead'],
  ['badala ya', 'instead'],
  ['instead ya', 'instead'],
  ['badala of', 'instead'],
  ['rather than', 'instead'],
  ['other than', 'instead'],
  ['kati ya', 'between'],
  ['baina ya', 'between'],
  ['up to', 'to'],
  ['make it', 'become'],
]);

const anyOf = new Set('any every all anyday anytime everyday yoyote yeyote wowote zote'.split(' '));
const without = new Set('but besides excluding ila kasoro minus'.split(' '));
const visits = new Set('miadi appointment nafasi booking slot visit'.split(' '));

/** "Usiniweke Jumatatu", "don't book me on Monday", "any day but Monday": how many words deny the day behind them. */
function deniesDay(line: Line, at: number): number {
  const word = wordAt(line, at);
  if (without.has(word) && [1, 2].some((back) => anyOf.has(wordAt(line, at - back)))) return 1;
  if (word === 'except' && wordAt(line, at + 1) === 'for') return 2;
  if (word === 'apart' && wordAt(line, at + 1) === 'from') return 2;
  // "Mbona msiniweke", "why don't you put me": asks for it.
  if (['mbona', 'why', 'kwanini', 'nini', 'si'].includes(wordAt(line, at - 1))) return 0;
  if (/^[um]si(ni|tu)(wek|pang|pe|pati|book|andik|chagu)/.test(word))
    return visits.has(wordAt(line, at + 1)) ? 2 : 1;
  const asks = word === 'dont' && /^(put|book|schedule|give|place)$/.test(wordAt(line, at + 1));
  return asks && /^(me|us|him|her|it)$/.test(wordAt(line, at + 2)) ? 3 : 0;
}

export const readLink: Recogniser = (line, at) => {
  const word = wordAt(line, at);
  const denying = deniesDay(line, at);
  if (denying > 0) return heard(denying, { kind: 'link', link: 'not' });
  const two = double.get(`${word} ${wordAt(line, at + 1)}`);
  if (two) return heard(2, { kind: 'link', link: two });
  if (word === 'not' && wordAt(line, at - 1) === 'why') return null;
  const one = single.get(word);
  if (!one || (word === 'instead' && wordAt(line, at + 1) === '')) return null;
  // "toka jumatatu hadi jumanne" in a move is where from.
  if (word === 'toka' && line.moves) return heard(1, { kind: 'link', link: 'from' });
  return heard(1, { kind: 'link', link: one });
};
