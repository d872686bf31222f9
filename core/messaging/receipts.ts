import { sql } from 'kysely';
import { inBatches } from '../db/batches.ts';
import type { Db } from '../db/connect.ts';
import { insist } from '../db/insist.ts';
import { rowsOf } from '../db/rows-of.ts';
import type { AddressKind, ChatProvider, DeliveryState } from '../db/tables.ts';
import { recordEvent } from '../events.ts';
import type { ContactId, CorrelationId, NoticeId, OrganizationId, OutboxId } from '../ids.ts';
import { nudgeNotices } from '../reminders/nudge.ts';
import type { Core, Scope } from '../scope.ts';
import { raise } from './rank.ts';
import { noteUndelivered } from './undelivered.ts';

export type ReceiptInput = {
  provider: ChatProvider;
  providerMessageId: string;
  /** Where the provider hands our own id back. */
  outboxId: OutboxId | null;
  providerStatus: string;
  state: Extract<DeliveryState, 'sent' | 'delivered' | 'read' | 'failed'> | null;
  /** Our code and the provider's behind it, as the outbox keeps them. */
  errorCode: string | null;
};

/** The message that a receipt is about. raised: what it is now, by this receipt, where it is an attempt at a notice. */
export type ReceiptOf = {
  organizationId: OrganizationId;
  outboxId: OutboxId;
  correlationId: CorrelationId;
  attempt: { kind: AddressKind; raised: DeliveryState } | null;
};

/**
 * Records what providers say of messages, and raises the messages' states by it, never lowers them. A receipt that fits no message (yet) is kept;
 * recordSent applies it when the provider's id becomes known. Safe to repeat. Run in a transaction.
 *
 * @returns in the order of the receipts, the message that each is about; null: it was kept
 */
export async function recordReceipts(
  core: Core,
  receipts: readonly ReceiptInput[],
): Promise<(ReceiptOf | null)[]> {
  const told = raisedBy(receipts, await lockMessages(core, receipts));
  await keepReceipts(core, told);
  await raiseStates(core, told.filter(isNews));
  return told.map(({ message, raised }) => {
    if (message === null) return null;
    const { organizationId, outboxId, correlationId, noticeId, kind } = message;
    const attempt = raised !== null && noticeId !== null ? { kind, raised } : null;
    return { organizationId, outboxId, correlationId, attempt };
  });
}

type LockedMessage = {
  organizationId: OrganizationId;
  outboxId: OutboxId;
  contactId: ContactId;
  state: DeliveryState;
  correlationId: CorrelationId;
  noticeId: NoticeId | null;
  kind: AddressKind;
};

/** A receipt, the message that it is about, and what it has made of it; null: nothing new. */
type Told = { receipt: ReceiptInput; message: LockedMessage | null; raised: DeliveryState | null };
type News = Told & { message: LockedMessage; raised: DeliveryState };

const isNews = (told: Told): told is News => told.raised !== null;

/**
 * By the receipt's place, from 1. Messages are locked before receipts refer to them, and not against such references: two receipts at once for one
 * message are the everyday case, and would otherwise each wait for the other. All are locked in one order.
 */
async function lockMessages(
  core: Pick<Core, 'db'>,
  receipts: readonly ReceiptInput[],
): Promise<Map<number, LockedMessage>> {
  const ofProvider = sql`channel h join outbox o on o.organization_id = h.organization_id and o.channel_id = h.id`;
  const { rows } = await sql<LockedMessage & { place: number }>`
    with about as materialized (
      select told.place, found.* from ${rowsOf('told', receipts, {
        provider: ['text', ({ provider }) => provider],
        provider_message_id: ['text', ({ providerMessageId }) => providerMessageId],
        outbox_id: ['uuid', ({ outboxId }) => outboxId],
        arrived: ['boolean', ({ state }) => state === 'delivered' || state === 'read'],
      })}
      cross join lateral ( -- look-ups for each channel of the provider's: an "or" of the two might read the whole outbox
        select o.organization_id, o.id, h.kind from ${ofProvider}
        where h.provider = told.provider and o.id = told.outbox_id
        union all
        select o.organization_id, o.id, h.kind from ${ofProvider}
        where h.provider = told.provider and o.provider_message_id = told.provider_message_id
        union all -- only where it is none of these: it was in doubt there and has gone over to another provider (bot/on-call.ts). That the first
        -- copy has arrived is true all the same; any other word of that provider's must not keep the second from going out
        select o.organization_id, o.id, own.kind from channel h join outbox o on o.organization_id = h.organization_id
        join channel own on own.organization_id = o.organization_id and own.id = o.channel_id
        where told.arrived and h.provider = told.provider and o.id = told.outbox_id
        limit 1
      ) found
    )
    select about.place::int, about.kind, o.organization_id as "organizationId", o.id as "outboxId", o.contact_id as "contactId", o.state,
      o.correlation_id as "correlationId", o.notice_id as "noticeId"
    from about join outbox o on o.organization_id = about.organization_id and o.id = about.id
    order by o.organization_id, o.id for no key update of o
  `.execute(core.db);
  return new Map(rows.map(({ place, ...message }) => [place, message]));
}

