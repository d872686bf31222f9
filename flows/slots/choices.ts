import { fixed } from '../common/choices.ts';
import { type Choice, text } from '../vocabulary.ts';

/** What else can be asked for beside a list of free times. */

export const otherDays: Choice = {
  ...fixed('other_days', 'booking.other_days', [
    ...['other day', 'another day', 'different day'],
    ...['siku zingine', 'siku ingine'],
  ]),
  hint: text('booking.other_days_hint', {}),
};

export const laterDays: Choice = fixed('later_days', 'booking.later_days', [
  'later',
  'more',
  'baadaye',
  'zaidi',
]);

export const anyDoctor: Choice = fixed('any_practitioner', 'booking.any_doctor', [
  'any',
  'anyone',
  'yeyote',
  'daktari yoyote',
]);
