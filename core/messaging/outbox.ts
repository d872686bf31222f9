import { type RawBuilder, sql } from 'kysely';
import type { Executor } from '../db/connect.ts';
import { rowsOf } from '../db/rows-of.ts';
import type { AddressKind, DeliveryState, Provider } from '../db/tables.ts';
import { recordEvent } from '../events.ts';
import type { ChannelId, ContactId, CorrelationId, NoticeId, OrganizationId, OutboxId } from '../ids.ts';
import type { Language } from '../language.ts';
import { type DataKey, VaultError } from '../people/vault.ts';
import type { Phi } from '../phi.ts';
import type { NoticeKind } from '../reminders/notice.ts';
import type { Core, Scope } from '../scope.ts';
import { noteUndelivered } from './undelivered.ts';

/** One contact's line of messages. Within it they go out in order. */
export type Line = { organizationId: OrganizationId; contactId: ContactId };

/** A message on the wire: put there by us, to be sent now. */
export type Wired = Line & {
  id: OutboxId;
  provider: Provider;
  kind: AddressKind;
  /** The clinic's number, or the address that its e-mail comes from. */
  from: string;
  /** phone: as people read it. */
  clinic: { name: string; phone: string };
  /** The patient's address. */
  to: Phi<string>;
  language: Language;
  /** JSON as it was queued. */
  content: Phi<string>;
  /** This try included. */
  tries: number;
  /** When this try began; null: in the commit that made the message. */
  wiredAt: Temporal.Instant | null;
  inDoubt: boolean;
  correlationId: CorrelationId;
  /** Of one part, in the clinic's currency: '0.8000'. */
  price: string;
  contactSince: Temporal.Instant;
  /** Null: an answer, or staff's word. */
  notice: WiredNotice | null;
};

/** The notice that a message is an attempt at. */
export type WiredNotice = {
  noticeId: NoticeId;
  dueAt: Temporal.Instant;
  /** No other address was tried before. */
  isFirst: boolean;
  /** WhatsApp alone has a window: outside of it only the clinic's approved templates get through, where it has some. */
  windowOpen: boolean;
  /** Content sids in the message's language. */
  templates: Partial<Record<NoticeKind, string>> | null;
};

/** What is said of a message that failed. */
export type Failing = Pick<Wired, 'organizationId' | 'contactId' | 'id' | 'correlationId' | 'wiredAt'>;

/** Of a row of the outbox: this very try is on the wire. What is recorded twice must not be taken for the end of another process' next one. */
export function isThisTry(
  wiredAt: Wired['wiredAt'] | RawBuilder<unknown>,
  o = 'outbox',
): RawBuilder<unknown> {
  const [state, began, made] = ['state', 'wired_at', 'created_at'].map((column) => sql.ref(`${o}.${column}`));
  return sql`(${state} = 'wired' and ${began} = coalesce(${wiredAt}::timestamptz, ${made}))`;
}

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

