import type { ContactId } from '../../core/ids.ts';
import type { Standing } from '../../core/messaging/standing.ts';
import { optIn, optOut } from '../../core/people/opt-out.ts';
import { markReachable } from '../../core/people/reachability.ts';
import type { Core, Scope } from '../../core/scope.ts';
import type { InboundContent, ProviderDid } from '../channels/handler.ts';

/** What a message says of its contact by having come at all, whatever is made of its words. */

/** Whether there is anything to record: a plain turn shall not need a third round trip to find out. */
export function tellsOfContact(content: InboundContent, standing: Standing): boolean {
  return standing.unreachable || providerDid(content) !== null;
}

/** The address works; and the provider's own opt-outs are the contact's. Run in the turn's transaction. */
export async function recordHeard(
  core: Core,
  scope: Scope,
  content: InboundContent,
  contactId: ContactId,
): Promise<void> {
  await markReachable(core, scope, { contactId });
  const did = providerDid(content);
  if (did === 'opted_out') await optOut(core, scope, { contactId, by: 'provider' });
  if (did === 'opted_in') await optIn(core, scope, { contactId });
}

function providerDid(content: InboundContent): ProviderDid | null {
  return content.kind === 'text' ? (content.providerDid ?? null) : null;
}
