import { sql } from 'kysely';
import { recordEvent } from '../events.ts';
import type { AppointmentId, BranchId, ContactId, PractitionerId, ServiceId } from '../ids.ts';
import { planVisitNotices } from '../reminders/plan.ts';
import type { Core, Scope } from '../scope.ts';
import { once } from './idempotent.ts';
import { loadLimits, mayCancel } from './limits.ts';
import { type ExpectedVisit, endedReason, isChanged, lockVisit } from './visit.ts';

export type CancelInput = {
  /** Idempotency key. */
  key: string;
  appointmentId: AppointmentId;
  /** Given: the visit must be of a patient of this contact. */
  contactId?: ContactId;
  /** As whoever wishes it was shown the visit: where it is another by now, nothing is done. */
  expected?: ExpectedVisit;
  /** On whose wish. The clinic's notice binds patients, not staff. */
  by: 'patient' | 'staff';
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
  | { ok: false; reason: 'not_found' | 'changed' | 'past' | 'too_late' };

/** Cancels a visit and so frees its slot. The row's lock is enough: leaving the constraints meets nobody. */
export async function cancelAppointment(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  input: CancelInput,
): Promise<CancelResult> {
  return once<CancelResult>(core, scope, 'cancel', input.key, async () => {
    const { appointmentId, by } = input;
    const visit = await lockVisit(core, scope, appointmentId, input.contactId ?? null);
    if (visit === undefined) return { ok: false, reason: 'not_found' };
    const now = core.clock.now();
    const ended = endedReason(visit, now);
    if (ended !== 'cancelled' && isChanged(visit, input.expected)) return { ok: false, reason: 'changed' };
    if (ended === 'past') return { ok: false, reason: 'past' };
    if (ended === undefined) {
      if (by === 'patient' && mayCancel(visit, await loadLimits(core, scope), now) === 'too_late') {
        return { ok: false, reason: 'too_late' };
      }
      await sql`
        update appointment set status = 'cancelled', cancelled_by = ${by}, updated_at = ${now}
        where organization_id = ${scope.organizationId} and id = ${appointmentId}
      `.execute(core.db);
      await recordEvent(core, scope, 'appointment.cancelled', appointmentId, { by });
      await planVisitNotices(core, scope, appointmentId, 'cancelled');
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
