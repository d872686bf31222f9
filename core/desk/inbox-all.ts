import { type RawBuilder, sql } from 'kysely';
import { isId } from '../ids.ts';
import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';
import { seesContact } from './access.ts';

/**
 * Whoever has ever written, the latest first, in columns as those of needOf. No index says who wrote last: every turn would have to keep it up. What is
 * near is found by going back through the messages by their ids, which sort by age, and taking of each conversation the last one. Far
 * back nearly every message has a later one; from there on (the seam) the conversations themselves are sorted by their last turn, all of them for
 * each page, and those that stood before the seam are left out.
 */

/** So many messages are passed for one page before it goes on behind the seam. */
const MOST_PASSED = 2_000;
/** A message may have waited for its turn: by the last turn, what is behind the seam may be so much later than it. */
const LATE_TURNS = Temporal.Duration.from({ hours: 7 * 24 });
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Of who stands behind the seam (a message's id): the last turn and id of who stood last. */
export type FarPlace = { seam: string; turned: string; id: string };

/** A place near by is a message's id alone, one far back is "seam/instant/id". */
export function everybody(scope: StaffScope, after: string | null, limit: number): RawBuilder<unknown> {
  const far = after === null ? null : parseFar(after);
  return far === null ? near(scope, after, limit) : behindSeam(scope, far, limit);
}

function near(scope: StaffScope, after: string | null, limit: number): RawBuilder<unknown> {
  return sql`
    select m.conversation_id, m.received_at as at, null::timestamptz as due, false as urgent, m.id::text as cursor
    from (${passed(scope, after)} limit ${MOST_PASSED}) m
    join conversation v on v.organization_id = m.organization_id and v.id = m.conversation_id
    where not exists (select from inbound_message later where later.organization_id = m.organization_id
        and later.conversation_id = m.conversation_id and later.seq > m.seq)
      and ${seesContact(scope, sql`v.contact_id`)}
    order by m.id desc limit ${limit}`;
}

function passed({ organizationId }: StaffScope, after: string | null): RawBuilder<unknown> {
  // a place on another list has more before its id
  const isBefore =
    after === null ? sql`true` : sql`passed.id < ${after.slice(after.lastIndexOf('/') + 1)}::uuid`;
  return sql`select passed.* from inbound_message passed where passed.organization_id = ${organizationId} and ${isBefore}
    order by passed.id desc`;
}

/**
 * Where it goes on when a page was not filled by the messages that were passed for it; null: there are no more, or it is
 * behind the seam already.
 */
export async function seamBehind(
  core: Pick<Core, 'db'>,
  scope: StaffScope,
  after: string | null,
): Promise<FarPlace | null> {
  if (after !== null && parseFar(after) !== null) return null;
  const { rows } = await sql<{ id: string; at: Temporal.Instant }>`
    select m.id, m.received_at as at from (${passed(scope, after)} offset ${MOST_PASSED - 1} limit 1) m
  `.execute(core.db);
  const [last] = rows;
  return last ? { seam: last.id, turned: last.at.add(LATE_TURNS).toString(), id: lastId } : null;
}

export function behindSeam(
  scope: StaffScope,
  { seam, turned, id }: FarPlace,
  limit: number,
): RawBuilder<unknown> {
  const { organizationId } = scope;
  return sql`
    select v.id as conversation_id, heard.received_at as at, null::timestamptz as due, false as urgent,
      concat(${seam}::text, '/', to_char(v.turned at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '/', v.id) as cursor
    from (select turn.id, turn.contact_id, coalesce(turn.last_turn_at, turn.created_at) as turned from conversation turn
      where turn.organization_id = ${organizationId}
        and (coalesce(turn.last_turn_at, turn.created_at), turn.id) < (${turned}::timestamptz, ${id}::uuid)
      order by 3 desc, 1 desc offset 0) v
    cross join lateral (select m.id, m.received_at from inbound_message m
      where m.organization_id = ${organizationId} and m.conversation_id = v.id order by m.seq desc limit 1) heard
    where heard.id < ${seam}::uuid and ${seesContact(scope, sql`v.contact_id`)}
    order by v.turned desc, v.id desc limit ${limit}`;
}

function parseFar(place: string): FarPlace | null {
  const [seam = '', turned = '', id = ''] = place.split('/');
  return isId(seam) && isId(id) && isInstant(turned) ? { seam, turned, id } : null;
}

function isInstant(text: string): boolean {
  try {
    return Temporal.Instant.from(text).epochMilliseconds > 0;
  } catch {
    return false;
  }
}
