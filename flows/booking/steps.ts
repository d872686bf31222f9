import { flowSetup, run, say } from '../flow-machine.ts';
import * as search from '../slots/search.ts';
import type { FlowEvent } from '../vocabulary.ts';
import {
  type BookingContext,
  branchesFor,
  openSlots,
  practitionersFor,
  withBranch,
  withService,
} from './context.ts';
import { isChosen, type Scene } from './guards.ts';
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
export const takeOnlyService = change((_, { facts }) => {
  const [only, ...others] = facts.clinic.services;
  return only && others.length === 0 ? withService(only.id, facts) : {};
});

export const takeService = change(({ patientId }, event) => {
  const service = event.facts.clinic.services.find(({ id }) => isChosen(event, id));
  return service ? { ...withService(service.id, event.facts), patientId } : {};
});

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

export const takeHold = change(({ patientId }, event) => {
  if (event.type !== 'HELD') return {};
  const { holdId, practitionerId, start } = event;
  const latest = event.facts.contact.patients[0]?.id ?? null;
  return { held: { holdId, practitionerId, start }, patientId: patientId ?? latest };
});

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
  event.type === 'BOOKED' ? { visitId: event.appointmentId } : {},
);

/** The list that was picked from, anew; "nearest to what was taken" makes no sense a second time. */
export const lookAgain = change(({ view }) => ({
  held: null,
  view: view.kind === 'near' ? { kind: 'offer' } : view,
}));

export const release = run<BookingContext>(() => ({ do: 'release_hold' }));
export const recordConsent = run<BookingContext>(() => ({ do: 'record_consent', wording: 'menu.consent' }));
