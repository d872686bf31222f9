import { sql } from 'kysely';
import type { Core } from '../scope.ts';

/**
 * Attempts that are due in the night are put off until it ends (a sender that was down over the evening, a retry of ours): what
 * puts a message on the wire would refuse them anyway, and each round of the sweeper would find them due again.
 */
export async function putOffAtNight(core: Pick<Core, 'db' | 'clock'>, limit: number): Promise<number> {
  const now = core.clock.now();
  const { rows } = await sql`
    with night as materialized ( -- where it is none, nothing else is read
      select b.organization_id, b.id as branch_id, (case when local.time < g.waking_from then local.date else local.date + 1 end
          + g.waking_from) at time zone b.zone as ends
      from branch b join organization g on g.id = b.organization_id
      cross join lateral (select (${now}::timestamptz at time zone b.zone)::time as time,
        (${now}::timestamptz at time zone b.zone)::date as date) local
      where case when g.waking_from < g.waking_until then local.time < g.waking_from or local.time >= g.waking_until
        else local.time < g.waking_from and local.time >= g.waking_until end
    ), due as (
      select o.organization_id, o.id, night.ends
      from outbox o
      join notice n on n.organization_id = o.organization_id and n.id = o.notice_id
      join appointment a on a.organization_id = n.organization_id and a.id = n.appointment_id
      join night on night.organization_id = a.organization_id and night.branch_id = a.branch_id
      where (select count(*) from night) > 0 and o.state in ('queued', 'errored') and o.next_attempt_at <= ${now}
      limit ${limit}
    )
    update outbox o set next_attempt_at = due.ends
    from due
    where o.organization_id = due.organization_id and o.id = due.id and o.state in ('queued', 'errored')
    returning o.id
  `.execute(core.db);
  return rows.length;
}
