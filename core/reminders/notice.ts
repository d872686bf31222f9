import type { AddressKind, AppointmentStatus, DeliveryState } from '../db/tables.ts';
import type { ContactId } from '../ids.ts';

/**
 * A notice is what we start: a reminder, or the word that staff or a rule changed a visit. It is tried on one address after
 * another until one of them has it, or it makes no sense any more. Everything here is pure: rows in, a decision out.
 */

export const noticeKinds = ['reminder', 'confirmed', 'changed', 'cancelled', 'follow_up'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** How a notice ends. Each has its reason beside it. */
export const noticeEnds = [
  'delivered',
  'answered',
  'overtaken',
  'too_late',
  'opted_out',
  'call_list',
] as const;
export type NoticeEnd = (typeof noticeEnds)[number];

/**
 * Why a notice ended, more exactly than how:
 * - visit_…: the visit was changed, or has become what its status says
 * - in_flight: nobody knows whether it arrived · not_sent: it did not go out · quiet_hours: only the night was left for it
 * - daily_cap: the patient has had as many in a day as the clinic lets them · same_text: they were told the very same a short while ago
 * - no_address: nothing to write to · all_failed: every address was tried · no_receipt: it went out, and no word came back
 */
export const endReasons = [
  'delivered',
  'read',
  'answered',
  'visit_moved',
  'visit_hold',
  'visit_pending',
  'visit_booked',
  'visit_arrived',
  'visit_fulfilled',
  'visit_noshow',
  'visit_cancelled',
  'in_flight',
  'not_sent',
  'quiet_hours',
  'opted_out',
  'no_address',
  'all_failed',
  'no_receipt',
  'daily_cap',
  'same_text',
] as const;
export type EndReason = (typeof endReasons)[number];

export type Notice = {
  kind: NoticeKind;
  /** The visit's start as the notice was planned for it. */
  visitStart: Temporal.Instant;
  /** When it is to go out: within the hours in which we write to people. */
  dueAt: Temporal.Instant;
  /** From here on it would not help any more. */
  tooLateAt: Temporal.Instant;
  /** The last one before the visit: less time is left to wait for a receipt. */
  isLast: boolean;
  answeredAt: Temporal.Instant | null;
};

/** What the plan says of a notice before it is a row. */
export type PlannedNotice = Omit<Notice, 'answeredAt'> & {
  /** Which step of the clinic's ladder it is, in minutes before the visit; null where it is none of them. */
  step: number | null;
};

/** The visit as it stands now. */
export type VisitNow = { status: AppointmentStatus; start: Temporal.Instant };

/** One try on one address: its state is that of the message in the outbox. */
export type Attempt = {
  contactId: ContactId;
  kind: AddressKind;
  state: DeliveryState;
  /** When it was handed to the outbox. */
  startedAt: Temporal.Instant;
  /** Our code of what failed; null otherwise. */
  errorCode: string | null;
};

/** An address of the patient's, most preferred first. */
export type Reach = {
  contactId: ContactId;
  kind: AddressKind;
  optedOut: boolean;
  /** The provider has said that it cannot be written to. */
  unreachable: boolean;
  /** Whether the clinic can send this notice there now: it has such a channel and, outside WhatsApp's window, a template. */
  sendable: boolean;
};

/** Local hours in which we write to people: from 08:00 until 20:00, say. The same twice is day and night. */
export type WakingHours = {
  /** The branch's, IANA. */
  zone: string;
  wakingFrom: Temporal.PlainTime;
  /** Not included. Before wakingFrom: until then on the next day. */
  wakingUntil: Temporal.PlainTime;
};

/** The clinic's times. */
export type NoticeRules = WakingHours & {
  /** Without a receipt for so long, the next address is tried. */
  fallbackMinutes: number;
  /** The same for the last notice before a visit. */
  lastFallbackMinutes: number;
};

/**
 * overtakes: contacts whose attempt must not go out any more. To be cancelled in the same transaction, if it is queued, errored
 * or unknown; one on the wire is left alone.
 */
export type NextStep =
  | { do: 'send'; to: Reach; overtakes: ContactId[] }
  /** Nothing now; look again then, or when a receipt or an answer comes, or the visit or an address changes. */
  | { do: 'wait'; until: Temporal.Instant }
  | { do: 'end'; state: NoticeEnd; reason: EndReason; overtakes: ContactId[] };
