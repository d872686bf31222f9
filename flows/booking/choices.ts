import { bookChoice, fixed, noWords, yesWords } from '../common/choices.ts';
import { type Choice, text } from '../vocabulary.ts';

/** The choices of a booking that are the same in every list, with what else one may type for them. */

export const changeChoice: Choice = {
  ...fixed('change', 'booking.change', ['change', 'badili', 'badilisha']),
  hint: text('booking.change_hint', {}),
};

export const otherBranch: Choice = {
  ...fixed('other_branch', 'booking.other_branch', ['branch', 'other branch', 'tawi', 'mahali pengine']),
  hint: text('booking.other_branch_hint', {}),
};

export const otherService: Choice = fixed('other_service', 'booking.other_service', [
  'service',
  'other service',
  'huduma',
]);

export const chooseDoctor: Choice = {
  ...fixed('choose_practitioner', 'booking.choose_doctor', [
    ...['doctor', 'another doctor', 'other doctor'],
    ...['daktari', 'daktari mwingine'],
  ]),
  hint: text('booking.choose_doctor_hint', {}),
};

export const confirmChoices: readonly Choice[] = [
  fixed('yes', 'booking.yes', [...yesWords, 'book', 'book it', 'weka']),
  fixed('another_time', 'booking.another_time', [
    ...[...noWords, 'other time', 'different time', 'change'],
    ...['saa nyingine', 'saa ingine', 'badilisha'],
  ]),
  fixed('someone_else', 'booking.someone_else', ['someone else', 'other person', 'mtu mwingine', 'mwingine']),
];

export const forMe: Choice = fixed('new_self', 'booking.for_me', [
  'me',
  'myself',
  'mimi',
  'yangu',
  'mimi mwenyewe',
]);

export const myChild: Choice = fixed('new_child', 'booking.my_child', [
  ...['child', 'my son', 'my daughter', 'son', 'daughter', 'baby', 'my baby'],
  ...['mtoto', 'mtoi', 'mwanangu', 'binti yangu', 'kijana wangu'],
]);

export const anotherPerson: Choice = fixed('new_other', 'booking.another_person', [
  ...['other', 'another person', 'my wife', 'my husband', 'my mother', 'my father'],
  ...['mwingine', 'mke wangu', 'mume wangu', 'mama yangu', 'baba yangu'],
]);

export const skipChoice: Choice = fixed('skip', 'booking.skip', [
  ...[...noWords, 'nothing', 'none', 'thanks', 'thank you', 'no thanks'],
  ...['hakuna', 'sitaki', 'asante', 'ruka'],
]);

/** Of the next of several visits: by then the booking has ended, and the menu takes the answer. */
export const nextChoice: Choice = fixed('book', 'booking.yes', [
  ...yesWords,
  ...(bookChoice.keywords ?? []),
  ...['book it', 'weka'],
]);

export const noNext: Choice = fixed('no', 'notice.no', [
  ...[...noWords, 'no thanks', 'later', 'not now', 'that is all'],
  ...['hapana asante', 'baadaye', 'bado', 'basi', 'inatosha'],
]);
