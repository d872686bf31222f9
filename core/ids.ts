import { randomUUIDv7 } from 'node:crypto';

/** Branded ids: an AppointmentId is no PatientId, though both are UUIDs (version 7, so that they sort by age). */
type Id<Kind extends string> = string & { readonly __kind: Kind };

export type OrganizationId = Id<'organization'>;
export type BranchId = Id<'branch'>;
export type ServiceId = Id<'service'>;
export type PractitionerId = Id<'practitioner'>;
export type ChannelId = Id<'channel'>;
export type ContactId = Id<'contact'>;
export type PatientId = Id<'patient'>;
export type ConversationId = Id<'conversation'>;
export type InboundMessageId = Id<'inbound_message'>;
export type OutboxId = Id<'outbox'>;
export type AppointmentId = Id<'appointment'>;
export type RoomId = Id<'room'>;
export type NoticeId = Id<'notice'>;
export type HandoverId = Id<'handover'>;
/** Of staff, in one clinic. */
export type MemberId = Id<'member'>;
export type CorrelationId = Id<'correlation'>;
export type WorklistItemId = Id<'worklist_item'>;

/** Whether a text from outside (a form, a URL) has the form of an id: what has not is nobody's, and no error of the database's. */
export function isId(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}

/** Makes new ids. A value, so that a test may hand in predictable ones. */
export type Ids = { next<T extends string>(): T };

export const uuidIds: Ids = { next: <T extends string>() => randomUUIDv7() as string as T };
