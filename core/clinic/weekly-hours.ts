import { nearest } from './nearest.ts';
import { type Read, readTimeSpan, writeTimeSpan } from './plain-values.ts';
import type { WeeklySpan } from './settings.ts';

/** In ISO order: the first is weekday 1. */
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** As the file has them: 'monday-friday' → '08:00-13:00, 14:00-17:00', 'sunday' → 'closed'. */
export type WeeklyText = Record<string, string>;

export type WeeklyProblem = { line: string; what: string; mend: string };

/** Reads every line; what is wrong with one does not hide what is wrong with another. */
export function readWeeklyHours(lines: WeeklyText): { hours: WeeklySpan[]; problems: WeeklyProblem[] } {
  const hours: WeeklySpan[] = [];
  const problems: WeeklyProblem[] = [];
  const lineOf = new Map<number, string>();
  for (const [line, text] of Object.entries(lines)) {
    const days = readWeekdays(line);
    const spans = readSpans(text);
    for (const read of [days, spans]) if (!read.ok) problems.push({ line, what: read.what, mend: read.mend });
    if (!days.ok || !spans.ok) continue;
    for (const weekday of days.value) {
      const before = lineOf.get(weekday);
      lineOf.set(weekday, line);
      if (before !== undefined) problems.push({ line, ...named(weekday, before) });
      else hours.push(...spans.value.map((span) => ({ weekday, ...span })));
    }
  }
  return { hours, problems };
}

function named(weekday: number, before: string): { what: string; mend: string } {
  const day = weekdays[weekday - 1];
  return { what: `${day} stands in "${before}" too`, mend: `give ${day} one line, with all of its hours` };
}

/** 'saturday', 'monday-friday', 'tue, thu'. */
function readWeekdays(text: string): Read<number[]> {
  const days = new Set<number>();
  for (const part of text.toLowerCase().split(',')) {
    const ends = part.split('-').map((name) => name.trim());
    const [first, last] = [weekdayOf(ends.at(0)), weekdayOf(ends.at(-1))];
    if (first === undefined || last === undefined || ends.length > 2) {
      const meant = nearest(ends.find((name) => weekdayOf(name) === undefined) ?? part, weekdays);
      const mend =
        meant === undefined ? 'write it like: monday-friday, or saturday' : `did you mean ${meant}?`;
      return { ok: false, what: `"${text}" is no day of the week`, mend };
    }
    if (last < first) {
      return {
        ok: false,
        what: `"${text}" runs past sunday`,
        mend: 'a week begins on monday: write two lines',
      };
    }
    for (let day = first; day <= last; day++) days.add(day);
  }
  return { ok: true, value: [...days] };
}

function weekdayOf(name: string | undefined): number | undefined {
  const index = weekdays.findIndex((day) => day === name || day.slice(0, 3) === name);
  return index < 0 ? undefined : index + 1;
}

function readSpans(text: string): Read<{ opens: string; closes: string }[]> {
  if (text.toLowerCase() === 'closed') return { ok: true, value: [] };
  const spans: { opens: string; closes: string }[] = [];
  for (const part of text.split(',')) {
    const read = readTimeSpan(part);
    if (!read.ok) return read;
    const other = spans.find((span) => span.opens < read.value.closes && read.value.opens < span.closes);
    if (other !== undefined) {
      const both = `${writeTimeSpan(other)} and ${writeTimeSpan(read.value)}`;
      return { ok: false, what: `${both} overlap`, mend: 'make one span of them, or mend their times' };
    }
    spans.push(read.value);
  }
  return { ok: true, value: spans };
}

/** Days in a row with the same hours share a line; a closed day has none. */
export function writeWeeklyHours(hours: readonly WeeklySpan[]): WeeklyText {
  const lines: { first: number; last: number; text: string }[] = [];
  for (const [index] of weekdays.entries()) {
    const weekday = index + 1;
    const text = hours
      .filter((span) => span.weekday === weekday)
      .map(writeTimeSpan)
      .sort()
      .join(', ');
    const line = lines.at(-1);
    if (text === '') continue;
    if (line !== undefined && line.last === weekday - 1 && line.text === text) line.last = weekday;
    else lines.push({ first: weekday, last: weekday, text });
  }
  return Object.fromEntries(
    lines.map(({ first, last, text }) => [
      first === last ? nameOf(first) : `${nameOf(first)}-${nameOf(last)}`,
      text,
    ]),
  );
}

function nameOf(weekday: number): string {
  return weekdays[weekday - 1] ?? '';
}
