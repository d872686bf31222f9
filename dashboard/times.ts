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
