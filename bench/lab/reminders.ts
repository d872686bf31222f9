import { sql } from 'kysely';
import type { Database } from '../../core/db/connect.ts';
import type { Vault } from '../../core/people/vault.ts';
import { coreOf, fillClinic, organizationOf, takenIn } from './clinic.ts';

/** Visits lie one behind the other, so that practitioners need not be as many as patients. */
const SLOT_MINUTES = 15;
/** Far enough ahead that no reminder of any visit is too late. */
const DAYS_AHEAD = 3;

/**
 * So many patients, each with a visit and a reminder that is not due yet (`makeDue`). They have written a moment ago, so that
 * WhatsApp's window is open, and their visits are spread over the clinic's practitioners.
 */
export async function fillReminders(database: Database, vault: Vault, people: number): Promise<void> {
  await fillClinic(database, vault, people);
  const { db } = database;
  const core = coreOf(database, vault);
  await sql`update organization set waking_from = '00:00', waking_until = '00:00'`.execute(db); // the bench runs at any hour
  await sql`
    insert into inbound_message (organization_id, id, conversation_id, channel_id, provider_message_id, body, state,
      correlation_id, received_at, handled_at)
    select organization_id, uuidv7(), id, channel_id, 'filled-' || id, '', 'handled', uuidv7(), now(), now() from conversation
  `.execute(db);
  // Postgres chooses its plans by what the table holds: a clinic that has patients has written to them before.
  await sql`
    insert into outbox (organization_id, id, contact_id, channel_id, prompt, language, state, tries, correlation_id, created_at,
      wired_at, sent_at, ended_at)
    select organization_id, uuidv7(), contact_id, channel_id, decode(repeat('00', 300), 'hex'), 'en', 'delivered', 1, uuidv7(),
      at, at, at, at
    from conversation cross join (select now() - interval '2 days' as at) long_ago
  `.execute(db);
  await sql`update conversation set turns = 1, last_turn_at = now() - interval '1 day'`.execute(db);
  await sql`
    with patient_of as (
      select cp.*, row_number() over (order by cp.patient_id) - 1 as place from contact_patient cp
    ), doctor as (
      select p.organization_id, p.id, row_number() over (order by p.id) - 1 as place, count(*) over () as many,
        (select id from service s where s.organization_id = p.organization_id order by position limit 1) as service_id,
        (select id from branch b where b.organization_id = p.organization_id order by position limit 1) as branch_id
      from practitioner p
    ), visit as (
      insert into appointment (organization_id, id, status, branch_id, service_id, practitioner_id, contact_id, patient_id, visit,
        busy, created_at, updated_at)
      select c.organization_id, uuidv7(), 'booked', d.branch_id, d.service_id, d.id, c.contact_id, c.patient_id, span, span,
        now(), now()
      from patient_of c join doctor d on d.place = c.place % d.many
      cross join lateral (select date_trunc('hour', now()) + make_interval(days => ${DAYS_AHEAD})
        + (c.place / d.many) * make_interval(mins => ${SLOT_MINUTES}) as start) at
      cross join lateral (select tstzrange(start, start + make_interval(mins => ${SLOT_MINUTES})) as span) as spans
      returning organization_id, id, lower(visit) as start
    )
    insert into notice (organization_id, id, appointment_id, kind, step, visit_start, due_at, too_late_at, is_last, state, look_at,
      correlation_id, created_at)
    select organization_id, uuidv7(), id, 'reminder', 1440, start, start - interval '1 hour', start - interval '30 minutes', true,
      'open', start - interval '1 hour', uuidv7(), now() from visit
  `.execute(db);
  await takenIn(core, await organizationOf(core));
}

/** So many are due at once, all others within one and the same second. */
export async function makeDue(
  { pool }: Pick<Database, 'pool'>,
  { first, inSeconds }: { first: number; inSeconds: number },
): Promise<void> {
  await pool.query(
    `update notice n set due_at = soon.at, look_at = soon.at
    from (select id, now() + make_interval(secs => case when row_number() over (order by id) <= $1 then 0 else $2 end) as at
      from notice where state = 'open') soon
    where n.id = soon.id`,
    [first, inSeconds],
  );
}
