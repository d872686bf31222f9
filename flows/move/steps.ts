import { flowSetup, say } from '../flow-machine.ts';
import { dayOf, dayShown, onDay } from '../slots/day-meant.ts';
import { tellsOfTime, timesSought } from '../slots/other-times.ts';
import * as search from '../slots/search.ts';
import { asShown, known } from '../visits/pick.ts';
import type { Command, Facts, FlowEvent, RefusedReason, Wanted } from '../vocabulary.ts';
import type { MoveContext } from './context.ts';
import { openSlots, withLead } from './prompts.ts';

/** What an event changes in what a move knows, what may be, and what is asked of core. */

type Scene = { context: MoveContext; event: FlowEvent };

export const flow = flowSetup<MoveContext>();

export const change = (next: (context: MoveContext, event: FlowEvent) => Partial<MoveContext>) =>
  flow.assign(({ context, event }: Scene) => next(context, event));

/** Asks, below the line that says why; the line is said once. */
export const ask = (build: Parameters<typeof withLead>[0]) => [
  say(withLead(build)),
  flow.assign({ lead: null, changed: false }),
];

export const nextPage = change(({ page }) => ({ page: page + 1 }));
export const firstDays = flow.assign({ after: null });
export const showOffer = flow.assign({ view: { kind: 'offer' } });
export const tellDayFull = flow.assign({ lead: 'day_full' });
export const anyPractitioner = flow.assign({ practitionerId: null, view: { kind: 'offer' } });

/** When, in the patient's own words; kept until it is known which visit is meant. */
export const takeTimes = change((context, event) => search.takeTimes(context, event, null));
/** The same beside a list of times: without a day they are of the one that is shown, or of the visit. */
export const takeTimesShown = change((context, event) => {
  const own = visitDay(context);
  return search.takeTimes(context, event, { ...own, day: dayShown(context, own.zone) ?? own.day });
});
/** Beside a list of days they are of the visit's. */
export const takeTimesOfVisit = change((context, event) =>
  search.takeTimes(context, event, visitDay(context)),
);
export const lookNearby = change(search.lookNearby);

/** A patient expects to see the same practitioner as before. */
export const searchFor = change((context, { facts }) => ({
  ...search.unsearched,
  view: viewFor(context, facts),
  practitionerId: known(context).practitioner.id,
}));

/** "Move it to 4 pm", said before it was known which visit: that visit's day. */
function viewFor(context: MoveContext, facts: Facts): search.View {
  const { view } = context;
  const { day, zone } = visitDay(context);
  const { heard } = facts;
  // "I can't at nine", of that very visit: another hour of its day.
  const beside = heard?.unfit ? timesSought(heard, { view: { kind: 'offer' }, day, zone }, facts) : null;
  if (beside) return { kind: 'times', times: beside };
  return view.kind === 'times' ? { kind: 'times', times: onDay(view.times, day, facts, zone) } : view;
}

function visitDay(context: MoveContext): { day: string; zone: string } {
  const { start, branch } = known(context);
  return { day: dayOf(start, branch.zone), zone: branch.zone };
}

export const takeSlots = change((context, event) =>
  event.type === 'SLOTS' ? { slots: openSlots(context, event.slots, event.facts) } : {},
);

/** Core knows better than what was read some messages ago. */
export const takeRefusal = change((context, event) => {
  const visit = known(context);
  const reason = event.type === 'REFUSED' ? event.reason : null;
  return { visit: { ...visit, mayMove: reason === 'too_often' ? 'too_often' : 'too_late' } };
});

export const slotsFound = ({ context, event }: Scene) =>
  event.type === 'SLOTS' && openSlots(context, event.slots, event.facts).length > 0;
export const timesHeard = ({ event }: Scene) => tellsOfTime(event.facts.heard);
export const mayMove = ({ context }: Scene) => context.visit?.mayMove === 'yes';
export const refusedFor =
  (...reasons: readonly RefusedReason[]) =>
  ({ event }: Scene) =>
    event.type === 'REFUSED' && reasons.includes(event.reason);

export function findSlots(context: MoveContext, { contact }: Facts): Command {
  const found = search.findSlots(context, wantedOf(context), contact.channel);
  // One more: the time that the visit has already may be among them, and is none to show.
  return { ...found, count: found.count + 1, ...moving(context) };
}

export function findDays(context: MoveContext): Command {
  return { ...search.findDays(context, wantedOf(context)), ...moving(context) };
}

/** The visit itself does not stand in its own way. */
function moving(context: MoveContext) {
  return { appointmentId: known(context).appointmentId };
}

export function move(context: MoveContext): Command {
  const { start, slots, practitionerId } = context;
  if (start === null) throw new Error('move has no slot yet');
  // What was shown beside the slot is what the patient picked.
  const shown = slots.find((slot) => slot.start === start)?.practitionerId ?? practitionerId;
  return { do: 'move', ...asShown(known(context)), start, practitionerId: shown };
}

function wantedOf(context: MoveContext): Wanted {
  const { service, branch } = known(context);
  return { serviceId: service.id, branchId: branch.id, practitionerId: context.practitionerId };
}
