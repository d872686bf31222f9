import { recordEvent } from '../events.ts';
import type { AppointmentId, ContactId, PatientId, PractitionerId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { once } from './idempotent.ts';
import { hasTooManyVisits } from './limits.ts';
import type { SlotRefusal, WantedSlot } from './offered.ts';
import { takeSlot } from './take-slot.ts';

export type HoldInput = WantedSlot & {
  /** Idempotency key. */
  key: string;
  contactId: ContactId;
  /** null while it is not known for whom the visit is. */
  patientId: PatientId | null;
};

/** Times are ISO instants. */
export type HoldResult =
  | {
      ok: true;
      appointmentId: AppointmentId;
      practitionerId: PractitionerId;
      start: string;
      end: string;
      expiresAt: string;
    }
  | { ok: false; reason: SlotRefusal | 'patient_busy' | 'too_many_visits' };

/** Keeps a slot for a contact for some minutes (the organization's `hold_minutes`) in place of the one it kept before. */
export async function holdSlot(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  input: HoldInput,
): Promise<HoldResult> {
  return once<HoldResult>(core, scope, 'hold_slot', input.key, async () => {
    const { contactId, patientId } = input;
    if (await hasTooManyVisits(core, scope, contactId)) return { ok: false, reason: 'too_many_visits' };
    const taken = await takeSlot(core, scope, input, { contactId, patientId, as: 'hold' });
    if (!taken.ok) return taken;
    const { appointmentId, practitionerId } = taken;
    const start = taken.start.toString();
    const expiresAt = String(taken.expiresAt);
    await recordEvent(core, scope, 'appointment.held', appointmentId, { practitionerId, start, expiresAt });
    return { ok: true, appointmentId, practitionerId, start, end: taken.end.toString(), expiresAt };
  });
}
