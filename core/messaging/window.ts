import { sql } from 'kysely';
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
  const { rows } = await sql<{ received_at: Temporal.Instant }>`
    select last.received_at from conversation v
    cross join lateral (select m.received_at from inbound_message m
      where m.organization_id = v.organization_id and m.conversation_id = v.id order by m.seq desc limit 1) last
    where v.organization_id = ${organizationId} and v.id = ${conversationId}
      -- from another number since: what was written before opened no window there
      and not exists (select from event e where e.organization_id = v.organization_id and e.record_kind = 'contact'
        and e.record_id = v.contact_id and e.type = 'contact.number_corrected' and e.at >= last.received_at)
  `.execute(core.db);
  const [last] = rows;
  if (!last) return { open: false, closesAt: null };
  const closesAt = last.received_at.add({ hours: WINDOW_HOURS });
  return { open: Temporal.Instant.compare(core.clock.now(), closesAt) < 0, closesAt };
}
