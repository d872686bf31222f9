import { readNumberedMonth } from './dates.ts';
import { nextsAt } from './days.ts';
import { nameOf } from './names.ts';
import type { Line, Recogniser, SpanPiece } from './pieces.ts';
import { heard, wordAt } from './pieces.ts';

/** Weeks, weekends and months: "wiki ijayo", "this weekend", "mwezi ujao", "end of the month". */

type Which = 'this' | 'next' | 'none';

const thisBefore = new Set(['this', 'dis', 'the']);
const nextBefore = new Set(['next', 'nxt', 'coming', 'following', 'upcoming']);
const thisAfter = new Set(['hii', 'huu', 'hili', 'hi']);
const nextAfter = new Set(
  'ijayo ijao ijaayo ijyo lijalo ujao ujaoo inayokuja unaokuja lijao inayofuata ifuatayo'.split(' '),
);
const weekWords = new Set(['week', 'wk', 'wiki', 'juma']);
const weekendWords = new Set('weekend weekends wikendi wikend wkend wknd weekendi wknds wkd'.split(' '));
const monthWords = new Set(['month', 'mnth', 'mwezi']);
const lead = new Set(['on', 'in', 'over', 'during', 'the', 'siku', 'ya']);

export const readSpan: Recogniser = (line, at) =>
  readMonthEnd(line, at) ?? readUnit(line, at) ?? readNamedMonth(line, at);

const span = (
  unit: SpanPiece['unit'],
  ...spans: readonly { from: Temporal.PlainDate; to: Temporal.PlainDate }[]
): SpanPiece => ({ kind: 'span', unit, spans });

const readUnit: Recogniser = (line, at) => {
  let length = 0;
  while (length < 2 && lead.has(wordAt(line, at + length))) length += 1;
  const marker = wordAt(line, at + length);
  const said: Which = nextBefore.has(marker) ? 'next' : thisBefore.has(marker) ? 'this' : 'none';
  if (said !== 'none') length += 1;
  const further = nextsAt(line, at + length, marker);
  length += further;
  const unit = wordAt(line, at + length);
  length += 1;
  const after = wordAt(line, at + length);
  const which = nextAfter.has(after) ? 'next' : thisAfter.has(after) ? 'this' : said;
  if (nextAfter.has(after) || thisAfter.has(after)) length += 1;
  if (weekendWords.has(unit)) return heard(length, later(weekend(line, which), { weeks: further }));
  if (which === 'none') return null;
  const inThe = said === 'none' || nextBefore.has(marker) || marker === 'this' || marker === 'dis';
  if (!inThe) return null;
  if (weekWords.has(unit)) return heard(length, later(week(line, which), { weeks: further }));
  return monthWords.has(unit) ? heard(length, later(month(line, which), { months: further })) : null;
};

function later(piece: SpanPiece, by: { weeks: number } | { months: number }): SpanPiece {
  const spans = piece.spans.map(({ from, to }) => ({ from: from.add(by), to: to.add(by) }));
  return { ...piece, spans };
}

function week(line: Line, which: Which): SpanPiece {
  const monday = line.today.add({ days: 8 - line.today.dayOfWeek });
  if (which === 'next') return span('week', { from: monday, to: monday.add({ weeks: 1 }) });
  return span('week', { from: line.today, to: monday });
}

/** "Next weekend" is as open as "next Friday": this week's is still ahead. */
function weekend(line: Line, which: Which): SpanPiece {
  const weekday = line.today.dayOfWeek;
  const saturday = line.today.add({ days: 6 - weekday });
  const coming = { from: weekday === 7 ? line.today : saturday, to: saturday.add({ days: 2 }) };
  const later = { from: saturday.add({ weeks: 1 }), to: saturday.add({ days: 9 }) };
  if (which !== 'next') return span('weekend', coming);
  return weekday < 6 ? span('weekend', coming, later) : span('weekend', later);
}

function month(line: Line, which: Which): SpanPiece {
  const first = line.today.with({ day: 1 }).add({ months: 1 });
  if (which === 'next') return span('month', { from: first, to: first.add({ months: 1 }) });
  return span('month', { from: line.today, to: first });
}

/** "mwisho wa mwezi huu", "end of next month", "month end", "mwisho wa wiki". */
const readMonthEnd: Recogniser = (line, at) => {
  let length = ['the', 'by', 'at'].includes(wordAt(line, at)) ? 1 : 0;
  if (wordAt(line, at + length) === 'the') length += 1;
  const first = wordAt(line, at + length);
  if (monthWords.has(first) && wordAt(line, at + length + 1) === 'end') {
    return heard(length + 2, monthEnd(line, line.today.with({ day: 1 })));
  }
  if (!['end', 'mwisho', 'mwishoni', 'mwishon'].includes(first)) return null;
  length += 1;
  while (length < 5 && ['of', 'wa', 'mwa', 'the', 'ya', 'la'].includes(wordAt(line, at + length)))
    length += 1;
  const marker = wordAt(line, at + length);
  const marked = ['this', 'next'].includes(marker) ? 1 : 0;
  const unit = wordAt(line, at + length + marked);
  const named = readMonthName(line, at + length);
  if (named) return heard(length + named.length, monthEnd(line, named.first));
  if (unit === 'wiki' || unit === 'juma') return heard(length + 1, weekend(line, 'this'));
  if (!monthWords.has(unit)) return null;
  const after = wordAt(line, at + length + marked + 1);
  const next = marker === 'next' || nextAfter.has(after) ? 1 : 0;
  const said = nextAfter.has(after) || thisAfter.has(after) ? 1 : 0;
  const start = line.today.with({ day: 1 }).add({ months: next });
  return heard(length + marked + 1 + said, monthEnd(line, start));
};

function monthEnd(line: Line, first: Temporal.PlainDate): SpanPiece {
  const to = first.add({ months: 1 });
  const week = to.subtract({ weeks: 1 });
  const from = Temporal.PlainDate.compare(week, line.today) < 0 ? line.today : week;
  return span('month', { from, to });
}

/** A month by itself, where its name can be nothing else: "in November", "mwezi wa 11". */
const readNamedMonth: Recogniser = (line, at) => {
  const inside = ['in', 'during'].includes(wordAt(line, at)) ? 1 : 0;
  const named = readMonthName(line, at + inside);
  if (!named) return null;
  const word = wordAt(line, at + inside);
  if (inside === 0 && word.length < 6 && word !== 'mwezi') return null;
  const to = named.first.add({ months: 1 });
  const from = Temporal.PlainDate.compare(named.first, line.today) < 0 ? line.today : named.first;
  return heard(inside + named.length, span('month', { from, to }));
};

function readMonthName(line: Line, at: number): { length: number; first: Temporal.PlainDate } | null {
  const name = nameOf(wordAt(line, at));
  const named = name?.is === 'month' ? { length: 1, value: name.month } : readNumberedMonth(line, at);
  if (!named) return null;
  const year = line.today.year + (named.value < line.today.month ? 1 : 0);
  return {
    length: named.length,
    first: Temporal.PlainDate.from({ year, month: named.value, day: 1 }),
  };
}
