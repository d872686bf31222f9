import type { ChannelKind } from '../../core/db/tables.ts';
import { shortName } from '../format.ts';
import { always } from '../texts.ts';

type OfWhom = { name: string | null };

export const detailsTextsEn = {
  'details.what': always('What would you like to change?'),
  'details.name': always('A name'),
  'details.number': always('A phone number'),
  'details.whose': ({ what }: { what: 'name' | 'number' }) =>
    ({ name: 'Whose name?', number: 'Whose number?' })[what],
  'details.ask_name': ({ name }: OfWhom, kind: ChannelKind) =>
    `What is the right name${name ? ` of ${shortName(name, kind)}` : ''}? Please write it in full.`,
  'details.ask_number': ({ name }: OfWhom, kind: ChannelKind) =>
    `On which number can we reach ${name ? shortName(name, kind) : 'you'}? Please write it, like 0712 345 678.`,
  'details.bad_number': always('That does not look like a phone number.'),
  'details.renamed': ({ name }: { name: string }, kind: ChannelKind) =>
    `We have written: ${shortName(name, kind)}. Is that right?`,
  'details.right': always('Yes, it is right'),
  'details.write_again': always('No, write it again'),
  'details.done': always('Thank you, it is changed.'),
  'details.number_kept': always('Thank you. We have noted the number, and the team will check it.'),
  'details.nobody': always('We have no name from you yet. We ask for it when you book a visit.'),
};
