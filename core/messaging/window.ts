import type { AddressKind } from '../db/tables.ts';
import type { ConversationId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';

/** WhatsApp lets us write freely for so long after the patient's last message; after that, only what it has approved. */
const WINDOW_HOURS = 24;

/** Until when one may write freely: null where the channel knows no such limit. A contact who never wrote has no window. */
export type Window = { open: boolean; closesAt: Temporal.Instant | null };

export async function readWindow(
  core: Pick<Core, 'db' | 'clock'>,
  { organizationId }: Pick<Scope, 'organizationId'>,
  { conversationId, kind }: { conversationId: ConversationId; kind: AddressKind },
): Promise<Window> {
  if (kind !== 'whatsapp') return { open: true, closesAt: null };
  const last = await core.db
    .selectFrom('inbound_message')
    .select('received_at')
    .where('organization_id', '=', organizationId)
    .where('conversation_id', '=', conversationId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last) return { open: false, closesAt: null };
  const closesAt = last.received_at.add({ hours: WINDOW_HOURS });
  return { open: Temporal.Instant.compare(core.clock.now(), closesAt) < 0, closesAt };
}
