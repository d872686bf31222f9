import {
  backChoice,
  bookChoice,
  fixed,
  menuChoice,
  moreChoice,
  pageOf,
  personChoice,
} from '../common/choices.ts';
import { type Choice, type Facts, type FlowEvent, type Prompt, prompt, text } from '../vocabulary.ts';
import { goneLead, type KeptVisit, known, phoneFor, tellOf, type VisitPick } from './pick.ts';

/** What is said of visits that are there already, in the flows visits, move and cancel. */

const moveChoice: Choice = {
  ...fixed('move', 'visits.move', [
    ...['move', 'change', 'reschedule', 'move it instead'],
    ...['badilisha', 'sogeza', 'ahirisha'],
  ]),
  hint: text('visits.move_hint', {}),
};
const cancelChoice: Choice = {
  ...fixed('cancel', 'visits.cancel', ['cancel', 'futa', 'ghairi', 'cancel it']),
  hint: text('visits.cancel_hint', {}),
};
const pastChoice: Choice = {
  ...fixed('past', 'visits.past', ['past', 'old', 'history', 'zilizopita']),
  hint: text('visits.past_hint', {}),
};

/** An SMS has room for few of such long lines. */
const visitsShown = { sms: 3, whatsapp: 7 } as const;

export function visitChoices({ visits, page }: VisitPick, facts: Facts): readonly Choice[] {
  const { shown, more } = pageOf(visits, page, visitsShown[facts.contact.channel]);
  const choices = shown.map((visit): Choice => {
    const told = tellOf(visit, facts);
    return {
      id: visit.appointmentId,
      label: text('visits.choice', told),
      hint: text('visits.choice_hint', told),
    };
  });
  return more ? [...choices, moreChoice] : choices;
}

export function whichVisit(what: 'move' | 'cancel' | 'confirm') {
  return (pick: VisitPick, facts: Facts): Prompt =>
    prompt('visits.which', { what }, [...visitChoices(pick, facts), backChoice], goneLead(pick));
}

export function listVisits(pick: VisitPick, facts: Facts): Prompt {
  return prompt('visits.coming', {}, [...visitChoices(pick, facts), pastChoice, backChoice]);
}

export function showVisit(pick: VisitPick, facts: Facts): Prompt {
  const visit = known(pick);
  const params = { ...tellOf(visit, facts), pending: visit.status === 'pending' };
  const past = pick.visits.length === 1 ? [pastChoice] : [];
  const changes = [
    ...(visit.mayMove === 'yes' ? [moveChoice] : []),
    ...(visit.mayCancel === 'yes' ? [cancelChoice] : []),
  ];
  // What cannot be done here any more, a person may be able to do.
  const helped = changes.length < 2 ? [personChoice] : [];
  return prompt('visits.visit', params, [...changes, ...helped, ...past, backChoice]);
}

export function noComing(): Prompt {
  return prompt('visits.none', {}, [bookChoice, pastChoice, backChoice]);
}

/** Said as a flow ends: the menu answers its choices. */
export function nothingToChange(): Prompt {
  return prompt('visits.none', {}, [bookChoice, menuChoice]);
}

export function listPast({ visits }: { visits: readonly KeptVisit[] }, facts: Facts): Prompt {
  const choices = [bookChoice, backChoice];
  if (visits.length === 0) return prompt('visits.no_past', {}, choices);
  const lines = visits.map((visit) => ({
    ...tellOf(visit, facts),
    cancelled: visit.status === 'cancelled',
  }));
  return prompt('visits.past_list', { visits: lines }, choices);
}

/** What was wanted of a visit that is not there any more. */
export function visitGone(): Prompt {
  return prompt('visits.gone', {}, [bookChoice, menuChoice]);
}

export function visitKept(pick: VisitPick, facts: Facts): Prompt {
  return prompt('visits.kept', tellOf(known(pick), facts), [menuChoice]);
}

export type Refusal = 'move_late' | 'move_often' | 'cancel_late';

export function refuse(why: (pick: VisitPick, event: FlowEvent) => Refusal) {
  return (pick: VisitPick, facts: Facts, event: FlowEvent): Prompt => {
    const visit = known(pick);
    const phone = phoneFor(visit, facts.clinic);
    const { start, zone } = tellOf(visit, facts);
    return prompt('visits.refused', { why: why(pick, event), start, zone, phone }, [
      personChoice,
      menuChoice,
    ]);
  };
}
