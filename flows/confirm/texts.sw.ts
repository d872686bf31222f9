import { bookedLines } from '../booking/visit-lines.ts';
import { localOf, momentWords, timeSw, westernTime } from '../format.ts';
import { always, type Texts } from '../texts.ts';
import type { confirmTextsEn } from './texts.en.ts';

export const confirmTextsSw: Texts<typeof confirmTextsEn> = {
  'confirm.ask': (visit, kind) => {
    const lines = bookedLines({ ...visit, address: '' }, 'sw', kind);
    return `${visit.pending ? 'Ombi lako (bado hatujalithibitisha):' : 'Miadi yako:'}\n${lines}\nJe, utakuja?`;
  },
  'confirm.see_you': (visit, kind) => {
    const lines = bookedLines({ ...visit, address: '' }, 'sw', kind);
    return visit.pending
      ? `Asante! Tumeandika kwamba utakuja:\n${lines}\nTutakuandikia kliniki ikithibitisha.`
      : `Asante! Tunakusubiri:\n${lines}\nKukiwa na mabadiliko, tuandikie tu hapa.`;
  },
  'confirm.late': ({ today, attended, phone, ...when }) => {
    if (attended) return 'Asante kwa kuja! Ungependa miadi nyingine?';
    if (!today) return `Miadi hiyo ilikuwa ${momentWords(when, 'sw', 'long')}. Tukutafutie wakati mwingine?`;
    const { time } = localOf(when);
    return `Miadi hiyo ilikuwa leo ${timeSw(time)} (${westernTime(time)}). Kama uko njiani, karibu uje, au piga ${phone}. Au tukutafutie wakati mwingine?`;
  },
  'confirm.another': always('Ndiyo, nitafutie'),
  'confirm.no_more': always('Hapana, asante'),
};
