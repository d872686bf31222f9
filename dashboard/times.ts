import type { Language } from '../core/language.ts';
import type { Say } from './words/words.ts';

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', sw: 'sw-KE' };

/** "Wed 7 Oct 2026, 09:00", in the zone of where the visit is. */
export function visitTime(language: Language, at: string, zone: string): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  const options = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  const day = local.toPlainDate().toLocaleString(locales[language], options);
  return `${day}, ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}

/** "7 Oct 2026" */
export function dayOf(language: Language, at: string, zone: string): string {
  const day = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate();
  return day.toLocaleString(locales[language], { day: 'numeric', month: 'short', year: 'numeric' });
}

/** "12 min", "3 h", "2 d": how long since then. */
export function agoIn(say: Say, now: Temporal.Instant, at: string): string {
  const minutes = Math.floor((now.epochMilliseconds - Temporal.Instant.from(at).epochMilliseconds) / 60_000);
  if (minutes < 1) return say('ago_now');
  if (minutes < 60) return say('ago_minute', { n: minutes });
  if (minutes < 48 * 60) return say('ago_hour', { n: Math.floor(minutes / 60) });
  return say('ago_day', { n: Math.floor(minutes / (24 * 60)) });
}

/** "Monday, 5 October 2026" */
export function longDay(language: Language, day: Temporal.PlainDate): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return day.toLocaleString(locales[language], options);
}

/** Of an instant: "14:05", in that zone. */
export function clockTime(at: string, zone: string): string {
  return Temporal.Instant.from(at)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
}

/** Of a date field or an address: "2026-10-05"; null for all that is no day, or lies where no clinic's days do. */
export function parseDay(text: string): Temporal.PlainDate | null {
  if (!/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return null;
  }
}

/** "Monday"; 1 is Monday. */
export function weekdayName(language: Language, weekday: number): string {
  const monday = Temporal.PlainDate.from('2024-01-01');
  return monday.add({ days: weekday - 1 }).toLocaleString(locales[language], { weekday: 'long' });
}
