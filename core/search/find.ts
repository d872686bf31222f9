import { type RawBuilder, sql } from 'kysely';
import type { OrganizationId } from '../ids.ts';

/**
 * So many records that have one word are looked at for the other words: a word that stands in half of all messages, asked for beside another such, would
 * lead through all of them. Where any of the words is rarer than that, nothing is passed over.
 */
const MOST_LOOKED_AT = 10_000;

/**
 * A query of the records that have all of these words, as column record_id, the newest first (ids sort by age). It goes by the rarest word and
 * asks for the others one after the other, the next rare first; whoever takes but some of its rows has no more looked for.
 *
 * @param hashes of the words, at least one
 */
export function recordsWith(
  organizationId: OrganizationId,
  kind: 'patient' | 'message',
  hashes: readonly Buffer[],
): RawBuilder<unknown> {
  const having = (hash: RawBuilder<unknown>) => sql`vault.search_term t
    where t.organization_id = ${organizationId} and t.hash = ${hash} and t.record_kind = ${kind}`;
  if (hashes.length === 1) {
    return sql`select t.record_id from ${having(sql`${hashes[0]}`)} order by t.record_id desc`;
  }
  return sql`
    with word as materialized (
      select hash, row_number() over (order by many) as place
      from unnest(${hashes}::bytea[]) as asked (hash)
      cross join lateral (select count(*) as many from (select from ${having(sql`asked.hash`)} limit ${MOST_LOOKED_AT}) counted) found
    )
    select rarest.record_id from (
      select t.record_id from ${having(sql`(select hash from word where place = 1)`)}
      order by t.record_id desc limit ${MOST_LOOKED_AT}
    ) rarest
    where not exists (select from (select hash from word where place > 1 order by place) other
      where not exists (select from ${having(sql`other.hash`)} and t.record_id = rarest.record_id))
    order by rarest.record_id desc`;
}
