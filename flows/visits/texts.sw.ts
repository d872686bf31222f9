import { proposedLines } from '../booking/visit-lines.ts';
import {
  dayWords,
  localOf,
  momentWords,
  shorten,
  shortName,
  shortWeekday,
  timeSw,
  type When,
} from '../format.ts';
import { always, type Texts } from '../texts.ts';
import { LINE_NAME, LINE_SERVICE, type visitsTextsEn } from './texts.en.ts';

/** WhatsApp's 24 characters do without the month, an SMS without the Western hour. */
function brief(when: When, withMonth: boolean): string {
  const { day, time } = localOf(when);
  const date = withMonth ? dayWords(day, 'sw', 'short') : `${shortWeekday(day, 'sw')} ${day.day}`;
  return `${date} ${timeSw(time, 'brief')}`;
}

export const visitsTextsSw: Texts<typeof visitsTextsEn> = {
  'visits.coming': always('Miadi yako ijayo. Ungependa kuona ipi?'),
  'visits.which': ({ what }) =>
    ({
      move: 'Ungependa kubadilisha miadi ipi?',
      cancel: 'Ungependa kughairi miadi ipi?',
      confirm: 'Utakuja kwa miadi ipi?',
    })[what],
  'visits.choice': ({ service, name, ...when }, kind) => {
    if (kind === 'whatsapp') return brief(when, false);
    const whose = name === null ? [] : [shorten(name.split(' ')[0] ?? name, LINE_NAME)];
    return [brief(when, true), shorten(service.sw, LINE_SERVICE), ...whose].join(', ');
  },
  'visits.choice_hint': ({ service, practitioner, name, ...when }, kind) => {
    if (kind === 'sms') return '';
    const day = dayWords(localOf(when).day, 'sw', 'short');
    return shorten([day, ...(name === null ? [] : [name]), service.sw, practitioner].join(', '), 72);
  },
  'visits.visit': (visit, kind) => {
    const lines = proposedLines({ ...visit, service: visit.service.sw }, 'sw', kind);
    return `${visit.pending ? 'Ombi lako (linasubiri):' : 'Miadi yako:'}\n${lines}`;
  },
  'visits.move': always('Badilisha wakati'),
  'visits.move_hint': (_, kind) => (kind === 'sms' ? '' : 'Siku au saa nyingine'),
  'visits.cancel': always('Ghairi miadi'),
  'visits.cancel_hint': (_, kind) => (kind === 'sms' ? '' : 'Kama hutaweza kuja'),
  'visits.past_hint': (_, kind) => (kind === 'sms' ? '' : 'Ona ulizokwisha kuja'),
  'visits.past': always('Miadi iliyopita'),
  'visits.none': always('Huna miadi yoyote ijayo kwetu.'),
  'visits.no_past': always('Hatuna miadi yako iliyopita.'),
  'visits.past_list': ({ visits }, kind) => {
    const lines = visits.slice(0, kind === 'sms' ? 4 : 10).map(({ service, cancelled, ...when }) => {
      const what = kind === 'sms' ? shorten(service.sw, LINE_SERVICE) : service.sw;
      return `- ${dayWords(localOf(when).day, 'sw', 'short')}: ${what}${cancelled ? ' (ilighairiwa)' : ''}`;
    });
    return `Miadi yako iliyopita:\n${lines.join('\n')}`;
  },
  'visits.changed': always('Miadi hii imebadilishwa. Sasa iko hivi:'),
  'visits.gone': always('Miadi hiyo haipo tena.'),
  'visits.kept': ({ service, ...when }, kind) =>
    `Sawa, miadi yako inabaki ilivyo: ${momentWords(when, 'sw', 'short')}, ${shortName(service.sw, kind)}.`,
  'visits.refused': ({ why, phone, ...when }) => {
    const reason = {
      move_late: 'imekaribia sana, haiwezi kubadilishwa hapa',
      move_often: 'imeshabadilishwa mara nyingi, haiwezi kubadilishwa tena hapa',
      cancel_late: 'imekaribia sana, haiwezi kughairiwa hapa',
    }[why];
    return `Miadi yako ya ${brief(when, true)} ${reason}. Tafadhali piga ${phone}, au uongee na mhudumu:`;
  },
};
