import type { AnyStateMachine } from 'xstate';
import { bookingMachine } from './booking/machine.ts';
import { migrateBooking } from './booking/migrate.ts';
import { cancelMachine } from './cancel/machine.ts';
import { confirmMachine } from './confirm/machine.ts';
import { detailsMachine } from './details/machine.ts';
import { menuMachine } from './menu/machine.ts';
import { moveMachine } from './move/machine.ts';
import { personMachine } from './person/machine.ts';
import { visitsMachine } from './visits/machine.ts';
import type { FlowName, Frame } from './vocabulary.ts';

/**
 * Raise a version when a stored frame of the one before would no longer make sense, keep stored frames of the old one in
 * flows/fixtures, and say in `migrate` how to go on with them: null where that cannot be, and the patient gets an apology.
 */
export type Flow = {
  machine: AnyStateMachine;
  version: number;
  migrate?: (frame: Frame) => Frame | null;
};

export const flows: Record<FlowName, Flow> = {
  menu: { machine: menuMachine, version: 1 },
  booking: { machine: bookingMachine, version: 3, migrate: migrateBooking },
  visits: { machine: visitsMachine, version: 1 },
  move: { machine: moveMachine, version: 1 },
  cancel: { machine: cancelMachine, version: 1 },
  confirm: { machine: confirmMachine, version: 1 },
  details: { machine: detailsMachine, version: 1 },
  person: { machine: personMachine, version: 1 },
};
