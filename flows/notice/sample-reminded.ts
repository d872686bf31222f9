import type { AwaitedNotice } from '../../core/reminders/awaiting.ts';
import type { NoticeAnswer } from '../../core/reminders/told.ts';
import {
  appointmentId,
  asha,
  branchId,
  noticeId,
  sampleClinic,
  sampleFacts,
  sampleNotice,
  sampleVisits,
} from '../sample-clinic.ts';
import { open, type Talk, turn } from '../sample-talk.ts';
import type { ContactFacts, VisitFact } from '../vocabulary.ts';

/** Conversations in which notices have come, for tests. */

/** Visits on Wed 7 Oct 9:00, Thu 8 Oct 10:00, Fri 9 Oct 11:00; it is Monday. */
export const first = sampleNotice();
export const second = sampleNotice({
  ...{ noticeId: noticeId(2), appointmentId: appointmentId(51), visitStart: '2026-10-08T07:00:00Z' },
  branchId: branchId(2),
});
export const begun = { ahead: false, visitStart: '2026-10-05T04:30:00Z' } as const;

export function reminded(
  notices: readonly AwaitedNotice[],
  visits = 1,
  contact: Partial<ContactFacts> = {},
  visit: Partial<VisitFact> = {},
): Talk {
  const facts = sampleFacts(sampleClinic(), { ...asha, notices, ...contact });
  return open(facts, {}, sampleVisits(visits, visit));
}

/** A conversation in the midst of which notices come. */
export function amid(talk: Talk, ...notices: readonly AwaitedNotice[]): Talk {
  const { facts } = talk;
  return { ...talk, facts: { ...facts, contact: { ...facts.contact, notices } } };
}

export const tap = (talk: Talk, id: NoticeAnswer, notice: AwaitedNotice = first) =>
  turn(talk, { kind: 'answered', noticeId: notice.noticeId, id });

const shown = { start: '2026-10-07T06:00:00Z', branchId: branchId(1) };
export const confirmed = { do: 'confirm_visit', appointmentId: appointmentId(50), shown };
export const startOf = (talk: Talk) => talk.commands.find((command) => command.do === 'start_flow');
