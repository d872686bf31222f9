import { shortName } from '../format.ts';
import { always, type Texts } from '../texts.ts';
import type { commonTextsEn } from './texts.en.ts';

export const commonTextsSw: Texts<typeof commonTextsEn> = {
  'common.how_to_reply': ({ first, last }) =>
    first === last ? `Jibu ${first}.` : `Jibu kwa namba, ${first}-${last}.`,
  'common.list_button': always('Chagua'),
  'common.more': always('Zaidi'),
  'common.menu': always('Menyu kuu'),
  'common.name': ({ name }, kind) => shortName(name, kind),
  'common.language': ({ language }) => ({ en: 'English', sw: 'Kiswahili' })[language],
  'common.language_set': always('Sawa, tutaendelea kwa Kiswahili.'),
  'common.lost_thread': always('Samahani, mazungumzo yamekatika. Tuanze upya.'),
  'common.stale': always('Hiyo ni ya ujumbe wa awali. Tuko hapa:'),
  'common.unreadable': ({ what }) =>
    ({
      media: 'Samahani, hatuwezi kufungua hiyo hapa. Tuandikie.',
      location: 'Samahani, hatuwezi kusoma location. Tuandikie.',
      empty: 'Ujumbe wako umefika bila maneno.',
    })[what],
  'common.not_understood': always('Samahani, hatujaelewa.'),
  'common.not_understood_again': ({ phone }) => `Samahani, bado hatujaelewa. Unaweza kupiga ${phone}.`,
  'common.help': ({ phone }) => `Andika "menyu" kuanza upya, au piga ${phone}.`,
  'common.you_are_welcome': always('Karibu sana! Andika "menyu" wakati wowote ukituhitaji.'),
  'common.gladly': always('Karibu sana.'),
  'common.dead_turn': ({ phone }) =>
    `Samahani, kumetokea hitilafu kwetu na hatukuweza kushughulikia ujumbe wako. Tafadhali andika "menyu" ujaribu tena, au piga ${phone}.`,
  'staff.text': ({ text }) => text,
};
