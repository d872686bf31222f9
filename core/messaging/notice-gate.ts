import { type RawBuilder, sql } from 'kysely';

/**
 * What an attempt at a notice meets before it goes on the wire, in the statement that puts it there: the truth as of that
 * moment, as core/reminders/next-attempt.ts has it in mayGoOut (a test holds the two against each other). The visit is still
 * what the notice tells of, nobody has answered, no other attempt has arrived, it helps, it is day, and the address is open.
 * A dead letter sent again by hand needs no open notice, and may come as late as the visit itself.
 *
 * @param o the alias of the outbox's row
 */
export function noticeMayGoOut(o: string, now: Temporal.Instant): RawBuilder<unknown> {
  return sql`(${sql.ref(`${o}.notice_id`)} is null
    or ${noticeStands(o, now, sql`n.due_at <= ${now} and ${isWaking(now, { hours: 'g', zone: 'b' })}`)})`;
}

/** Whether an attempt may go out now or, once it is day, later. */
export function noticeMayStillGoOut(o: string, now: Temporal.Instant): RawBuilder<unknown> {
  return noticeStands(o, now, sql`true`);
}

function noticeStands(o: string, now: Temporal.Instant, also: RawBuilder<unknown>): RawBuilder<unknown> {
  const row = (column: string) => sql.ref(`${o}.${column}`);
  return sql`exists (
    select from notice n
    join appointment a on a.organization_id = n.organization_id and a.id = n.appointment_id
    join branch b on b.organization_id = a.organization_id and b.id = a.branch_id
    join organization g on g.id = n.organization_id
    join contact c on c.organization_id = n.organization_id and c.id = ${row('contact_id')}
    where n.organization_id = ${row('organization_id')} and n.id = ${row('notice_id')}
      and (n.state = 'open' or ${row('retry_of')} is not null) and n.answered_at is null
      and lower(a.visit) = n.visit_start and a.status = any(case n.kind
        when 'confirmed' then array['booked'] when 'cancelled' then array['cancelled'] when 'follow_up' then array['noshow']
        else array['pending', 'booked'] end)
      and (${now}::timestamptz < n.too_late_at or ${row('retry_of')} is not null and n.kind <> 'follow_up')
      and (n.kind = 'follow_up' or ${now}::timestamptz < n.visit_start)
      and ${also}
      and c.opted_out_at is null and c.unreachable_at is null and c.detached_at is null
      and not exists (select from outbox d where d.notice_id = n.id
        and d.state in ('delivered', 'read')))`;
}

/**
 * By the clinic's hours, where it is; the same hour twice is day and night (waking.ts).
 *
 * @param aliases of the rows that have the clinic's hours, and the zone
 */
export function isWaking(
  now: Temporal.Instant,
  aliases: { hours: string; zone: string },
): RawBuilder<unknown> {
  const local = sql`(${now}::timestamptz at time zone ${sql.ref(`${aliases.zone}.zone`)})::time`;
  const [from, until] = ['waking_from', 'waking_until'].map((column) =>
    sql.ref(`${aliases.hours}.${column}`),
  );
  return sql`case when ${from} < ${until} then ${local} >= ${from} and ${local} < ${until}
    else ${local} >= ${from} or ${local} < ${until} end`;
}

/** What a notice's message needs to be said: the window of WhatsApp, and the clinic's templates for when it is closed. */
export function noticeFacts(now: Temporal.Instant): RawBuilder<unknown> {
  return sql`left join lateral (
    select n.due_at, not exists (select from outbox x where x.notice_id = n.id
        and x.seq < o.seq) as is_first,
      (select json_object_agg(t.key, t.content_sid) from message_template t where t.organization_id = o.organization_id
        and t.channel_id = o.channel_id and t.language = o.language) as templates, (select m.received_at from conversation v
      join inbound_message m on m.organization_id = v.organization_id and m.conversation_id = v.id
      where v.organization_id = o.organization_id and v.contact_id = o.contact_id order by m.seq desc limit 1)
      > ${now}::timestamptz - interval '24 hours' as window_open
    from notice n where n.organization_id = o.organization_id and n.id = o.notice_id
  ) told on o.notice_id is not null`;
}
