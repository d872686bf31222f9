import type { Named } from '../clinic/profile.ts';
import type { AppointmentId, NoticeId } from '../ids.ts';
import type { NoticeKind } from './notice.ts';

/** What a notice tells. Core knows no words: whoever does makes them of this (flows/notice). Instants are ISO strings. */
export type NoticeTold = {
  noticeId: NoticeId;
  kind: NoticeKind;
  appointmentId: AppointmentId;
  clinic: { name: string; phone: string };
  /** name: the patient's, where the phone serves several; else null. */
  visit: {
    start: string;
    zone: string;
    service: Named;
    branch: string;
    practitioner: string;
    name: string | null;
  };
  /** The patient has said already that they will come. */
  confirmed: boolean;
  /** words: a conversation is amid something else, whose choices are what a digit answers. */
  asks: 'digits' | 'words';
};

/** The content of an outbox row (JSON), whose wait is noticeWaitId's. */
export type ComposeNotice = (told: NoticeTold) => string;

const prefix = 'notice-';

/** The wait that a notice's choices answer: a button of it, tapped days later, still says which notice it is of. */
export function noticeWaitId(noticeId: NoticeId): string {
  return prefix + noticeId;
}

/** Undefined where it is the wait of a conversation. */
export function noticeOfWait(waitId: string): NoticeId | undefined {
  return waitId.startsWith(prefix) ? (waitId.slice(prefix.length) as NoticeId) : undefined;
}

/** What can be answered to a notice, as ids of its choices. again: to a follow-up or a cancelled visit, "find another time". */
export const noticeAnswers = ['confirm', 'move', 'cannot', 'again', 'no', 'person'] as const;
export type NoticeAnswer = (typeof noticeAnswers)[number];
