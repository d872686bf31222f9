import { sql } from 'kysely';
import { violated } from '../db/connect.ts';
import type { ChannelKind, Provider } from '../db/tables.ts';
import type { ChannelId, ContactId, CorrelationId, OrganizationId, OutboxId } from '../ids.ts';
import type { Language } from '../language.ts';
import type { Core, Scope } from '../scope.ts';

/** One contact's line of messages. Within it they go out in order. */
export type Line = { organizationId: OrganizationId; contactId: ContactId };

/** A message on the wire: claimed by us, to be sent now. */
export type Wired = Line & {
  id: OutboxId;
  provider: Provider;
  kind: ChannelKind;
  /** The clinic's number. */
  from: string;
  /** The patient's address. */
  to: string;
  language: Language;
  /** JSON as it was queued. */
  content: string;
  /** This try included. */
  tries: number;
  inDoubt: boolean;
  correlationId: CorrelationId;
};

/** Queues one message outside a turn (a turn's replies are queued by commitTurn, in its statement). */
export async function queueMessage(
  core: Core,
  scope: Scope,
  message: { contactId: ContactId; channelId: ChannelId; language: Language; content: string },
): Promise<void> {
  const { organizationId } = scope;
  const owner = await core.db
    .selectFrom('vault.contact')
    .select('data_key')
    .where('organization_id', '=', organizationId)
    .where('contact_id', '=', message.contactId)
    .executeTakeFirstOrThrow();
  const key = core.vault.unwrap(owner.data_key, { organizationId, recordId: message.contactId });
  const now = core.clock.now();
  await core.db
    .insertInto('outbox')
    .values({
      organization_id: organizationId,
      id: core.ids.next<OutboxId>(),
      contact_id: message.contactId,
      channel_id: message.channelId,
      prompt: core.vault.encrypt(key, 'outbox.prompt', message.content),
      language: message.language,
      state: 'queued',
      next_attempt_at: now,
      correlation_id: scope.correlationId,
      created_at: now,
    })
    .execute();
}

/**
 * Puts the contact's next message on the wire, where it is due and nothing before it is still on its way. Committed before
 * it is sent, so that a crash leaves a trace. Two senders at once: the index outbox_one_on_the_wire refuses the second.
 */
export async function claimNext(core: Core, line: Line): Promise<Wired | null> {
  const now = core.clock.now();
  const statement = sql<{
    id: OutboxId;
    provider: Provider;
    kind: ChannelKind;
    from: string;
    address: Buffer;
    data_key: Buffer;
    language: Language;
    prompt: Buffer;
    tries: number;
    in_doubt: boolean;
    correlation_id: CorrelationId;
  }>`
    with head as (
      select id from outbox
      where organization_id = ${line.organizationId} and contact_id = ${line.contactId}
        and state in ('queued', 'errored', 'wired')
      order by seq limit 1
    )
    update outbox o set state = 'wired', tries = o.tries + 1, wired_at = ${now}, next_attempt_at = null
    from head, channel h, vault.contact vc
    where o.organization_id = ${line.organizationId} and o.id = head.id and o.state in ('queued', 'errored')
      and o.next_attempt_at <= ${now}
      and h.organization_id = o.organization_id and h.id = o.channel_id
      and vc.organization_id = o.organization_id and vc.contact_id = o.contact_id
    returning o.id, h.provider, h.kind, h.address as "from", vc.address, vc.data_key, o.language, o.prompt, o.tries,
      o.in_doubt, o.correlation_id
  `;
  try {
    const row = (await statement.execute(core.db)).rows[0];
    if (!row) return null;
    const key = core.vault.unwrap(row.data_key, {
      organizationId: line.organizationId,
      recordId: line.contactId,
    });
    return {
      ...line,
      id: row.id,
      provider: row.provider,
      kind: row.kind,
      from: row.from,
      to: core.vault.decrypt(key, 'contact.address', row.address),
      language: row.language,
      content: core.vault.decrypt(key, 'outbox.prompt', row.prompt),
      tries: row.tries,
      inDoubt: row.in_doubt,
      correlationId: row.correlation_id,
    };
  } catch (error) {
    if (violated(error) === 'outbox_one_on_the_wire') return null;
    throw error;
  }
}

/**
 * The provider has taken it. A receipt may have been faster: one that has raised the message already is left as it is, and
 * one that came before the provider's id was known is applied now.
 */
