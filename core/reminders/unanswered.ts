import { sql } from 'kysely';
import type { AppointmentId, CorrelationId, OrganizationId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { openItem } from '../worklist.ts';

/** So long after a reminder arrived its silence counts as one. */
const ANSWER_HOURS = 2;

/**
 * Visits whose patient has been reminded and has not said whether they come, in time for staff to call: each gets an item,
 * which an answer closes (plan.ts, confirm.ts). Run in a transaction.
 */
export async function listUnanswered(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  limit: number,
): Promise<number> {
  const now = core.clock.now();
  const { rows } = await sql<{ organizationId: OrganizationId; id: AppointmentId; start: Temporal.Instant }>`
    select a.organization_id as "organizationId", a.id, lower(a.visit) as start
    from appointment a
    join organization o on o.id = a.organization_id
    where a.status in ('pending', 'booked') and a.confirmed_at is null and lower(a.visit) > ${now}
      and lower(a.visit) <= ${now}::timestamptz + make_interval(mins => o.call_ahead_minutes)
      and exists (select from notice n where n.organization_id = a.organization_id and n.appointment_id = a.id
        and n.kind = 'reminder' and n.state = 'delivered' and n.answer is null and n.visit_start = lower(a.visit)
        and n.ended_at <= ${now}::timestamptz - make_interval(hours => ${ANSWER_HOURS}))
      and not exists (select from worklist_item w where w.organization_id = a.organization_id and w.record_id = a.id
        and w.kind in ('unanswered', 'call') and w.opened_at > a.updated_at)
    order by lower(a.visit) limit ${limit}
  `.execute(core.db);
  for (const { organizationId, id, start } of rows) {
    const correlationId = core.ids.next<CorrelationId>();
    const scope: Scope = { organizationId, correlationId, actor: { kind: 'system' } };
    await openItem(core, scope, {
      kind: 'unanswered',
      recordKind: 'appointment',
      recordId: id,
      dueAt: start,
    });
  }
  return rows.length;
}
