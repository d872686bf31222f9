import type { ChannelKind } from '../../core/db/tables.ts';
import { always, type TextFunction, type Texts } from '../texts.ts';
import { type NoticeParams, partsOf } from './parts.ts';
import type { NoticeBody, NoticeWords, noticeTextsEn } from './texts.en.ts';

export const onWhatsappSw: NoticeWords = {
  reminder: ({ clinic, moment, details }) =>
    `Habari kutoka ${clinic}.\nTunakukumbusha miadi yako:\n*${moment}*\n${details}\nJe, utakuja?`,
  expected: ({ clinic, moment, details }) =>
    `Habari kutoka ${clinic}.\nTunakukumbusha miadi yako:\n*${moment}*\n${details}\nTunakusubiri! Kama hutaweza kuja, tafadhali tuambie hapa.`,
  confirmed: ({ clinic, moment, details }) =>
    `Habari kutoka ${clinic}.\nMiadi yako imethibitishwa:\n*${moment}*\n${details}\nTunakusubiri! Kama hutaweza kuja, tafadhali tuambie hapa.`,
  changed: ({ clinic, moment, details }) =>
    `Habari kutoka ${clinic}.\nMiadi yako imebadilishwa. Sasa ni:\n*${moment}*\n${details}\nJe, utaweza kuja?`,
  cancelled: ({ clinic, moment, details }) =>
    `Habari kutoka ${clinic}.\nPole, miadi yako imeghairiwa:\n*${moment}*\n${details}\nTukutafutie wakati mwingine?`,
  follow_up: ({ clinic, moment, details }) =>
    `Habari kutoka ${clinic}.\nTulikukosa kwenye miadi yako:\n*${moment}*\n${details}\nTukutafutie wakati mwingine?`,
};

const onSmsSw: NoticeWords = {
  reminder: ({ clinic, moment, details }) =>
    `${clinic}: tunakukumbusha miadi yako ya ${moment}, ${details}. Je, utakuja?`,
  expected: ({ clinic, moment, details }) =>
    `${clinic}: tunakukumbusha miadi yako ya ${moment}, ${details}. Tunakusubiri!`,
  confirmed: ({ clinic, moment, details }) =>
    `${clinic}: miadi yako imethibitishwa, ${moment}, ${details}. Tunakusubiri!`,
  changed: ({ clinic, moment, details }) =>
    `${clinic}: miadi yako imebadilishwa. Sasa ni ${moment}, ${details}. Je, utaweza kuja?`,
  cancelled: ({ clinic, moment, details }) =>
    `${clinic}: pole, miadi yako ya ${moment}, ${details}, imeghairiwa. Tukutafutie wakati mwingine?`,
  follow_up: ({ clinic, moment, details }) =>
    `${clinic}: tulikukosa ${moment}, ${details}. Tukutafutie wakati mwingine?`,
};

const whetherTheyCome = 'Jibu NITAKUJA au SITAWEZA.';
const ifTheyCannot = 'Kama hutaweza kuja, jibu SITAWEZA.';
const another = 'Ukiwa tayari, andika "weka miadi".';

const howSw: Record<NoticeBody, string> = {
  ...{ reminder: whetherTheyCome, changed: whetherTheyCome, cancelled: another, follow_up: another },
  ...{ expected: ifTheyCannot, confirmed: ifTheyCannot },
};

function said(body: NoticeBody): TextFunction<NoticeParams> {
  return (params: NoticeParams, kind: ChannelKind) => {
    const parts = partsOf(params, 'sw', kind);
    if (kind === 'whatsapp') return onWhatsappSw[body](parts);
    return [onSmsSw[body](parts), ...(params.asks === 'words' ? [howSw[body]] : [])].join(' ');
  };
}

export const noticeTextsSw: Texts<typeof noticeTextsEn> = {
  'notice.reminder': said('reminder'),
  'notice.expected': said('expected'),
  'notice.confirmed': said('confirmed'),
  'notice.changed': said('changed'),
  'notice.cancelled': said('cancelled'),
  'notice.follow_up': said('follow_up'),
  'notice.confirm': always('Nitakuja'),
  'notice.move': always('Wakati mwingine'),
  'notice.cannot': always('Sitaweza kuja'),
  'notice.again': always('Tafuta nafasi'),
  'notice.no': always('Hapana, asante'),
  'notice.old': always('Huo ni ujumbe wa awali. Miadi yako sasa:'),
  'notice.all_right': always('Sawa. Karibu utuandikie wakati wowote ukituhitaji.'),
};
