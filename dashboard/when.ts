import type { Language } from '../core/language.ts';

/** 14:05 for today, "26 Nov 14:05" for other days, in the clinic's zone. */
export function whenIn(language: Language, zone: string, now: Temporal.Instant) {
  const locale = language === 'sw' ? 'sw-KE' : 'en-GB';
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  return (at: Temporal.Instant): string => {
    const local = at.toZonedDateTimeISO(zone);
    const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
    const day = local.toPlainDate();
    if (day.equals(today)) return time;
    return `${day.toLocaleString(locale, { day: 'numeric', month: 'short' })} ${time}`;
  };
}
