import { picked, run, say } from '../flow-machine.ts';
import { daysPrompt } from '../slots/prompts.ts';
import { daysFound, exactSlotFound, isDay, isSlot, laterDaysShown, seeing } from '../slots/search.ts';
import { findDays, findSlots, holdSlot, noteReason, registerPatient } from './commands.ts';
import { unbegun } from './context.ts';
import * as is from './guards.ts';
import { heldState } from './held.ts';
import {
  askBranch,
  askChange,
  askPractitioner,
  askReason,
  askService,
  askSlot,
  booked,
  nextOne,
  noReason,
  noSlots,
  nothingBookable,
  reasonNoted,
  tooMany,
} from './prompts.ts';
import * as step from './steps.ts';

/**
 * From "I want to come" to a booked visit: service, branch, slot, for whom, yes. What is known is not asked. States named
 * after a question wait for the patient; `finding_…` and `holding` wait for what comes of a command; the rest decide at once.
 */

const { flow, ask } = step;
const { slotsShown } = is;

const service = flow.createStateConfig({
  tags: ['asks:service'],
  entry: ask(askService),
  on: {
    MEANT: { target: 'next', actions: step.takeHeard },
    RESUME: { actions: say(askService) },
    CHOSE: [
      { guard: is.isService, target: 'next', actions: step.takeService },
      { guard: picked('more'), target: 'service', reenter: true, actions: step.nextPage },
    ],
  },
});

const branch = flow.createStateConfig({
  tags: ['asks:branch'],
  entry: ask(askBranch),
  on: {
    MEANT: { target: 'next', actions: step.takeHeard },
    RESUME: { actions: say(askBranch) },
    CHOSE: [
      { guard: is.isBranch, target: 'finding_slots', actions: step.takeBranch },
      { guard: picked('more'), target: 'branch', reenter: true, actions: step.nextPage },
    ],
    BACK: [
      { guard: slotsShown, target: 'slots' },
      { guard: is.manyServices, target: 'service', actions: step.firstPage },
    ],
  },
});

const findingSlots = flow.createStateConfig({
  entry: run(findSlots),
  on: {
    SLOTS: [
      { guard: exactSlotFound, target: 'agreeing', actions: step.takeFoundSlot },
      { guard: is.slotsFound, target: 'slots', actions: step.takeSlots },
      { guard: seeing('times'), target: 'finding_slots', reenter: true, actions: step.lookNearby },
      { guard: seeing('day'), target: 'finding_days', actions: [step.tellDayFull, step.firstDays] },
      {
        guard: seeing('near'),
        target: 'finding_slots',
        reenter: true,
        actions: step.show({ kind: 'offer' }),
      },
      { target: 'none', actions: step.takeSlots },
    ],
  },
});

const slots = flow.createStateConfig({
  tags: ['asks:slot'],
  entry: ask(askSlot),
  on: {
    MEANT: { target: 'next', actions: step.takeHeard },
    RESUME: { actions: say(askSlot) },
    CHOSE: [
      { guard: isSlot, target: 'agreeing', actions: step.takeSlot },
      { guard: picked('other_days'), target: 'finding_days', actions: step.firstDays },
      { guard: picked('change'), target: 'changing' },
      { guard: picked('other_branch'), target: 'branch', actions: step.firstPage },
      { guard: picked('choose_practitioner'), target: 'practitioner', actions: step.firstPage },
    ],
    BACK: [
      { guard: seeing('day'), target: 'finding_days' },
      { guard: is.branchAsked, target: 'branch', actions: [step.forgetSlots, step.firstPage] },
      { guard: is.manyServices, target: 'service', actions: step.firstPage },
    ],
  },
});

const changing = flow.createStateConfig({
  entry: ask(askChange),
  on: {
    MEANT: { target: 'next', actions: step.takeHeard },
    RESUME: { actions: say(askChange) },
    CHOSE: [
      { guard: picked('other_branch'), target: 'branch', actions: step.firstPage },
      { guard: picked('choose_practitioner'), target: 'practitioner', actions: step.firstPage },
    ],
    BACK: { target: 'slots' },
  },
});

const practitioner = flow.createStateConfig({
  tags: ['asks:practitioner'],
  entry: ask(askPractitioner),
  on: {
    MEANT: { target: 'next', actions: step.takeHeard },
    RESUME: { actions: say(askPractitioner) },
    CHOSE: [
      { guard: is.isPractitioner, target: 'finding_slots', actions: step.takePractitioner },
      { guard: picked('any_practitioner'), target: 'finding_slots', actions: step.takePractitioner },
      { guard: picked('more'), target: 'practitioner', reenter: true, actions: step.nextPage },
    ],
    BACK: { target: 'slots' },
  },
});

