import { dayPiece } from './days.ts';
import { nameOf } from './names.ts';
import { readOrdinalAt } from './numbers.ts';
import type { Line, Piece, Recogniser } from './pieces.ts';
import { heard, wordAt } from './pieces.ts';

/** Dates: "tarehe 15 mwezi wa 11", "15/11", "the 15th", "Nov 15", "15th of November". The day stands before the month. */

const dateWords = new Set(['tarehe', 'tareh', 'trh', 'tar', 'trehe', 'tarhe', 'date']);
/** After which "the 2nd" is not a date. */
const counted = new Set(
  'one option slot choice dose jab baby born child time visit trimester floor kid number line appointment pregnancy vaccine week month person try'.split(
    ' ',
  ),
);

export const readDate: Recogniser = (line, at) =>
  readWritten(line, at) ?? readMonthFirst(line, at) ?? readDayFirst(line, at);

/** "15/11", "15-11-2026", "15.11.26", "2026-11-15", also after "tarehe". */
const readWritten: Recogniser = (line, at) => {
  const lead = dateLead(line, at);
  const word = wordAt(line, at + lead);
  if (word.length > 10) return null;
  const cut = /^(\d{1,4})([/.-])(\d{1,2})(?:\2(\d{2,4}))?$/.exec(word);
  if (!cut) return null;
  const numbers = [Number(cut[1]), Number(cut[3])] as const;
  if ((cut[1] ?? '').length > 2) {
    if (!cut[4]) return null;
    return heard(lead + 1, dateOf(line, Number(cut[4]), numbers[1], numbers[0]));
  }
  // "3.30" is an hour.
  if (cut[2] === '.' && !cut[4]) return null;
  const [day, month] = numbers;
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const year = cut[4] ? Number(cut[4]) + (cut[4].length === 2 ? 2000 : 0) : null;
  return heard(lead + 1, dateOf(line, day, month, year));
};

/** "Nov 15", "november the 15th". */
const readMonthFirst: Recogniser = (line, at) => {
  const name = nameOf(wordAt(line, at));
  if (name?.is !== 'month') return null;
  const article = wordAt(line, at + 1) === 'the' ? 1 : 0;
  const day = readDayNumber(line, at + 1 + article);
  if (!day || day.value > 31 || (day.swahili && !day.sure)) return null;
  const year = readYear(line, at + 1 + article + day.length);
  return heard(1 + article + day.length + (year ? 1 : 0), dateOf(line, day.value, name.month, year));
};

const readDayFirst: Recogniser = (line, at) => {
  const lead = dateLead(line, at);
  const named = lead > 0 && dateWords.has(wordAt(line, at + lead - 1));
  const day = readDayNumber(line, at + lead);
  if (!day) return null;
  const month = readMonth(line, at + lead + day.length);
  if (month) {
    const year = readYear(line, at + lead + day.length + month.length);
    const length = lead + day.length + month.length + (year ? 1 : 0);
    return heard(length, dateOf(line, day.value, month.value, year));
  }
  if (!named && (!day.sure || isCounted(line, at, lead + day.length))) return null;
  if (day.value < 1 || day.value > 31) return named ? heard(lead + day.length, { kind: 'impossible' }) : null;
  return heard(lead + day.length, dayPiece([nextOfMonth(line, day.value)], null, day.value));
};

function dateLead(line: Line, at: number): number {
  let length = 0;
  while (length < 3 && ['on', 'the', 'ya'].includes(wordAt(line, at + length))) length += 1;
  return dateWords.has(wordAt(line, at + length)) ? length + 1 : length;
}

/** `sure`: with the ending of a day ("15th"). */
function readDayNumber(line: Line, at: number) {
  const word = wordAt(line, at);
  const ordinal = word.length < 5 ? /^(\d{1,2})(st|nd|rd|th|t)$/.exec(word) : null;
  if (ordinal) return { length: 1, value: Number(ordinal[1]), sure: true, swahili: false };
  const number = readOrdinalAt(line, at);
  if (!number || (number.digits && number.value > 99)) return null;
  const ended = number.digits && ['th', 'st', 'nd', 'rd'].includes(wordAt(line, at + 1));
  return {
    length: number.length + (ended ? 1 : 0),
    value: number.value,
    sure: ended,
    swahili: number.swahili,
  };
}

