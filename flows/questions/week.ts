import type { Language } from '../../core/language.ts';
import { shortWeekday } from '../format.ts';

/** A week's hours as a line of text tells them: days of the same hours together. */

export type Span = { opens: string; closes: string };
export type Week = { hours: readonly ({ weekday: number } & Span)[] };
export type Priced = { name: { en: string; sw: string }; price: string | null; durationMinutes: number };

/** A Monday, to name weekdays by. */
const monday = Temporal.PlainDate.from('2026-10-05');

/** "Mon-Fri" with its hours, "Sat" with others; days without hours are left out. */
export function inWeek(hours: Week['hours'], language: Language): { days: string; spans: Span[] }[] {
  const days = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    weekday,
    spans: hours.filter((span) => span.weekday === weekday).map(({ opens, closes }) => ({ opens, closes })),
  }));
  const runs: { first: number; last: number; spans: Span[] }[] = [];
  for (const { weekday, spans } of days) {
    const run = runs.at(-1);
    if (spans.length === 0) continue;
    if (run && run.last === weekday - 1 && JSON.stringify(run.spans) === JSON.stringify(spans))
      run.last = weekday;
    else runs.push({ first: weekday, last: weekday, spans });
  }
  const named = (weekday: number) => shortWeekday(monday.add({ days: weekday - 1 }), language);
  return runs.map(({ first, last, spans }) => ({
    days: first === last ? named(first) : `${named(first)}-${named(last)}`,
    spans,
  }));
}
