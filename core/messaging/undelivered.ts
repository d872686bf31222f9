import { sql } from 'kysely';
import type { ContactId, OutboxId } from '../ids.ts';
import { optOut } from '../people/opt-out.ts';
import { markUnreachable, type UnreachableReason } from '../people/reachability.ts';
import type { Core, Scope } from '../scope.ts';
import { openItem } from '../worklist.ts';

/** What the first part of an error code ("bad_number:21211") says of the address itself. */
const ofAddress: Readonly<Record<string, UnreachableReason | 'opted_out'>> = {
  bad_number: 'bad_number',
  blocked: 'blocked',
  opted_out: 'opted_out',
};

/**
 * A message has failed for good: staff hear of it, and what the provider said of the address is remembered – unless the contact
 * has written since the message was sent, or opted in: a receipt that comes late tells of how things were. Safe to repeat; run
 * in the transaction in which the message becomes `failed`.
 *
 * @param errorCode our code and the provider's behind it
 */
export async function noteUndelivered(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  { contactId, outboxId, errorCode }: { contactId: ContactId; outboxId: OutboxId; errorCode: string },
): Promise<void> {
  await openItem(core, scope, { kind: 'failed_delivery', recordKind: 'contact', recordId: contactId });
  const [code = ''] = errorCode.split(':');
  const said = Object.hasOwn(ofAddress, code) ? ofAddress[code] : undefined;
  if (said === undefined || (await isHeardSince(core, scope, contactId, outboxId))) return;
  if (said === 'opted_out') await optOut(core, scope, { contactId, by: 'provider' });
  else await markUnreachable(core, scope, { contactId, reason: said });
}

/** Whether the contact has written, or opted in, since the message was put on the wire. */
async function isHeardSince(
  core: Pick<Core, 'db'>,
  { organizationId }: Scope,
  contactId: ContactId,
  outboxId: OutboxId,
): Promise<boolean> {
  const { rows } = await sql`
    select from outbox o
    where o.organization_id = ${organizationId} and o.id = ${outboxId} and (
      exists (select from conversation v
        join inbound_message m on m.organization_id = v.organization_id and m.conversation_id = v.id
        where v.organization_id = o.organization_id and v.contact_id = ${contactId} and m.received_at > o.wired_at)
      or exists (select from event e
        where e.organization_id = o.organization_id and e.record_kind = 'contact' and e.record_id = ${contactId}
          and e.type = 'contact.opted_in' and e.at > o.wired_at))
  `.execute(core.db);
  return rows.length > 0;
}
