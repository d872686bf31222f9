import { sql } from 'kysely';
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
 * Records what a provider says of a message, and raises the message's state by it, never lowers it. A receipt that fits no
 * message (yet) is kept; recordSent applies it when the provider's id becomes known. Safe to repeat. Run in a transaction.
 *
 * @returns the message that it is about; null: it was kept
 */
export async function recordReceipt(core: Core, receipt: ReceiptInput): Promise<ReceiptOf | null> {
  const message = await lockMessage(core, receipt);
  await core.db
    .insertInto('receipt')
    .values({
      id: core.ids.next(),
      organization_id: message?.organization_id ?? null,
      outbox_id: message?.id ?? null,
      provider: receipt.provider,
      provider_message_id: receipt.providerMessageId,
      provider_status: receipt.providerStatus,
      state: receipt.state,
      error_code: receipt.errorCode,
      received_at: core.clock.now(),
    })
    // Repeated, it is the one that is there; and what was kept may have found its message by now.
    .onConflict((conflict) =>
      conflict
        .columns(['provider', 'provider_message_id', 'provider_status', 'error_code'])
        .doUpdateSet(({ ref }) => ({
          organization_id: ref('excluded.organization_id'),
          outbox_id: ref('excluded.outbox_id'),
        }))
        .where('receipt.outbox_id', 'is', null),
    )
    .execute();
  if (!message) return null;
  // Whatever a provider says of a message, even a status we do not know, it says because it has taken it.
  const raised = await raiseState(core, message, receipt.state ?? 'sent', receipt);
  const {
    organization_id: organizationId,
    id: outboxId,
    correlation_id: correlationId,
    kind,
    notice_id,
  } = message;
  return {
    organizationId,
    outboxId,
    correlationId,
    attempt: raised !== null && notice_id !== null ? { kind, raised } : null,
  };
}

type LockedMessage = {
  organization_id: OrganizationId;
  id: OutboxId;
  contact_id: ContactId;
  state: DeliveryState;
  correlation_id: CorrelationId;
  notice_id: NoticeId | null;
  kind: AddressKind;
};

/**
 * The message is locked before the receipt refers to it, and not against such references: two receipts at once for one message
 * are the everyday case, and would otherwise each wait for the other.
 */
async function lockMessage(core: Core, receipt: ReceiptInput): Promise<LockedMessage | undefined> {
  return core.db
    .selectFrom('outbox as o')
    .innerJoin('channel as h', (join) =>
      join.onRef('h.organization_id', '=', 'o.organization_id').onRef('h.id', '=', 'o.channel_id'),
    )
    .select(['o.organization_id', 'o.id', 'o.contact_id', 'o.state', 'o.correlation_id'])
    .select(['o.notice_id', 'h.kind'])
    .where('h.provider', '=', receipt.provider)
    .where((where) =>
      where.or([
        where('o.provider_message_id', '=', receipt.providerMessageId),
        ...(receipt.outboxId ? [where('o.id', '=', receipt.outboxId)] : []),
      ]),
    )
    .forNoKeyUpdate('o')
    .executeTakeFirst();
}

/** @returns the state it has now; null: it stays as it was */
async function raiseState(
  core: Core,
  message: LockedMessage,
  said: DeliveryState,
  receipt: Pick<ReceiptInput, 'providerMessageId' | 'errorCode'>,
): Promise<DeliveryState | null> {
  const raised = raise(message.state, said);
  if (raised === message.state) return null;
  const now = core.clock.now();
  const ended = raised === 'delivered' || raised === 'read' || raised === 'failed';
  await core.db
    .updateTable('outbox')
    .set((row) => ({
      state: raised,
      next_attempt_at: null,
      provider_message_id: row.fn.coalesce('provider_message_id', row.val(receipt.providerMessageId)),
      ...(ended ? { ended_at: now } : {}),
      ...(raised === 'failed' ? { error_code: receipt.errorCode ?? 'receipt' } : {}),
    }))
    .where('organization_id', '=', message.organization_id)
    .where('id', '=', message.id)
    .execute();
  if (raised !== 'failed') return raised;
  const { organization_id: organizationId, correlation_id: correlationId } = message;
  const scope: Scope = { organizationId, correlationId, actor: { kind: 'system' } };
  const errorCode = receipt.errorCode ?? 'receipt';
  await recordEvent(core, scope, 'outbox.failed', message.id, { error: errorCode });
  await noteUndelivered(core, scope, { contactId: message.contact_id, outboxId: message.id, errorCode });
  return raised;
}

/** Receipts that were kept while the provider's id was just being recorded: applied now. Run in a transaction. */
export async function applyKeptReceipts(core: Core, limit: number): Promise<number> {
  const { rows } = await sql<{ receipt_id: string } & ReceiptInput>`
    select r.id as receipt_id, r.provider, r.provider_message_id as "providerMessageId", o.id as "outboxId",
      r.provider_status as "providerStatus", r.state, r.error_code as "errorCode"
    from receipt r
    join channel h on h.provider = r.provider
    join outbox o on o.organization_id = h.organization_id and o.channel_id = h.id
      and o.provider_message_id = r.provider_message_id
    where r.outbox_id is null and r.received_at > ${core.clock.now().subtract({ hours: 24 })}
    order by r.received_at limit ${limit} for update of r skip locked
  `.execute(core.db);
  for (const { receipt_id, ...receipt } of rows) {
    const message = await lockMessage(core, receipt);
    if (!message) continue;
    await core.db
      .updateTable('receipt')
      .set({ organization_id: message.organization_id, outbox_id: message.id })
      .where('id', '=', receipt_id)
      .execute();
    const raised = await raiseState(core, message, receipt.state ?? 'sent', receipt);
    if (raised === null || message.notice_id === null) continue;
    await nudgeNotices(core, [{ organizationId: message.organization_id, outboxId: message.id }]);
  }
  return rows.length;
}
