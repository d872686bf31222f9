import { fixed, personChoice } from '../common/choices.ts';
import { anyDoctor } from '../slots/choices.ts';
import { leadText, slotsPrompt } from '../slots/prompts.ts';
import { openSlots as openOf } from '../slots/search.ts';
import { changedLead, known, phoneFor, tellOf, type VisitPick } from '../visits/pick.ts';
import type { Refusal } from '../visits/prompts.ts';
import {
  type Choice,
  type Facts,
  type FlowEvent,
  type Prompt,
  prompt,
  type SlotFact,
  text,
} from '../vocabulary.ts';
import type { MoveContext } from './context.ts';

/** What moving says, out of its context and the facts of the event. */

type Build = (context: MoveContext, facts: Facts, event: FlowEvent) => Prompt;

const keepChoice: Choice = {
  ...fixed('keep', 'move.keep', [
    ...['keep', 'keep it', 'no', 'leave it'],
    ...['acha', 'iache', 'hapana', 'usibadilishe'],
  ]),
  hint: text('move.keep_hint', {}),
};

/** The same prompt below the line that says why it comes. */
export function withLead(build: Build): Build {
  return (context, facts, event) => {
    const said = build(context, facts, event);
    const { contact } = facts;
    const name = contact.patients.find(({ id }) => id === context.visit?.patientId)?.name ?? null;
    const lead = changedLead(context) ?? leadText(context.lead, name);
    return lead ? { ...said, lead } : said;
  };
}

export function askSlot(context: MoveContext, facts: Facts): Prompt {
  const { start, zone } = tellOf(known(context), facts);
  const question = text('move.choose_slot', { start, zone });
  const beside = [...(othersGiveIt(context, facts) ? [anyDoctor] : []), keepChoice];
  return slotsPrompt(context, facts.clinic, zone, { beside, question });
}

export function noSlots(context: MoveContext, facts: Facts): Prompt {
  const beside = othersGiveIt(context, facts) ? [anyDoctor] : [];
  const phone = phoneFor(context.visit, facts.clinic);
  return prompt('booking.none', { phone }, [...beside, keepChoice, personChoice]);
}

export function moved(context: MoveContext, facts: Facts, event: FlowEvent): Prompt {
  if (event.type !== 'MOVED') throw new Error('nothing has been moved');
  const before = tellOf(known(context), facts);
  const { practitioners, branches } = facts.clinic;
  const practitioner = practitioners.find(({ id }) => id === event.practitionerId)?.name;
  const branch = branches.find(({ id }) => id === event.branchId)?.name;
  return prompt('move.moved', {
    ...before,
    before: before.start,
    start: event.start,
    pending: event.status === 'pending',
    practitioner: practitioner ?? before.practitioner,
    branch: branch ?? before.branch,
  });
}

export function whyRefused({ visit }: VisitPick): Refusal {
  return visit?.mayMove === 'too_often' ? 'move_often' : 'move_late';
}

/** The slots to show of those found: the time that the visit has already is none. */
export function openSlots(context: MoveContext, found: readonly SlotFact[], { clinic, contact }: Facts) {
  const { start, service } = known(context);
  const minutes = clinic.services.find(({ id }) => id === service.id)?.durationMinutes ?? 0;
  const other = found.filter((slot) => slot.start !== start);
  return openOf(context, other, minutes, contact.channel);
}

function othersGiveIt(context: MoveContext, { clinic }: Facts): boolean {
  const { service, branch } = known(context);
  const able = clinic.practitioners.filter(
    ({ serviceIds, branchIds }) => serviceIds.includes(service.id) && branchIds.includes(branch.id),
  );
  return context.practitionerId !== null && able.some(({ id }) => id !== context.practitionerId);
}
