import { fixed, noWords, personChoice, yesWords } from '../common/choices.ts';
import { isToday } from '../format.ts';
import { cannotChoice, comingChoice, otherTimeChoice } from '../notice/prompts.ts';
import { changedLead, known, phoneFor, tellOf } from '../visits/pick.ts';
import { type Choice, type Facts, type FlowEvent, type Prompt, prompt } from '../vocabulary.ts';
import { type ConfirmContext, overNotice } from './context.ts';

/** What is said of whether a patient will come. */

/** Named as yes and no are named elsewhere, so that a bare yes finds it. */
const willCome: readonly Choice[] = [{ ...comingChoice, id: 'yes' }, otherTimeChoice, cannotChoice];

const late: readonly Choice[] = [
  fixed('yes', 'confirm.another', [...yesWords, 'another time', 'another day', 'book', 'wakati mwingine']),
  fixed('no', 'confirm.no_more', noWords),
  personChoice,
];

export function askWhether(context: ConfirmContext, facts: Facts): Prompt {
  return prompt('confirm.ask', told(context, facts), willCome, changedLead(context));
}

export function seeYou(context: ConfirmContext, facts: Facts, event: FlowEvent): Prompt {
  const { start, ...visit } = told(context, facts);
  return prompt('confirm.see_you', { ...visit, start: event.type === 'CONFIRMED' ? event.start : start });
}

export function tellLate(context: ConfirmContext, facts: Facts): Prompt {
  const { visit } = context;
  const notice = overNotice(context, facts);
  const start = visit?.start ?? notice?.visitStart ?? facts.now;
  const when = { start, zone: visit?.branch.zone ?? facts.clinic.zone };
  const status = visit?.status ?? notice?.status;
  const today = isToday(when, facts.now);
  const attended = status === 'fulfilled' || status === 'arrived';
  const phone = phoneFor(visit, facts.clinic);
  return prompt('confirm.late', { ...when, today, attended, phone }, late);
}

export function allRight(): Prompt {
  return prompt('notice.all_right', {});
}

function told(context: ConfirmContext, facts: Facts) {
  const visit = known(context);
  const { service: _, ...when } = tellOf(visit, facts);
  return { ...when, pending: visit.status === 'pending' };
}
