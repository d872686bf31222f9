import { z } from 'zod';
import { languages } from '../language.ts';
import { channel } from './file-channel.ts';
import { complain, keyed, keyedTexts, keyForm, list, minutes, section, text, words } from './file-fields.ts';
import { readReminders, readWaking } from './notice-values.ts';
import {
  readBudget,
  readCount,
  readCurrency,
  readDaySpan,
  readDays,
  readOneOf,
  readPhone,
  readPhoneNumber,
  readPlace,
  readPrice,
  readTimeSpan,
  readYesNo,
  readZone,
} from './plain-values.ts';
import type { PractitionerSettings } from './settings.ts';
import { readWeeklyHours } from './weekly-hours.ts';

const weekly = z
  .record(z.string(), z.string({ error: () => 'write it like: 08:00-13:00' }).trim(), {
    error: () => 'write days and hours below it: "monday-friday: 08:00-13:00, 14:00-17:00"',
  })
  .transform((lines, context) => {
    const { hours, problems } = readWeeklyHours(lines);
    for (const { line, what, mend } of problems) complain(context, what, mend, [line]);
    if (hours.length === 0 && problems.length === 0) {
      complain(context, 'opens on no day', 'write at least one day with hours, or take the record out');
    }
    return hours;
  });

const named = section({ en: words(24, 'Dental'), sw: words(24, 'Meno') });
/** An SMS in itself. */
const answer = section({
  en: words(150, 'Please bring your ID.'),
  sw: words(150, 'Tafadhali njoo na kitambulisho.'),
});
const days = text(readDaySpan, '2026-12-25, or 2026-12-24 to 2027-01-02');
const hours = text(readTimeSpan, '08:00-13:00');
const branchKey = z.string({ error: () => 'write the key of a branch' }).trim();

const room = words(40, 'Dental room');

const branch = section({
  name: words(24, 'Westlands'),
  address: words(120, 'Mpaka Road, 2nd floor'),
  phone: text(readPhone, '+254 20 7654321').optional(),
  zone: text(readZone, 'Africa/Nairobi').optional(),
  place: text(readPlace, '-1.2648, 36.8007').optional(),
  rooms: keyedTexts(room, 'dental-room: Dental room').optional(),
  hours: weekly,
});

const holiday = section({
  days,
  hours: hours.optional(),
  branch: branchKey.optional(),
  label: words(60, 'Christmas Day'),
});

const absence = section({
  days,
  hours: hours.optional(),
  branch: branchKey.optional(),
  label: words(60, 'On leave').optional(),
});

const extraHours = section({
  days,
  hours,
  branch: branchKey,
  label: words(60, 'Eye camp').optional(),
});

const service = section({
  name: named,
  keywords: list(
    words(24, 'dentist').transform((word) => word.toLowerCase()),
    '[dentist, meno]',
  ).optional(),
  duration: minutes(5, 480, '20 minutes'),
  buffer: minutes(0, 240, '5 minutes').optional(),
  price: text(readPrice, '1500').optional(),
  'asks-reason': text(readYesNo, 'yes').optional(),
  prepare: answer.optional(),
  rooms: list(z.string({ error: () => 'write the key of a room' }).trim(), '[dental-room]').optional(),
  reminders: text(readReminders, '2 days, 1 day, 2 hours').optional(),
});

/** A list of branches means the branches' hours; so do the words, where other branches have hours of their own. */
export const branchHours = 'branch hours';

const practitionerBranches = z
  .preprocess(
    (written) => {
      if (Array.isArray(written)) return Object.fromEntries(written.map((key) => [key, null]));
      if (typeof written !== 'object' || written === null) return written;
      const entries = Object.entries(written);
      return Object.fromEntries(entries.map(([key, value]) => [key, value === branchHours ? null : value]));
    },
    z.record(z.string(), weekly.nullable(), { error: () => 'write a list of the branches: [westlands]' }),
  )
  .transform((branches, context): PractitionerSettings['branches'] => {
    const entries = Object.entries(branches).map(([branch, hours]) => ({ branch, hours }));
    if (entries.length === 0)
      complain(context, 'has nothing in it', 'write a list of the branches: [westlands]');
    for (const [index, { branch, hours }] of entries.entries()) {
      const clash = entries.slice(0, index).find((other) => meet(other.hours ?? [], hours ?? []));
      if (clash === undefined) continue;
      const mend = 'nobody is at two places at once: mend one of them';
      complain(context, `has hours that overlap those at ${clash.branch}`, mend, [branch]);
    }
    return entries;
  });

