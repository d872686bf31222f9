import type { OutboxId } from '../ids.ts';
import { contactKey, type Line } from '../messaging/outbox.ts';
import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';
import { inTransaction, type Reached, type Refused, reachConversation } from './access.ts';
import { type Asking, queueAsking, readAsking } from './asking.ts';
import { HELD_DAYS, isSomethingHeld } from './held-replies.ts';
import { type HeldBy, heldByOther, lockLease, takeLease } from './lease.ts';

export type Asked =
  | { ok: true; outboxId: OutboxId }
  | HeldBy
  | Refused
  | Extract<Asking, { ok: false }>
  | { ok: false; reason: 'nothing_held' | 'no_key' };

/** For a text that is held already: that there is a message is not said where there is none. Of two at once, one is sent. */
export async function askToWrite(
  core: Core,
  scope: StaffScope,
  { conversationId }: { conversationId: string },
): Promise<{ result: Asked; wake: Line | null }> {
  return inTransaction(core, async (core) => {
    const reached = await reachConversation(core, scope, 'conversation.reply', conversationId);
    const result = reached.ok ? await ask(core, scope, reached) : reached;
    const { organizationId } = scope;
    const wake = result.ok && reached.ok ? { organizationId, contactId: reached.contactId } : null;
    return { result, wake };
  });
}

async function ask(core: Core, scope: StaffScope, reached: Reached): Promise<Asked> {
  const { conversationId, contactId } = reached;
  const lease = await lockLease(core, scope, conversationId);
  const now = core.clock.now();
  const other = heldByOther(lease, scope.actor.id, now);
  if (other) return other;
  if (!(await isSomethingHeld(core, scope.organizationId, conversationId))) {
    return { ok: false, reason: 'nothing_held' };
  }
  const asking = await readAsking(core, scope, reached);
  if (!asking.ok) return asking;
  const key = await contactKey(core, scope.organizationId, contactId);
  if (key === null) return { ok: false, reason: 'no_key' };
  const quietUntil = now.add({ hours: 24 * HELD_DAYS });
  await takeLease(core, scope, lease, { conversationId, contactId, holderId: scope.actor.id, quietUntil });
  return { ok: true, outboxId: await queueAsking(core, scope, reached, key, asking) };
}
