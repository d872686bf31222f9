import type { ChannelKind } from '../../core/db/tables.ts';
import { bookedLines, type VisitParams } from '../booking/visit-lines.ts';
import { localOf, momentWords, timeEn, type When } from '../format.ts';
import { always } from '../texts.ts';

/** today: it began a while ago, and they may be on their way. attended: they were here. */
export type Late = When & { today: boolean; attended: boolean; phone: string };

export const confirmTextsEn = {
  'confirm.ask': (visit: VisitParams & { pending: boolean }, kind: ChannelKind) => {
    const lines = bookedLines({ ...visit, address: '' }, 'en', kind);
    return `${visit.pending ? 'Your request, not confirmed by us yet:' : 'Your visit:'}\n${lines}\nWill you come?`;
  },
  'confirm.see_you': (visit: VisitParams & { pending: boolean }, kind: ChannelKind) => {
    const lines = bookedLines({ ...visit, address: '' }, 'en', kind);
    return visit.pending
      ? `Thank you! We have noted that you will come:\n${lines}\nWe will write as soon as the clinic confirms the time.`
      : `Thank you! See you then:\n${lines}\nIf anything changes, just write to us.`;
  },
  'confirm.late': ({ today, attended, phone, ...when }: Late) => {
    if (attended) return 'Thank you for coming! Would you like another visit?';
    if (!today)
      return `That visit was on ${momentWords(when, 'en', 'long')}. Shall we find you another time?`;
    const time = timeEn(localOf(when).time);
    return `That visit was today at ${time}. If you are on your way, please come, or call ${phone}. Or shall we find you another time?`;
  },
  'confirm.another': always('Yes, another time'),
  'confirm.no_more': always('No, thank you'),
};