type Hours = NonNullable<PractitionerSettings['branches'][number]['hours']>;

function meet(these: Hours, those: Hours): boolean {
  return these.some((a) =>
    those.some((b) => a.weekday === b.weekday && a.opens < b.closes && b.opens < a.closes),
  );
}

const practitioner = section({
  name: words(24, 'Dr. Wanjiku Kamau'),
  speciality: section({ en: words(60, 'Dentist'), sw: words(60, 'Daktari wa meno') }),
  services: list(z.string({ error: () => 'write the key of a service' }).trim(), '[dental]').min(1, {
    error: () => 'write the keys of the services: [dental]',
  }),
  branches: practitionerBranches,
  absences: list(absence, '- { days: 2026-12-21 to 2026-12-31 }').optional(),
  'extra-hours': list(extraHours, '- { days: 2026-11-07, hours: 09:00-13:00, branch: westlands }').optional(),
});

/** The form of a clinic's file. */
export const clinicFileSchema = section({
  after: z
    .string()
    .regex(/^[0-9a-f]{20}$/, 'it is what export wrote; take the line out otherwise')
    .optional(),
  slug: text(
    (written) =>
      keyForm.test(written) && written.length <= 40
        ? { ok: true, value: written }
        : {
            ok: false,
            what: `"${written}" is no slug`,
            mend: 'small letters, digits and hyphens: amani-clinic',
          },
    'amani-clinic',
  ),
  name: words(60, 'Amani Family Clinic'),
  phone: text(readPhone, '+254 20 7654321'),
  language: text((written) => readOneOf(written, languages), 'en'),
  zone: text(readZone, 'Africa/Nairobi'),
  currency: text(readCurrency, 'KES'),
  rules: section({
    notice: minutes(0, 43_200, '1 hour'),
    horizon: text((written) => readDays(written, 1, 365), '30 days'),
    slot: minutes(5, 240, '15 minutes'),
    hold: minutes(1, 120, '10 minutes'),
    'staff-confirm': text(readYesNo, 'no'),
    'cancel-notice': minutes(0, 43_200, '2 hours').optional(),
    'move-notice': minutes(0, 43_200, '2 hours').optional(),
    'most-moves': text((written) => readCount(written, 0, 100), '3').optional(),
    'most-visits': text((written) => readCount(written, 1, 100), '4').optional(),
    idle: minutes(10, 10_080, '3 hours').optional(),
    'answer-within': minutes(1, 10_080, '30 minutes').optional(),
    'quiet-for': minutes(5, 10_080, '4 hours').optional(),
    'on-call': text(readPhoneNumber, '+254 711 082003').optional(),
    'most-messages': text((written) => readCount(written, 5, 100_000), '60').optional(),
    'most-messages-a-minute': text((written) => readCount(written, 1, 100_000), '600').optional(),
    'daily-budget': text(readBudget, '5000').optional(),
    emergency: words(30, '999 / 112').optional(),
    reminders: text(readReminders, '2 days, 1 day, 2 hours').optional(),
    'follow-up': text(readYesNo, 'yes').optional(),
    waking: text(readWaking, '08:00-20:00').optional(),
    fallback: minutes(1, 720, '15 minutes').optional(),
    'last-fallback': minutes(1, 720, '5 minutes').optional(),
    'most-notices': text((written) => readCount(written, 1, 100), '6').optional(),
    'call-ahead': minutes(0, 43_200, '20 hours').optional(),
  }),
  answers: section({ prepare: answer.optional(), payment: answer.optional() }).optional(),
  branches: keyed(branch, 'westlands'),
  holidays: list(holiday, '- { days: 2026-12-25, label: Christmas Day }').optional(),
  services: keyed(service, 'dental'),
  practitioners: keyed(practitioner, 'dr-kamau'),
  channels: list(channel, '- { provider: twilio, kind: sms, number: +254711082002 }').optional(),
});

export type ClinicFile = z.infer<typeof clinicFileSchema>;
