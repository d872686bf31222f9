import { sql } from 'kysely';
import type { OrganizationId, OutboxId } from '../ids.ts';
import type { Core } from '../scope.ts';

/**
 * News of an attempt (it arrived, it failed): its notice is to be looked at now. Said after the news is committed, and safe to
 * lose: the notice has a time of its own at which it is looked at anyway.
 *
 * @returns whether there is such a notice, and it is open
 */
export async function nudgeNotices(
  core: Pick<Core, 'db' | 'clock'>,
  attempts: readonly { organizationId: OrganizationId; outboxId: OutboxId }[],
): Promise<boolean> {
  const { rows } = await sql`
    update notice n set look_at = least(n.look_at, ${core.clock.now()}::timestamptz)
    from unnest(${attempts.map(({ organizationId }) => organizationId)}::uuid[], ${attempts.map(({ outboxId }) => outboxId)}::uuid[])
      as news (organization_id, outbox_id)
    join outbox o on o.organization_id = news.organization_id and o.id = news.outbox_id
    where n.organization_id = o.organization_id and n.id = o.notice_id and n.state = 'open'
    returning n.id
  `.execute(core.db);
  return rows.length > 0;
}
