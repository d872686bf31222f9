import type { ChannelKind } from '../core/db/tables.ts';
import type { Language } from '../core/language.ts';
import { remembered } from './remembered.ts';

/** Days, times and money as Kenyans write them. Pure over what is given: instants with their zone, never "now". */

type Calendar = {
  days: readonly string[];
  shortDays: readonly string[];
  months: readonly string[];
  shortMonths: readonly string[];
};

const calendars: Record<Language, Calendar> = {
  en: {
    days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    shortDays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    months: [
      'January',
      'February',
      'March',
      'April',
      'May',
      'June',
      'July',
      'August',
      'September',
      'October',
      'November',
      'December',
    ],
    shortMonths: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  },
  sw: {
    days: ['Jumatatu', 'Jumanne', 'Jumatano', 'Alhamisi', 'Ijumaa', 'Jumamosi', 'Jumapili'],
    shortDays: ['Jtt', 'Jnn', 'Jtn', 'Alh', 'Iju', 'Jmo', 'Jpi'],
    months: [
      'Januari',
      'Februari',
      'Machi',
      'Aprili',
      'Mei',
      'Juni',
      'Julai',
      'Agosti',
      'Septemba',
      'Oktoba',
      'Novemba',
      'Desemba',
    ],
    shortMonths: ['Jan', 'Feb', 'Mac', 'Apr', 'Mei', 'Jun', 'Jul', 'Ago', 'Sep', 'Okt', 'Nov', 'Des'],
  },
};

/** An instant as it arrives in a text's params: ISO in UTC, and the zone it is told in. */
export type When = { start: string; zone: string };

type Width = 'long' | 'short';

/** EN "Thu 8 Oct" · "Thursday 8 October"; SW "Alh 8 Okt" · "Alhamisi 8 Oktoba". */
export function dayWords(day: Temporal.PlainDate, language: Language, width: Width): string {
  const { days, shortDays, months, shortMonths } = calendars[language];
  const [weekdays, monthNames] = width === 'long' ? [days, months] : [shortDays, shortMonths];
  return `${weekdays[day.dayOfWeek - 1]} ${day.day} ${monthNames[day.month - 1]}`;
}

/** "Thursday", "Alhamisi". */
export function weekday(day: Temporal.PlainDate, language: Language): string {
  return calendars[language].days[day.dayOfWeek - 1] ?? '';
}

/** "Thu", "Alh". */
export function shortWeekday(day: Temporal.PlainDate, language: Language): string {
  return calendars[language].shortDays[day.dayOfWeek - 1] ?? '';
}

/** "Wed 30 September", "Jumatano 30 Septemba": a day in the 20 characters of a button. */
export function dayLabel(day: Temporal.PlainDate, language: Language): string {
  const { days, shortDays, months } = calendars[language];
  const named = (language === 'sw' ? days : shortDays)[day.dayOfWeek - 1];
  return `${named} ${day.day} ${months[day.month - 1]}`;
}

/** "9:00 am". */
export function timeEn({ hour, minute }: Temporal.PlainTime): string {
  return `${hour % 12 || 12}:${twoDigits(minute)} ${hour < 12 ? 'am' : 'pm'}`;
}

/** The Swahili clock, which counts from dawn: "saa 3:00 asubuhi" is 9:00; `brief` leaves ":00" away. */
export function timeSw(time: Temporal.PlainTime, width: 'full' | 'brief' = 'full'): string {
  const counted = (time.hour + 6) % 12 || 12;
  const minutes = width === 'brief' && time.minute === 0 ? '' : `:${twoDigits(time.minute)}`;
  return `saa ${counted}${minutes} ${partSw(time)}`;
}

/** The part of the day that makes a Swahili hour clear. */
export function partSw({ hour, minute }: Temporal.PlainTime): string {
  if (hour < 4) return 'usiku';
  if (hour < 6 || (hour === 6 && minute === 0)) return 'alfajiri';
  if (hour < 12) return 'asubuhi';
  if (hour < 15) return 'mchana';
  if (hour < 16) return 'alasiri';
  return hour < 19 ? 'jioni' : 'usiku';
}

/** "9:00", "14:30": beside the Swahili hour, so that no hour is misread. */
export function westernTime({ hour, minute }: Temporal.PlainTime): string {
  return `${hour}:${twoDigits(minute)}`;
}

/** EN "Thursday 8 October, 9:00 am"; SW "Alhamisi 8 Oktoba, saa 3:00 asubuhi (9:00)": what a patient is to remember. */
export function momentWords(when: When, language: Language, width: Width): string {
  const { day, time } = localOf(when);
  const hour = language === 'en' ? timeEn(time) : `${timeSw(time)} (${westernTime(time)})`;
  return `${dayWords(day, language, width)}, ${hour}`;
}

type Local = Readonly<{ day: Temporal.PlainDate; time: Temporal.PlainTime }>;

/** Of when a slot or a visit begins: the same for many. */
export function localOf({ start, zone }: When): Local {
  return localAt(`${start} ${zone}`);
}

const localAt = remembered(1_000, (when): Local => {
  const [start = '', zone = ''] = when.split(' ');
  const local = Temporal.Instant.from(start).toZonedDateTimeISO(zone);
  return { day: local.toPlainDate(), time: local.toPlainTime() };
});

/** Whether it is on the day that it is now. */
export function isToday(when: When, now: string): boolean {
  return localOf(when).day.equals(Temporal.Instant.from(now).toZonedDateTimeISO(when.zone).toPlainDate());
}

/** A day as it arrives in a text's params: "2026-10-08". */
export const dayOf = remembered(400, (day) => Temporal.PlainDate.from(day));

const shillings: Readonly<Record<string, string>> = { KES: 'KSh', UGX: 'USh', TZS: 'TSh' };

/** "KSh 1,500", from "1500.00" and "KES"; cents only where there are some. */
export function money(amount: string, currency: string): string {
  const [whole = '0', cents = ''] = amount.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const odd = /[1-9]/.test(cents) ? `.${cents.padEnd(2, '0')}` : '';
  return `${shillings[currency] ?? currency} ${grouped}${odd}`;
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** At most `longest` characters; three dots say that something is missing (they are in every channel's alphabet). */
export function shorten(words: string, longest: number): string {
  if (words.length <= longest) return words;
  let kept = '';
  for (const { segment } of graphemes.segment(words)) {
    if (kept.length + segment.length > longest - 2) break;
    kept += segment;
  }
  return `${kept.trimEnd()}..`;
}

/** A name inside a sentence or a line: on SMS there is no room for the longest. */
export function shortName(name: string, kind: ChannelKind): string {
  return kind === 'sms' ? shorten(name, 24) : name;
}

function twoDigits(count: number): string {
  return String(count).padStart(2, '0');
}
