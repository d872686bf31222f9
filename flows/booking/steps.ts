import { flowSetup, run, say } from '../flow-machine.ts';
import { tellsOfTime } from '../slots/other-times.ts';
import * as search from '../slots/search.ts';
import type { FlowEvent } from '../vocabulary.ts';
import {
  type BookingContext,
  branchesFor,
  openSlots,
  patientFor,
  practitionersFor,
  withBranch,
  withService,
} from './context.ts';
import { isChosen, type Scene } from './guards.ts';
import { oneByOne, withHeard } from './heard.ts';
import { withLead } from './prompts.ts';

/** What an event changes in what booking knows, and what is said and done beside it. */

export const flow = flowSetup<BookingContext>();

const change = (next: (context: BookingContext, event: FlowEvent) => Partial<BookingContext>) =>
  flow.assign(({ context, event }: Scene) => next(context, event));

const forgetLead = flow.assign({ lead: null });

/** Asks, below the line that says why; the line is said once. */
export const ask = (build: Parameters<typeof withLead>[0]) => [say(withLead(build)), forgetLead];

export const firstPage = flow.assign({ page: 0 });
export const nextPage = change(({ page }) => ({ page: page + 1 }));
export const show = (view: search.View) => flow.assign({ view, page: 0 });

/** The one service of a clinic is not asked for. */
export const takeOnlyService = change((context, { facts }) => {
  const [only, ...others] = facts.clinic.services;
  return only && others.length === 0 ? withService(context, only.id, facts) : {};
});

export const takeService = change((context, event) => {
  const service = event.facts.clinic.services.find(({ id }) => isChosen(event, id));
  return service ? withService(context, service.id, event.facts) : {};
});

/** What the patient has said in their own words, over what was known before. */
export const takeHeard = change((context, { facts }) => withHeard(context, facts));

/** Nothing is held any more; of the time that was, the nearest is looked for unless another one has been said. */
export const takeHeardAnew = change((context, { facts }) => {
  const { held } = context;
  const near =
    held && !tellsOfTime(facts.heard) ? { view: { kind: 'near' as const, start: held.start } } : {};
  return { ...withHeard({ ...context, ...near }, facts), held: null };
});

/** Beside a list of days none is the one that is talked about. */
export const takeHeardOfDays = change((context, { facts }) => withHeard(context, facts, null));

export const takeBranch = change((context, event) => {
  const branch = branchesFor(context, event.facts.clinic).find(({ id }) => isChosen(event, id));
  return branch ? withBranch(context, branch.id, event.facts.clinic) : {};
});

/** None of that id: whoever is free. */
export const takePractitioner = change((context, event) => {
  const practitioner = practitionersFor(context, event.facts.clinic).find(({ id }) => isChosen(event, id));
  return { practitionerId: practitioner?.id ?? null, page: 0, view: { kind: 'offer' } };
});

export const takeSlots = change((context, event) =>
  event.type === 'SLOTS' ? { slots: openSlots(context, event.slots, event.facts) } : {},
);

export const forgetSlots = flow.assign({ slots: [] });

export const takeSlot = change(search.takeSlot);
export const takeDays = change(search.takeDays);
export const takeDay = change(search.takeDay);

export const firstDays = flow.assign({ after: null });
export const laterDays = change(search.laterDays);

/** The one free slot at the moment that was named. */
export const takeFoundSlot = change((_, event) =>
  event.type === 'SLOTS' ? { slots: event.slots, start: event.slots[0]?.start ?? null } : {},
);
export const lookNearby = change(search.lookNearby);

export const takeHold = change((context, event) => {
  if (event.type !== 'HELD') return {};
  const { holdId, practitionerId, start } = event;
  return { held: { holdId, practitionerId, start }, patientId: patientFor(context, event.facts) };
});

/** For whom, said while a slot is held. */
export const takeForWhom = change((context, { facts }) => {
  // "Yes, and for my son" is of another visit than the one that is held.
  if (facts.heard?.several && context.patientId !== null) return oneByOne(context);
  const { forWhom, otherOne } = facts.heard?.forWhom ? facts.heard : context;
  const asked = { ...context, forWhom, otherOne, patientId: facts.heard?.forWhom ? null : context.patientId };
  return { forWhom, otherOne, patientId: patientFor(asked, facts) };
});

/** Whose name is asked. */
export const takeRelation = change(({ forWhom }) => ({ relation: forWhom ?? 'self' }));

export const takePatient = change((_, event) => {
  if (event.type === 'REGISTERED') return { patientId: event.patientId };
  const known = event.facts.contact.patients.find(({ id }) => isChosen(event, id));
  return known ? { patientId: known.id } : {};
});

export const tellWhy = change(search.tellWhy);
export const tellDayFull = flow.assign({ lead: 'day_full' });

/** Refused at this very slot: those nearest to it come next. */
export const lookAround = change((context) => ({ held: null, ...search.lookAround(context) }));

export const takeVisit = change((_, event) =>
  event.type === 'BOOKED' ? { visitId: event.appointmentId, pending: event.status === 'pending' } : {},
);

/** The list that was picked from, anew; "nearest to what was taken" makes no sense a second time. */
export const lookAgain = change(({ view }) => ({
  held: null,
  view: view.kind === 'near' || search.isExact(view) ? { kind: 'offer' } : view,
}));

export const release = run<BookingContext>(() => ({ do: 'release_hold' }));
export const recordConsent = run<BookingContext>(() => ({ do: 'record_consent', wording: 'menu.consent' }));
