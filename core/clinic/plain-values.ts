import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { parseAddress } from '../people/address.ts';
import { nearest } from './nearest.ts';
import type { DaySpan, Place, TimeSpan } from './settings.ts';

/** A value as people write it in the clinic's file, read; or what is wrong with it and how to mend that. */
export type Read<T> = { ok: true; value: T } | { ok: false; what: string; mend: string };

export function wrong(what: string, mend: string): { ok: false; what: string; mend: string } {
  return { ok: false, what, mend };
}

const minutesOf: Readonly<Record<string, number>> = {
  minute: 1,
  min: 1,
  hour: 60,
  h: 60,
  day: 1440,
  week: 10080,
};

/** '20 minutes', '1 hour 30 minutes', '2 days'. */
export function readMinutes(text: string, least: number, most: number): Read<number> {
  const example = writeMinutes(Math.min(Math.max(least, 20), most));
  const lower = text.toLowerCase();
  if (/^\d+$/.test(lower)) return wrong(`"${text}" has no unit`, `write it like: ${example}`);
  if (!/^(?:\d{1,6}\s*[a-z]+\s*)+$/.test(lower)) {
    return wrong(`"${text}" is no length of time`, `write it like: ${example}`);
  }
  let minutes = 0;
  for (const [, count, unit = ''] of lower.matchAll(/(\d+)\s*([a-z]+)/g)) {
    const size = minutesOf[unit] ?? minutesOf[unit.replace(/s$/, '')];
    if (size === undefined) return wrong(`"${unit}" is no unit of time`, 'say minutes, hours, days or weeks');
    minutes += Number(count) * size;
  }
  if (minutes < least || minutes > most) {
    return wrong(`"${text}" is out of bounds`, `choose from ${writeMinutes(least)} to ${writeMinutes(most)}`);
  }
  return { ok: true, value: minutes };
}

export function writeMinutes(minutes: number): string {
  if (minutes !== 0 && minutes % 1440 === 0) return counted(minutes / 1440, 'day');
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return counted(rest, 'minute');
  return rest === 0 ? counted(hours, 'hour') : `${counted(hours, 'hour')} ${counted(rest, 'minute')}`;
}

/** '30 days', '4 weeks'. */
export function readDays(text: string, least: number, most: number): Read<number> {
  const read = readMinutes(text, least * 1440, most * 1440);
  if (read.ok && read.value % 1440 !== 0)
    return wrong(`"${text}" is not in whole days`, 'write it like: 30 days');
  return read.ok ? { ok: true, value: read.value / 1440 } : read;
}

export function writeDays(days: number): string {
  return counted(days, 'day');
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** '3'. */
export function readCount(text: string, least: number, most: number): Read<number> {
  if (!/^\d{1,6}$/.test(text)) return wrong(`"${text}" is no number`, `write it like: ${Math.max(least, 3)}`);
  const count = Number(text);
  if (count < least || count > most)
    return wrong(`"${text}" is out of bounds`, `choose from ${least} to ${most}`);
  return { ok: true, value: count };
}

export function readYesNo(text: string): Read<boolean> {
  if (/^(yes|true)$/i.test(text)) return { ok: true, value: true };
  if (/^(no|false)$/i.test(text)) return { ok: true, value: false };
  return wrong(`"${text}" is neither yes nor no`, 'write yes or no');
}

export function readOneOf<T extends string>(text: string, allowed: readonly T[]): Read<T> {
  const found = allowed.find((value) => value === text);
  if (found !== undefined) return { ok: true, value: found };
  const meant = nearest(text, allowed);
  return wrong(
    `"${text}" is none of ${allowed.join(', ')}`,
    meant === undefined ? `write ${allowed.join(' or ')}` : `did you mean ${meant}?`,
  );
}

/** '1500', '1500.50'. */
export function readPrice(text: string): Read<string> {
  const [, whole, cents = ''] = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  if (whole !== undefined) return { ok: true, value: `${Number(whole)}.${cents.padEnd(2, '0')}` };
  return wrong(`"${text}" is no price`, 'write the number alone, in the clinic’s currency: 1500 or 1500.50');
}

export function writePrice(price: string): string {
  return price.replace(/\.00$/, '');
}

/** '5000', '5000.50'; something, as a clinic that may spend nothing answers nobody. */
export function readBudget(text: string): Read<string> {
  const read = readPrice(text);
  if (!read.ok) return wrong(`"${text}" is no sum of money`, 'write the number alone, for a day: 5000');
  if (Number(read.value) === 0) return wrong('nobody could be answered', 'write what a day may cost: 5000');
  return read;
}

/** '0.8', '1.25': of one message, where a hundredth is not always fine enough. */
export function readMessagePrice(text: string): Read<string> {
  const [, whole, parts = ''] = /^(\d{1,6})(?:\.(\d{1,4}))?$/.exec(text) ?? [];
  if (whole !== undefined) return { ok: true, value: `${Number(whole)}.${parts.padEnd(4, '0')}` };
  return wrong(`"${text}" is no price`, 'write the number alone, in the clinic’s currency: 0.8');
}

export function writeMessagePrice(price: string): string {
  return price.replace(/\.?0+$/, '');
}

const phoneExample = 'write it whole, with the code of the country: +254 20 7654321';

export function readPhone(text: string): Read<string> {
  const number = parsePhoneNumberFromString(text);
  if (number === undefined || !number.isValid()) return wrong(`"${text}" is no phone number`, phoneExample);
  return { ok: true, value: number.formatInternational() };
}

/** A number that is sent to: in E.164. */
export function readPhoneNumber(text: string): Read<string> {
  const number = parsePhoneNumberFromString(text);
  if (number === undefined || !number.isValid()) return wrong(`"${text}" is no phone number`, phoneExample);
  return { ok: true, value: number.number };
}

/** As people read it. */
export function writePhoneNumber(number: string): string {
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number;
}

/** '-1.2648, 36.8007': degrees, as maps show them. */
export function readPlace(text: string): Read<Place> {
  const example = 'write latitude and longitude in degrees: -1.2648, 36.8007';
  const [, north, east] = /^(-?\d{1,2}(?:\.\d{1,8})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,8})?)$/.exec(text) ?? [];
  if (north === undefined || east === undefined) return wrong(`"${text}" is no place`, example);
  const [latitude, longitude] = [Number(north), Number(east)];
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
    return wrong(`"${text}" is no place on earth`, example);
  }
  // not -0, which Postgres would give back as 0
  return { ok: true, value: { latitude: latitude + 0, longitude: longitude + 0 } };
}