async function keepReceipts(core: Pick<Core, 'db' | 'ids' | 'clock'>, told: readonly Told[]): Promise<void> {
  await sql`
    insert into receipt (id, organization_id, outbox_id, provider, provider_message_id, provider_status, state, error_code, received_at)
    select distinct on (provider, provider_message_id, provider_status, error_code)
      id, organization_id, outbox_id, provider, provider_message_id, provider_status, state, error_code, ${core.clock.now()}::timestamptz
    from ${rowsOf('told', told, {
      id: ['uuid', () => core.ids.next()],
      organization_id: ['uuid', ({ message }) => message?.organizationId ?? null],
      outbox_id: ['uuid', ({ message }) => message?.outboxId ?? null],
      provider: ['text', ({ receipt }) => receipt.provider],
      provider_message_id: ['text', ({ receipt }) => receipt.providerMessageId],
      provider_status: ['text', ({ receipt }) => receipt.providerStatus],
      state: ['text', ({ receipt }) => receipt.state],
      error_code: ['text', ({ receipt }) => receipt.errorCode],
    })}
    order by provider, provider_message_id, provider_status, error_code, outbox_id nulls last, place
    -- repeated, it is the one that is there; and what was kept may have found its message by now
    on conflict (provider, provider_message_id, provider_status, error_code)
      do update set organization_id = excluded.organization_id, outbox_id = excluded.outbox_id where receipt.outbox_id is null
  `.execute(core.db);
}

/** Several of one message are taken in their order. */
function raisedBy(receipts: readonly ReceiptInput[], messages: ReadonlyMap<number, LockedMessage>): Told[] {
  const states = new Map<OutboxId, DeliveryState>();
  return receipts.map((receipt, at) => {
    const message = messages.get(at + 1);
    if (!message) return { receipt, message: null, raised: null };
    const before = states.get(message.outboxId) ?? message.state;
    // Whatever a provider says of a message, even a status we do not know, it says because it has taken it.
    const after = raise(before, receipt.state ?? 'sent');
    states.set(message.outboxId, after);
    return { receipt, message, raised: after === before ? null : after };
  });
}

const ends: ReadonlySet<DeliveryState> = new Set(['delivered', 'read', 'failed']);

async function raiseStates(core: Core, news: readonly News[]): Promise<void> {
  if (news.length === 0) return;
  const ofMessage = [...Map.groupBy(news, ({ message }) => message.outboxId).values()];
  await sql`
    update outbox o set state = raised.state, next_attempt_at = null, error_code = coalesce(raised.error_code, o.error_code),
      provider_message_id = coalesce(o.provider_message_id, raised.provider_message_id), ended_at = coalesce(raised.ended_at, o.ended_at)
    from ${rowsOf('raised', ofMessage, {
      organization_id: ['uuid', ([first]) => first?.message.organizationId],
      id: ['uuid', ([first]) => first?.message.outboxId],
      state: ['text', (all) => all.at(-1)?.raised],
      error_code: ['text', (all) => all.filter(hasFailed).map(reasonOf).at(-1) ?? null],
      provider_message_id: ['text', ([first]) => first?.receipt.providerMessageId],
      ended_at: [
        'timestamptz',
        (all) => (all.some(({ raised }) => ends.has(raised)) ? core.clock.now() : null),
      ],
    })}
    where o.organization_id = raised.organization_id and o.id = raised.id
  `.execute(core.db);
  // by contact: two processes that hear of failures of the same ones take them in one order
  for (const one of news.filter(hasFailed).toSorted(byContact)) await tellFailed(core, one);
}

function byContact({ message: one }: News, { message: other }: News): number {
  return one.contactId < other.contactId ? -1 : Number(one.contactId > other.contactId);
}

const hasFailed = ({ raised }: News) => raised === 'failed';
const reasonOf = ({ receipt }: News) => receipt.errorCode ?? 'receipt';

async function tellFailed(core: Core, failed: News): Promise<void> {
  const { organizationId, correlationId, contactId, outboxId } = failed.message;
  const scope: Scope = { organizationId, correlationId, actor: { kind: 'system' } };
  const errorCode = reasonOf(failed);
  await recordEvent(core, scope, 'outbox.failed', outboxId, { error: errorCode });
  await noteUndelivered(core, scope, { contactId, outboxId, errorCode });
}

/** What one transaction takes: few enough that none waits long for the others. */
const MOST_AT_ONCE = 64;

/**
 * As recordReceipts, for receipts that come one by one: those that come while others are being recorded share the next transaction. Each message has
 * two or three. Tried again while the database is away, or a race is lost.
 */
export function recordTogether(
  core: Core & { db: Db },
): (receipt: ReceiptInput) => Promise<ReceiptOf | null> {
  const record = inBatches(
    (receipts: readonly ReceiptInput[]) =>
      core.db.transaction().execute((db) => recordReceipts({ ...core, db }, receipts)),
    MOST_AT_ONCE,
  );
  return (receipt) => insist(() => record(receipt));
}

/**
 * Receipts that were kept while the provider's id was just being recorded: applied now. Run in a transaction. They are not locked here: recordReceipts
 * locks messages before receipts, and of two that apply the same ones the second finds nothing new.
 */
export async function applyKeptReceipts(core: Core, limit: number): Promise<number> {
  const { rows } = await sql<ReceiptInput>`
    select r.provider, r.provider_message_id as "providerMessageId", o.id as "outboxId",
      r.provider_status as "providerStatus", r.state, r.error_code as "errorCode"
    from receipt r
    join channel h on h.provider = r.provider
    join outbox o on o.organization_id = h.organization_id and o.channel_id = h.id
      and o.provider_message_id = r.provider_message_id
    where r.outbox_id is null and r.received_at > ${core.clock.now().subtract({ hours: 24 })}
    order by r.received_at limit ${limit}
  `.execute(core.db);
  if (rows.length === 0) return 0;
  const news = (await recordReceipts(core, rows)).flatMap((message) => (message?.attempt ? [message] : []));
  if (news.length > 0) await nudgeNotices(core, news);
  return rows.length;
}
