import { bookAppointment } from '../../core/booking/book.ts';
import { releaseHold } from '../../core/booking/end-hold.ts';
import { holdSlot } from '../../core/booking/hold.ts';
import type { InboundMessageId } from '../../core/ids.ts';
import type { Standing } from '../../core/messaging/standing.ts';
import { recordConsent } from '../../core/people/consent.ts';
import { cleanName } from '../../core/people/names.ts';
import { registerPatient } from '../../core/people/patients.ts';
import type { Core, Scope } from '../../core/scope.ts';
import type { Command, Happening, RefusedReason } from '../../flows/vocabulary.ts';
import { findDaysFor, findSlotsFor } from './find-slots.ts';

/** Commands that change a record: the turn takes the gate before it runs one. */
export function writes(command: Command): boolean {
  switch (command.do) {
    case 'find_slots':
    case 'find_days':
    case 'set_language':
    case 'start_flow':
      return false;
    case 'hold_slot':
    case 'book':
    case 'register_patient':
    case 'release_hold':
    case 'record_consent':
      return true;
    default:
      return command satisfies never;
  }
}

/** What a command is run for: the message (its id and the command's number in the turn are the idempotency key). */
export type Asked = { standing: Standing; messageId: InboundMessageId; number: number };

/** Does what a flow asked for, in the turn's transaction; returns what the flow hears of it, null for nothing. */
export async function runCommand(
  core: Core,
  scope: Scope,
  asked: Asked,
  command: Command,
): Promise<Happening | null> {
  const { contactId } = asked.standing;
  const key = `${asked.messageId}/${asked.number}`;
  switch (command.do) {
    case 'find_slots':
      return findSlotsFor(core, scope, contactId, command);
    case 'find_days':
      return findDaysFor(core, scope, contactId, command);
    case 'hold_slot':
      return hold(core, scope, asked, key, command);
    case 'book':
      return book(core, scope, asked, key, command);
    case 'register_patient':
      return register(core, scope, asked, key, command);
    case 'release_hold':
      await releaseHold(core, scope, { contactId });
      return null;
    case 'record_consent': {
      const language = asked.standing.language ?? 'en';
      await recordConsent(core, scope, { contactId, wording: command.wording, language });
      return null;
    }
    case 'set_language':
    case 'start_flow':
      return null;
    default:
      return command satisfies never;
  }
}

async function hold(
  core: Core,
  scope: Scope,
  asked: Asked,
  key: string,
  { wanted, start, patientId }: Extract<Command, { do: 'hold_slot' }>,
): Promise<Happening> {
  const { contactId } = asked.standing;
  const held = await holdSlot(core, scope, {
    key,
    contactId,
    patientId,
    ...wanted,
    start: Temporal.Instant.from(start),
  });
  if (!held.ok) return refused(held.reason);
  return { type: 'HELD', holdId: held.appointmentId, practitionerId: held.practitionerId, start: held.start };
}

async function book(
  core: Core,
  scope: Scope,
  asked: Asked,
  key: string,
  { wanted, start, holdId, patientId }: Extract<Command, { do: 'book' }>,
): Promise<Happening> {
  const { contactId } = asked.standing;
  const input = { key, contactId, patientId, holdId, ...wanted, start: Temporal.Instant.from(start) };
  const booked = await bookAppointment(core, scope, input);
  if (!booked.ok) return refused(booked.reason);
  const { appointmentId, status, practitionerId } = booked;
  return { type: 'BOOKED', appointmentId, status, practitionerId, start: booked.start };
}

async function register(
  core: Core,
  scope: Scope,
  asked: Asked,
  key: string,
  { name: raw, relation }: Extract<Command, { do: 'register_patient' }>,
): Promise<Happening> {
  const clean = cleanName(raw);
  if (!clean.ok) return { type: 'REFUSED', reason: `name_${clean.reason}` };
  const { contactId } = asked.standing;
  const { patientId } = await registerPatient(core, scope, { key, contactId, name: clean.name, relation });
  return { type: 'REGISTERED', patientId, name: clean.name };
}

/** Flows know three reasons; that a service or branch has gone meanwhile is, to a patient, a slot that is not offered. */
function refused(reason: string): Happening {
  const known: readonly RefusedReason[] = ['slot_taken', 'patient_busy', 'not_offered'];
  return { type: 'REFUSED', reason: known.find((one) => one === reason) ?? 'not_offered' };
}
