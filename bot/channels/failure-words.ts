import type { Language } from '../../core/language.ts';
import type { SendErrorCode } from './send-error.ts';

/** Codes of our own that stand in a message's record beside the providers': nothing was sent, or its sender is gone. */
const ownCodes = ['over_budget', 'unrenderable', 'unreadable', 'sender_gone', 'receipt'] as const;

export type FailureCode = SendErrorCode | (typeof ownCodes)[number];

/** Why a message did not arrive, for staff: what is the case, and where they can do something, what. */
export const failureWords: Readonly<Record<FailureCode, Readonly<Record<Language, string>>>> = {
  provider_unreachable: {
    en: 'The provider could not be reached',
    sw: 'Mtoa huduma hakupatikana',
  },
  provider_error: { en: 'The provider had a fault', sw: 'Mtoa huduma alikuwa na hitilafu' },
  throttled: {
    en: 'The provider had too many messages at once',
    sw: 'Mtoa huduma alikuwa na ujumbe mwingi kwa wakati mmoja',
  },
  out_of_credit: {
    en: "The clinic's credit at the provider has run out, or its account is suspended",
    sw: 'Salio la kliniki kwa mtoa huduma limeisha, au akaunti imesimamishwa',
  },
  no_answer: {
    en: 'The provider did not answer: it may have arrived',
    sw: 'Mtoa huduma hakujibu: huenda ujumbe umefika',
  },
  answer_unreadable: {
    en: 'The provider answered unclearly: it may have arrived',
    sw: 'Jibu la mtoa huduma halikueleweka: huenda ujumbe umefika',
  },
  bad_credentials: {
    en: 'The provider refuses our access: the settings need a look',
    sw: 'Mtoa huduma amekataa akaunti yetu: mipangilio iangaliwe',
  },
  bad_number: {
    en: 'The number is not in use, or gets no such messages',
    sw: 'Namba haitumiki, au haipokei ujumbe wa aina hii',
  },
  opted_out: {
    en: 'The patient has asked to get no messages',
    sw: 'Mgonjwa ameomba asitumiwe ujumbe',
  },
  outside_window: {
    en: 'WhatsApp: the patient has not written in the last 24 hours',
    sw: 'WhatsApp: mgonjwa hajaandika kwa saa 24 zilizopita',
  },
  blocked: {
    en: 'The network or the patient blocks our messages',
    sw: 'Mtandao au mgonjwa amezuia ujumbe wetu',
  },
  too_long: { en: 'The message was too long', sw: 'Ujumbe ulikuwa mrefu mno' },
  undelivered: {
    en: 'It was sent, and did not reach the phone',
    sw: 'Ulitumwa, lakini haukufika kwenye simu',
  },
  refused: { en: 'The provider refused the message', sw: 'Mtoa huduma amekataa ujumbe' },
  over_budget: {
    en: "The money for today's messages, or this number's share of it, was spent",
    sw: 'Gharama ya ujumbe ya siku, au sehemu ya namba hii, ilikuwa imeisha',
  },
  unrenderable: {
    en: 'A fault of ours: there were no words for it',
    sw: 'Hitilafu yetu: ujumbe haukuweza kuandikwa',
  },
  unreadable: {
    en: 'A fault of ours: the message could not be opened',
    sw: 'Hitilafu yetu: ujumbe haukuweza kufunguliwa',
  },
  sender_gone: {
    en: 'We were interrupted while sending: it may have arrived',
    sw: 'Tulikatizwa wakati wa kutuma: huenda ujumbe umefika',
  },
  receipt: { en: 'The provider says that it failed', sw: 'Mtoa huduma anasema haukufaulu' },
};

/** @param code as the record has it, with the provider's own code behind it ("bad_number:21211"), or null */
export function describeFailure(code: string | null, language: Language): string | null {
  const [own = ''] = code?.split(':') ?? [];
  return Object.hasOwn(failureWords, own) ? failureWords[own as FailureCode][language] : null;
}
