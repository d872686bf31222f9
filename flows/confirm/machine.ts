import { flowSetup, picked, run, say } from '../flow-machine.ts';
import { tellsOfTime } from '../slots/other-times.ts';
import * as pick from '../visits/pick.ts';
import { nothingToChange, visitGone, whichVisit } from '../visits/prompts.ts';
import type { FlowEvent, FlowName, RefusedReason } from '../vocabulary.ts';
import {
  anotherOf,
  type ConfirmContext,
  isAgreed,
  isItsTime,
  isOver,
  isTold,
  takeBegun,
  unasked,
} from './context.ts';
import { allRight, askWhether, seeYou, tellLate } from './prompts.ts';

/** A patient says that they will come: to which visit, and noted. What was being done goes on below. */

type Scene = { context: ConfirmContext; event: FlowEvent };

const flow = flowSetup<ConfirmContext>();

const change = (next: (context: ConfirmContext, event: FlowEvent) => Partial<ConfirmContext>) =>
  flow.assign(({ context, event }: Scene) => next(context, event));

const refusedFor =
  (reason: RefusedReason) =>
  ({ event }: Scene) =>
    event.type === 'REFUSED' && event.reason === reason;

/** Said above the question, where a notice told of another time. */
const tellChange = change(() => ({ changed: true }));

const to = (flowName: Extract<FlowName, 'move' | 'cancel'>) => ({
  target: 'elsewhere' as const,
  actions: run<ConfirmContext>((context) => {
    const { appointmentId } = pick.known(context);
    return { do: 'start_flow', flow: flowName, appointmentId };
  }),
});

const which = flow.createStateConfig({
  entry: say(whichVisit('confirm')),
  on: {
    RESUME: { actions: say(whichVisit('confirm')) },
    CHOSE: [
      { guard: pick.isVisit, target: 'confirming', actions: change(pick.takeVisit) },
      {
        guard: picked('more'),
        target: 'which',
        reenter: true,
        actions: change(({ page }) => ({ page: page + 1 })),
      },
    ],
  },
});

const asking = flow.createStateConfig({
  tags: ['asks:yes_no'],
  entry: [say(askWhether), flow.assign({ changed: false })],
  on: {
    RESUME: { actions: say(askWhether) },
    MEANT: [
      { guard: isItsTime, target: 'confirming' },
      { guard: ({ event }) => tellsOfTime(event.facts.heard), ...to('move') },
    ],
    CHOSE: [
      { guard: picked('yes'), target: 'confirming' },
      { guard: picked('move'), ...to('move') },
      { guard: picked('cannot'), ...to('cancel') },
    ],
    BACK: { guard: pick.severalVisits, target: 'which' },
  },
});

const late = flow.createStateConfig({
  tags: ['asks:yes_no'],
  entry: say(tellLate),
  on: {
    RESUME: { actions: say(tellLate) },
    CHOSE: [
      {
        guard: picked('yes'),
        target: 'elsewhere',
        actions: run((context, facts) => {
          const another = anotherOf(context, facts);
          return { do: 'start_flow', flow: 'booking', ...(another && { another }) };
        }),
      },
      { guard: picked('no'), target: 'all_right' },
    ],
  },
});

export const confirmMachine = flow.createMachine({
  id: 'confirm',
  context: unasked,
  initial: 'idle',
  states: {
    idle: {
      on: {
        START: [
          { guard: isOver, target: 'late', actions: change(takeBegun) },
          { target: 'finding_visits', actions: change(takeBegun) },
        ],
      },
    },
    finding_visits: {
      entry: run(() => ({ do: 'list_visits', when: 'coming' })),
      on: {
        VISITS: [
          { guard: pick.noVisits, target: 'none' },
          { target: 'deciding', actions: change(pick.takeVisitsByDay) },
        ],
      },
    },
    deciding: {
      always: [
        { guard: ({ context }) => context.visit === null, target: 'which' },
        { guard: isAgreed, target: 'confirming' },
        { guard: isTold, target: 'asking' },
        { target: 'asking', actions: tellChange },
      ],
    },
    which,
    asking,
    confirming: {
      entry: run((context) => ({ do: 'confirm_visit', ...pick.asShown(pick.known(context)) })),
      on: {
        CONFIRMED: { target: 'confirmed' },
        REFUSED: [
          { guard: refusedFor('changed'), target: 'finding_visits', actions: change(pick.lookAgain) },
          { guard: refusedFor('past'), target: 'late' },
          { target: 'gone' },
        ],
      },
    },
    late,
    none: {
      always: [{ guard: ({ context }) => context.wantedId !== null, target: 'gone' }, { target: 'nothing' }],
    },
    all_right: { type: 'final', entry: say(allRight) },
    confirmed: { type: 'final', entry: say(seeYou) },
    gone: { type: 'final', entry: say(visitGone) },
    nothing: { type: 'final', entry: say(nothingToChange) },
    elsewhere: { type: 'final' },
  },
});
