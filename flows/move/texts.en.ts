import type { ChannelKind } from '../../core/db/tables.ts';
import { bookedLines, type VisitParams } from '../booking/visit-lines.ts';
import { momentWords, type When } from '../format.ts';
import { always, type NoParams } from '../texts.ts';

export const moveTextsEn = {
  'move.choose_slot': (when: When) =>
    `When would you like to come instead of ${momentWords(when, 'en', 'short')}?`,
  'move.keep_hint': (_: NoParams, kind: ChannelKind) => (kind === 'sms' ? '' : 'Nothing changes'),
  'move.keep': always('Keep it as it is'),
  'move.moved': (visit: VisitParams & { before: string; pending: boolean }, kind: ChannelKind) => {
    const before = momentWords({ start: visit.before, zone: visit.zone }, 'en', 'short');
    const lines = bookedLines({ ...visit, address: '' }, 'en', kind);
    return visit.pending
      ? `We have asked to move your visit from ${before} to:\n${lines}\nWe will write as soon as it is confirmed.`
      : `Your visit has been moved from ${before} to:\n${lines}\nSee you then!`;
  },
};
