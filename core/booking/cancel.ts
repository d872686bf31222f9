import { sql } from 'kysely';
import { recordEvent } from '../events.ts';
import type { AppointmentId, BranchId, ContactId, PractitionerId, ServiceId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { once } from './idempotent.ts';
import { endedReason, lockVisit } from './visit.ts';

export const cancelReasons = ['patient', 'staff'] as const;
export type CancelReason = (typeof cancelReasons)[number];

export type CancelInput = {
  /** Idempotency key. */
  key: string;
  appointmentId: AppointmentId;
  /** Given: the visit must be of a patient of this contact. */
  contactId?: ContactId;
  /** On whose wish. */
  reason: CancelReason;
};

/** Times are ISO instants. `already`: it was cancelled before, and nothing was done. */
export type CancelResult =
  | {
      ok: true;
      already: boolean;
      appointmentId: AppointmentId;
      practitionerId: PractitionerId;
      branchId: BranchId;
      serviceId: ServiceId;
      start: string;
      end: string;
    }
  | { ok: false; reason: 'not_found' | 'past' };

/** Cancels a visit and so frees its slot. The row's lock is enough: leaving the constraints meets nobody. */
export async function cancelAppointment(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  input: CancelInput,
): Promise<CancelResult> {
  return once<CancelResult>(core, scope, input.key, async () => {
    const { appointmentId, reason } = input;
    const visit = await lockVisit(core, scope, appointmentId, input.contactId ?? null);
    if (visit === undefined) return { ok: false, reason: 'not_found' };
    const now = core.clock.now();
    const ended = endedReason(visit, now);
    if (ended === 'past') return { ok: false, reason: 'past' };
    if (ended === undefined) {
      await sql`
        update appointment set status = 'cancelled', updated_at = ${now}
        where organization_id = ${scope.organizationId} and id = ${appointmentId}
      `.execute(core.db);
      await recordEvent(core, scope, 'appointment.cancelled', appointmentId, { reason });
    }
    return {
      ok: true,
      already: ended === 'cancelled',
      appointmentId,
      practitionerId: visit.practitionerId,
      branchId: visit.branchId,
      serviceId: visit.serviceId,
      start: visit.start.toString(),
      end: visit.end.toString(),
    };
  });
}