const findingDays = flow.createStateConfig({
  entry: run(findDays),
  on: {
    DAYS: [{ guard: daysFound, target: 'days', actions: step.takeDays }, { target: 'none' }],
  },
});

const days = flow.createStateConfig({
  tags: ['asks:day'],
  entry: ask(daysPrompt),
  on: {
    MEANT: { target: 'next', actions: step.takeHeardOfDays },
    RESUME: { actions: say(daysPrompt) },
    CHOSE: [
      { guard: isDay, target: 'finding_slots', actions: step.takeDay },
      { guard: picked('later_days'), target: 'finding_days', actions: step.laterDays },
    ],
    BACK: [
      { guard: laterDaysShown, target: 'finding_days', actions: step.firstDays },
      { target: 'finding_slots', actions: step.show({ kind: 'offer' }) },
    ],
  },
});

const none = flow.createStateConfig({
  entry: ask(noSlots),
  on: {
    MEANT: { target: 'next', actions: step.takeHeard },
    RESUME: { actions: say(noSlots) },
    CHOSE: [
      { guard: picked('any_practitioner'), target: 'finding_slots', actions: step.takePractitioner },
      { guard: picked('other_branch'), target: 'branch', actions: [step.forgetSlots, step.firstPage] },
      { guard: picked('other_service'), target: 'service', actions: step.firstPage },
    ],
    BACK: { guard: is.manyServices, target: 'service', actions: step.firstPage },
  },
});

const tooManyVisits = flow.createStateConfig({
  entry: ask(tooMany),
  on: {
    RESUME: { actions: say(tooMany) },
    CHOSE: [
      {
        guard: picked('visits'),
        target: 'elsewhere',
        actions: run(() => ({ do: 'start_flow', flow: 'visits' })),
      },
      {
        guard: picked('person'),
        target: 'elsewhere',
        actions: run(() => ({ do: 'start_flow', flow: 'person', reason: 'refused' })),
      },
    ],
  },
});

/** The visit is booked by now; whatever else is said here, that stays so. */
const reason = flow.createStateConfig({
  tags: ['free_text', 'asks:reason'],
  entry: ask(askReason),
  on: {
    RESUME: { actions: say(askReason) },
    SAID: { target: 'noted', actions: run(noteReason) },
    CHOSE: { guard: picked('skip'), target: 'skipped' },
  },
});

export const bookingMachine = flow.createMachine({
  id: 'booking',
  context: unbegun,
  initial: 'idle',
  states: {
    idle: {
      on: {
        START: [
          { guard: is.nothingIsBookable, target: 'closed' },
          {
            guard: is.agreesNow,
            target: 'next',
            actions: [step.recordConsent, step.takeOnlyService, step.takeHeard],
          },
          { target: 'next', actions: [step.takeOnlyService, step.takeHeard] },
        ],
      },
    },
    next: {
      always: [
        // A name is kept while it is there to be heard: it stands in no context, and would be asked for again.
        {
          guard: is.newNameHeard,
          target: 'naming',
          actions: [step.takeRelation, run(registerPatient)],
        },
        { target: 'asking' },
      ],
    },
    naming: {
      on: {
        REGISTERED: { target: 'asking', actions: step.takePatient },
        REFUSED: { target: 'asking' },
      },
    },
    asking: {
      always: [
        { guard: ({ context }) => context.serviceId === null, target: 'service' },
        { guard: ({ context }) => context.branchId === null, target: 'branch' },
        { target: 'finding_slots' },
      ],
    },
    service,
    branch,
    finding_slots: findingSlots,
    slots,
    changing,
    practitioner,
    finding_days: findingDays,
    days,
    none,
    agreeing: {
      always: [
        { guard: is.agreesNow, target: 'holding', actions: step.recordConsent },
        { target: 'holding' },
      ],
    },
    holding: {
      entry: run(holdSlot),
      on: {
        HELD: { target: 'held', actions: step.takeHold },
        REFUSED: [
          { guard: is.tooManyVisits, target: 'too_many' },
          { target: 'finding_slots', actions: [step.tellWhy, step.lookAround] },
        ],
      },
    },
    held: heldState,
    too_many: tooManyVisits,
    reason,
    booked: { entry: say(booked), always: 'done' },
    noted: { entry: say(reasonNoted), always: 'done' },
    skipped: { entry: say(noReason), always: 'done' },
    done: { always: [{ guard: is.forSeveral, target: 'next_one' }, { target: 'over' }] },
    next_one: { type: 'final', entry: say(nextOne) },
    over: { type: 'final' },
    elsewhere: { type: 'final' },
    closed: { type: 'final', entry: say(nothingBookable) },
  },
});
