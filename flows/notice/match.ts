import type { AwaitedNotice } from '../../core/reminders/awaiting.ts';
import { matchChoice } from '../understand/match-choice.ts';
import { readNumber } from '../understand/read-number.ts';
import type { Reply } from '../vocabulary.ts';
import { numberedAnswers } from './prompts.ts';

/** The notice whose numbered lines are the last that were sent: a digit is of these, whatever was offered before. */
export function numberedNotice(notices: readonly AwaitedNotice[]): AwaitedNotice | undefined {
  return notices.find(({ numbered, kind }) => numbered && numberedAnswers(kind).length > 0);
}

/**
 * Which of a notice's choices words pick, by number, label or keyword. By number alone where they have read of several visits:
 * "I'll come" may then be said of any.
 */
export function matchNotice(
  words: string,
  notices: readonly AwaitedNotice[],
): Extract<Reply, { kind: 'answered' }> | null {
  const notice = numberedNotice(notices);
  if (!notice) return null;
  const { noticeId, kind, appointmentId } = notice;
  const answers = numberedAnswers(kind);
  const number = readNumber(words);
  const others = notices.some((one) => one.fresh && one.appointmentId !== appointmentId);
  const matched = others ? null : matchChoice(words, answers);
  const answer = number === null ? answers.find(({ id }) => id === matched?.id) : answers[number - 1];
  return answer ? { kind: 'answered', noticeId, id: answer.id } : null;
}
