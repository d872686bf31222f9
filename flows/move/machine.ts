import { picked, run, say } from '../flow-machine.ts';
import { daysPrompt } from '../slots/prompts.ts';
import * as search from '../slots/search.ts';
import * as pick from '../visits/pick.ts';
import { nothingToChange, refuse, visitGone, visitKept, whichVisit } from '../visits/prompts.ts';
import { unbegun } from './context.ts';
import { askSlot, moved, noSlots, whyRefused } from './prompts.ts';
import * as step from './steps.ts';

/** Another time for a visit: which one, when, done. The service and the branch stay; the practitioner may change. */

const { flow, ask, change } = step;

const toPerson = run<object>(() => ({ do: 'start_flow', flow: 'person', reason: 'refused' }));

const which = flow.createStateConfig({
  entry: say(whichVisit('move')),
  on: {
    RESUME: { actions: say(whichVisit('move')) },
    CHOSE: [
      { guard: pick.isVisit, target: 'deciding', actions: change(pick.takeVisit) },
      { guard: picked('more'), target: 'which', reenter: true, actions: step.nextPage },
    ],
  },
});

const findingSlots = flow.createStateConfig({
  entry: run(step.findSlots),
  on: {
    SLOTS: [
      { guard: step.slotsFound, target: 'slots', actions: step.takeSlots },
      {
        guard: search.seeing('times'),
        target: 'finding_slots',
        reenter: true,
        actions: step.lookNearby,
      },
      { guard: search.seeing('day'), target: 'finding_days', actions: [step.tellDayFull, step.firstDays] },
      { guard: search.seeing('near'), target: 'finding_slots', reenter: true, actions: step.showOffer },
      { target: 'none', actions: step.takeSlots },
    ],
  },
});

const slots = flow.createStateConfig({
  tags: ['asks:slot'],
  entry: ask(askSlot),
  on: {
    MEANT: { guard: step.timesHeard, target: 'finding_slots', actions: step.takeTimesShown },
    RESUME: { actions: say(askSlot) },
    CHOSE: [
      { guard: search.isSlot, target: 'moving', actions: change(search.takeSlot) },
      { guard: picked('other_days'), target: 'finding_days', actions: step.firstDays },
      { guard: picked('any_practitioner'), target: 'finding_slots', actions: step.anyPractitioner },
      { guard: picked('keep'), target: 'kept' },
    ],
    BACK: [
      { guard: search.seeing('day'), target: 'finding_days' },
      { guard: pick.severalVisits, target: 'which' },
    ],
  },
});

const days = flow.createStateConfig({
  tags: ['asks:day'],
  entry: ask(daysPrompt),
  on: {
    MEANT: { guard: step.timesHeard, target: 'finding_slots', actions: step.takeTimesOfVisit },
    RESUME: { actions: say(daysPrompt) },
    CHOSE: [
      { guard: search.isDay, target: 'finding_slots', actions: change(search.takeDay) },
      { guard: picked('later_days'), target: 'finding_days', actions: change(search.laterDays) },
    ],
    BACK: [
      { guard: search.laterDaysShown, target: 'finding_days', actions: step.firstDays },
      { target: 'finding_slots', actions: step.showOffer },
    ],
  },
});

const none = flow.createStateConfig({
  entry: ask(noSlots),
  on: {
    MEANT: { guard: step.timesHeard, target: 'finding_slots', actions: step.takeTimesOfVisit },
    RESUME: { actions: say(noSlots) },
    CHOSE: [
      { guard: picked('any_practitioner'), target: 'finding_slots', actions: step.anyPractitioner },
      { guard: picked('keep'), target: 'kept' },
      { guard: picked('person'), target: 'elsewhere', actions: toPerson },
    ],
  },
});

const moving = flow.createStateConfig({
  entry: run(step.move),
  on: {
    MOVED: { target: 'moved' },
    REFUSED: [
      { guard: step.refusedFor('not_found'), target: 'gone' },
      { guard: step.refusedFor('changed'), target: 'finding_visits', actions: change(pick.lookAgain) },
      { guard: step.refusedFor('too_late', 'too_often'), target: 'refused', actions: step.takeRefusal },
      { target: 'finding_slots', actions: [change(search.tellWhy), change(search.lookAround)] },
    ],
  },
});

export const moveMachine = flow.createMachine({
  id: 'move',
  context: unbegun,
  initial: 'idle',
  states: {
    idle: {
      on: { START: { target: 'finding_visits', actions: [change(pick.takeWanted), step.takeTimes] } },
    },
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
        { guard: step.mayMove, target: 'finding_slots', actions: step.searchFor },
        { target: 'refused' },
      ],
    },
    which,
    finding_slots: findingSlots,
    slots,
    finding_days: {
      entry: run(step.findDays),
      on: {
        DAYS: [
          { guard: search.daysFound, target: 'days', actions: change(search.takeDays) },
          { target: 'none' },
        ],
      },
    },
    days,
    none,
    moving,
    refused: {
      entry: say(refuse(whyRefused)),
      on: {
        RESUME: { actions: say(refuse(whyRefused)) },
        CHOSE: { guard: picked('person'), target: 'elsewhere', actions: toPerson },
        BACK: { guard: pick.severalVisits, target: 'which' },
      },
    },
    moved: { type: 'final', entry: say(moved) },
    kept: { type: 'final', entry: say(visitKept) },
    gone: { type: 'final', entry: say(visitGone) },
    nothing: { type: 'final', entry: say(nothingToChange) },
    elsewhere: { type: 'final' },
  },
});
