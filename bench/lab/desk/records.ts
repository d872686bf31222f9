import type { Filling } from './filling.ts';
import { REMINDERS } from './talk.ts';

/** Visits of two years, each with its reminders and what else it leaves behind, and those ahead. */
export async function fillVisits({ run }: Filling): Promise<void> {
  await run(`
    create temp table doctor as
      select row_number() over (order by p.position)::int - 1 as place, count(*) over ()::int as many, p.organization_id, p.id, pb.branch_id,
        s.id as service_id, s.duration_minutes + s.buffer_minutes as busy_minutes, s.duration_minutes as minutes
      from practitioner p
      join practitioner_branch pb on pb.organization_id = p.organization_id and pb.practitioner_id = p.id
      join lateral (select s.* from practitioner_service ps join service s on s.organization_id = ps.organization_id and s.id = ps.service_id
        where ps.organization_id = p.organization_id and ps.practitioner_id = p.id order by s.position limit 1) s on true;
    create temp table visited as
      select e.n, e.no, e.at, e.visit_id, e.contact_id, e.patient_id, e.channel_id, d.organization_id, d.id as practitioner_id, d.branch_id,
        d.service_id, date_trunc('hour', e.at) + interval '3 days' as start, d.minutes,
        case when e.n % 10 = 0 then 'noshow' when e.n % 8 = 0 then 'cancelled' else 'fulfilled' end as status
      from episode e join doctor d on d.place = e.n % d.many where e.at < now() - interval '4 days' order by e.n;
    insert into appointment (organization_id, id, status, branch_id, service_id, practitioner_id, contact_id, patient_id, visit, busy,
      cancelled_by, confirmed_at, created_at, updated_at)
    select organization_id, visit_id, status, branch_id, service_id, practitioner_id, contact_id, patient_id, span, span,
      case when status = 'cancelled' then 'patient' end, case when n % 5 > 1 then at + interval '1 day' end, at, at
    from visited cross join lateral (select tstzrange(start, start + make_interval(mins => minutes)) as span) spans order by n;
  `);
  await fillAhead(run);
  await run(`
    create temp table reminded as
      select v.*, k, start - k * interval '20 hours' as due, uuidv7(start - k * interval '20 hours' - now()) as notice_id,
        uuidv7(start - k * interval '20 hours' - now()) as outbox_id, uuidv7() as correlation_id
      from visited v cross join generate_series(1, ${REMINDERS}) k order by 15;
    insert into notice (organization_id, id, appointment_id, kind, step, visit_start, due_at, too_late_at, is_last, state, reason,
      correlation_id, created_at, ended_at)
    select organization_id, notice_id, visit_id, 'reminder', 1200 * k, start, due, start, k = 1, case when n % 100 = 0 then 'call_list'
      else 'delivered' end, case when n % 100 = 0 then 'all_failed' else 'delivered' end, correlation_id, at, due
    from reminded order by due;
    insert into outbox (organization_id, id, contact_id, channel_id, prompt, language, state, tries, provider_message_id, error_code,
      segments, correlation_id, created_at, wired_at, sent_at, ended_at, notice_id)
    select r.organization_id, outbox_id, contact_id, channel_id, s.prompt, 'en', case when n % 100 = 0 then 'failed' else 'delivered' end,
      1, 'SM' || md5(outbox_id::text), case when n % 100 = 0 then 'bad_number:30003' end, 1, correlation_id, due, due, due, due, notice_id
    from reminded r join said s on s.no = r.no and s.slot = 1 order by due;
  `);
}

/**
 * From the day after tomorrow on (nobody is reminded, and no list is made, while something is measured): most of the slots of thirty days, and
 * all of the last practitioner's next fortnight, so that who looks for a free one has to look far.
 */
