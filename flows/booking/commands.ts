import type { BranchId, ServiceId } from '../../core/ids.ts';
import { shorten } from '../format.ts';
import * as search from '../slots/search.ts';
import type { Command, Facts, FlowEvent, Wanted } from '../vocabulary.ts';
import { type BookingContext, patientFor } from './context.ts';

/** What the vault keeps of a reason. */
const LONGEST_REASON = 200;

/** What booking asks core for, out of its context. A question too early is a mistake in the machine, and throws. */

export function findSlots(context: BookingContext, { contact }: Facts): Command {
  return search.findSlots(context, wantedOf(context), contact.channel);
}

export function findDays(context: BookingContext): Command {
  return search.findDays(context, wantedOf(context));
}

export function holdSlot(context: BookingContext, facts: Facts): Command {
  const patientId = patientFor(context, facts);
  return { do: 'hold_slot', wanted: wantedOf(context), start: known(context.start, 'slot'), patientId };
}

/** "My name is …" is the name without the words around it. */
export function registerPatient({ relation }: BookingContext, { heard }: Facts, event: FlowEvent): Command {
  const name = heard?.name ?? (event.type === 'SAID' ? event.text : '');
  return { do: 'register_patient', name, relation };
}

export function book(context: BookingContext): Command {
  const { holdId, start } = known(context.held, 'hold');
  const patientId = known(context.patientId, 'patient');
  return { do: 'book', wanted: wantedOf(context), start, holdId, patientId };
}

export function noteReason({ visitId }: BookingContext, _: Facts, event: FlowEvent): Command {
  const told = event.type === 'SAID' ? event.text : '';
  return { do: 'note_reason', appointmentId: known(visitId, 'visit'), text: shorten(told, LONGEST_REASON) };
}

function wantedOf({ serviceId, branchId, practitionerId }: BookingContext): Wanted {
  return {
    serviceId: known<ServiceId>(serviceId, 'service'),
    branchId: known<BranchId>(branchId, 'branch'),
    practitionerId,
  };
}

function known<Value>(value: Value | null, what: string): Value {
  if (value === null) throw new Error(`booking has no ${what} yet`);
  return value;
}
