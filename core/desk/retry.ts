import { sql } from 'kysely';
import { isId } from '../ids.ts';
import { type Retried, retryDeadLetter } from '../messaging/retry-dead-letter.ts';
import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';
import { inTransaction, notFound, type Refused, reachConversation } from './access.ts';

/** Staff send again what did not arrive, or have a message of the patient's read again. Asked twice, it goes out once. */
export async function retryInConversation(
  core: Core,
  scope: StaffScope,
  { conversationId, messageId }: { conversationId: string; messageId: string },
): Promise<Retried | Refused> {
  return inTransaction(core, async (core): Promise<Retried | Refused> => {
    const reached = await reachConversation(core, scope, 'delivery.retry', conversationId);
    if (!reached.ok) return reached;
    if (!isId(messageId)) return notFound;
    const { rows } = await sql`
      select from outbox where organization_id = ${scope.organizationId} and id = ${messageId}
        and contact_id = ${reached.contactId}
      union all
      select from inbound_message where organization_id = ${scope.organizationId} and id = ${messageId}
        and conversation_id = ${reached.conversationId}
    `.execute(core.db);
    return rows.length === 0 ? notFound : retryDeadLetter(core, scope, messageId);
  });
}