/** Null where it is gone, or does not open. */
export async function contactKey(
  core: Pick<Core, 'db' | 'vault'>,
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
 * The provider has taken it. A receipt may have been faster: one that has raised the message already is left as it is, and
 * one that came before the provider's id was known is applied now. Safe to repeat.
 *
 * @returns where such a receipt said that the message has failed, see learnFromFailure
 */
export async function recordSent(
  core: Core,
  wired: Wired,
  providerMessageId: string,
  segments: number,
): Promise<Recorded> {
  const [recorded = unrecorded] = await recordAllSent(core, [{ wired, providerMessageId, segments }]);
  return recorded;
}

export type Sent = { wired: Wired; providerMessageId: string; segments: number };

/**
 * failed: the error code, where a receipt that was faster said that the message has failed · raised: what such a receipt made
 * of it · more: another message to that contact is to be sent, or may be: its line is worth asking for once more.
 */
export type Recorded = { failed: string | null; raised: DeliveryState | null; more: boolean };

const unrecorded: Recorded = { failed: null, raised: null, more: true };

/** The same for several messages, in their order: in one statement, and one commit. */
export async function recordAllSent(core: Core, sent: readonly Sent[]): Promise<Recorded[]> {
  const now = core.clock.now();
  const { rows } = await sql<Recorded & { place: number }>`
    with sent as materialized (
      select * from ${rowsOf('s', sent, {
        organization_id: ['uuid', ({ wired }) => wired.organizationId],
        id: ['uuid', ({ wired }) => wired.id],
        provider: ['text', ({ wired }) => wired.provider],
        provider_message_id: ['text', (one) => one.providerMessageId],
        segments: ['int', (one) => one.segments],
        price: ['numeric', ({ wired }) => wired.price],
      })}
    ), said as (
      update receipt r set organization_id = sent.organization_id, outbox_id = sent.id
      from sent
      where r.provider = sent.provider and r.provider_message_id = sent.provider_message_id and r.outbox_id is null
      returning sent.place, r.state, r.error_code
    ), best as (
      select distinct on (place) place, state, error_code
      from (
        select place, coalesce(state, 'sent') as state, error_code from said
        union all select place, 'sent', null from sent
      ) word
      order by place, array_position(array['sent', 'failed', 'delivered', 'read'], state) desc
    ), ours as materialized (
      -- our own side of it, which any word of the provider's goes before; what a receipt has settled stays
      select o.organization_id, o.id, sent.place, o.state in ('queued', 'errored', 'wired', 'unknown') as open
      from outbox o join sent on sent.organization_id = o.organization_id and sent.id = o.id
      order by o.organization_id, o.id for no key update of o
    ), recorded as (
      update outbox o set provider_message_id = sent.provider_message_id, segments = sent.segments,
        cost = sent.segments * sent.price, sent_at = coalesce(o.sent_at, ${now}), next_attempt_at = null,
        state = case when ours.open then best.state else o.state end,
        error_code = case when not ours.open then o.error_code
          when best.state = 'failed' then coalesce(best.error_code, 'receipt') end,
        ended_at = case when ours.open and best.state <> 'sent' then ${now}::timestamptz else o.ended_at end
      from ours join best on best.place = ours.place join sent on sent.place = ours.place
      where o.organization_id = ours.organization_id and o.id = ours.id
      returning ours.place, o.organization_id, o.contact_id, o.id, o.correlation_id, o.error_code,
        ours.open and o.state = 'failed' as failed,
        case when ours.open and o.state <> 'sent' then o.state end as raised
    ), told as (
      insert into event (organization_id, at, type, actor_kind, record_kind, record_id, correlation_id, details)
      select organization_id, ${now}, 'outbox.failed', 'system', 'outbox', id, correlation_id,
        json_build_object('error', error_code) from recorded where failed
    )
    select place::int, case when failed then error_code end as failed, raised, exists (select from outbox next
        where next.organization_id = recorded.organization_id and next.contact_id = recorded.contact_id
          and next.state in ('queued', 'errored', 'wired') and next.id <> recorded.id) as more
    from recorded
  `.execute(core.db);
  const recorded = new Map(rows.map(({ place, ...row }) => [place, row]));
  return sent.map((_, at) => recorded.get(at + 1) ?? unrecorded);
}

/**
 * The provider did not take it; it will be tried again; safe to repeat. Where a person has taken the conversation since, the bot's words are not: the
 * conversation's row is locked first, as whoever takes it does (core/desk/lease.ts).
 */
export async function recordErrored(
  core: Core,
  wired: Wired,
  errorCode: string,
  again: Temporal.Instant,
): Promise<void> {
  const { organizationId } = wired;
  const record = async (db: Executor) => {
    await lockConversation(db, wired);
    await sql`
      with errored as (
        update outbox o set error_code = ${errorCode},
          state = case when overtaken.is then 'cancelled' else 'errored' end,
          next_attempt_at = case when overtaken.is then null else ${again}::timestamptz end,
          ended_at = case when overtaken.is then ${core.clock.now()}::timestamptz end
        from (select exists (${takenSince(sql`${organizationId}::uuid`, sql`${wired.id}::uuid`)}) as is) overtaken
        where o.organization_id = ${organizationId} and o.id = ${wired.id} and ${isThisTry(wired.wiredAt, 'o')}
        returning o.id, o.tries, o.correlation_id
      )
      insert into event (organization_id, at, type, actor_kind, record_kind, record_id, correlation_id, details)
      select ${organizationId}, ${core.clock.now()}, 'outbox.errored', 'system', 'outbox', id, correlation_id,
        json_build_object('error', ${errorCode}::text, 'tries', tries) from errored
    `.execute(db);
  };
  await (core.db.isTransaction ? record(core.db) : core.db.transaction().execute(record));
}

/** Keeps turns, and who would take the conversation, away until the transaction ends; a turn that is being committed is waited for. */
export async function lockConversation(db: Executor, { organizationId, contactId }: Line): Promise<void> {
  await sql`
    select from conversation where organization_id = ${organizationId} and contact_id = ${contactId} for no key update
  `.execute(db);
}

/** A row, where the message is the bot's own word and a person has taken the conversation since it was queued. */
export function takenSince(
  organizationId: RawBuilder<unknown>,
  outboxId: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    select from outbox mine
    join conversation v on v.organization_id = mine.organization_id and v.contact_id = mine.contact_id
    join handover h on h.organization_id = v.organization_id and h.conversation_id = v.id
    where mine.organization_id = ${organizationId} and mine.id = ${outboxId} and mine.author = 'bot' and mine.notice_id is null
      and h.ended_at is null and mine.seq <= h.taken_seq`;
}

/** It will not be sent: the provider refuses it, or the tries are used up. Run in a transaction. */
export async function recordFailed(core: Core, wired: Failing, errorCode: string): Promise<void> {
  const { rows } = await sql`
    update outbox set state = 'failed', error_code = ${errorCode}, next_attempt_at = null, ended_at = ${core.clock.now()}
    where organization_id = ${wired.organizationId} and id = ${wired.id} and ${isThisTry(wired.wiredAt)}
    returning id
  `.execute(core.db);
  if (rows.length === 0) return;
  await recordEvent(core, systemScope(wired), 'outbox.failed', wired.id, { error: errorCode });
  await learnFromFailure(core, wired, errorCode);
}

/** What a failure for good says of the address, and to staff. Safe to repeat; run in a transaction. */
export async function learnFromFailure(core: Core, wired: Failing, errorCode: string): Promise<void> {
  await noteUndelivered(core, systemScope(wired), {
    contactId: wired.contactId,
    outboxId: wired.id,
    errorCode,
  });
}

function systemScope({ organizationId, correlationId }: Failing): Scope {
  return { organizationId, correlationId, actor: { kind: 'system' } };
}

/** notice: the message is an attempt at one, and nobody sits waiting for it. */
export type DueLine = Line & { notice: boolean };

/** Lines whose first message is due and on nobody's wire. `lateBy`: leave alone what was queued only just now. */
export async function dueLines(core: Core, lateBy: Temporal.Duration, limit: number): Promise<DueLine[]> {
  const due = core.clock.now().subtract({ milliseconds: lateBy.total('milliseconds') });
  const { rows } = await sql<DueLine>`
    select o.organization_id as "organizationId", o.contact_id as "contactId", o.notice_id is not null as notice from outbox o
    cross join lateral ( -- as claimHeads finds it; as an anti join it was asked of all that waits, for each row
      select first.id from outbox first
      where first.organization_id = o.organization_id and first.contact_id = o.contact_id
        and first.state in ('queued', 'errored', 'wired')
      order by first.state <> 'wired', first.notice_id is not null, first.seq limit 1
    ) first
    where o.state in ('queued', 'errored') and o.next_attempt_at <= ${due} and first.id = o.id
    order by o.next_attempt_at limit ${limit}
  `.execute(core.db);
  return rows;
}
