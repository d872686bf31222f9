import type { ChannelKind } from '../../core/db/tables.ts';
import { proposedLines } from '../booking/visit-lines.ts';
import { momentWords } from '../format.ts';
import { always } from '../texts.ts';
import type { VisitTold } from '../visits/texts.en.ts';

export const cancelTextsEn = {
  'cancel.confirm': (visit: VisitTold, kind: ChannelKind) =>
    `Shall we cancel this visit?\n${proposedLines({ ...visit, service: visit.service.en }, 'en', kind)}`,
  'cancel.yes': always('Yes, cancel it'),
  'cancel.keep': always('No, keep it'),
  'cancel.move': always('Move it instead'),
  'cancel.cancelled': (visit: VisitTold) =>
    `Your visit on ${momentWords(visit, 'en', 'short')} is cancelled. Would you like to come another time?`,
  'cancel.book_another': always('Book another visit'),
};
