import { sql } from 'kysely';
import type { Core } from '../scope.ts';

/**
 * Attempts that are due in the night are put off until it ends (a sender that was down over the evening, a retry of ours): what
 * puts a message on the wire would refuse them anyway, and each round of the sweeper would find them due again.
 */
export async function putOffAtNight(core: Pick<Core, 'db' | 'clock'>, limit: number): Promise<number> {
  const now = core.clock.now();
  const { rows } = await sql`
    with due as (
      select o.organization_id, o.id, g.waking_from, b.zone, (${now}::timestamptz at time zone b.zone) as local,
        g.waking_from < g.waking_until as within_a_day, g.waking_until
      from outbox o
      join notice n on n.organization_id = o.organization_id and n.id = o.notice_id
      join appointment a on a.organization_id = n.organization_id and a.id = n.appointment_id
      join branch b on b.organization_id = a.organization_id and b.id = a.branch_id
      join organization g on g.id = o.organization_id
      where o.state in ('queued', 'errored') and o.next_attempt_at <= ${now} and o.notice_id is not null
      limit ${limit}
    )
    update outbox o set next_attempt_at = (case when due.local::time < due.waking_from then due.local::date
      else due.local::date + 1 end + due.waking_from) at time zone due.zone
    from due
    where o.organization_id = due.organization_id and o.id = due.id and o.state in ('queued', 'errored')
      and case when due.within_a_day then due.local::time < due.waking_from or due.local::time >= due.waking_until
        else due.local::time < due.waking_from and due.local::time >= due.waking_until end
    returning o.id
  `.execute(core.db);
  return rows.length;
}
