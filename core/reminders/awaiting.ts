import { type RawBuilder, sql } from 'kysely';
import type { AppointmentStatus } from '../db/tables.ts';
import type { AppointmentId, BranchId, NoticeId, ServiceId } from '../ids.ts';
import type { NoticeKind } from './notice.ts';

/** A notice that this contact was sent about a visit of its patients, and that a reply may answer; the latest sent first. */
export type AwaitedNotice = {
  noticeId: NoticeId;
  kind: NoticeKind;
  appointmentId: AppointmentId;
  /** ISO; the visit's start as the notice told of it: who says yes to that says it to no other time. */
  toldStart: string;
  /** ISO; the visit's start as it stands now, and whether it is still ahead and standing. */
  visitStart: string;
  status: AppointmentStatus;
  ahead: boolean;
  /** What another visit of the kind would be. */
  serviceId: ServiceId;
  branchId: BranchId;
  sentAt: string;
  /** Sent since the contact last wrote: it is the last thing they have read. */
  fresh: boolean;
  /** Fresh, and asks for digits. */
  numbered: boolean;
  answered: boolean;
};

/** So many can be meant by one reply; older ones are known by their buttons alone. */
const MOST = 6;
/** Days after a visit during which a reply may still be about it: a follow-up goes out until the third day. */
const DAYS_AFTER = 4;

/**
 * For the statement that reads where a conversation stands (its aliases: c the contact, v its conversation, o the clinic).
 * numbered: as the notice was written (situation.ts): for words where the conversation was amid something else, and without a
 * question to who had said already that they will come.
 */
export function awaitedNotices(now: Temporal.Instant): RawBuilder<unknown> {
  return sql`(select json_agg(json_build_object('noticeId', sent.id, 'kind', sent.kind, 'appointmentId', sent.appointment_id,
      'toldStart', sent.visit_start, 'visitStart', lower(a.visit), 'status', a.status, 'serviceId', a.service_id,
      'branchId', a.branch_id,
      'ahead', a.status in ('pending', 'booked') and lower(a.visit) > ${now}::timestamptz, 'sentAt', sent.wired_at,
      'fresh', sent.fresh, 'numbered', sent.fresh and not sent.amid
        and sent.kind <> 'confirmed' and (a.confirmed_at is null or a.confirmed_at > sent.wired_at), 'answered', sent.answered_at is not null)
      order by sent.seq desc)
    from (
      select x.seq, x.wired_at, n.visit_start, n.id, n.kind, n.appointment_id, n.answered_at, n.organization_id,
        coalesce(x.wired_at > v.last_turn_at, true) as fresh,
        coalesce(jsonb_array_length(v.frames) > 1
          and v.last_turn_at > x.created_at - make_interval(mins => o.idle_minutes), false) as amid
      from outbox x join notice n on n.organization_id = x.organization_id and n.id = x.notice_id
      where x.organization_id = c.organization_id and x.contact_id = c.id and x.notice_id is not null
        and x.wired_at is not null and x.state not in ('failed', 'cancelled')
      order by x.seq desc limit ${sql.lit(MOST)}
    ) sent
    join appointment a on a.organization_id = sent.organization_id and a.id = sent.appointment_id
    where upper(a.visit) > ${now}::timestamptz - make_interval(days => ${sql.lit(DAYS_AFTER)}))`;
}

/** Postgres writes instants in JSON with an offset of hours and minutes; ours end in Z. */
export function readAwaited(rows: readonly AwaitedNotice[] | null): AwaitedNotice[] {
  return (rows ?? []).map((row) => ({
    ...row,
    toldStart: Temporal.Instant.from(row.toldStart).toString(),
    visitStart: Temporal.Instant.from(row.visitStart).toString(),
    sentAt: Temporal.Instant.from(row.sentAt).toString(),
  }));
}
