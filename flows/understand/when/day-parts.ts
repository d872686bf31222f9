import { dayPiece } from './days.ts';
import { nameOf, parts } from './names.ts';
import type { Line, Part, Recogniser } from './pieces.ts';
import { heard, isBroken, wordAt } from './pieces.ts';

/** Parts of the day: "asubuhi na mapema", "this evening", "any morning", "after work", "tonight". */

const early = new Set(['early', 'mapema', 'earlier', 'mapemaa']);
const anyBefore = new Set(['any', 'whichever']);
const anyAfter = new Set(['yoyote', 'yeyote', 'yoyte', 'zote', 'yyte']);
const lead = new Set(['in', 'the', 'this', 'at', 'during', 'ya', 'mid', 'late']);
const demonstratives = new Set(['hii', 'huu', 'hi']);

export const readPart: Recogniser = (line, at) => readPhrase(line, at) ?? readNamedPart(line, at);

const readPhrase: Recogniser = (line, at) => {
  const words = [0, 1, 2].map((offset) => wordAt(line, at + offset));
  const part = (length: number, of: Part) =>
    heard(length, { kind: 'part', part: of, any: false, said: 'surely' });
  const [first, second, third] = words;
  if (first === 'after' && ['work', 'job', 'kazi'].includes(second ?? '')) return part(2, parts.afterWork);
  if (first === 'baada' && second === 'ya' && ['kazi', 'job', 'work'].includes(third ?? ''))
    return part(3, parts.afterWork);
  const meal = first === 'after' ? second : first === 'baada' && second === 'ya' ? third : null;
  if (meal === 'lunch') {
    const after = { kind: 'part', part: parts.afterLunch, any: false, said: 'plain' } as const;
    return heard(first === 'after' ? 2 : 3, after);
  }
  const offset = ['at', 'during', 'over', 'wakati', 'saa', 'on'].includes(first ?? '') ? 1 : 0;
  const of = ['wa', 'ya', 'my'].includes(words[offset] ?? '') ? 1 : 0;
  const lunch = words[offset + of];
  if (lunch === 'lunchtime') return part(offset + of + 1, parts.lunch);
  if (lunch !== 'lunch') return null;
  const next = wordAt(line, at + offset + of + 1);
  if (['time', 'hour', 'break', 'hrs', 'hr'].includes(next)) return part(offset + of + 2, parts.lunch);
  return offset > 0 ? part(offset + of + 1, parts.lunch) : null;
};

const readNamedPart: Recogniser = (line, at) => {
  const tonight = nameOf(wordAt(line, at));
  if (tonight?.is === 'tonight') {
    const part = { kind: 'part', part: parts.night, any: false, said: 'surely' } as const;
    return heard(1, dayPiece([line.today]), part);
  }
  let length = 0;
  let sure = false;
  while (length < 2 && lead.has(wordAt(line, at + length))) {
    if (['in', 'this'].includes(wordAt(line, at + length))) sure = true;
    length += 1;
  }
  const before = wordAt(line, at + length);
  const any = anyBefore.has(before);
  if (any || early.has(before)) length += 1;
  const name = nameOf(wordAt(line, at + length));
  if (name?.is !== 'part') return null;
  const place = at + length;
  length += 1;
  const after = wordAt(line, place + 1);
  const isAny = any || anyAfter.has(after) || name.plural;
  const shown = demonstratives.has(after);
  if (anyAfter.has(after) || shown) length += 1;
  const behind = early.has(wordAt(line, at + length)) ? 1 : 0;
  const joined = wordAt(line, at + length) === 'na' && early.has(wordAt(line, at + length + 1)) ? 2 : 0;
  const isEarly =
    isMorning(name.part) && (behind + joined > 0 || early.has(before) || saidEarly(line, place));
  const part = isEarly ? parts.earlyMorning : name.part;
  const said = sure || shown || isAny || isEarly ? 'surely' : 'plain';
  return heard(length + behind + joined, { kind: 'part', part, any: isAny, said });
};

const isMorning = (part: Part) => part === parts.asubuhi || part === parts.morning;

/** "mapema kesho asubuhi": up to three words before, in the same breath. */
function saidEarly(line: Line, place: number): boolean {
  for (let at = place - 1; at >= place - 3 && at >= 0; at -= 1) {
    if (isBroken(line, at + 1)) return false;
    if (early.has(wordAt(line, at))) return true;
  }
  return false;
}
