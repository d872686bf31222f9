import { bookChoice, fixed, menuChoice, noWords, yesWords } from '../common/choices.ts';
import { flowSetup, picked, run, say } from '../flow-machine.ts';
import * as pick from '../visits/pick.ts';
import { nothingToChange, refuse, visitGone, visitKept, whichVisit } from '../visits/prompts.ts';
import { type Choice, type Facts, type FlowEvent, type Prompt, prompt } from '../vocabulary.ts';

/** A visit is given up: which one, asked once, done; another time is offered before and after. */

type CancelContext = pick.VisitPick;
type Scene = { context: CancelContext; event: FlowEvent };

const flow = flowSetup<CancelContext>();

const change = (next: (context: CancelContext, event: FlowEvent) => Partial<CancelContext>) =>
  flow.assign(({ context, event }: Scene) => next(context, event));

const confirmChoices: readonly Choice[] = [
  fixed('yes', 'cancel.yes', [...yesWords, 'cancel', 'futa', 'ghairi']),
  fixed('keep', 'cancel.keep', [...noWords, 'keep', 'acha', 'iache', 'usighairi', 'dont cancel']),
  fixed('move', 'cancel.move', [
    ...['move', 'reschedule', 'change', 'another time'],
    ...['badilisha', 'sogeza', 'ahirisha', 'wakati mwingine'],
  ]),
];

function askConfirm(context: CancelContext, facts: Facts): Prompt {
  return prompt('cancel.confirm', pick.tellOf(pick.known(context), facts), confirmChoices);
}

function cancelled(context: CancelContext, facts: Facts): Prompt {
  const another: Choice = fixed('book', 'cancel.book_another', bookChoice.keywords ?? []);
  return prompt('cancel.cancelled', pick.tellOf(pick.known(context), facts), [another, menuChoice]);
}

const tooLate = refuse(() => 'cancel_late');
const refusedFor =
  (reason: 'too_late') =>
  ({ event }: Scene) =>
    event.type === 'REFUSED' && event.reason === reason;

const confirm = flow.createStateConfig({
  entry: say(askConfirm),
  on: {
    RESUME: { actions: say(askConfirm) },
    CHOSE: [
      { guard: picked('yes'), target: 'cancelling' },
      { guard: picked('keep'), target: 'kept' },
      {
        guard: picked('move'),
        target: 'elsewhere',
        actions: run((context) => {
          const { appointmentId } = pick.known(context);
          return { do: 'start_flow', flow: 'move', appointmentId };
        }),
      },
    ],
    BACK: { guard: pick.severalVisits, target: 'which' },
  },
});

const refused = flow.createStateConfig({
  entry: say(tooLate),
  on: {
    RESUME: { actions: say(tooLate) },
    CHOSE: {
      guard: picked('person'),
      target: 'elsewhere',
      actions: run(() => ({ do: 'start_flow', flow: 'person', reason: 'refused' })),
    },
    BACK: { guard: pick.severalVisits, target: 'which' },
  },
});

export const cancelMachine = flow.createMachine({
  id: 'cancel',
  context: pick.unpicked,
  initial: 'idle',
  states: {
    idle: { on: { START: { target: 'finding_visits', actions: change(pick.takeWanted) } } },
    finding_visits: {
      entry: run(() => ({ do: 'list_visits', when: 'coming' })),
      on: {
        VISITS: [
          { guard: pick.noVisits, target: 'nothing' },
          { target: 'deciding', actions: change(pick.takeVisits) },
        ],
      },
    },
    deciding: {
      always: [
        { guard: ({ context }) => context.visit === null, target: 'which' },
        { guard: ({ context }) => context.visit?.mayCancel === 'yes', target: 'confirm' },
        { target: 'refused' },
      ],
    },
    which: {
      entry: say(whichVisit('cancel')),
      on: {
        RESUME: { actions: say(whichVisit('cancel')) },
        CHOSE: [
          { guard: pick.isVisit, target: 'deciding', actions: change(pick.takeVisit) },
          {
            guard: picked('more'),
            target: 'which',
            reenter: true,
            actions: change(({ page }) => ({ page: page + 1 })),
          },
        ],
      },
    },
    confirm,
    cancelling: {
      entry: run((context) => ({ do: 'cancel', appointmentId: pick.known(context).appointmentId })),
      on: {
        CANCELLED: { target: 'cancelled' },
        REFUSED: [{ guard: refusedFor('too_late'), target: 'refused' }, { target: 'gone' }],
      },
    },
    refused,
    cancelled: { type: 'final', entry: say(cancelled) },
    kept: { type: 'final', entry: say(visitKept) },
    gone: { type: 'final', entry: say(visitGone) },
    nothing: { type: 'final', entry: say(nothingToChange) },
    elsewhere: { type: 'final' },
  },
});
