import { sql } from 'kysely';
import { type WorklistKind, worklistKinds } from '../db/tables.ts';
import type { EndReason, NoticeEnd } from '../reminders/notice.ts';
import type { Core } from '../scope.ts';
import { takeWithinMinutes } from '../worklist.ts';

const openStates = ['queued', 'wired', 'errored', 'unknown'] as const;
/** What the sweeper looks after, by what is due. */
const sweptKinds = [
  ...(['messages', 'notices', 'wired', 'doubted', 'turns', 'holds', 'handovers'] as const),
  'on_call',
] as const;
const answers = ['confirmed', 'moved', 'cancelled'] as const;

/** What stands in line, over all organizations. Every name is there, also where there is none of it. */
export type Backlog = {
  outbox: Record<(typeof openStates)[number], number>;
  /** Due for more than a minute, and nobody has woken it: each must read 0. */
  overdue: Record<(typeof sweptKinds)[number], number>;
  /** Inbound messages that wait for their turn; given up, and not yet seen to by staff. */
  turns: Record<'waiting' | 'dead', number>;
  worklist: Record<WorklistKind, number>;
  handovers: number;
  /** Of the notices that were due in the last day: what has become of them so far, and what was answered. */
  notices: { state: 'open' | NoticeEnd; reason: EndReason | 'none'; count: number }[];
  answers: Record<(typeof answers)[number], number>;
  /** 0: nothing is due. */
  oldestDueSeconds: number;
};

export function emptyBacklog(): Backlog {
  return {
    outbox: zeros(openStates),
    overdue: zeros(sweptKinds),
    turns: zeros(['waiting', 'dead'] as const),
    worklist: zeros(worklistKinds),
    handovers: 0,
    notices: [],
    answers: zeros(answers),
    oldestDueSeconds: 0,
  };
}

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}

type Row = {
  part: 'outbox' | 'overdue' | 'turns' | 'worklist' | 'handovers' | 'notices' | 'answers' | 'oldest';
  name: string;
  reason: EndReason | null;
  n: number;
};

/**
 * One statement, for a look every few seconds: each part reads the partial index of what is open, and none the whole of a
 * table. That is why the dead turns are those whose item on the worklist is open.
 */
export async function readBacklog(core: Pick<Core, 'db' | 'clock'>): Promise<Backlog> {
  const now = core.clock.now();
  const late = now.subtract({ minutes: 1 });
  const abandoned = late.subtract({ minutes: 1 }); // a message may be on the wire for a minute
  const untaken = late.subtract({ minutes: takeWithinMinutes.person });
  const { rows } = await sql<Row>`
    with heads as materialized ( -- a message behind another one to the same contact is not due before that has gone
      select next_attempt_at as due from (
        select distinct on (organization_id, contact_id) state, next_attempt_at from outbox
        where state in ('queued', 'errored', 'wired')
        order by organization_id, contact_id, state <> 'wired', notice_id is not null, seq -- as claimHeads does
      ) first
      where state <> 'wired' and next_attempt_at <= ${now}
    ), turns as materialized ( -- the same of turns, conversation by conversation
      select next_try_at as due from (
        select distinct on (organization_id, conversation_id) next_try_at from inbound_message
        where state = 'waiting' order by organization_id, conversation_id, seq
      ) first
      where next_try_at <= ${now}
    ), lately as materialized (
      select state, reason, answer from notice where due_at > ${now.subtract({ hours: 24 })} and due_at <= ${now}
    )
    select 'outbox' as part, state as name, null as reason, count(*)::int as n from outbox
      where state in ('queued', 'errored', 'unknown') group by state
    union all select 'outbox', 'wired', null, count(*)::int from outbox where state = 'wired'
    union all select 'overdue', 'messages', null, count(*)::int from heads where due < ${late}
    union all select 'overdue', 'wired', null, count(*)::int from outbox where state = 'wired' and wired_at < ${abandoned}
    union all select 'overdue', 'doubted', null, count(*)::int from outbox where state = 'unknown' and next_attempt_at < ${late}
    union all select 'overdue', 'notices', null, count(*)::int from notice where state = 'open' and look_at < ${late}
    union all select 'notices', state, reason, count(*)::int from lately group by state, reason
    union all select 'answers', answer, null, count(*)::int from lately where answer is not null group by answer
    union all select 'overdue', 'turns', null, count(*)::int from turns where due < ${late}
    union all select 'overdue', 'holds', null, count(*)::int from appointment where status = 'hold' and expires_at < ${late}
    union all select 'overdue', 'handovers', null, count(*)::int from handover where ended_at is null and quiet_until < ${late}
    union all select 'overdue', 'on_call', null, count(*)::int from worklist_item where left_to_pages_at < ${untaken}
    union all select 'turns', 'waiting', null, count(*)::int from inbound_message where state = 'waiting'
    union all select 'turns', 'dead', null, count(*)::int from worklist_item where closed_at is null and kind = 'dead_turn'
    union all select 'worklist', kind, null, count(*)::int from worklist_item where closed_at is null group by kind
    union all select 'handovers', '', null, count(*)::int from handover where ended_at is null
    union all select 'oldest', '', null, coalesce(extract(epoch from ${now}::timestamptz - min(due)), 0)::float8
      from (select due from heads union all select due from turns) due
  `.execute(core.db);
  return gathered(rows);
}

function gathered(rows: readonly Row[]): Backlog {
  const backlog = emptyBacklog();
  for (const { part, name, reason, n } of rows) {
    if (part === 'notices') {
      backlog.notices.push({ state: name as NoticeEnd, reason: reason ?? 'none', count: n }); // the column's check
    } else if (part === 'handovers') backlog.handovers = n;
    else if (part === 'oldest') backlog.oldestDueSeconds = n;
    else if (Object.hasOwn(backlog[part], name)) Object.assign(backlog[part], { [name]: n });
  }
  return backlog;
}
