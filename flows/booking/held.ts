import { picked, run, say } from '../flow-machine.ts';
import { book, registerPatient } from './commands.ts';
import * as is from './guards.ts';
import { askConfirm, askForWhom, askName, booked } from './prompts.ts';
import * as step from './steps.ts';

/** A slot is kept for some minutes: for whom, and shall we? Whatever leads out of here without a visit gives it back. */

const { flow, ask } = step;

const anotherTime = { target: '#booking.finding_slots', actions: [step.release, step.lookAgain] };

const name = flow.createStateConfig({
  tags: ['asks:name'],
  entry: ask(askName),
  on: {
    RESUME: { actions: say(askName) },
    SAID: { target: 'registering', actions: run(registerPatient) },
    BACK: [{ guard: is.patientKnown, target: 'for_whom', actions: step.firstPage }, anotherTime],
  },
});

const registering = flow.createStateConfig({
  on: {
    REGISTERED: { target: 'confirm', actions: step.takePatient },
    REFUSED: { target: 'name', actions: step.tellWhy },
  },
});

const forWhom = flow.createStateConfig({
  tags: ['asks:for_whom'],
  entry: ask(askForWhom),
  on: {
    MEANT: { guard: is.otherOneHeard, target: 'name', actions: [step.takeForWhom, step.takeRelation] },
    RESUME: { actions: say(askForWhom) },
    CHOSE: [
      { guard: is.isPatient, target: 'confirm', actions: step.takePatient },
      { guard: picked('new_self'), target: 'name', actions: flow.assign({ relation: 'self' }) },
      { guard: picked('new_child'), target: 'name', actions: flow.assign({ relation: 'child' }) },
      { guard: picked('new_other'), target: 'name', actions: flow.assign({ relation: 'other' }) },
      { guard: picked('more'), target: 'for_whom', reenter: true, actions: step.nextPage },
    ],
    BACK: { target: 'confirm' },
  },
});

const confirm = flow.createStateConfig({
  tags: ['asks:yes_no'],
  entry: ask(askConfirm),
  on: {
    RESUME: { actions: say(askConfirm) },
    CHOSE: [
      { guard: picked('yes'), target: 'booking' },
      { guard: picked('another_time'), ...anotherTime },
      { guard: picked('someone_else'), target: 'for_whom', actions: step.firstPage },
    ],
    BACK: anotherTime,
  },
});

const booking = flow.createStateConfig({
  entry: run(book),
  on: {
    BOOKED: [
      { guard: is.asksReason, target: '#booking.reason', actions: [step.takeVisit, say(booked)] },
      { target: '#booking.booked' },
    ],
    REFUSED: [
      { guard: is.tooManyVisits, target: '#booking.too_many', actions: step.release },
      { target: '#booking.finding_slots', actions: [step.release, step.tellWhy, step.lookAround] },
    ],
  },
});

export const heldState = flow.createStateConfig({
  initial: 'deciding',
  on: {
    LEAVE: { actions: step.release },
    MEANT: [
      { guard: is.onlyWhomHeard, target: '.deciding', actions: step.takeForWhom },
      { target: '#booking.next', actions: [step.release, step.takeHeardAnew] },
    ],
  },
  states: {
    deciding: {
      always: [
        { guard: is.patientKnown, target: 'confirm' },
        {
          guard: is.nameHeard,
          target: 'registering',
          actions: [step.takeRelation, run(registerPatient)],
        },
        { guard: is.severalMeant, target: 'for_whom', actions: step.firstPage },
        { target: 'name', actions: step.takeRelation },
      ],
    },
    name,
    registering,
    for_whom: forWhom,
    confirm,
    booking,
  },
});
