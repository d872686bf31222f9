import { sql } from 'kysely';
import type { Core } from '../scope.ts';
import { isThisTry, takenSince, type Wired } from './outbox.ts';

/** How long a receipt is waited for before a message in doubt goes out once more (contracts.md, Delivery). */
const DOUBT_MINUTES = 2;
/** A message this long on the wire belongs to a process that is gone: longer than any send may take. */
const WIRE_SECONDS = 60;

/** The provider may or may not have taken it. The first time it will go out once more, the second time it stays unknown. */
export async function recordInDoubt(
  core: Core,
  wired: Pick<Wired, 'organizationId' | 'id' | 'wiredAt'>,
  errorCode: string,
): Promise<void> {
  const now = core.clock.now();
  const { organizationId, id } = wired;
  await inDoubt(
    core,
    sql`organization_id = ${organizationId} and id = ${id} and ${isThisTry(wired.wiredAt)}`,
    errorCode,
    now,
  );
}

/** Messages whose sender has died between putting them on the wire and recording what came of it. */
export async function doubtAbandoned(core: Core): Promise<number> {
  const now = core.clock.now();
  return inDoubt(core, sql`wired_at <= ${now.subtract({ seconds: WIRE_SECONDS })}`, 'sender_gone', now);
}

async function inDoubt(
  core: Core,
  which: ReturnType<typeof sql>,
  errorCode: string,
  now: Temporal.Instant,
): Promise<number> {
  const { rows } = await sql`
    with ours as materialized ( -- in the order in which receipts lock messages
      select organization_id, id from outbox where state = 'wired' and ${which}
      order by organization_id, id for no key update
    ), doubted as (
      update outbox o set state = 'unknown', error_code = ${errorCode}, in_doubt = true,
        next_attempt_at = case when o.in_doubt then null else ${now.add({ minutes: DOUBT_MINUTES })}::timestamptz end
      from ours where o.organization_id = ours.organization_id and o.id = ours.id
      returning o.organization_id, o.id, o.tries, o.correlation_id
    )
    insert into event (organization_id, at, type, actor_kind, record_kind, record_id, correlation_id, details)
    select organization_id, ${now}, 'outbox.in_doubt', 'system', 'outbox', id, correlation_id,
      json_build_object('tries', tries) from doubted
    returning seq
  `.execute(core.db);
  return rows.length;
}

/**
 * Messages in doubt for which no receipt came: queued once more, except an answer where the conversation has gone on since (a question
 * that arrives behind a newer one would be answered in its place), or a person has taken it. Those stay in doubt for good, and are told as such.
 *
 * @returns how many were decided on
 */
export async function requeueDoubted(core: Core): Promise<number> {
  const now = core.clock.now();
  const { rows } = await sql`
    with ours as materialized ( -- in the order in which receipts lock messages
      select organization_id, id, contact_id, seq, correlation_id, author, notice_id from outbox
      where state = 'unknown' and next_attempt_at <= ${now}
      order by organization_id, id for no key update
    )
    update outbox o set state = case when overtaken.is then 'unknown' else 'queued' end,
      next_attempt_at = case when overtaken.is then null else o.next_attempt_at end
    from ours
    cross join lateral (select exists (${answerAfter('ours')})
      or exists (${takenSince(sql`ours.organization_id`, sql`ours.id`)}) as is) as overtaken
    where o.organization_id = ours.organization_id and o.id = ours.id
    returning o.id
  `.execute(core.db);
  return rows.length;
}

/** A row, where the message answers one of the contact's and there is an answer to a later one: not what was told to the on-call phone, nor a notice. */
function answerAfter(doubted: string) {
  const of = (column: string) => sql.ref(`${doubted}.${column}`);
  return sql`
    select from outbox after
    join conversation v on v.organization_id = after.organization_id and v.contact_id = after.contact_id
    where after.organization_id = ${of('organization_id')} and after.contact_id = ${of('contact_id')} and after.seq > ${of('seq')}
      and after.author = 'bot' and after.notice_id is null and after.correlation_id <> ${of('correlation_id')}
      and ${of('author')} = 'bot' and ${of('notice_id')} is null
      and exists (select from inbound_message m where m.organization_id = v.organization_id and m.conversation_id = v.id
        and m.correlation_id = ${of('correlation_id')})`;
}
