import type { AppointmentId, BranchId, ContactId, PractitionerId, RoomId, ServiceId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { loadAvailability } from './load-availability.ts';
import { freeRooms } from './rooms.ts';
import { findSlots } from './slots.ts';

/** A slot as somebody asks for it. */
export type WantedSlot = {
  serviceId: ServiceId;
  branchId: BranchId;
  /** null: any. */
  practitionerId: PractitionerId | null;
  start: Temporal.Instant;
};

export const slotRefusals = [
  'slot_taken',
  'not_offered',
  'unknown_service',
  'unknown_branch',
  'nobody_gives_it_there',
] as const;
export type SlotRefusal = (typeof slotRefusals)[number];

export type Offered =
  | {
      ok: true;
      end: Temporal.Instant;
      /** The end of the visit and the buffer behind it. */
      busyUntil: Temporal.Instant;
      /** Who is free then, in the order to try them. */
      candidates: readonly PractitionerId[];
      /** The rooms that are free then, in the order to try them; null: none is needed. */
      rooms: readonly RoomId[] | null;
    }
  | { ok: false; reason: SlotRefusal };

/**
 * Whether the clinic's rules offer this very slot, and who is free for it. A look, not a promise: the slot may be gone a
 * moment later. But what is told as taken here was taken, which spares most losers of a race the insert.
 */
export async function checkOffered(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  wanted: WantedSlot,
  ignore: { appointmentId?: AppointmentId; holdsOf?: ContactId | undefined; notice?: boolean },
): Promise<Offered> {
  const now = core.clock.now();
  const window = { from: wanted.start, to: wanted.start.add({ milliseconds: 1 }) };
  const found = await loadAvailability(core, scope, {
    serviceId: wanted.serviceId,
    branchId: wanted.branchId,
    practitionerId: wanted.practitionerId,
    window,
    now,
    ignoreAppointmentId: ignore.appointmentId,
    ignoreContactHolds: ignore.holdsOf,
  });
  if (!found.ok) return found;
  const { practitioners } = found;
  const unbound = ignore.notice || scope.actor.kind === 'staff'; // the notice binds patients
  const rules = unbound ? { ...found.rules, noticeMinutes: 0 } : found.rules;
  const [slot] = findSlots(rules, practitioners, window, now);
  if (slot?.start.equals(wanted.start)) {
    const busyUntil = slot.end.add({ minutes: rules.bufferMinutes });
    const rooms = freeRooms(rules.rooms, slot.start, busyUntil);
    return { ok: true, end: slot.end, busyUntil, candidates: slot.practitionerIds, rooms };
  }
  const idle = practitioners.map((practitioner) => ({ ...practitioner, busy: [] }));
  const [taken] = findSlots({ ...rules, rooms: null }, idle, window, now);
  return { ok: false, reason: taken?.start.equals(wanted.start) ? 'slot_taken' : 'not_offered' };
}
