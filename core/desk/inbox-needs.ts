import { type RawBuilder, sql } from 'kysely';
import type { Core } from '../scope.ts';
import { may, type StaffScope } from '../staff/permissions.ts';
import { notAllowed, type Refused, seesContact } from './access.ts';
import { everybody } from './inbox-all.ts';

/**
 * waiting: a person was asked for, and none of staff has it · unanswered: a person has it, and the last word is the patient's ·
 * failed: a message could not be delivered · requests: visits that staff have to confirm · all: whoever has ever written.
 */
export const inboxFilters = ['waiting', 'unanswered', 'failed', 'requests', 'all'] as const;
export type InboxFilter = (typeof inboxFilters)[number];

/**
 * The conversations of a filter, newest need first, as columns conversation_id, at, due, urgent and cursor; from behind a cursor on. Each reads
 * the index of what is open; "all" is another matter (inbox-all.ts).
 */
export function needOf(
  core: Pick<Core, 'clock'>,
  scope: StaffScope,
  filter: InboxFilter,
  after: string | null,
  limit: number,
): RawBuilder<unknown> {
  if (filter === 'all') return everybody(scope, after, limit);
  return sql`
    select * from (
      select need.*, concat(to_char(need.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '/', need.conversation_id) as cursor
      from (${openNeeds(core, scope, filter)}) need
    ) placed
    where ${after}::text is null or placed.cursor collate "C" < ${after}
    order by placed.cursor collate "C" desc limit ${limit}`;
}

function openNeeds(
  core: Pick<Core, 'clock'>,
  scope: StaffScope,
  filter: Exclude<InboxFilter, 'all'>,
): RawBuilder<unknown> {
  const { organizationId } = scope;
  const now = core.clock.now();
  const sees = seesContact(scope, sql`v.contact_id`);
  switch (filter) {
    case 'waiting':
      return sql`
        select v.id as conversation_id, max(i.opened_at) as at, min(i.due_at) as due, bool_or(i.kind = 'danger') as urgent
        from worklist_item i
        join conversation v on v.organization_id = i.organization_id and v.id = i.record_id
        where i.organization_id = ${organizationId} and i.closed_at is null and i.kind in ('person', 'danger')
          and i.record_kind = 'conversation' and ${sees}
          and not exists (select from handover h where h.organization_id = i.organization_id and h.conversation_id = i.record_id
            and h.ended_at is null and h.held_until > ${now})
        group by v.id`;
    case 'unanswered':
      return sql`
        select v.id as conversation_id, heard.received_at as at, h.answer_by as due, h.reason = 'danger' as urgent
        from handover h
        join conversation v on v.organization_id = h.organization_id and v.id = h.conversation_id
        cross join lateral (select m.received_at from inbound_message m
          where m.organization_id = v.organization_id and m.conversation_id = v.id order by m.seq desc limit 1) heard
        left join lateral (select b.created_at from outbox b
          where b.organization_id = v.organization_id and b.contact_id = v.contact_id and b.state <> 'cancelled'
          order by b.seq desc limit 1) said on true
        where h.organization_id = ${organizationId} and h.ended_at is null and h.quiet_until > ${now}
          and coalesce(said.created_at < heard.received_at, true) and ${sees}`;
    case 'failed':
      return sql`
        select v.id as conversation_id, max(i.opened_at) as at, null::timestamptz as due, false as urgent
        from worklist_item i
        join conversation v on v.organization_id = i.organization_id and v.contact_id = i.record_id
        where i.organization_id = ${organizationId} and i.closed_at is null and i.kind = 'failed_delivery'
          and i.record_kind = 'contact' and ${sees}
        group by v.id`;
    case 'requests':
      return sql`
        select v.id as conversation_id, max(a.created_at) as at, null::timestamptz as due, false as urgent
        from appointment a
        join conversation v on v.organization_id = a.organization_id and v.contact_id = a.contact_id
        where a.organization_id = ${organizationId} and a.status = 'pending' and lower(a.visit) > ${now} and ${sees}
        group by v.id`;
    default:
      return filter satisfies never;
  }
}

export type InboxCounts = Record<Exclude<InboxFilter, 'all'>, number>;

/** How many there are to look at, for the tabs. */
export async function countInbox(
  core: Pick<Core, 'db' | 'clock'>,
  scope: StaffScope,
): Promise<{ ok: true; counts: InboxCounts } | Refused> {
  if (!may(scope, 'conversation.read')) return notAllowed;
  const count = (filter: Exclude<InboxFilter, 'all'>) =>
    sql`(select count(*)::int from (${openNeeds(core, scope, filter)}) need)`;
  const { rows } = await sql<InboxCounts>`
    select ${count('waiting')} as waiting, ${count('unanswered')} as unanswered, ${count('failed')} as failed,
      ${count('requests')} as requests
  `.execute(core.db);
  return { ok: true, counts: rows[0] ?? { waiting: 0, unanswered: 0, failed: 0, requests: 0 } };
}