export async function recordSent(
  core: Core,
  wired: Wired,
  providerMessageId: string,
  segments: number,
): Promise<void> {
  const now = core.clock.now();
  await sql`
    with said as (
      update receipt set organization_id = ${wired.organizationId}, outbox_id = ${wired.id}
      where provider = ${wired.provider} and provider_message_id = ${providerMessageId} and outbox_id is null
      returning state, error_code
    ), best as (
      select state, error_code from said where state is not null
      order by array_position(array['sent', 'failed', 'delivered', 'read'], state) desc limit 1
    )
    update outbox o set provider_message_id = ${providerMessageId}, segments = ${segments},
      sent_at = coalesce(o.sent_at, ${now}), next_attempt_at = null,
      state = case when o.state in ('queued', 'errored', 'wired', 'unknown') then coalesce((select state from best), 'sent')
        else o.state end,
      error_code = case when (select state from best) = 'failed' then (select error_code from best)
        when o.state = 'failed' then o.error_code end,
      ended_at = case when (select state from best) in ('delivered', 'read', 'failed') then ${now}::timestamptz else o.ended_at end
    where organization_id = ${wired.organizationId} and id = ${wired.id}
  `.execute(core.db);
}

/** The provider did not take it; it will be tried again. */
export async function recordErrored(
  core: Core,
  wired: Wired,
  errorCode: string,
  again: Temporal.Instant,
): Promise<void> {
  await core.db
    .updateTable('outbox')
    .set({ state: 'errored', error_code: errorCode, next_attempt_at: again })
    .where('organization_id', '=', wired.organizationId)
    .where('id', '=', wired.id)
    .where('state', '=', 'wired')
    .execute();
}

/** It will not be sent: the provider refuses it, or the tries are used up. The row and its event are one statement. */
export async function recordFailed(core: Core, wired: Wired, errorCode: string): Promise<void> {
  const now = core.clock.now();
  await sql`
    with failed as (
      update outbox set state = 'failed', error_code = ${errorCode}, next_attempt_at = null, ended_at = ${now}
      where organization_id = ${wired.organizationId} and id = ${wired.id} and state = 'wired'
      returning organization_id, id, correlation_id
    )
    insert into event (organization_id, at, type, actor_kind, record_kind, record_id, correlation_id, details)
    select organization_id, ${now}, 'outbox.failed', 'system', 'outbox', id, correlation_id,
      ${JSON.stringify({ error: errorCode })} from failed
  `.execute(core.db);
}

/** How long a receipt is waited for before a message in doubt goes out once more (contracts.md, Delivery). */
const DOUBT_MINUTES = 2;
/** A message this long on the wire belongs to a process that is gone: longer than any send may take. */
const WIRE_SECONDS = 60;

/** The provider may or may not have taken it. The first time it will go out once more, the second time it stays unknown. */
export async function recordInDoubt(
  core: Core,
  wired: Pick<Wired, 'organizationId' | 'id'>,
  errorCode: string,
): Promise<void> {
  const now = core.clock.now();
  await inDoubt(core, sql`organization_id = ${wired.organizationId} and id = ${wired.id}`, errorCode, now);
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
    with doubted as (
      update outbox set state = 'unknown', error_code = ${errorCode}, in_doubt = true,
        next_attempt_at = case when in_doubt then null else ${now.add({ minutes: DOUBT_MINUTES })}::timestamptz end
      where state = 'wired' and ${which}
      returning organization_id, id, tries, correlation_id
    )
    insert into event (organization_id, at, type, actor_kind, record_kind, record_id, correlation_id, details)
    select organization_id, ${now}, 'outbox.in_doubt', 'system', 'outbox', id, correlation_id,
      json_build_object('tries', tries) from doubted
    returning seq
  `.execute(core.db);
  return rows.length;
}

/**
 * Messages in doubt for which no receipt came: queued once more, except where the conversation has gone on since. A question
 * that arrives behind a newer one would be answered in its place.
 */
export async function requeueDoubted(core: Core): Promise<number> {
  const { rows } = await sql`
    update outbox o set
      state = case when later.exists then 'cancelled' else 'queued' end,
      next_attempt_at = case when later.exists then null else o.next_attempt_at end,
      ended_at = case when later.exists then ${core.clock.now()}::timestamptz end
    from outbox doubted
    cross join lateral (select exists (select from outbox after where after.organization_id = doubted.organization_id
      and after.contact_id = doubted.contact_id and after.seq > doubted.seq)) as later
    where doubted.state = 'unknown' and doubted.next_attempt_at <= ${core.clock.now()}
      and o.organization_id = doubted.organization_id and o.id = doubted.id and o.state = 'unknown'
    returning o.id
  `.execute(core.db);
  return rows.length;
}

/** Lines whose first message is due and on nobody's wire. `lateBy`: leave alone what was queued only just now. */
export async function dueLines(core: Core, lateBy: Temporal.Duration, limit: number): Promise<Line[]> {
  const due = core.clock.now().subtract({ milliseconds: lateBy.total('milliseconds') });
  const { rows } = await sql<Line>`
    select distinct organization_id as "organizationId", contact_id as "contactId" from outbox o
    where state in ('queued', 'errored') and next_attempt_at <= ${due}
      and not exists (select from outbox before
        where before.organization_id = o.organization_id and before.contact_id = o.contact_id
          and before.state in ('queued', 'errored', 'wired') and before.seq < o.seq)
    limit ${limit}
  `.execute(core.db);
  return rows;
}
