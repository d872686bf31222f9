import { sql } from 'kysely';
import { recordEvent } from '../events.ts';
import type { ConversationId, WorklistItemId } from '../ids.ts';
import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';
import { inTransaction, type Refused, reachConversation } from './access.ts';
import { type HeldBy, heldByOther, LEASE_MINUTES, lockLease, type Taken, takeLease } from './lease.ts';

export type TakeOverInput = {
  conversationId: string;
  /** The colleague who is known to have it, and from whom it is taken all the same. */
  from?: string;
};

export type TakeOver = ({ ok: true } & Taken) | HeldBy | Refused;

/**
 * From this commit on the bot is silent, and the conversation is theirs (lease.ts). A colleague who has it keeps it, unless it
 * is taken from just them. Repeated, it renews.
 */
export async function takeOver(
  core: Core,
  scope: StaffScope,
  { conversationId, from }: TakeOverInput,
): Promise<TakeOver> {
  return inTransaction(core, async (core) => {
    const reached = await reachConversation(core, scope, 'conversation.reply', conversationId);
    if (!reached.ok) return reached;
    const lease = await lockLease(core, scope, reached.conversationId);
    const other = heldByOther(lease, scope.actor.id, core.clock.now());
    if (other && other.holderId !== from) return other;
    const taken = await takeLease(core, scope, lease, { ...reached, holderId: scope.actor.id });
    await takeItems(core, scope, reached.conversationId);
    return { ok: true, ...taken };
  });
}

/** Whoever has the conversation has what it is on the list for. */
async function takeItems(core: Core, scope: StaffScope, conversationId: ConversationId): Promise<void> {
  const { rows } = await sql<{ id: WorklistItemId }>`
    update worklist_item set taken_by = ${scope.actor.id}, taken_at = ${core.clock.now()}
    where organization_id = ${scope.organizationId} and record_id = ${conversationId} and kind in ('person', 'danger')
      and closed_at is null and (taken_by is distinct from ${scope.actor.id} or taken_at < left_to_pages_at)
    returning id
  `.execute(core.db);
  for (const { id } of rows) await recordEvent(core, scope, 'worklist_item.taken', id);
}

export type RenewedLease =
  | { ok: true; heldUntil: string }
  | Refused
  | HeldBy
  | { ok: false; reason: 'not_held' };

/** They are still at it (writing, reading): the lease runs from now. Never takes what they do not have. */
export async function renewLease(
  core: Core,
  scope: StaffScope,
  { conversationId }: { conversationId: string },
): Promise<RenewedLease> {
  return inTransaction(core, async (core) => {
    const reached = await reachConversation(core, scope, 'conversation.reply', conversationId);
    if (!reached.ok) return reached;
    const lease = await lockLease(core, scope, reached.conversationId);
    const now = core.clock.now();
    const other = heldByOther(lease, scope.actor.id, now);
    if (other) return other;
    const mine = lease?.holderId === scope.actor.id && Temporal.Instant.compare(now, lease.quietUntil) < 0;
    if (!mine) return { ok: false, reason: 'not_held' };
    const heldUntil = now.add({ minutes: LEASE_MINUTES });
    await sql`
      update handover h set held_until = ${heldUntil},
        quiet_until = greatest(h.quiet_until, ${now}::timestamptz + make_interval(mins => o.quiet_minutes), ${heldUntil})
      from organization o where o.id = h.organization_id
        and h.organization_id = ${scope.organizationId} and h.id = ${lease.handoverId} and h.ended_at is null
    `.execute(core.db);
    return { ok: true, heldUntil: heldUntil.toString() };
  });
}
