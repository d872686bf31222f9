import { bookedLines } from '../booking/visit-lines.ts';
import { dayWords, localOf, momentWords, timeSw } from '../format.ts';
import { always, type Texts } from '../texts.ts';
import type { moveTextsEn } from './texts.en.ts';

export const moveTextsSw: Texts<typeof moveTextsEn> = {
  'move.choose_slot': (when) => {
    const { day, time } = localOf(when);
    return `Ungependa kuja lini badala ya ${dayWords(day, 'sw', 'short')} ${timeSw(time, 'brief')}?`;
  },
  'move.keep_hint': (_, kind) => (kind === 'sms' ? '' : 'Hakuna kitakachobadilika'),
  'move.keep': always('Iache ilivyo'),
  'move.moved': (visit, kind) => {
    const before = momentWords({ start: visit.before, zone: visit.zone }, 'sw', 'short');
    const lines = bookedLines({ ...visit, address: '' }, 'sw', kind);
    return visit.pending
      ? `Tumepokea ombi la kubadilisha miadi yako ya ${before} iwe:\n${lines}\nTutakuandikia likithibitishwa.`
      : `Miadi yako imebadilishwa kutoka ${before} hadi:\n${lines}\nTunakusubiri!`;
  },
};
