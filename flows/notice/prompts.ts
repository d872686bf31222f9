import type { NoticeKind } from '../../core/reminders/notice.ts';
import type { NoticeAnswer, NoticeTold } from '../../core/reminders/told.ts';
import { bookChoice, fixed, noWords, personChoice, yesWords } from '../common/choices.ts';
import { type Choice, type Prompt, text } from '../vocabulary.ts';
import type { NoticeBody } from './texts.en.ts';

/** The words of a notice, and what can be answered to it. */

type Answer = Choice & { id: NoticeAnswer };

export const comingChoice = answer('confirm', 'notice.confirm', [
  ...[...yesWords, 'i will come', 'i will be there', 'coming', 'nitakuja', 'nitafika', 'naja', 'nakuja'],
]);
export const otherTimeChoice = answer('move', 'notice.move', [
  ...['move', 'change', 'reschedule', 'another day', 'badilisha', 'sogeza', 'ahirisha', 'siku nyingine'],
]);
export const cannotChoice = answer('cannot', 'notice.cannot', [
  ...[...noWords, 'i cannot come', 'cannot', 'cancel', 'sitakuja', 'sitaweza', 'siwezi', 'futa', 'ghairi'],
]);
const againChoice = answer('again', 'notice.again', [
  ...[...yesWords, 'another time', 'another day', 'wakati mwingine', 'siku nyingine'],
  ...(bookChoice.keywords ?? []),
]);
const noChoice = answer('no', 'notice.no', noWords);
const toPerson: Answer = { ...personChoice, id: 'person' };

const whetherTheyCome = [comingChoice, otherTimeChoice, cannotChoice] as const;
const ifTheyCannot = [otherTimeChoice, cannotChoice] as const;

const choicesOf: Record<NoticeBody, readonly Answer[]> = {
  reminder: whetherTheyCome,
  changed: whetherTheyCome,
  expected: ifTheyCannot,
  confirmed: ifTheyCannot,
  cancelled: [againChoice, toPerson],
  follow_up: [againChoice, noChoice],
};

export function noticeChoices(kind: NoticeKind): readonly Answer[] {
  return choicesOf[kind];
}

/** Those that a digit answers, in their order; none where the notice shows no numbers. */
export function numberedAnswers(kind: NoticeKind): readonly Answer[] {
  return kind === 'confirmed' ? [] : choicesOf[kind];
}

/** Of what a notice tells, all but the service: an appointment's reason is nobody else's business (told.ts). */
export function noticePrompt({ kind, clinic, visit, confirmed, asks }: NoticeTold): Prompt {
  const body: NoticeBody = kind === 'reminder' && confirmed ? 'expected' : kind;
  const { service: _, ...when } = visit;
  // Where nothing is asked no number need be: whoever cannot come says so.
  const inWords = asks === 'words' || body === 'expected' || body === 'confirmed';
  const said = text(`notice.${body}`, { ...when, clinic: clinic.name, asks: inWords ? 'words' : 'digits' });
  const prompt = { ...said, choices: choicesOf[body] };
  return inWords ? { ...prompt, asks: 'words' } : prompt;
}

function answer(id: NoticeAnswer, key: Parameters<typeof fixed>[1], keywords: readonly string[]): Answer {
  return { ...fixed(id, key, keywords), id };
}
