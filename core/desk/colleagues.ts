import { sql } from 'kysely';
import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';

/** Names of the clinic's own staff by their ids, those who have left included: who has a conversation, who wrote. */
export async function readColleagues(
  core: Pick<Core, 'db'>,
  { organizationId }: Pick<StaffScope, 'organizationId'>,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select m.id, coalesce(nullif(a.name, ''), a.email) as name from staff.member m
    join staff.account a on a.id = m.account_id
    where m.organization_id = ${organizationId}
  `.execute(core.db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
