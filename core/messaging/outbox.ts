import { sql } from 'kysely';
import { violated } from '../db/connect.ts';
import type { ChannelKind, Provider } from '../db/tables.ts';
import { recordEvent } from '../events.ts';
import type { ChannelId, ContactId, CorrelationId, OrganizationId, OutboxId } from '../ids.ts';
import type { Language } from '../language.ts';
import { type DataKey, VaultError } from '../people/vault.ts';
import { type Phi, phi } from '../phi.ts';
import type { Core, Scope } from '../scope.ts';
import { noteUndelivered } from './undelivered.ts';

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
  to: Phi<string>;
  language: Language;
  /** JSON as it was queued. */
  content: Phi<string>;
  /** This try included. */
  tries: number;
  inDoubt: boolean;
  correlationId: CorrelationId;
};

/**
 * Queues one message outside a turn (a turn's replies are queued by commitTurn, in its statement). no_key: the contact's key
 * is gone or does not open, so that nothing can be written to it.
 */
export async function queueMessage(
  core: Core,
  scope: Scope,
  message: { contactId: ContactId; channelId: ChannelId; language: Language; content: string },
): Promise<{ ok: true } | { ok: false; reason: 'no_key' }> {
  const { organizationId } = scope;
  const key = await contactKey(core, organizationId, message.contactId);
  if (key === null) return { ok: false, reason: 'no_key' };
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
  return { ok: true };
}

async function contactKey(
  core: Core,
  organizationId: OrganizationId,
  contactId: ContactId,
): Promise<DataKey | null> {
  const owner = await core.db
    .selectFrom('vault.contact')
    .select('data_key')
    .where('organization_id', '=', organizationId)
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  if (!owner) return null;
  try {
    return core.vault.unwrap(owner.data_key, { organizationId, recordId: contactId });
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
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
      to: phi(core.vault.decrypt(key, 'contact.address', row.address)),
      language: row.language,
      content: phi(core.vault.decrypt(key, 'outbox.prompt', row.prompt)),
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
 * one that came before the provider's id was known is applied now. Safe to repeat.
 *
 * @returns the error code, where such a receipt said that the message has failed: see learnFromFailure
 */
export async function recordSent(
  core: Core,
  wired: Wired,
  providerMessageId: string,
  segments: number,
): Promise<{ failed: string | null }> {
  const now = core.clock.now();
  const { rows } = await sql<{ failed: string | null }>`
    with said as (
      update receipt set organization_id = ${wired.organizationId}, outbox_id = ${wired.id}
      where provider = ${wired.provider} and provider_message_id = ${providerMessageId} and outbox_id is null
      returning state, error_code
    ), best as (
      select word.state, word.error_code
      from (select coalesce(state, 'sent') as state, error_code from said union all values ('sent', null)) word
      order by array_position(array['sent', 'failed', 'delivered', 'read'], word.state) desc limit 1
    ), ours as (
      -- our own side of it, which any word of the provider's goes before; what a receipt has settled stays
      select o.id, o.state in ('queued', 'errored', 'wired', 'unknown') as open from outbox o
      where o.organization_id = ${wired.organizationId} and o.id = ${wired.id} for no key update
    ), recorded as (
      update outbox o set provider_message_id = ${providerMessageId}, segments = ${segments},
        sent_at = coalesce(o.sent_at, ${now}), next_attempt_at = null,
        state = case when ours.open then best.state else o.state end,
        error_code = case when not ours.open then o.error_code
          when best.state = 'failed' then coalesce(best.error_code, 'receipt') end,
        ended_at = case when ours.open and best.state <> 'sent' then ${now}::timestamptz else o.ended_at end
      from best, ours
      where o.organization_id = ${wired.organizationId} and o.id = ours.id
      returning o.organization_id, o.id, o.correlation_id, o.error_code, ours.open and o.state = 'failed' as failed
    ), told as (
      insert into event (organization_id, at, type, actor_kind, record_kind, record_id, correlation_id, details)
      select organization_id, ${now}, 'outbox.failed', 'system', 'outbox', id, correlation_id,
        json_build_object('error', error_code) from recorded where failed
    )
    select error_code as failed from recorded where failed
  `.execute(core.db);
  return { failed: rows[0]?.failed ?? null };
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

/** It will not be sent: the provider refuses it, or the tries are used up. Run in a transaction. */
export async function recordFailed(core: Core, wired: Wired, errorCode: string): Promise<void> {
  const { rows } = await sql`
    update outbox set state = 'failed', error_code = ${errorCode}, next_attempt_at = null, ended_at = ${core.clock.now()}
    where organization_id = ${wired.organizationId} and id = ${wired.id} and state = 'wired'
    returning id
  `.execute(core.db);
  if (rows.length === 0) return;
  await recordEvent(core, systemScope(wired), 'outbox.failed', wired.id, { error: errorCode });
  await learnFromFailure(core, wired, errorCode);
}

/** What a failure for good says of the address, and to staff. Safe to repeat; run in a transaction. */
export async function learnFromFailure(core: Core, wired: Wired, errorCode: string): Promise<void> {
  await noteUndelivered(core, systemScope(wired), { contactId: wired.contactId, errorCode });
}

function systemScope({ organizationId, correlationId }: Wired): Scope {
  return { organizationId, correlationId, actor: { kind: 'system' } };
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
