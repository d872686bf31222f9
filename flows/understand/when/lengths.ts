import { nameOf } from './names.ts';
import { readNumberAt } from './numbers.ts';
import type { Heard, Line, Piece, Recogniser } from './pieces.ts';
import { heard, wordAt } from './pieces.ts';

/** How long, how old, how many: no time, but where it is counted from now ("in 2 days", "baada ya wiki mbili"). */

type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

const units: ReadonlyMap<string, Unit> = new Map(
  (
    [
      ['minute', 'minute minutes min mins dakika dk'],
      ['hour', 'hour hours hr hrs masaa'],
      ['day', 'day days siku'],
      ['week', 'week weeks wk wks wiki'],
      ['month', 'month months mnth mnths mwezi miezi'],
      ['year', 'year years yr yrs mwaka miaka yo'],
    ] as const
  ).flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit] as const)),
);
const swahiliUnits = new Set('dakika dk masaa siku wiki mwezi miezi mwaka miaka'.split(' '));
const leadsIn = new Set(['in', 'after', 'within', 'baada', 'ndani']);

const future = new Set([
  'from now',
  'kuanzia sasa',
  'kutoka sasa',
  'kuanzia leo',
  'from today',
  'kutoka leo',
]);

type Length = { length: number; count: number; unit: Unit };

/** "3 days", "siku tatu", "nusu saa", "an hour", "a week", "half an hour", "6months". */
function readLength(line: Line, at: number, led: boolean): Length | null {
  const word = wordAt(line, at);
  if (swahiliUnits.has(word)) {
    const unit = units.get(word);
    const number = readNumberAt(line, at + 1);
    if (unit && number) return { length: 1 + number.length, count: number.value, unit };
  }
  if (word === 'nusu' && wordAt(line, at + 1) === 'saa') return { length: 2, count: 30, unit: 'minute' };
  if (word === 'half') {
    const article = ['an', 'a'].includes(wordAt(line, at + 1)) ? 1 : 0;
    if (['hour', 'hr'].includes(wordAt(line, at + 1 + article)))
      return { length: 2 + article, count: 30, unit: 'minute' };
  }
  const article = ['a', 'an'].includes(word) ? units.get(wordAt(line, at + 1)) : undefined;
  const counted = article && future.has(`${wordAt(line, at + 2)} ${wordAt(line, at + 3)}`);
  if (article && (led || counted || article === 'hour')) return { length: 2, count: 1, unit: article };
  const glued = /^(\d{1,3})([a-z]{1,7})$/.exec(word.slice(0, 12));
  const gluedUnit =
    glued && !nameOf(word) && glued[2] !== 'hrs' && glued[2] !== 'hr' ? units.get(glued[2] ?? '') : undefined;
  if (glued && gluedUnit) return { length: 1, count: Number(glued[1]), unit: gluedUnit };
  const number = readNumberAt(line, at);
  if (!number) return null;
  const next = at + number.length;
  const other = ['more', 'other', 'full', 'good'].includes(wordAt(line, next)) ? 1 : 0;
  const unit = units.get(wordAt(line, next + other));
  if (!unit || (unit === 'hour' && ['hr', 'hrs'].includes(wordAt(line, next)) && number.value > 12))
    return null;
  return { length: number.length + other + 1, count: number.value, unit };
}

export const readLengthPiece: Recogniser = (line, at) => {
  const lead = leadIn(line, at);
  const found = readLength(line, at + lead, lead > 0);
  // "ten minutes to four" is an hour.
  if (found?.unit === 'minute' && ['to', 'past'].includes(wordAt(line, at + lead + found.length)))
    return null;
  const hour = found ? null : readSaaMoja(line, at, lead);
  if (hour) return hour;
  if (!found) return null;
  const after = at + lead + found.length;
  const time = ['time', 'zijazo', 'ijayo', 'ijao', 'hivi'].includes(wordAt(line, after)) ? 1 : 0;
  const counted = future.has(`${wordAt(line, after)} ${wordAt(line, after + 1)}`) ? 2 : 0;
  const length = lead + found.length + (counted || time);
  if (lead === 0 && counted === 0 && !(time === 1 && wordAt(line, after) === 'time')) {
    return heard(lead + found.length, { kind: 'idle', past: isOver(line, after) });
  }
  const piece = fromNow(line, found);
  return heard(length, piece);
};

function leadIn(line: Line, at: number): number {
  const word = wordAt(line, at);
  if (!leadsIn.has(word)) return 0;
  const next = wordAt(line, at + 1);
  if (word === 'baada' || word === 'ndani') return next === 'ya' ? 2 : 0;
  return ['like', 'about', 'kama', 'just'].includes(next) ? 2 : 1;
}

/** "baada ya saa moja" is in an hour; where a part follows it is after seven o'clock. */
function readSaaMoja(line: Line, at: number, lead: number): Heard | null {
  if (wordAt(line, at + lead) !== 'saa' || readNumberAt(line, at + lead + 1)?.value !== 1) return null;
  if (line.late && lead === 0) return heard(2, { kind: 'idle', past: false });
  const next = nameOf(wordAt(line, at + lead + 2));
  if (lead !== 2 || next || wordAt(line, at + lead + 2) === 'na') return null;
  const before = nameOf(wordAt(line, at - 1));
  return before ? null : heard(lead + 2, fromNow(line, { count: 1, unit: 'hour' }));
}

function fromNow(line: Line, { count, unit }: Omit<Length, 'length'>): Piece {
  if (unit === 'minute' || unit === 'hour') {
    if (line.late) return { kind: 'idle', past: false };
    return { kind: 'instant', minutes: count * (unit === 'hour' ? 60 : 1) };
  }
  const day = line.today.add({ [`${unit}s`]: count });
  return { kind: 'day', days: [day], weekday: null, dayOfMonth: null };
}

const isOver = (line: Line, at: number) =>
  ['ago', 'zilizopita', 'iliyopita', 'uliopita', 'nyuma', 'earlier', 'before'].includes(wordAt(line, at));
