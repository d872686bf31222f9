import { sql } from 'kysely';
import type { Core, Scope } from '../scope.ts';

/** What colleagues are called, by the ids that records have of them; also those who have left. Without ids: all of the clinic's. */
export async function memberNames(
  core: Pick<Core, 'db'>,
  { organizationId }: Pick<Scope, 'organizationId'>,
  ids?: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = ids && [...new Set(ids.filter((id) => id !== null))];
  if (wanted?.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select m.id, coalesce(nullif(a.name, ''), a.email) as name
    from staff.member m join staff.account a on a.id = m.account_id
    where m.organization_id = ${organizationId} and (${wanted ?? null}::uuid[] is null or m.id = any(${wanted ?? null}::uuid[]))
  `.execute(core.db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