export function writePlace({ latitude, longitude }: Place): string {
  return `${inDegrees(latitude)}, ${inDegrees(longitude)}`;
}

/** Never in powers of ten, as JavaScript writes what is nearly nothing. */
function inDegrees(degrees: number): string {
  return degrees.toFixed(8).replace(/\.?0+$/, '');
}

/** What a provider may call a clinic's number; a name can send and not receive. An address is one of e-mail. */
export type ProviderNumber = { form: 'phone' | 'short code' | 'name' | 'address'; number: string };

export function readProviderNumber(text: string): Read<ProviderNumber> {
  if (text.includes('@')) {
    const number = parseAddress('email', text);
    if (number !== null) return { ok: true, value: { form: 'address', number } };
    return wrong(`"${text}" is no e-mail address`, 'write it like: miadi@amani.example');
  }
  if (/^\d{3,8}$/.test(text)) return { ok: true, value: { form: 'short code', number: text } };
  if (/^(?=.*[a-z])[a-z0-9 ]{2,11}$/i.test(text)) return { ok: true, value: { form: 'name', number: text } };
  const phone = parsePhoneNumberFromString(text);
  if (phone?.isValid()) return { ok: true, value: { form: 'phone', number: phone.number } };
  return wrong(`"${text}" is no number that a provider gives out`, `${phoneExample}, or a short code: 22141`);
}

export function readZone(text: string): Read<string> {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions();
    // an offset such as +03:00 passes there, but knows nothing of summer time
    if (/^[A-Z]/.test(timeZone)) return { ok: true, value: timeZone };
  } catch {
    // a RangeError: the zone is unknown
  }
  const meant = nearest(text, Intl.supportedValuesOf('timeZone'));
  return wrong(
    `"${text}" is no time zone`,
    meant === undefined ? 'write it like: Africa/Nairobi' : `did you mean ${meant}?`,
  );
}

export function readCurrency(text: string): Read<string> {
  if (Intl.supportedValuesOf('currency').includes(text)) return { ok: true, value: text };
  return wrong(`"${text}" is no currency`, 'write its three letters: KES, TZS, UGX');
}

/** Beyond these a year is a slip of the fingers; what else may read it (Postgres, calendars) differs about the year 0. */
const [earliestDay, latestDay] = ['2000-01-01', '2100-12-31'];

/** '2026-12-25' or '2026-12-25 to 2027-01-02'. */
export function readDaySpan(text: string): Read<DaySpan> {
  const [first = '', last = first, ...more] = text.split(/\s+to\s+/);
  const days = [first, last].map(readDay);
  const lost = days.indexOf(undefined);
  if (lost >= 0 || more.length > 0) {
    return wrong(
      `"${lost === 1 ? last : text}" is no day of the calendar`,
      'write it like: 2026-12-25, or 2026-12-24 to 2027-01-02',
    );
  }
  const far = [first, last].find((day) => day < earliestDay || day > latestDay);
  if (far !== undefined)
    return wrong(`"${far}" is out of bounds`, `days run from ${earliestDay} to ${latestDay}`);
  if (last < first) return wrong(`"${text}" ends before it begins`, `write ${last} to ${first}`);
  return { ok: true, value: { firstDay: first, lastDay: last } };
}

export function writeDaySpan({ firstDay, lastDay }: DaySpan): string {
  return firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`;
}

function readDay(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text).toString();
  } catch {
    return undefined; // a RangeError: 30 February
  }
}

/** '08:00-13:00'. */
export function readTimeSpan(text: string): Read<TimeSpan> {
  const [, opens, closes] = /^(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})$/.exec(text.trim()) ?? [];
  if (opens === undefined || closes === undefined) {
    return wrong(`"${text.trim()}" is no span of hours`, 'write it like: 08:00-13:00');
  }
  const span = { opens: opens.padStart(5, '0'), closes: closes.padStart(5, '0') };
  const late = [span.opens, span.closes].find((time) => !/^([01]\d|2[0-3]):[0-5]\d$/.test(time));
  if (late !== undefined) return wrong(`"${late}" is no time of day`, 'times run from 00:00 to 23:59');
  if (span.closes <= span.opens) {
    return wrong(
      `"${text.trim()}" closes before it opens`,
      'the time of opening comes first; hours past midnight are written at both days',
    );
  }
  return { ok: true, value: span };
}

export function writeTimeSpan({ opens, closes }: TimeSpan): string {
  return `${opens}-${closes}`;
}
