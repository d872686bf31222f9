import { sql } from 'kysely';
import { once } from '../booking/idempotent.ts';
import { type ExpectedVisit, endedReason, isChanged, lockVisit } from '../booking/visit.ts';
import { recordEvent } from '../events.ts';
import type { AppointmentId, ContactId, NoticeId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { closeItem } from '../worklist.ts';

export type ConfirmInput = {
  /** Idempotency key. */
  key: string;
  appointmentId: AppointmentId;
  /** The visit must be of a patient of this contact. */
  contactId: ContactId;
  /** As they were shown it: where it is another by now, nothing is confirmed. */
  expected?: ExpectedVisit;
};

/** start: an ISO instant. */
export type ConfirmResult =
  | { ok: true; start: string }
  | { ok: false; reason: 'not_found' | 'changed' | 'past' };

/** The patient will come. Said again it is as it was; what asked for it is answered, and nobody need call any more. */
export async function confirmVisit(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  input: ConfirmInput,
): Promise<ConfirmResult> {
  return once<ConfirmResult>(core, scope, 'confirm', input.key, async () => {
    const { appointmentId, contactId, expected } = input;
    const visit = await lockVisit(core, scope, appointmentId, contactId);
    if (visit === undefined) return { ok: false, reason: 'not_found' };
    const ended = endedReason(visit, core.clock.now());
    if (ended === 'cancelled') return { ok: false, reason: 'not_found' };
    if (isChanged(visit, expected)) return { ok: false, reason: 'changed' };
    if (ended === 'past') return { ok: false, reason: 'past' };
    await markConfirmed(core, scope, appointmentId);
    await answerNotices(core, scope, appointmentId);
    await closeItem(core, scope, { kind: 'unanswered', recordId: appointmentId });
    await closeItem(core, scope, { kind: 'call', recordId: appointmentId });
    return { ok: true, start: visit.start.toString() };
  });
}

/** The first time stays: it is how long before the visit they said so. */
async function markConfirmed(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  appointmentId: AppointmentId,
): Promise<void> {
  const now = core.clock.now();
  const { rows } = await sql`
    update appointment set confirmed_at = ${now}, updated_at = ${now}
    where organization_id = ${scope.organizationId} and id = ${appointmentId} and confirmed_at is null
    returning id
  `.execute(core.db);
  if (rows.length > 0) await recordEvent(core, scope, 'appointment.confirmed', appointmentId);
}

/**
 * Of what went out: a reminder that is still to come was not answered, and says "see you then" instead of asking. One that is
 * under way is to be looked at now, so that no other address gets it.
 */
async function answerNotices(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  appointmentId: AppointmentId,
): Promise<void> {
  const now = core.clock.now();
  const { rows } = await sql<{ id: NoticeId; kind: string }>`
    update notice n set answered_at = ${now}, answer = 'confirmed',
      look_at = case when n.state = 'open' then least(n.look_at, ${now}) end
    where n.organization_id = ${scope.organizationId} and n.appointment_id = ${appointmentId} and n.answered_at is null
      and (n.state = 'delivered' or (n.state = 'open' and exists (
        select from outbox o where o.organization_id = n.organization_id and o.notice_id = n.id)))
    returning n.id, n.kind
  `.execute(core.db);
  for (const { id, kind } of rows)
    await recordEvent(core, scope, 'notice.answered', id, { kind, answer: 'confirmed' });
}
