import { type RawBuilder, sql } from 'kysely';
import type { BranchId, OrganizationId, PractitionerId } from './ids.ts';
import type { Core } from './scope.ts';
import { may, type Permission, type StaffScope } from './staff/permissions.ts';

/** An event as pages hear of it: that something has changed, and what. What it is now they ask for. */
export type FeedEvent = {
  seq: number;
  organizationId: OrganizationId;
  type: string;
  recordKind: string;
  recordId: string;
  /** Of the visits that it is about, and where one that was moved has been; null: it is about none. */
  branches: BranchId[] | null;
  practitionerIds: PractitionerId[] | null;
};

/** Which events: those behind `after` and those of `also`, in order. */
export type FeedWish = {
  after: number;
  also?: readonly number[];
  upTo?: number;
  organizationId?: OrganizationId;
};

export async function readFeed(core: Pick<Core, 'db'>, wish: FeedWish, most: number): Promise<FeedEvent[]> {
  const { after, also = [], upTo = null, organizationId = null } = wish;
  const { rows } = await sql<Omit<FeedEvent, 'seq'> & { seq: string }>`
    select e.seq::text as seq, e.organization_id as "organizationId", e.type, e.record_kind as "recordKind",
      e.record_id as "recordId", ${withPrevious('branches', 'previousBranchId')} as branches,
      ${withPrevious('practitioners', 'previousPractitionerId')} as "practitionerIds"
    from event e
    left join lateral (select case e.record_kind
      when 'conversation' then (select c.contact_id from conversation c
        where c.organization_id = e.organization_id and c.id = e.record_id)
      when 'handover' then (select c.contact_id from handover h join conversation c
        on c.organization_id = h.organization_id and c.id = h.conversation_id
        where h.organization_id = e.organization_id and h.id = e.record_id)
      when 'outbox' then (select o.contact_id from outbox o
        where o.organization_id = e.organization_id and o.id = e.record_id) end as contact_id) k on true
    left join lateral (select array_agg(distinct a.branch_id) as branches, array_agg(distinct a.practitioner_id) as practitioners
      from appointment a where a.organization_id = e.organization_id and (
        (e.record_kind = 'appointment' and a.id = e.record_id)
        or (k.contact_id is not null and a.contact_id = k.contact_id and a.status <> 'hold'))) v
      on e.record_kind in ('appointment', 'conversation', 'handover', 'outbox')
    where (e.seq > ${after} or e.seq = any(${sql.val([...also])}::bigint[]))
      and (${upTo}::bigint is null or e.seq <= ${upTo}::bigint)
      and (${organizationId}::uuid is null or e.organization_id = ${organizationId}::uuid)
    order by e.seq limit ${most}
  `.execute(core.db);
  return rows.map(({ seq, ...row }) => ({ ...row, seq: Number(seq) }));
}

function withPrevious(column: 'branches' | 'practitioners', detail: string): RawBuilder<unknown> {
  const now = sql.ref(`v.${column}`);
  return sql`case when e.type = 'appointment.moved' and e.details ? ${detail}
    then array_append(${now}, (e.details->>${detail})::uuid) else ${now} end`;
}

/** The newest event that is committed; some before it may not be yet. */
export async function newestEvent(core: Pick<Core, 'db'>): Promise<number> {
  const { rows } = await sql<{ seq: string }>`select coalesce(max(seq), 0)::text as seq from event`.execute(
    core.db,
  );
  return Number(rows[0]?.seq ?? 0);
}

/** What one must be allowed to read, to hear of a record of that kind; kinds that are not here are heard of by nobody. */
const asks: Readonly<Record<string, readonly Permission[]>> = {
  contact: ['conversation.read'],
  conversation: ['conversation.read'],
  handover: ['conversation.read'],
  outbox: ['conversation.read'],
  inbound_message: ['conversation.read'],
  patient: ['patient.read'],
  appointment: ['visit.read', 'visit.read_own'],
  notice: ['visit.read'],
  worklist_item: ['worklist.work'],
  staff: ['staff.manage'],
};

/** Whether somebody hears of it: of their own clinic, what their permissions let them read, at their branches. */
export function hears(scope: StaffScope, event: FeedEvent): boolean {
  if (event.organizationId !== scope.organizationId) return false;
  if (event.recordKind === 'organization') return true;
  if (!(asks[event.recordKind] ?? []).some((permission) => may(scope, permission))) return false;
  if (event.recordKind === 'appointment' && !may(scope, 'visit.read')) {
    return scope.practitionerId !== null && (event.practitionerIds ?? []).includes(scope.practitionerId);
  }
  // a conversation without any visit is everybody's
  if (event.branches === null || scope.branches === 'all') return true;
  const own = scope.branches;
  return event.branches.some((branch) => own.includes(branch));
}
