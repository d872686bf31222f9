import { flowSetup, picked, run, say } from '../flow-machine.ts';
import type { Command, FlowEvent } from '../vocabulary.ts';
import * as pick from './pick.ts';
import { listPast, listVisits, noComing, showVisit } from './prompts.ts';

/** The contact's visits, coming and past; one of them can be moved or cancelled from here. */

type VisitsContext = pick.VisitPick;
type Scene = { context: VisitsContext; event: FlowEvent };

const flow = flowSetup<VisitsContext>();

const change = (next: (context: VisitsContext, event: FlowEvent) => Partial<VisitsContext>) =>
  flow.assign(({ context, event }: Scene) => next(context, event));
const nextPage = change(({ page }) => ({ page: page + 1 }));

const goTo = (command: (context: VisitsContext) => Extract<Command, { do: 'start_flow' }>) => ({
  target: 'elsewhere' as const,
  actions: run(command),
});
const toBooking = { guard: picked('book'), ...goTo(() => ({ do: 'start_flow', flow: 'booking' })) };
const toPast = { guard: picked('past'), target: 'finding_past' as const };

export const visitsMachine = flow.createMachine({
  id: 'visits',
  context: pick.unpicked,
  initial: 'idle',
  states: {
    idle: { on: { START: { target: 'finding' } } },
    finding: {
      entry: run(() => ({ do: 'list_visits', when: 'coming' })),
      on: {
        VISITS: [
          { guard: pick.noVisits, target: 'none' },
          { target: 'deciding', actions: change(pick.takeVisits) },
        ],
      },
    },
    deciding: { always: [{ guard: pick.visitKnown, target: 'visit' }, { target: 'list' }] },
    none: {
      entry: say(noComing),
      on: { RESUME: { actions: say(noComing) }, CHOSE: [toBooking, toPast] },
    },
    list: {
      entry: say(listVisits),
      on: {
        RESUME: { actions: say(listVisits) },
        CHOSE: [
          { guard: pick.isVisit, target: 'visit', actions: change(pick.takeVisit) },
          { guard: picked('more'), target: 'list', reenter: true, actions: nextPage },
          toPast,
        ],
      },
    },
    visit: {
      entry: say(showVisit),
      on: {
        RESUME: { actions: say(showVisit) },
        MEANT: {
          guard: ({ context, event }) => event.facts.heard?.times != null && context.visit?.mayMove === 'yes',
          ...goTo((context) => {
            const { appointmentId } = pick.known(context);
            return { do: 'start_flow', flow: 'move', appointmentId };
          }),
        },
        CHOSE: [
          ...(['move', 'cancel'] as const).map((change) => ({
            guard: picked(change),
            ...goTo((context) => {
              const { appointmentId } = pick.known(context);
              return { do: 'start_flow', flow: change, appointmentId };
            }),
          })),
          toPast,
        ],
        BACK: { guard: pick.severalVisits, target: 'list' },
      },
    },
    finding_past: {
      entry: run(() => ({ do: 'list_visits', when: 'past' })),
      on: { VISITS: { target: 'past', actions: change(pick.takeVisits) } },
    },
    past: {
      entry: say(listPast),
      on: { RESUME: { actions: say(listPast) }, CHOSE: toBooking, BACK: { target: 'finding' } },
    },
    elsewhere: { type: 'final' },
  },
});
