import { proposedLines } from '../booking/visit-lines.ts';
import { momentWords } from '../format.ts';
import { always, type Texts } from '../texts.ts';
import type { cancelTextsEn } from './texts.en.ts';

export const cancelTextsSw: Texts<typeof cancelTextsEn> = {
  'cancel.confirm': (visit, kind) =>
    `Tughairi miadi hii?\n${proposedLines({ ...visit, service: visit.service.sw }, 'sw', kind)}`,
  'cancel.yes': always('Ndiyo, ighairi'),
  'cancel.keep': always('Hapana, iache'),
  'cancel.move': always('Badilisha wakati'),
  'cancel.cancelled': (visit) =>
    `Miadi yako ya ${momentWords(visit, 'sw', 'short')} imeghairiwa. Ungependa kuja wakati mwingine?`,
  'cancel.book_another': always('Weka miadi mingine'),
};