/** "mwezi wa kumi na moja", "of November", "mwezi ujao", "mwezi huu". */
function readMonth(line: Line, at: number): { length: number; value: number } | null {
  const lead = ['of', 'ya', 'mwezi', 'this', 'next'].includes(wordAt(line, at)) ? 1 : 0;
  const name = nameOf(wordAt(line, at + lead));
  if (name?.is === 'month') return { length: lead + 1, value: name.month };
  const start = ['wa', 'ya', 'of'].includes(wordAt(line, at)) ? 1 : 0;
  const [first, second] = [wordAt(line, at + start), wordAt(line, at + start + 1)];
  if (first === 'next' && second === 'month') return { length: start + 2, value: monthFrom(line, 1) };
  if (first === 'this' && second === 'month') return { length: start + 2, value: monthFrom(line, 0) };
  if (first !== 'mwezi') return null;
  if (second === 'ujao') return { length: start + 2, value: monthFrom(line, 1) };
  if (second === 'huu') return { length: start + 2, value: monthFrom(line, 0) };
  return readNumberedMonth(line, at + start);
}

/** "mwezi wa 11", "mwezi wa kumi na moja"; not the month of a pregnancy. */
export function readNumberedMonth(line: Line, at: number): { length: number; value: number } | null {
  if (wordAt(line, at) !== 'mwezi') return null;
  const of = wordAt(line, at + 1) === 'wa' ? 1 : 0;
  const name = nameOf(wordAt(line, at + 1 + of));
  if (name?.is === 'month') return { length: 2 + of, value: name.month };
  const number = readOrdinalAt(line, at + 1 + of);
  if (!number || number.value < 1 || number.value > 12 || (of === 0 && !number.digits)) return null;
  const next = wordAt(line, at + 1 + of + number.length);
  const whose = wordAt(line, at + 2 + of + number.length);
  if (['wa', 'ya'].includes(next) && /^(mimba|ujauzito|uja)/.test(whose)) return null;
  return { length: 1 + of + number.length, value: number.value };
}

const monthFrom = (line: Line, months: number) => line.today.add({ months }).month;

function readYear(line: Line, at: number): number | null {
  const word = wordAt(line, at);
  return /^20\d\d$/.test(word) ? Number(word) : null;
}

/** "the second one", "2nd dose", and a lone "the 2nd" where numbered choices were asked about. */
function isCounted(line: Line, at: number, length: number): boolean {
  if (counted.has(wordAt(line, at + length))) return true;
  const alone = at === 0 && at + length === line.words.length;
  return (
    alone &&
    line.asked !== null &&
    line.asked !== 'day' &&
    Number.parseInt(wordAt(line, at + length - 1), 10) < 10
  );
}

/** The coming 15th; months that have no such day are passed over. */
function nextOfMonth(line: Line, day: number): Temporal.PlainDate {
  for (let months = 0; months < 4; months += 1) {
    const first = line.today.with({ day: 1 }).add({ months });
    if (day <= first.daysInMonth) {
      const date = first.with({ day });
      if (Temporal.PlainDate.compare(date, line.today) >= 0) return date;
    }
  }
  return line.today;
}

function dateOf(line: Line, day: number, month: number, year: number | null): Piece {
  const on = (inYear: number) => {
    if (day < 1 || month < 1 || month > 12) return null;
    const first = Temporal.PlainDate.from({ year: inYear, month, day: 1 });
    return day > first.daysInMonth ? null : first.with({ day });
  };
  const said = on(year ?? line.today.year);
  const isPast = said !== null && Temporal.PlainDate.compare(said, line.today) < 0;
  if (said && !isPast) return dayPiece([said]);
  if (said && year !== null) return { kind: 'idle', past: true };
  // What this year has not is not waited for, as long as its month is still to come.
  const isAhead = said === null && month >= line.today.month;
  const nextYear = year === null && !isAhead ? on(line.today.year + 1) : null;
  return nextYear ? dayPiece([nextYear]) : { kind: 'impossible' };
}
