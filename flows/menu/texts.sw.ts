import { always, type Texts } from '../texts.ts';
import type { menuTextsEn } from './texts.en.ts';

const consent = 'Ukiendelea, unakubali tuhifadhi namba yako na jumbe zako ili kupanga miadi yako.';

const welcome = ({ clinic }: { clinic: string }) => `Karibu ${clinic}!\n${consent}`;

export const menuTextsSw: Texts<typeof menuTextsEn> = {
  'menu.consent': always(consent),
  'menu.welcome': (clinic) => welcome(clinic),
  'menu.first': (clinic) => `${welcome(clinic)}\nTukusaidie vipi?`,
  'menu.greeting': ({ name, clinic }) =>
    `Habari${name ? ` ${name}` : ''}, karibu ${clinic}! Tukusaidie vipi leo?`,
  'menu.again': always('Tukusaidie vipi?'),
  'menu.book': always('Weka miadi'),
  'menu.visits': always('Miadi yangu'),
  'menu.person': always('Ongea na mhudumu'),
  'menu.details': always('Taarifa zangu'),
};
