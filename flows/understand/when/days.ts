import { nameOf } from './names.ts';
import type { DayPiece, Heard, Line, Recogniser } from './pieces.ts';
import { heard, isBroken, wordAt } from './pieces.ts';

/** Days by their names and by how far they are: "kesho kutwa", "next friday", "siku ya jumatatu", "j2 hii". */

const thisBefore = new Set(['this', 'dis', 'coming', 'upcoming']);
const thisAfter = new Set(['hii', 'hili', 'huu', 'hi', 'inayokuja', 'ikuja', 'coming']);
const nextBefore = new Set(['next', 'nxt', 'following']);
const nextAfter = new Set(['ijayo', 'ijao', 'ijaayo', 'lijalo', 'ijyo', 'inayofuata', 'ifuatayo', 'next']);
const lead = new Set(['on', 'siku', 'ya', 'day', 'the', 'of']);
/** "in the sun", "I sat": no days. */
const nounMarks = new Set(['the', 'of', 'hot']);
const sitters = new Set(['i', 'he', 'she', 'we', 'they', 'you', 'who', 'nime', 'just', 'have', 'had']);

export const dayPiece = (
  days: readonly Temporal.PlainDate[],
  weekday: number | null = null,
  dayOfMonth: number | null = null,
): DayPiece => ({ kind: 'day', days, weekday, dayOfMonth });

export const readDay: Recogniser = (line, at) => readDistance(line, at) ?? readWeekday(line, at);

/** "Next next week": each further one is a week more. */
const MOST_NEXTS = 3;
const saysNext = (word: string) => word === 'next' || word === 'nxt';
export function nextsAt(line: Line, at: number, marker: string): number {
  let count = 0;
  while (saysNext(marker) && count < MOST_NEXTS && saysNext(wordAt(line, at + count))) count += 1;
  return count;
}

const weekCounts: ReadonlyMap<string, number> = new Map([
  ...(['a', 'one', '1'] as const).map((word) => [word, 1] as const),
  ...(['two', '2'] as const).map((word) => [word, 2] as const),
  ...(['three', '3'] as const).map((word) => [word, 3] as const),
]);

/** "A week from Monday", "a week on Friday", "two weeks after Monday": so many weeks after the coming one. */
export const readWeeksFrom: Recogniser = (line, at) => {
  const weeks = weekCounts.get(wordAt(line, at));
  if (!weeks || ['for', 'every'].includes(wordAt(line, at - 1))) return null;
  if (!['week', 'weeks', 'wk', 'wks'].includes(wordAt(line, at + 1))) return null;
  const link = wordAt(line, at + 2);
  if (!['from', 'frm', 'after'].includes(link) && !(link === 'on' && wordAt(line, at) === 'a')) return null;
  const day = readWeekday(line, at + 3);
  const piece = day?.pieces[0];
  const [coming] = piece?.kind === 'day' ? piece.days : [];
  if (!day || !coming || piece?.kind !== 'day') return null;
  return heard(3 + day.length, dayPiece([coming.add({ weeks })], piece.weekday));
};

function readDistance(line: Line, at: number): Heard | null {
  const article = wordAt(line, at) === 'the' ? 1 : 0;
  if (wordAt(line, at + article) === 'day' && wordAt(line, at + article + 1) === 'after') {
    const name = nameOf(wordAt(line, at + article + 2));
    if (name?.is === 'offset' && name.days === 1)
      return heard(article + 3, dayPiece([line.today.add({ days: 2 })]));
  }
  const name = nameOf(wordAt(line, at));
  if (name?.is !== 'offset') return null;
  const next = wordAt(line, at + 1);
  if (name.days === 1 && ['kutwa', 'kutua', 'kutwaa', 'kutw'].includes(next)) {
    return heard(2, dayPiece([line.today.add({ days: 2 })]));
  }
  const filler = name.days === 0 && ['hii', 'hivi'].includes(next) ? 2 : 1;
  return heard(filler, dayPiece([line.today.add({ days: name.days })]));
}

function readWeekday(line: Line, at: number): Heard | null {
  let length = 0;
  while (length < 2 && lead.has(wordAt(line, at + length))) length += 1;
  const marker = wordAt(line, at + length);
  const isNext = nextBefore.has(marker);
  const isThis = thisBefore.has(marker);
  if (isNext || isThis) length += 1;
  const further = nextsAt(line, at + length, marker);
  length += further;
  const place = at + length;
  const name = nameOf(wordAt(line, place));
  if (name?.is !== 'weekday' || isNoun(line, place)) return null;
  length += 1;
  const after = wordAt(line, place + 1);
  // "friday next week" is said of the week; "friday next" hardly by itself.
  const behind = after === 'next' && wordAt(line, place + 2) === 'week' ? '' : after;
  const says = isNext || nextAfter.has(behind) ? 'next' : isThis || thisAfter.has(behind) ? 'this' : 'plain';
  if (nextAfter.has(behind) || thisAfter.has(behind)) length += 1;
  const days = comingDays(line, name.weekday, says);
  if (says === 'plain' && isWeekLater(line, place + 1)) {
    return heard(length + 1, dayPiece([days[0] ?? line.today].map(weekLater(1)), name.weekday));
  }
  return heard(length, dayPiece(days.map(weekLater(further)), name.weekday));
}

const weekLater = (weeks: number) => (day: Temporal.PlainDate) => day.add({ weeks });

/** "Monday week"; not "Monday week ijayo", nor "Monday, week 3". */
function isWeekLater(line: Line, at: number): boolean {
  if (wordAt(line, at) !== 'week' || isBroken(line, at)) return false;
  const next = wordAt(line, at + 1);
  return !(nextAfter.has(next) || thisAfter.has(next) || ['after', 'of', 'ya'].includes(next));
}

function isNoun(line: Line, at: number): boolean {
  const word = wordAt(line, at);
  const before = wordAt(line, at - 1);
  if (word === 'sun' || word === 'mon') return nounMarks.has(before);
  return word === 'sat' && sitters.has(before);
}

function comingDays(line: Line, weekday: number, says: 'next' | 'this' | 'plain'): Temporal.PlainDate[] {
  const ahead = (weekday - line.today.dayOfWeek + 7) % 7;
  const coming = line.today.add({ days: ahead });
  const later = coming.add({ weeks: 1 });
  if (says === 'this') return [coming];
  if (ahead === 0) return says === 'next' ? [later] : [coming, later];
  const inThisWeek = weekday > line.today.dayOfWeek;
  return says === 'next' && inThisWeek ? [coming, later] : [coming];
}
