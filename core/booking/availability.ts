import type { PractitionerId, RoomId } from '../ids.ts';

/**
 * What slots are made of. Everything here is plain and pure: findSlots (slots.ts) reads no clock and no database;
 * loadAvailability (load-availability.ts) fills these types in one query.
 */

/** A span in epoch milliseconds, '[from, to)': there may be thousands, and each is looked at once. */
export type Stretch = { from: number; to: number };

/** A span of local time on a day. */
export type Hours = { opens: Temporal.PlainTime; closes: Temporal.PlainTime };

export type HoursException = {
  kind: 'holiday' | 'absence' | 'extra';
  firstDay: Temporal.PlainDate;
  lastDay: Temporal.PlainDate;
  /** null: the whole day (extra hours always have times). */
  hours: Hours | null;
};

/** One practitioner who gives the service at the branch. */
export type PractitionerAvailability = {
  practitionerId: PractitionerId;
  /** ISO weekday 1…7 → spans; a break is the gap between two spans. */
  weekly: Partial<Record<number, readonly Hours[]>>;
  /** Those that apply to this practitioner at this branch: holidays of the branch or of all, own absences, own extra hours. */
  exceptions: readonly HoursException[];
  /** Taken spans, buffers included, holds that have not expired included; in any order. */
  busy: readonly Stretch[];
};

/** A room that serves: taken spans as of a practitioner. */
export type RoomAvailability = { roomId: RoomId; busy: readonly Stretch[] };

export type SlotRules = {
  /** IANA zone of the branch. Every rule is read in it. */
  zone: string;
  /** Starts stand on multiples of this, counted from the opening of each span of hours. */
  slotMinutes: number;
  durationMinutes: number;
  /** Kept free behind the visit: it counts as taken, but may reach past closing time. */
  bufferMinutes: number;
  /** A slot starts at the earliest this long after now. */
  noticeMinutes: number;
  /** A slot starts at the latest on this day counted from today (today is 0). */
  horizonDays: number;
  /** One of these must be free during the visit and its buffer; null: the service needs no room at the branch. */
  rooms: readonly RoomAvailability[] | null;
};

export type Slot = {
  start: Temporal.Instant;
  end: Temporal.Instant;
  practitionerIds: FreeStart['practitionerIds'];
};

/** A free slot as the search has it: many are passed over for each that is shown. */
export type FreeStart = {
  /** In epoch milliseconds. */
  at: number;
  /** Who is free then; the first is the one to take for "any" (least booked that day, so that the load spreads fairly). */
  practitionerIds: readonly [PractitionerId, ...PractitionerId[]];
};
