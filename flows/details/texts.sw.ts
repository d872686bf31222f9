import { shortName } from '../format.ts';
import { always, type Texts } from '../texts.ts';
import type { detailsTextsEn } from './texts.en.ts';

export const detailsTextsSw: Texts<typeof detailsTextsEn> = {
  'details.what': always('Ungependa kurekebisha nini?'),
  'details.name': always('Jina'),
  'details.number': always('Namba ya simu'),
  'details.whose': ({ what }) => ({ name: 'Jina la nani?', number: 'Namba ya nani?' })[what],
  'details.ask_name': ({ name }, kind) =>
    `Jina sahihi ${name ? `la ${shortName(name, kind)} ` : ''}ni lipi? Tafadhali andika jina kamili.`,
  'details.ask_number': ({ name }, kind) =>
    `${name ? `Tumpate ${shortName(name, kind)}` : 'Tukupate'} kwa namba gani?` +
    ' Tafadhali iandike, kama 0712 345 678.',
  'details.bad_number': always('Hiyo haionekani kuwa namba ya simu.'),
  'details.renamed': ({ name }, kind) => `Tumeandika: ${shortName(name, kind)}. Ni sahihi?`,
  'details.right': always('Ndiyo, ni sahihi'),
  'details.write_again': always('Hapana, nirekebishe'),
  'details.done': always('Asante, tumerekebisha.'),
  'details.number_kept': always('Asante. Tumeandika namba hiyo, na wahudumu wetu wataihakiki.'),
  'details.nobody': always('Bado hatuna jina lako. Tutakuuliza ukiweka miadi.'),
};
