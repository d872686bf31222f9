import { picked, run, say } from '../flow-machine.ts';
import { findDays, findSlots, holdSlot } from './commands.ts';
import { unbegun } from './context.ts';
import * as is from './guards.ts';
import { heldState } from './held.ts';
import {
  askBranch,
  askChange,
  askDay,
  askPractitioner,
  askService,
  askSlot,
  booked,
  noSlots,
  nothingBookable,
} from './prompts.ts';
import * as step from './steps.ts';

/**
 * From "I want to come" to a booked visit: service, branch, slot, for whom, yes. What is known is not asked. States named
 * after a question wait for the patient; `finding_…` and `holding` wait for what comes of a command; the rest decide at once.
 */

const { flow, ask } = step;
const { slotsShown } = is;

const service = flow.createStateConfig({
  entry: ask(askService),
  on: {
    RESUME: { actions: say(askService) },
    CHOSE: [
      { guard: is.isService, target: 'next', actions: step.takeService },
      { guard: picked('more'), target: 'service', reenter: true, actions: step.nextPage },
    ],
  },
});

const branch = flow.createStateConfig({
  entry: ask(askBranch),
  on: {
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
      { guard: is.slotsFound, target: 'slots', actions: step.takeSlots },
      { guard: is.seeing('day'), target: 'finding_days', actions: [step.tellDayFull, step.firstDays] },
      {
        guard: is.seeing('near'),
        target: 'finding_slots',
        reenter: true,
        actions: step.show({ kind: 'offer' }),
      },
      { target: 'none', actions: step.takeSlots },
    ],
  },
});

const slots = flow.createStateConfig({
  entry: ask(askSlot),
  on: {
    RESUME: { actions: say(askSlot) },
    CHOSE: [
      { guard: is.isSlot, target: 'agreeing', actions: step.takeSlot },
      { guard: picked('other_days'), target: 'finding_days', actions: step.firstDays },
      { guard: picked('change'), target: 'changing' },
      { guard: picked('other_branch'), target: 'branch', actions: step.firstPage },
      { guard: picked('choose_practitioner'), target: 'practitioner', actions: step.firstPage },
    ],
    BACK: [
      { guard: is.seeing('day'), target: 'finding_days' },
      { guard: is.branchAsked, target: 'branch', actions: [step.forgetSlots, step.firstPage] },
      { guard: is.manyServices, target: 'service', actions: step.firstPage },
    ],
  },
});

const changing = flow.createStateConfig({
  entry: ask(askChange),
  on: {
    RESUME: { actions: say(askChange) },
    CHOSE: [
      { guard: picked('other_branch'), target: 'branch', actions: step.firstPage },
      { guard: picked('choose_practitioner'), target: 'practitioner', actions: step.firstPage },
    ],
    BACK: { target: 'slots' },
  },
});

const practitioner = flow.createStateConfig({
  entry: ask(askPractitioner),
  on: {
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
    DAYS: [{ guard: is.daysFound, target: 'days', actions: step.takeDays }, { target: 'none' }],
  },
});

const days = flow.createStateConfig({
  entry: ask(askDay),
  on: {
    RESUME: { actions: say(askDay) },
    CHOSE: [
      { guard: is.isDay, target: 'finding_slots', actions: step.takeDay },
      { guard: picked('later_days'), target: 'finding_days', actions: step.laterDays },
    ],
    BACK: [
      { guard: is.laterDaysShown, target: 'finding_days', actions: step.firstDays },
      { target: 'finding_slots', actions: step.show({ kind: 'offer' }) },
    ],
  },
});

const none = flow.createStateConfig({
  entry: ask(noSlots),
  on: {
    RESUME: { actions: say(noSlots) },
    CHOSE: [
      { guard: picked('any_practitioner'), target: 'finding_slots', actions: step.takePractitioner },
      { guard: picked('other_branch'), target: 'branch', actions: [step.forgetSlots, step.firstPage] },
      { guard: picked('other_service'), target: 'service', actions: step.firstPage },
    ],
    BACK: { guard: is.manyServices, target: 'service', actions: step.firstPage },
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
          { guard: is.agreesNow, target: 'next', actions: [step.recordConsent, step.takeOnlyService] },
          { target: 'next', actions: step.takeOnlyService },
        ],
      },
    },
    next: {
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
        REFUSED: { target: 'finding_slots', actions: [step.tellWhy, step.lookAround] },
      },
    },
    held: heldState,
    booked: { type: 'final', entry: say(booked) },
    closed: { type: 'final', entry: say(nothingBookable) },
  },
});
