import { sql } from 'kysely';
import { once } from '../booking/idempotent.ts';
import { type ExpectedVisit, endedReason, isChanged, lockVisit } from '../booking/visit.ts';
import type { AppointmentId, ContactId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { closeItems } from '../worklist.ts';

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
    await closeItems(core, scope, { kinds: ['unanswered', 'call'], recordId: appointmentId });
    return { ok: true, start: visit.start.toString() };
  });
}

/** The first time stays: it is how long before the visit they said so. */
async function markConfirmed(
  core: Pick<Core, 'db' | 'clock'>,
  { organizationId, actor, correlationId }: Scope,
  appointmentId: AppointmentId,
): Promise<void> {
  const now = core.clock.now();
  await sql`
    with confirmed as (
      update appointment set confirmed_at = ${now}, updated_at = ${now}
      where organization_id = ${organizationId} and id = ${appointmentId} and confirmed_at is null
      returning id
    )
    insert into event (organization_id, at, type, actor_kind, actor_id, record_kind, record_id, correlation_id, details)
    select ${organizationId}, ${now}, 'appointment.confirmed', ${actor.kind}, ${actor.kind === 'system' ? null : actor.id},
      'appointment', id, ${correlationId}, '{}' from confirmed
  `.execute(core.db);
}

/**
 * Of what went out: a reminder that is still to come was not answered, and says "see you then" instead of asking. One that is
 * under way is to be looked at now, so that no other address gets it.
 */
async function answerNotices(
  core: Pick<Core, 'db' | 'clock'>,
  { organizationId, actor, correlationId }: Scope,
  appointmentId: AppointmentId,
): Promise<void> {
  const now = core.clock.now();
  await sql`
    with answered as (
      update notice n set answered_at = ${now}, answer = 'confirmed',
        look_at = case when n.state = 'open' then least(n.look_at, ${now}) end
      where n.organization_id = ${organizationId} and n.appointment_id = ${appointmentId} and n.answered_at is null
        and (n.state = 'delivered' or (n.state = 'open' and exists (
          select from outbox o where o.organization_id = n.organization_id and o.notice_id = n.id)))
      returning n.id, n.kind
    )
    insert into event (organization_id, at, type, actor_kind, actor_id, record_kind, record_id, correlation_id, details)
    select ${organizationId}, ${now}, 'notice.answered', ${actor.kind}, ${actor.kind === 'system' ? null : actor.id},
      'notice', id, ${correlationId}, json_build_object('kind', kind, 'answer', 'confirmed') from answered
  `.execute(core.db);
}
