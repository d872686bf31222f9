import { sql } from 'kysely';
import type { DeliveryState, Provider } from '../db/tables.ts';
import type { OrganizationId, OutboxId } from '../ids.ts';
import type { Core } from '../scope.ts';
import { raise } from './rank.ts';

export type ReceiptInput = {
  provider: Provider;
  providerMessageId: string;
  /** Where the provider hands our own id back. */
  outboxId: OutboxId | null;
  providerStatus: string;
  state: Extract<DeliveryState, 'sent' | 'delivered' | 'read' | 'failed'> | null;
  errorCode: string | null;
};

/**
 * Records what a provider says of a message, and raises the message's state by it, never lowers it. A receipt that fits no
 * message (yet) is kept; recordSent applies it when the provider's id becomes known. Safe to repeat.
 */
export async function recordReceipt(core: Core, receipt: ReceiptInput): Promise<'applied' | 'kept'> {
  const { db, clock, ids } = core;
  const message = await db
    .selectFrom('outbox as o')
    .innerJoin('channel as h', (join) =>
      join.onRef('h.organization_id', '=', 'o.organization_id').onRef('h.id', '=', 'o.channel_id'),
    )
    .select(['o.organization_id', 'o.id'])
    .where('h.provider', '=', receipt.provider)
    .where((where) =>
      where.or([
        where('o.provider_message_id', '=', receipt.providerMessageId),
        ...(receipt.outboxId
          ? [where.and([where('o.id', '=', receipt.outboxId), where('o.provider_message_id', 'is', null)])]
          : []),
      ]),
    )
    .executeTakeFirst();
  const now = clock.now();
  await db
    .insertInto('receipt')
    .values({
      id: ids.next(),
      organization_id: message?.organization_id ?? null,
      outbox_id: message?.id ?? null,
      provider: receipt.provider,
      provider_message_id: receipt.providerMessageId,
      provider_status: receipt.providerStatus,
      state: receipt.state,
      error_code: receipt.errorCode,
      received_at: now,
    })
    .execute();
  if (!message) return 'kept';
  if (receipt.state) await raiseState(core, message, receipt.state, receipt);
  return 'applied';
}

/** Locks the message, and raises it if the receipt says more than is known. */
async function raiseState(
  core: Core,
  message: { organization_id: OrganizationId; id: OutboxId },
  said: DeliveryState,
  receipt: Pick<ReceiptInput, 'providerMessageId' | 'errorCode'> | null,
): Promise<void> {
  const { state } = await core.db
    .selectFrom('outbox')
    .select('state')
    .where('organization_id', '=', message.organization_id)
    .where('id', '=', message.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const raised = raise(state, said);
  if (raised === state) return;
  const ended = raised === 'delivered' || raised === 'read' || raised === 'failed';
  await core.db
    .updateTable('outbox')
    .set({
      state: raised,
      next_attempt_at: null,
      ...(receipt ? { provider_message_id: receipt.providerMessageId } : {}),
      ...(ended ? { ended_at: core.clock.now() } : {}),
      ...(raised === 'failed' ? { error_code: receipt?.errorCode ?? 'receipt' } : {}),
    })
    .where('organization_id', '=', message.organization_id)
    .where('id', '=', message.id)
    .execute();
}

/** Receipts that were kept while the provider's id was just being recorded: applied now. Run in a transaction. */
export async function applyKeptReceipts(core: Core, limit: number): Promise<number> {
  const { rows } = await sql<{
    receipt_id: string;
    organization_id: OrganizationId;
    id: OutboxId;
    said: ReceiptInput['state'];
  }>`
    select r.id as receipt_id, o.organization_id, o.id, r.state as said
    from receipt r
    join channel h on h.provider = r.provider
    join outbox o on o.organization_id = h.organization_id and o.channel_id = h.id
      and o.provider_message_id = r.provider_message_id
    where r.outbox_id is null and r.received_at > ${core.clock.now().subtract({ hours: 24 })}
    order by r.received_at limit ${limit} for update of r skip locked
  `.execute(core.db);
  for (const row of rows) {
    await core.db
      .updateTable('receipt')
      .set({ organization_id: row.organization_id, outbox_id: row.id })
      .where('id', '=', row.receipt_id)
      .execute();
    if (row.said) await raiseState(core, row, row.said, null);
  }
  return rows.length;
}
