import type { ChannelId, OrganizationId } from '../ids.ts';
import type { Core } from '../scope.ts';

/** Where a clinic's e-mail comes from; undefined: its file has no such address. */
export async function mailboxOf(
  core: Pick<Core, 'db'>,
  organizationId: OrganizationId,
): Promise<{ id: ChannelId; address: string } | undefined> {
  return core.db
    .selectFrom('channel')
    .select(['id', 'address'])
    .where('organization_id', '=', organizationId)
    .where('kind', '=', 'email')
    .where('active', '=', true)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}
