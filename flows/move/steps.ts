import { flowSetup, say } from '../flow-machine.ts';
import * as search from '../slots/search.ts';
import { known } from '../visits/pick.ts';
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
  flow.assign({ lead: null }),
];

export const nextPage = change(({ page }) => ({ page: page + 1 }));
export const firstDays = flow.assign({ after: null });
export const showOffer = flow.assign({ view: { kind: 'offer' } });
export const tellDayFull = flow.assign({ lead: 'day_full' });
export const anyPractitioner = flow.assign({ practitionerId: null, view: { kind: 'offer' } });

/** A patient expects to see the same practitioner as before. */
export const searchFor = change((context) => ({
  ...search.unsearched,
  practitionerId: known(context).practitioner.id,
}));

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
export const mayMove = ({ context }: Scene) => context.visit?.mayMove === 'yes';
export const refusedFor =
  (...reasons: readonly RefusedReason[]) =>
  ({ event }: Scene) =>
    event.type === 'REFUSED' && reasons.includes(event.reason);

export function findSlots(context: MoveContext, { contact }: Facts): Command {
  return search.findSlots(context, wantedOf(context), contact.channel);
}

export function findDays(context: MoveContext): Command {
  return search.findDays(context, wantedOf(context));
}

export function move(context: MoveContext): Command {
  const { appointmentId } = known(context);
  const { start, slots, practitionerId } = context;
  if (start === null) throw new Error('move has no slot yet');
  // What was shown beside the slot is what the patient picked.
  const shown = slots.find((slot) => slot.start === start)?.practitionerId ?? practitionerId;
  return { do: 'move', appointmentId, start, practitionerId: shown };
}

function wantedOf(context: MoveContext): Wanted {
  const { service, branch } = known(context);
  return { serviceId: service.id, branchId: branch.id, practitionerId: context.practitionerId };
}
