import type { ChannelKind } from '../../core/db/tables.ts';
import type { Language } from '../../core/language.ts';
import { shortName } from '../format.ts';
import { always } from '../texts.ts';

type Phone = { phone: string };

/** Leads stay short: on SMS each stands above a prompt that must still fit into two segments. */
export const commonTextsEn = {
  'common.how_to_reply': ({ first, last }: { first: number; last: number }) =>
    first === last ? `Reply ${first}.` : `Reply with a number, ${first}-${last}.`,
  'common.list_button': always('Choose'),
  'common.more': always('More'),
  'common.menu': always('Main menu'),
  /** A name as the clinic or the patient wrote it: of a branch, a practitioner, a patient. */
  'common.name': ({ name }: { name: string }, kind: ChannelKind) => shortName(name, kind),
  'common.language': ({ language }: { language: Language }) => ({ en: 'English', sw: 'Kiswahili' })[language],
  'common.language_set': always('We will go on in English.'),
  'common.lost_thread': always('Sorry, we lost our place. Let us start again.'),
  'common.stale': always('That was an older message. Here is where we are:'),
  'common.unreadable': ({ what }: { what: 'media' | 'location' | 'empty' }) =>
    ({
      media: 'Sorry, we cannot open that here. Please write to us.',
      location: 'Sorry, we cannot read a location. Please write to us.',
      empty: 'Your message came without words.',
    })[what],
  'common.not_understood': always('Sorry, we did not get that.'),
  'common.not_understood_again': ({ phone }: Phone) => `Sorry, still not clear. You can also call ${phone}.`,
  'common.help': ({ phone }: Phone) => `Write "menu" to start over, or call ${phone}.`,
  'common.you_are_welcome': always('You are welcome! Write "menu" whenever you need us.'),
  'common.gladly': always('You are welcome.'),
  'common.dead_turn': ({ phone }: Phone) =>
    `Sorry, something went wrong on our side and we could not handle your message. Please write "menu" to try again, or call ${phone}.`,
  'staff.text': ({ text }: { text: string }) => text,
};
