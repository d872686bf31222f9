import type { ChannelKind } from '../../core/db/tables.ts';
import type { NoParams } from '../texts.ts';
import { type Choice, text } from '../vocabulary.ts';

/** The choices that are the same in every list, with what else one may type for them. */

export const moreChoice: Choice = fixed('more', 'common.more', ['more', 'next', 'zaidi', 'endelea']);

export const menuChoice: Choice = fixed('menu', 'common.menu', ['menu', 'menyu']);

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

export const anyDoctor: Choice = fixed('any_practitioner', 'booking.any_doctor', [
  'any',
  'anyone',
  'yeyote',
  'daktari yoyote',
]);

export const confirmChoices: readonly Choice[] = [
  fixed('yes', 'booking.yes', [
    ...[
      'yes',
      'yes please',
      'yeah',
      'yep',
      'y',
      'ok',
      'okay',
      'sure',
      'fine',
      'confirm',
      'correct',
      'book',
      'book it',
    ],
    ...[
      'ndiyo',
      'ndio',
      'ndo',
      'eeh',
      'ee',
      'eh',
      'naam',
      'sawa',
      'sawa sawa',
      'sawasawa',
      'poa',
      'haya',
      'weka',
    ],
  ]),
  fixed('another_time', 'booking.another_time', [
    ...['no', 'nope', 'n', 'other time', 'different time', 'change'],
    ...['hapana', 'la', 'sio', 'siyo', 'saa nyingine', 'saa ingine', 'badilisha'],
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

/** Rows for what a list holds, besides the fixed choices and "more": WhatsApp takes ten, an SMS has room for seven. */
export function pageSize(channel: ChannelKind, fixedChoices: number): number {
  return (channel === 'sms' ? 7 : 10) - fixedChoices - 1;
}

/** One page of a list; after the last comes the first again. */
export function pageOf<Item>(
  items: readonly Item[],
  page: number,
  size: number,
): { shown: readonly Item[]; more: boolean } {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const first = (page % pages) * size;
  return { shown: items.slice(first, first + size), more: pages > 1 };
}

type FixedKey = Parameters<typeof text>[0];

function fixed(id: string, key: FixedKey, keywords: readonly string[]): Choice {
  const params: NoParams = {};
  return { id, label: text(key, params), keywords };
}
