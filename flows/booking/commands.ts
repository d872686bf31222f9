import type { BranchId, ServiceId } from '../../core/ids.ts';
import type { Command, Facts, FlowEvent, Wanted } from '../vocabulary.ts';
import { type BookingContext, slotCount } from './context.ts';

/** What booking asks core for, out of its context. A question too early is a mistake in the machine, and throws. */

export const DAYS_SHOWN = 7;

/** Slots that overlap the patient's own visit are left out again, so more are asked for. */
const SPARE_SLOTS = 12;

export function findSlots(context: BookingContext, { contact }: Facts): Command {
  const { view, lead } = context;
  const spare = lead === 'patient_busy' ? SPARE_SLOTS : 0;
  return {
    do: 'find_slots',
    wanted: wantedOf(context),
    view,
    count: slotCount(view, contact.channel) + spare,
  };
}

export function findDays(context: BookingContext): Command {
  return { do: 'find_days', wanted: wantedOf(context), after: context.after, count: DAYS_SHOWN };
}

export function holdSlot(context: BookingContext, { contact }: Facts): Command {
  const patientId = context.patientId ?? contact.patients[0]?.id ?? null;
  return { do: 'hold_slot', wanted: wantedOf(context), start: known(context.start, 'slot'), patientId };
}

export function registerPatient({ relation }: BookingContext, _: Facts, event: FlowEvent): Command {
  return { do: 'register_patient', name: event.type === 'SAID' ? event.text : '', relation };
}

export function book(context: BookingContext): Command {
  const { holdId, start } = known(context.held, 'hold');
  const patientId = known(context.patientId, 'patient');
  return { do: 'book', wanted: wantedOf(context), start, holdId, patientId };
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
