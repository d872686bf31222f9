import { sql } from 'kysely';
import type { ChannelKind } from '../db/tables.ts';
import { recordEvent } from '../events.ts';
import type {
  ChannelId,
  ContactId,
  ConversationId,
  CorrelationId,
  InboundMessageId,
  OrganizationId,
} from '../ids.ts';
import { VaultError } from '../people/vault.ts';
import type { Core, Scope } from '../scope.ts';
import type { Standing, StandingKey } from './standing.ts';

/** A kept message is first taken up after this, and again this long after each try; when those are used up it is dead. */
const firstTryAfter = { seconds: 1 };
const triesAgainAfterSeconds = [5, 20, 20] as const;

/** Who wrote, as far as is needed to keep their message: no names, no records that a fault may hide in. */
export type Writer = Pick<Standing, 'contactId' | 'conversationId' | 'channelId' | 'contactKey'>;

/** Null for somebody who is not known, or has no key. */
export async function findWriter(
  core: Pick<Core, 'db' | 'vault'>,
  { organizationId, kind, addressHash, channelId }: StandingKey,
): Promise<Writer | null> {
  const found = await core.db
    .selectFrom('contact as c')
    .innerJoin('vault.contact as vc', (join) =>
      join.onRef('vc.organization_id', '=', 'c.organization_id').onRef('vc.contact_id', '=', 'c.id'),
    )
    .innerJoin('conversation as v', (join) =>
      join.onRef('v.organization_id', '=', 'c.organization_id').onRef('v.contact_id', '=', 'c.id'),
    )
    .select(['c.id as contactId', 'v.id as conversationId', 'vc.data_key'])
    .where('c.organization_id', '=', organizationId)
    .where('c.kind', '=', kind)
    .where('c.address_hash', '=', addressHash)
    .executeTakeFirst();
  if (!found) return null;
  const { contactId, conversationId, data_key } = found;
  const contactKey = core.vault.unwrap(data_key, { organizationId, recordId: contactId });
  return { contactId, conversationId, channelId, contactKey };
}

/**
 * Keeps a message whose turn cannot be taken now: committed alone, so that the provider may get its 200. The sweeper takes
 * the turn. Kept already: nothing happens.
 */
export async function keepMessage(
  core: Core,
  scope: Scope,
  from: Writer,
  message: { id: InboundMessageId; providerMessageId: string; body: string },
): Promise<void> {
  const now = core.clock.now();
  await core.db
    .insertInto('inbound_message')
    .values({
      organization_id: scope.organizationId,
      id: message.id,
      conversation_id: from.conversationId,
      channel_id: from.channelId,
      provider_message_id: message.providerMessageId,
      body: core.vault.encrypt(from.contactKey, 'inbound_message.body', message.body),
      state: 'waiting',
      next_try_at: now.add(firstTryAfter),
      correlation_id: scope.correlationId,
      received_at: now,
    })
    .onConflict((conflict) => conflict.constraint('inbound_message_once').doNothing())
    .execute();
}

/** A kept message whose turn is due, with what the turn needs to start. */
export type WaitingMessage = {
  organizationId: OrganizationId;
  id: InboundMessageId;
  /** This try included. */
  tries: number;
  kind: ChannelKind;
  addressHash: Buffer;
  contactId: ContactId;
  conversationId: ConversationId;
  channelId: ChannelId;
  providerMessageId: string;
  correlationId: CorrelationId;
  /** dataKey: null where the contact's key is gone. */
  sealed: { body: Buffer; dataKey: Buffer | null };
};

/** What a kept message holds, as keepMessage was given it. Throws where it cannot be opened: that is this message's trouble alone. */
export function openKept(core: Pick<Core, 'vault'>, message: WaitingMessage): string {
  if (message.sealed.dataKey === null) throw new VaultError('malformed');
  const owner = { organizationId: message.organizationId, recordId: message.contactId };
  const key = core.vault.unwrap(message.sealed.dataKey, owner);
  return core.vault.decrypt(key, 'inbound_message.body', message.sealed.body);
}

/**
 * Claims the oldest waiting message of each conversation, where it is due. Claiming counts the try and puts the next one
 * off before the turn is taken, so that two sweepers never take one message and one that kills its process is not tried for ever.
 */