async function fillAhead(run: Filling['run']): Promise<void> {
  await run(`
    create temp table ahead as
      select row_number() over (order by start, d.place)::int as n, d.*, start from doctor d
      cross join generate_series(0, 30) day
      cross join lateral (select (current_date + day + time '06:00' + slot * interval '1 hour') at time zone 'UTC' as start, slot
        from generate_series(0, 7) slot) slots
      where (d.place = d.many - 1 and day < 14 or day > 1 and random() < 0.7) and start > now() + interval '2 hours';
    insert into appointment (organization_id, id, status, branch_id, service_id, practitioner_id, contact_id, patient_id, visit, busy,
      confirmed_at, created_at, updated_at)
    select a.organization_id, uuidv7(), case when a.n % 40 = 7 then 'pending' else 'booked' end, a.branch_id, a.service_id, a.id,
      t.contact_id, t.patient_id, tstzrange(start, start + make_interval(mins => a.minutes)),
      tstzrange(start, start + make_interval(mins => a.busy_minutes)), now() - interval '1 hour', now() - interval '1 day', now()
    from ahead a join talker t on t.no = a.n % (select count(*) from talker) order by a.n;
    insert into notice (organization_id, id, appointment_id, kind, step, visit_start, due_at, too_late_at, is_last, state, look_at,
      correlation_id, created_at)
    select organization_id, uuidv7(), id, 'reminder', 120, lower(visit), lower(visit) - interval '2 hours', lower(visit), true, 'open',
      lower(visit) - interval '2 hours', uuidv7(), created_at
    from appointment where status in ('booked', 'pending') and lower(visit) > now() + interval '20 hours';
  `);
}

/** Who looked for what: hand-overs, the worklist with its comments, notes, and what is open of all that. */
export async function fillNeeds({ run }: Filling): Promise<void> {
  await run(`
    create temp table own as select array_agg(id order by id) as ids, count(*)::int as many from staff.member;
    create temp table opened as
      select e.*, uuidv7() as handover_id, uuidv7() as item_id, own.ids[1 + e.n % own.many] as staff_id
      from (select distinct on (no) * from episode order by no, at desc) e, own order by e.at desc limit 60;
    create temp table handed as
      select e.*, uuidv7(e.at - now()) as handover_id, uuidv7(e.at - now()) as item_id, own.ids[1 + e.n % own.many] as staff_id
      from episode e, own where e.handed;
  `);
  await run(`
    insert into handover (organization_id, id, conversation_id, reason, asked_at, answer_by, quiet_until, holder_id, taken_at, held_until,
      ended_at, ended_by)
    select o.id, h.handover_id, h.conversation_id, 'asked', h.at, h.at, h.at + interval '4 hours', h.staff_id, h.at, h.at, h.at + interval '1 hour',
      'staff' from organization o, handed h order by h.at;
    insert into handover (organization_id, id, conversation_id, reason, asked_at, answer_by, quiet_until, holder_id, taken_at, held_until,
      alarmed_at)
    select o.id, h.handover_id, h.conversation_id, case when n % 20 = 0 then 'danger' else 'asked' end, now() - interval '9 minutes',
      now() + interval '20 minutes', now() + interval '4 hours', case when n % 2 = 0 then h.staff_id end,
      case when n % 2 = 0 then now() - interval '5 minutes' end, case when n % 2 = 0 then now() + interval '2 hours' end, now()
    from organization o, opened h;
  `);
  await run(`
    insert into worklist_item (organization_id, id, kind, record_kind, record_id, opened_at, due_at, closed_at, closed_by)
    select o.id, h.item_id, case when n % 3 = 0 then 'call' else 'person' end, case when n % 3 = 0 then 'contact' else 'conversation' end,
      case when n % 3 = 0 then h.contact_id else h.conversation_id end, h.at, h.at, h.at + interval '1 hour', h.staff_id
    from organization o, handed h order by h.at;
    insert into worklist_item (organization_id, id, kind, record_kind, record_id, opened_at, due_at)
    select o.id, h.item_id, case when n % 20 = 0 then 'danger' else 'person' end, 'conversation', h.conversation_id,
      now() - interval '9 minutes', now() + interval '20 minutes' from organization o, opened h;
    insert into worklist_item (organization_id, id, kind, record_kind, record_id, opened_at, due_at)
    select o.id, uuidv7(), (array['failed_delivery', 'call', 'late', 'unanswered'])[1 + t.no / 50 % 4], 'contact', t.contact_id,
      now() - t.no * interval '1 minute', case when t.no % 2 = 0 then now() + t.no * interval '1 minute' end
    from organization o, talker t where t.no % 50 = 0;
    insert into worklist_comment (organization_id, id, item_id, staff_id, text, commented_at)
    select i.organization_id, uuidv7(), i.id, own.ids[1 + k], n.text, i.opened_at + interval '1 minute'
    from worklist_item i, own, sealed_note n, generate_series(0, 2) k where i.record_kind = 'contact' and n.no = 0 and k < own.many;
    insert into conversation_note (organization_id, id, conversation_id, staff_id, text, noted_at)
    select o.id, uuidv7(e.at - now()), e.conversation_id, own.ids[1 + e.n % own.many], s.text, e.at
    from organization o, own, episode e join sealed_note s using (no) where e.n % 8 = 0 order by e.at;
  `);
  // who is with a person has written once more, and nobody has answered
  await run(`
    with written as (
      insert into inbound_message (organization_id, id, conversation_id, channel_id, provider_message_id, body, state, tries,
        correlation_id, received_at, handled_at)
      select o.id, uuidv7(), h.conversation_id, h.channel_id, 'SM' || md5(h.handover_id::text), s.body, 'handled', 1, uuidv7(),
        now() - interval '4 minutes', now() - interval '4 minutes'
      from organization o, opened h join heard s on s.no = h.no and s.slot = 0 where h.n % 4 < 2 returning conversation_id
    )
    update conversation v set turns = turns + 1, revision = revision + 1, last_turn_at = now() - interval '4 minutes'
    from written where v.id = written.conversation_id
  `);
}

