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
  const visit = pick.known(context);
  const choices = confirmChoices.filter(({ id }) => id !== 'move' || visit.mayMove === 'yes');
  return prompt('cancel.confirm', pick.tellOf(visit, facts), choices, pick.changedLead(context));
}

/** Told of what core has cancelled, not of what was shown before. */
function cancelled(context: CancelContext, facts: Facts, event: FlowEvent): Prompt {
  const another: Choice = fixed('book', 'cancel.book_another', bookChoice.keywords ?? []);
  const shown = pick.tellOf(pick.known(context), facts);
  const told = event.type === 'CANCELLED' ? { ...shown, start: event.start } : shown;
  return prompt('cancel.cancelled', told, [another, menuChoice]);
}

const toMove = run<CancelContext>((context) => {
  const { appointmentId } = pick.known(context);
  return { do: 'start_flow', flow: 'move', appointmentId };
});

const tooLate = refuse(() => 'cancel_late');
const refusedFor =
  (reason: 'too_late' | 'changed') =>
  ({ event }: Scene) =>
    event.type === 'REFUSED' && event.reason === reason;

const mayMove = ({ context }: Scene) => context.visit?.mayMove === 'yes';
/** Another time than the visit's own has been named: it is to be moved rather than cancelled. */
const timesHeard = (scene: Scene) => scene.event.facts.heard?.times != null && mayMove(scene);

const confirm = flow.createStateConfig({
  tags: ['asks:yes_no'],
  entry: [say(askConfirm), flow.assign({ changed: false })],
  on: {
    RESUME: { actions: say(askConfirm) },
    MEANT: { guard: timesHeard, target: 'elsewhere', actions: toMove },
    CHOSE: [
      { guard: picked('yes'), target: 'cancelling' },
      { guard: picked('keep'), target: 'kept' },
      { guard: picked('move'), target: 'elsewhere', actions: toMove },
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
          { target: 'deciding', actions: change(pick.takeVisitsByDay) },
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
      entry: run((context) => ({ do: 'cancel', ...pick.asShown(pick.known(context)) })),
      on: {
        CANCELLED: { target: 'cancelled' },
        REFUSED: [
          { guard: refusedFor('too_late'), target: 'refused' },
          { guard: refusedFor('changed'), target: 'finding_visits', actions: change(pick.lookAgain) },
          { target: 'gone' },
        ],
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
