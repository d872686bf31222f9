import type { ChannelKind } from '../../core/db/tables.ts';
import { always, type TextFunction } from '../texts.ts';
import { type NoticeParams, type NoticeParts, partsOf } from './parts.ts';

/**
 * What a notice says on WhatsApp, and its template there (templates.ts): which may neither begin nor end with what differs
 * from one to the next.
 */
export const noticeBodies = [
  'reminder',
  'expected',
  'confirmed',
  'changed',
  'cancelled',
  'follow_up',
] as const;
export type NoticeBody = (typeof noticeBodies)[number];
export type NoticeWords = Record<NoticeBody, (parts: NoticeParts) => string>;

export const onWhatsappEn: NoticeWords = {
  reminder: ({ clinic, moment, details }) =>
    `Hello from ${clinic}.\nThis is a reminder of your visit:\n*${moment}*\n${details}\nWill you come?`,
  expected: ({ clinic, moment, details }) =>
    `Hello from ${clinic}.\nThis is a reminder of your visit:\n*${moment}*\n${details}\nSee you then! If you cannot come, please tell us here.`,
  confirmed: ({ clinic, moment, details }) =>
    `Hello from ${clinic}.\nYour visit is confirmed:\n*${moment}*\n${details}\nSee you then! If you cannot come, please tell us here.`,
  changed: ({ clinic, moment, details }) =>
    `Hello from ${clinic}.\nYour visit has been changed. It is now:\n*${moment}*\n${details}\nWill you come then?`,
  cancelled: ({ clinic, moment, details }) =>
    `Hello from ${clinic}.\nWe are sorry, your visit has been cancelled:\n*${moment}*\n${details}\nShall we find you another time?`,
  follow_up: ({ clinic, moment, details }) =>
    `Hello from ${clinic}.\nWe missed you at your visit:\n*${moment}*\n${details}\nShall we find another time?`,
};

const onSmsEn: NoticeWords = {
  reminder: ({ clinic, moment, details }) =>
    `${clinic}: a reminder of your visit on ${moment}, ${details}. Will you come?`,
  expected: ({ clinic, moment, details }) =>
    `${clinic}: a reminder of your visit on ${moment}, ${details}. See you then!`,
  confirmed: ({ clinic, moment, details }) =>
    `${clinic}: your visit is confirmed for ${moment}, ${details}. See you then!`,
  changed: ({ clinic, moment, details }) =>
    `${clinic}: your visit has been changed. It is now on ${moment}, ${details}. Will you come then?`,
  cancelled: ({ clinic, moment, details }) =>
    `${clinic}: we are sorry, your visit on ${moment}, ${details}, has been cancelled. Shall we find you another time?`,
  follow_up: ({ clinic, moment, details }) =>
    `${clinic}: we missed you on ${moment}, ${details}. Shall we find another time?`,
};

const whetherTheyCome = 'Reply "I will come" or "I cannot come".';
const ifTheyCannot = 'If you cannot come, reply "I cannot come".';
const another = 'Write "book a visit" when it suits you.';

/** How to answer an SMS without a number. */
const howEn: Record<NoticeBody, string> = {
  ...{ reminder: whetherTheyCome, changed: whetherTheyCome, cancelled: another, follow_up: another },
  ...{ expected: ifTheyCannot, confirmed: ifTheyCannot },
};

function said(body: NoticeBody): TextFunction<NoticeParams> {
  return (params: NoticeParams, kind: ChannelKind) => {
    const parts = partsOf(params, 'en', kind);
    if (kind === 'whatsapp') return onWhatsappEn[body](parts);
    return [onSmsEn[body](parts), ...(params.asks === 'words' ? [howEn[body]] : [])].join(' ');
  };
}

export const noticeTextsEn = {
  'notice.reminder': said('reminder'),
  'notice.expected': said('expected'),
  'notice.confirmed': said('confirmed'),
  'notice.changed': said('changed'),
  'notice.cancelled': said('cancelled'),
  'notice.follow_up': said('follow_up'),
  'notice.confirm': always("I'll come"),
  'notice.move': always('Another time'),
  'notice.cannot': always("Can't come"),
  'notice.again': always('Find another time'),
  'notice.no': always('No, thank you'),
  'notice.old': always('That was an older message. Your visits now:'),
  'notice.all_right': always('All right. Write to us whenever you need us.'),
};
