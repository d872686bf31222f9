import { sql } from 'kysely';
import type { Core, Scope } from './scope.ts';

/** Every kind of event. Past tense; the first word is the record it is about. */
export const eventTypes = [
  'organization.settings_applied',
  'contact.created',
  'contact.key_renewed',
  'contact.consented',
  'contact.opted_out',
  'contact.opted_in',
  'contact.unreachable',
  'contact.reachable',
  'contact.detached',
  'patient.registered',
  'patient.rename_proposed',
  'patient.renamed',
  'patient.rename_dropped',
  'patient.number_given',
  'patient.email_given',
  'patient.read',
  'patient.number_shown',
  'contact.number_corrected',
  'contact.address_shown',
  'conversation.turn_taken',
  'conversation.turn_failed',
  'conversation.read',
  'conversation.answered',
  'conversation.answer_held',
  'conversation.answer_dropped',
  'conversation.asked_to_write',
  'conversation.answered_by_phone',
  'conversation.noted',
  'conversation.returned',
  'appointment.held',
  'appointment.hold_released',
  'appointment.hold_expired',
  'appointment.booked',
  'appointment.requested',
  'appointment.moved',
  'appointment.cancelled',
  'appointment.reason_noted',
  'appointment.confirmed',
  'appointment.accepted',
  'appointment.declined',
  'appointment.arrived',
  'appointment.fulfilled',
  'appointment.missed',
  'notice.planned',
  'notice.attempted',
  'notice.answered',
  'notice.ended',
  'handover.begun',
  'handover.alarmed',
  'handover.taken',
  'handover.ended',
  'worklist_item.opened',
  'worklist_item.taken',
  'worklist_item.left',
  'worklist_item.commented',
  'worklist_item.closed',
  'outbox.errored',
  'outbox.in_doubt',
  'outbox.failed',
  'outbox.retried',
  'inbound_message.retried',
  'staff.invited',
  'staff.link_made',
  'staff.joined',
  'staff.password_set',
  'staff.second_factor_set',
  'staff.second_factor_removed',
  'staff.recovery_codes_made',
  'staff.signed_in',
  'staff.signed_out',
  'staff.locked',
  'staff.unlocked',
  'staff.role_changed',
  'staff.deactivated',
  'staff.reactivated',
  'practitioner.visits_read',
  'audit.read',
] as const;
export type EventType = (typeof eventTypes)[number];

/** Ids, codes, times and counts only: an event never holds a name, a number or a message's text. */
export type EventDetails = Record<string, string | number | boolean | null>;

/** Appends to the event log, in the transaction of the change that it tells of. */
export async function recordEvent(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  type: EventType,
  recordId: string,
  details: EventDetails = {},
): Promise<void> {
  const recordKind = type.slice(0, type.indexOf('.'));
  const actorId = scope.actor.kind === 'system' ? null : scope.actor.id;
  await sql`
    insert into event (organization_id, at, type, actor_kind, actor_id, record_kind, record_id, correlation_id, details)
    values (${scope.organizationId}, ${core.clock.now()}, ${type}, ${scope.actor.kind}, ${actorId}, ${recordKind},
      ${recordId}, ${scope.correlationId}, ${JSON.stringify(details)})
  `.execute(core.db);
}
