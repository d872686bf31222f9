import type { ChannelKind } from '../../core/db/tables.ts';
import { proposedLines, type VisitParams } from '../booking/visit-lines.ts';
import { dayWords, localOf, momentWords, shorten, shortName, type When } from '../format.ts';
import { always, type NoParams } from '../texts.ts';
import type { Refusal } from './prompts.ts';

type Named = { en: string; sw: string };
export type VisitTold = VisitParams & { service: Named };

/** On SMS a visit is one line of a list: what it is for, and for whom where that may be asked. */
export const LINE_SERVICE = 12;
export const LINE_NAME = 8;

const first = (name: string) => shorten(name.split(' ')[0] ?? name, LINE_NAME);

export const visitsTextsEn = {
  'visits.coming': always('Your visits ahead. Which one would you like to see?'),
  'visits.which': ({ what }: { what: 'move' | 'cancel' | 'confirm' }) =>
    ({
      move: 'Which visit would you like to move?',
      cancel: 'Which visit would you like to cancel?',
      confirm: 'Which visit will you come to?',
    })[what],
  'visits.choice': ({ service, name, ...when }: VisitTold, kind: ChannelKind) => {
    const moment = momentWords(when, 'en', 'short');
    if (kind === 'whatsapp') return moment;
    return [moment, shorten(service.en, LINE_SERVICE), ...(name === null ? [] : [first(name)])].join(', ');
  },
  'visits.choice_hint': ({ service, practitioner, name }: VisitTold, kind: ChannelKind) =>
    kind === 'sms'
      ? ''
      : shorten([...(name === null ? [] : [name]), service.en, practitioner].join(', '), 72),
  'visits.visit': (visit: VisitTold & { pending: boolean }, kind: ChannelKind) => {
    const lines = proposedLines({ ...visit, service: visit.service.en }, 'en', kind);
    return `${visit.pending ? 'Your request, not confirmed yet:' : 'Your visit:'}\n${lines}`;
  },
  'visits.move': always('Move it'),
  'visits.move_hint': (_: NoParams, kind: ChannelKind) => (kind === 'sms' ? '' : 'To another day or time'),
  'visits.cancel': always('Cancel it'),
  'visits.cancel_hint': (_: NoParams, kind: ChannelKind) => (kind === 'sms' ? '' : 'If you cannot come'),
  'visits.past_hint': (_: NoParams, kind: ChannelKind) => (kind === 'sms' ? '' : 'See the ones behind you'),
  'visits.past': always('Past visits'),
  'visits.none': always('You have no visit ahead with us.'),
  'visits.no_past': always('We have no past visit of yours.'),
  'visits.past_list': (
    { visits }: { visits: readonly (VisitTold & { cancelled: boolean })[] },
    kind: ChannelKind,
  ) => {
    const lines = visits.slice(0, kind === 'sms' ? 4 : 10).map(({ service, cancelled, ...when }) => {
      const what = kind === 'sms' ? shorten(service.en, LINE_SERVICE) : service.en;
      return `- ${dayWords(localOf(when).day, 'en', 'short')}: ${what}${cancelled ? ' (cancelled)' : ''}`;
    });
    return `Your past visits:\n${lines.join('\n')}`;
  },
  'visits.changed': always('Somebody has changed this visit. It is now like this:'),
  'visits.gone': always('That visit is not there any more.'),
  'visits.kept': ({ service, ...when }: VisitTold, kind: ChannelKind) =>
    `All right, your visit stays: ${momentWords(when, 'en', 'short')}, ${shortName(service.en, kind)}.`,
  'visits.refused': ({ why, phone, ...when }: When & { why: Refusal; phone: string }) => {
    const reason = {
      move_late: 'is too near to be moved here',
      move_often: 'has been moved as often as we can do it here',
      cancel_late: 'is too near to be cancelled here',
    }[why];
    const moment = momentWords(when, 'en', 'short');
    return `Your visit on ${moment} ${reason}. Please call ${phone}, or let a person help you:`;
  },
};
