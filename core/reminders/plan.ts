import { sql } from 'kysely';
import type { AppointmentStatus } from '../db/tables.ts';
import type { AppointmentId, NoticeId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { closeItems } from '../worklist.ts';
import { planFollowUp, planNotices } from './ladder.ts';
import type { NoticeKind, PlannedNotice, WakingHours } from './notice.ts';
import { earlier, nextWaking } from './waking.ts';

/** What has happened to a visit. accepted: staff have confirmed a request. missed: the patient did not come. */
export type VisitChange = 'booked' | 'accepted' | 'moved' | 'cancelled' | 'missed';

/** Word of a change by staff is of no use this shortly before the visit any more, in minutes: they are there, or they are not. */
const WORD_TOO_LATE = 15;
/** Word that could not be brought in so long is for staff to bring. */
const WORD_HOURS = 24;

/**
 * Plans the notices of a visit anew, in the transaction in which it changes: what was planned for the visit as it was ends, and
 * what of it has not left the house is taken back. So no message can be put on the wire later about a visit that was moved or cancelled:
 * whoever does (claim.ts, write-decisions.ts) meets either the row before this transaction or none. What is on the wire by then goes out.
 *
 * The bot's own reply confirms what a patient did in chat; a notice tells them of what somebody else did.
 */
export async function planVisitNotices(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  appointmentId: AppointmentId,
  change: VisitChange,
): Promise<void> {
  if (change !== 'booked' && change !== 'accepted') await endPlanned(core, scope, appointmentId, change);
  const visit = await readVisit(core, scope, appointmentId);
  await insertNotices(core, scope, appointmentId, planFor(visit, change, scope, core.clock.now()));
}

type PlannedVisit = WakingHours & {
  status: AppointmentStatus;
  start: Temporal.Instant;
  end: Temporal.Instant;
  /** Minutes before the visit. */
  ladder: number[];
  followUp: boolean;
};

async function readVisit(
  core: Pick<Core, 'db'>,
  { organizationId }: Scope,
  appointmentId: AppointmentId,
): Promise<PlannedVisit> {
  const { rows } = await sql<PlannedVisit>`
    select a.status, lower(a.visit) as start, upper(a.visit) as "end", b.zone, o.waking_from as "wakingFrom",
      o.waking_until as "wakingUntil", coalesce(s.reminders, o.reminders) as ladder, o.follow_up as "followUp"
    from appointment a
    join organization o on o.id = a.organization_id
    join branch b on b.organization_id = a.organization_id and b.id = a.branch_id
    join service s on s.organization_id = a.organization_id and s.id = a.service_id
    where a.organization_id = ${organizationId} and a.id = ${appointmentId}
  `.execute(core.db);
  const [visit] = rows;
  if (visit === undefined) throw new Error('notices are planned for a visit that is not there');
  return visit;
}

/** Pure: what is to be told of a visit, and when, after a change to it. */
export function planFor(
  visit: PlannedVisit,
  change: VisitChange,
  scope: Pick<Scope, 'actor'>,
  now: Temporal.Instant,
): PlannedNotice[] {
  const { start, end, ladder, followUp } = visit;
  const byPatient = scope.actor.kind === 'contact';
  const told = (kind: NoticeKind) => (byPatient ? [] : planWord(kind, visit, now));
  switch (change) {
    case 'booked': {
      const reminders = planNotices({ visitStart: start, now, ladder, rules: visit });
      return visit.status === 'booked' ? [...told('confirmed'), ...reminders] : reminders;
    }
    case 'accepted':
      return told('confirmed'); // its reminders were planned with the request
    case 'moved':
      return [...told('changed'), ...planNotices({ visitStart: start, now, ladder, rules: visit })];
    case 'cancelled':
      return told('cancelled');
    case 'missed': {
      const asked = followUp ? planFollowUp({ start, end }, now, visit) : undefined;
      return asked === undefined ? [] : [asked];
    }
    default:
      return change satisfies never;
  }
}

/** At once, or in the morning; not at all where the visit is about to begin by then. */
function planWord(kind: NoticeKind, visit: PlannedVisit, now: Temporal.Instant): PlannedNotice[] {
  const dueAt = nextWaking(now, visit);
  const tooLateAt = visit.start.subtract({ minutes: WORD_TOO_LATE });
  if (Temporal.Instant.compare(dueAt, tooLateAt) >= 0) return [];
  const until = earlier(tooLateAt, dueAt.add({ hours: WORD_HOURS }));
  return [{ kind, step: null, visitStart: visit.start, dueAt, tooLateAt: until, isLast: false }];
}

async function insertNotices(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  appointmentId: AppointmentId,
  planned: readonly PlannedNotice[],
): Promise<void> {
  if (planned.length === 0) return;
  const { organizationId, correlationId, actor } = scope;
  const of = <T>(pick: (notice: PlannedNotice) => T) => planned.map(pick);
  await sql`
    with planned as (
      insert into notice (organization_id, id, appointment_id, kind, step, visit_start, due_at, too_late_at, is_last, state,
        look_at, correlation_id, created_at)
      select ${organizationId}, id, ${appointmentId}, kind, step, visit_start, due_at, too_late_at, is_last, 'open', due_at,
        ${correlationId}, ${core.clock.now()}
      from unnest(${of(() => core.ids.next<NoticeId>())}::uuid[], ${of(({ kind }) => kind)}::text[],
        ${of(({ step }) => step)}::int[], ${of(({ visitStart }) => visitStart)}::timestamptz[],
        ${of(({ dueAt }) => dueAt)}::timestamptz[], ${of(({ tooLateAt }) => tooLateAt)}::timestamptz[],
        ${of(({ isLast }) => isLast)}::boolean[]) as p (id, kind, step, visit_start, due_at, too_late_at, is_last)
      returning id, kind, due_at
    )
    insert into event (organization_id, at, type, actor_kind, actor_id, record_kind, record_id, correlation_id, details)
    select ${organizationId}, ${core.clock.now()}, 'notice.planned', ${actor.kind},
      ${actor.kind === 'system' ? null : actor.id}, 'notice', id, ${correlationId},
      json_build_object('appointmentId', ${appointmentId}::uuid, 'kind', kind, 'dueAt', due_at)
    from planned
  `.execute(core.db);
}

/**
 * All that was planned for the visit as it was is over, and attempts that have not left the house are taken back – also of
 * notices that have ended, whose message in doubt might go out once more. A patient who moves or cancels a visit that they
 * were written to about has answered.
 */
async function endPlanned(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  appointmentId: AppointmentId,
  change: 'moved' | 'cancelled' | 'missed',
): Promise<void> {
  const { organizationId, correlationId, actor } = scope;
  const now = core.clock.now();
  const answer = actor.kind === 'contact' && change !== 'missed' ? change : null;
  const reason = change === 'missed' ? 'visit_noshow' : `visit_${change}`;
  await sql`
    with of_visit as materialized (
      select id, state, answer, exists (select from outbox o where o.notice_id = n.id and o.wired_at is not null) as told
      from notice n where organization_id = ${organizationId} and appointment_id = ${appointmentId}
      order by id for update
    ), ended as (
      update notice n set
        state = case when n.state = 'open' then 'overtaken' else n.state end,
        reason = case when n.state = 'open' then ${reason} else n.reason end,
        ended_at = case when n.state = 'open' then ${now}::timestamptz else n.ended_at end,
        look_at = null,
        answer = case when of_visit.told then coalesce(n.answer, ${answer}) else n.answer end,
        answered_at = case when of_visit.told and ${answer}::text is not null then coalesce(n.answered_at, ${now}::timestamptz)
          else n.answered_at end
      from of_visit
      where n.organization_id = ${organizationId} and n.id = of_visit.id
        and (n.state = 'open' or (of_visit.told and n.answer is null and ${answer}::text is not null))
      returning n.id, of_visit.state = 'open' as was_open, of_visit.told and of_visit.answer is null
        and ${answer}::text is not null as answered
    )
    insert into event (organization_id, at, type, actor_kind, actor_id, record_kind, record_id, correlation_id, details)
    select ${organizationId}, ${now}, type, ${actor.kind}, ${actor.kind === 'system' ? null : actor.id}, 'notice', id,
      ${correlationId}, details
    from (
      select id, 'notice.ended' as type, json_build_object('state', 'overtaken', 'reason', ${reason}::text) as details
      from ended where was_open
      union all
      select id, 'notice.answered', json_build_object('answer', ${answer}::text) from ended where answered
    ) happened
  `.execute(core.db);
  await takeBack(core, scope, appointmentId);
  await closeItems(core, scope, { kinds: ['call', 'unanswered'], recordId: appointmentId });
}

async function takeBack(
  core: Pick<Core, 'db' | 'clock'>,
  { organizationId }: Scope,
  appointmentId: AppointmentId,
): Promise<void> {
  await sql`
    update outbox o set state = 'cancelled', next_attempt_at = null, ended_at = ${core.clock.now()}
    from notice n
    where n.organization_id = ${organizationId} and n.appointment_id = ${appointmentId}
      and o.organization_id = n.organization_id and o.notice_id = n.id and o.state in ('queued', 'errored', 'unknown')
  `.execute(core.db);
}