/** What has failed for good and was not sent again, beside the reminders that did: one answer in a thousand; and the log of it all. */
export async function fillLog({ run }: Filling): Promise<void> {
  await run(`
    update outbox set state = 'failed', error_code = 'provider_error:30008', ended_at = created_at + interval '1 minute'
    where notice_id is null and seq % 100 = 50;
    insert into receipt (id, organization_id, outbox_id, provider, provider_message_id, provider_status, state, received_at)
    select uuidv7(), organization_id, id, 'twilio', provider_message_id, case state when 'failed' then 'undelivered' else 'delivered' end,
      case state when 'failed' then 'failed' else 'delivered' end, ended_at
    from outbox where provider_message_id is not null order by provider_message_id;
  `);
  await run(`
    with own as (select array_agg(id order by id) as ids, count(*)::int as many from staff.member)
    insert into event (organization_id, at, type, actor_kind, actor_id, record_kind, record_id, correlation_id, details)
    select o.id, e.at, e.type, e.actor_kind, e.actor_id, split_part(e.type, '.', 1), e.record_id, e.correlation_id, '{}' from organization o, (
      select at, 'conversation.turn_taken' as type, 'contact' as actor_kind, contact_id as actor_id, conversation_id as record_id,
        correlation_id from turn
      union all select v.at, 'appointment.booked', 'contact', v.contact_id, v.visit_id, t.correlation_id from visited v
        join turn t on t.n = v.n and t.k = 5
      union all select start, 'appointment.' || case status when 'noshow' then 'missed' else status end, 'staff',
        own.ids[1 + n % own.many], visit_id, uuidv7() from visited, own
      union all select due, 'notice.' || what, 'system', null, notice_id, correlation_id from reminded,
        unnest(array['planned', 'attempted', 'ended']) what
      union all select h.at, 'handover.' || what, 'staff', h.staff_id, h.handover_id, uuidv7() from handed h,
        unnest(array['begun', 'taken', 'ended']) what
      union all select h.at, 'worklist_item.' || what, 'staff', h.staff_id, h.item_id, uuidv7() from handed h,
        unnest(array['opened', 'closed']) what
      union all select e.at, 'conversation.read', 'staff', own.ids[1 + (e.n / 3) % own.many], e.conversation_id, uuidv7() from episode e, own
        where e.n % 3 = 0
      union all select ended_at, 'outbox.failed', 'system', null, id, correlation_id from outbox where state = 'failed'
    ) e order by e.at
    on conflict do nothing
  `);
}
