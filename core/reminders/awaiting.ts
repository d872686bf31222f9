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
/** What is being sent just now is not yet the last thing they have read: a "1" that comes meanwhile was said to what stood there before. A tap tells by itself. */
const READ_AFTER_SECONDS = 2;

/**
 * For the statement that reads where a conversation stands (its aliases: c the contact, v its conversation, o the clinic).
 * numbered: as the notice was written (situation.ts): for words where the conversation was amid something else, and without a
 * question to who had said already that they will come.
 */
export function awaitedNotices(now: Temporal.Instant): RawBuilder<unknown> {
  return sql`(select json_agg(json_build_object('noticeId', sent.id, 'kind', sent.kind, 'appointmentId', sent.appointment_id,
      'toldStart', sent.visit_start, 'visitStart', lower(sent.visit), 'status', sent.status, 'serviceId', sent.service_id,
      'branchId', sent.branch_id,
      'ahead', sent.status in ('pending', 'booked') and lower(sent.visit) > ${now}::timestamptz, 'sentAt', sent.wired_at,
      'fresh', sent.fresh, 'numbered', sent.fresh and not sent.amid
        and sent.kind <> 'confirmed' and (sent.confirmed_at is null or sent.confirmed_at > sent.wired_at), 'answered', sent.answered_at is not null)
      order by sent.seq desc)
    from (
      select x.seq, x.wired_at, n.visit_start, n.id, n.kind, n.appointment_id, n.answered_at,
        a.visit, a.status, a.service_id, a.branch_id, a.confirmed_at,
        coalesce(x.wired_at > v.last_turn_at, true) and (x.state <> 'wired' or x.in_doubt
          or x.wired_at < ${now}::timestamptz - make_interval(secs => ${sql.lit(READ_AFTER_SECONDS)})) as fresh,
        coalesce(jsonb_array_length(v.frames) > 1
          and v.last_turn_at > x.created_at - make_interval(mins => o.idle_minutes), false) as amid
      from contact_patient cp
      join appointment a on a.organization_id = cp.organization_id and a.patient_id = cp.patient_id
        and lower(a.visit) > ${now}::timestamptz - make_interval(days => ${sql.lit(DAYS_AFTER + 1)})
        and upper(a.visit) > ${now}::timestamptz - make_interval(days => ${sql.lit(DAYS_AFTER)})
      join notice n on n.organization_id = a.organization_id and n.appointment_id = a.id
      join outbox x on x.notice_id = n.id and x.organization_id = n.organization_id and x.contact_id = cp.contact_id
        and x.wired_at is not null and x.state not in ('failed', 'cancelled')
      where cp.organization_id = c.organization_id and cp.contact_id = c.id
      order by x.seq desc limit ${sql.lit(MOST)}
    ) sent)`;
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