export async function claimWaiting(core: Core, limit: number): Promise<WaitingMessage[]> {
  const now = core.clock.now();
  const { rows } = await sql<{
    organization_id: OrganizationId;
    id: InboundMessageId;
    tries: number;
    kind: ChannelKind;
    address_hash: Buffer;
    contact_id: ContactId;
    conversation_id: ConversationId;
    channel_id: ChannelId;
    provider_message_id: string;
    correlation_id: CorrelationId;
    body: Buffer;
    data_key: Buffer | null;
  }>`
    with due as (
      select m.organization_id, m.id from inbound_message m
      cross join lateral ( -- as an anti join it was asked of all that waits, for each row
        select first.id from inbound_message first
        where first.organization_id = m.organization_id and first.conversation_id = m.conversation_id and first.state = 'waiting'
        order by first.seq limit 1
      ) first
      where m.state = 'waiting' and m.next_try_at <= ${now} and m.tries < ${triesAgainAfterSeconds.length} and first.id = m.id
      order by m.next_try_at limit ${limit} for update of m skip locked
    )
    update inbound_message m set tries = m.tries + 1,
      next_try_at = ${now}::timestamptz + make_interval(secs => (${[...triesAgainAfterSeconds]}::int[])[m.tries + 1])
    from due, conversation v
    join contact c on c.organization_id = v.organization_id and c.id = v.contact_id
    left join vault.contact vc on vc.organization_id = c.organization_id and vc.contact_id = c.id
    where m.organization_id = due.organization_id and m.id = due.id
      and v.organization_id = m.organization_id and v.id = m.conversation_id
    returning m.organization_id, m.id, m.tries, c.kind, c.address_hash, c.id as contact_id, m.conversation_id, m.channel_id,
      m.provider_message_id, m.correlation_id, m.body, vc.data_key
  `.execute(core.db);
  return rows.map((row) => ({
    organizationId: row.organization_id,
    id: row.id,
    tries: row.tries,
    kind: row.kind,
    addressHash: row.address_hash,
    contactId: row.contact_id,
    conversationId: row.conversation_id,
    channelId: row.channel_id,
    providerMessageId: row.provider_message_id,
    correlationId: row.correlation_id,
    sealed: { body: row.body, dataKey: row.data_key },
  }));
}

export type DeadMessage = {
  organizationId: OrganizationId;
  id: InboundMessageId;
  contactId: ContactId;
  channelId: ChannelId;
  correlationId: CorrelationId;
};

/**
 * Gives up one message whose tries are used up, if there is one. Run in a transaction, together with the apology. It passes
 * the conversation's gate as a turn does, so that a worker that is late with that message loses the race.
 */
export async function buryDead(core: Core): Promise<DeadMessage | null> {
  const now = core.clock.now();
  const { rows } = await sql<DeadMessage & { conversationId: ConversationId }>`
    with due as (
      select m.organization_id, m.id, m.conversation_id from inbound_message m
      join conversation v on v.organization_id = m.organization_id and v.id = m.conversation_id
      where m.state = 'waiting' and m.next_try_at <= ${now} and m.tries >= ${triesAgainAfterSeconds.length}
      order by m.next_try_at limit 1 for no key update skip locked
    ), v as (
      update conversation c set revision = revision + 1
      from due where c.organization_id = due.organization_id and c.id = due.conversation_id
      returning c.id, c.contact_id
    )
    update inbound_message m set state = 'dead', next_try_at = null, handled_at = ${now}
    from due, v
    where m.organization_id = due.organization_id and m.id = due.id
    returning m.organization_id as "organizationId", m.id, v.contact_id as "contactId", m.channel_id as "channelId",
      m.correlation_id as "correlationId", v.id as "conversationId"
  `.execute(core.db);
  const dead = rows[0];
  if (!dead) return null;
  const { organizationId, correlationId, conversationId, id } = dead;
  const scope: Scope = { organizationId, correlationId, actor: { kind: 'system' } };
  await recordEvent(core, scope, 'conversation.turn_failed', conversationId, { messageId: id });
  return dead;
}
