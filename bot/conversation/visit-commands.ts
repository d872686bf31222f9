import { bookAppointment } from '../../core/booking/book.ts';
import { cancelAppointment } from '../../core/booking/cancel.ts';
import { holdSlot } from '../../core/booking/hold.ts';
import { listVisits, type VisitRow } from '../../core/booking/list.ts';
import { moveAppointment } from '../../core/booking/move.ts';
import type { ExpectedVisit } from '../../core/booking/visit.ts';
import { confirmVisit } from '../../core/reminders/confirm.ts';
import type { Core, Scope } from '../../core/scope.ts';
import type { Command, Happening, RefusedReason, Shown, VisitFact } from '../../flows/vocabulary.ts';
import type { Asked } from './run-command.ts';

type Given<Do extends Command['do']> = Extract<Command, { do: Do }>;

/** More visits than a list on a phone can show. */
const MOST_LISTED = 10;

export async function hold(
  core: Core,
  scope: Scope,
  { standing: { contactId }, key }: Asked,
  { wanted, start, patientId }: Given<'hold_slot'>,
): Promise<Happening> {
  const wish = { key, contactId, patientId, ...wanted, start: Temporal.Instant.from(start) };
  const held = await holdSlot(core, scope, wish);
  if (!held.ok) return refused(held.reason);
  return { type: 'HELD', holdId: held.appointmentId, practitionerId: held.practitionerId, start: held.start };
}

export async function book(
  core: Core,
  scope: Scope,
  { standing: { contactId }, key }: Asked,
  { wanted, start, holdId, patientId }: Given<'book'>,
): Promise<Happening> {
  const input = { key, contactId, patientId, holdId, ...wanted, start: Temporal.Instant.from(start) };
  const booked = await bookAppointment(core, scope, input);
  if (!booked.ok) return refused(booked.reason);
  const { appointmentId, status, practitionerId } = booked;
  return { type: 'BOOKED', appointmentId, status, practitionerId, start: booked.start };
}

export async function listVisitsFor(
  core: Core,
  scope: Scope,
  { standing: { contactId } }: Asked,
  { when }: Given<'list_visits'>,
): Promise<Happening> {
  const visits = await listVisits(core, scope, { contactId, when, limit: MOST_LISTED });
  return { type: 'VISITS', visits: visits.map(factOf) };
}

export async function move(
  core: Core,
  scope: Scope,
  { standing: { contactId }, key }: Asked,
  { appointmentId, shown, start, practitionerId }: Given<'move'>,
): Promise<Happening> {
  const to = { start: Temporal.Instant.from(start), practitionerId };
  const wish = { key, appointmentId, contactId, ...to, expected: asShown(shown), byPatient: true };
  const moved = await moveAppointment(core, scope, wish);
  if (!moved.ok) return refused(moved.reason);
  const { status, branchId } = moved;
  return {
    type: 'MOVED',
    appointmentId,
    status,
    practitionerId: moved.practitionerId,
    branchId,
    start: moved.start,
  };
}

/** A visit that was cancelled before is, to who asks for it now, cancelled. */
export async function cancel(
  core: Core,
  scope: Scope,
  { standing: { contactId }, key }: Asked,
  { appointmentId, shown }: Given<'cancel'>,
): Promise<Happening> {
  const wish = { key, appointmentId, contactId, expected: asShown(shown), by: 'patient' } as const;
  const cancelled = await cancelAppointment(core, scope, wish);
  if (!cancelled.ok) return refused(cancelled.reason);
  return { type: 'CANCELLED', appointmentId, start: cancelled.start };
}

/** Unlike a move, a visit that has begun can be told from one that is gone: they may be on their way. */
export async function confirm(
  core: Core,
  scope: Scope,
  { standing: { contactId }, key }: Asked,
  { appointmentId, shown }: Given<'confirm_visit'>,
): Promise<Happening> {
  const wish = { key, appointmentId, contactId, expected: asShown(shown) };
  const confirmed = await confirmVisit(core, scope, wish);
  if (!confirmed.ok) return { type: 'REFUSED', reason: confirmed.reason };
  return { type: 'CONFIRMED', appointmentId, start: confirmed.start };
}

function asShown({ start, branchId }: Shown): ExpectedVisit {
  return { start: Temporal.Instant.from(start), branchId };
}

function factOf({ start, end, ...visit }: VisitRow): VisitFact {
  return { ...visit, start: start.toString(), end: end.toString() };
}

/** What flows have words for. */
const known: readonly RefusedReason[] = [
  'slot_taken',
  'patient_busy',
  'not_offered',
  'too_late',
  'too_often',
  'too_many_visits',
  'not_found',
  'changed',
];

/** What core knows more exactly than a patient needs to. */
const toPatients: Readonly<Record<string, RefusedReason>> = {
  past: 'not_found', // the visit is over
  cancelled: 'not_found',
};

/** That a service or branch has gone meanwhile is, to a patient, a slot that is not offered. */
function refused(reason: string): Happening {
  const told = known.find((one) => one === reason) ?? toPatients[reason] ?? 'not_offered';
  return { type: 'REFUSED', reason: told };
}
