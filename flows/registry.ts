import type { AnyStateMachine } from 'xstate';
import { bookingMachine } from './booking/machine.ts';
import { menuMachine } from './menu/machine.ts';
import type { FlowName } from './vocabulary.ts';

/** Raise a version when a stored frame of the one before would no longer make sense. */
export const flows: Record<FlowName, { machine: AnyStateMachine; version: number }> = {
  menu: { machine: menuMachine, version: 1 },
  booking: { machine: bookingMachine, version: 1 },
};
