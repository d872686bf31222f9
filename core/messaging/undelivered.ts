import type { ContactId } from '../ids.ts';
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
 * A message has failed for good: staff hear of it, and what the provider said of the address is remembered. Safe to repeat;
 * run in the transaction in which the message becomes `failed`.
 *
 * @param errorCode our code and the provider's behind it
 */
export async function noteUndelivered(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  { contactId, errorCode }: { contactId: ContactId; errorCode: string },
): Promise<void> {
  await openItem(core, scope, { kind: 'failed_delivery', recordKind: 'contact', recordId: contactId });
  const [code = ''] = errorCode.split(':');
  const said = Object.hasOwn(ofAddress, code) ? ofAddress[code] : undefined;
  if (said === 'opted_out') await optOut(core, scope, { contactId, by: 'provider' });
  else if (said) await markUnreachable(core, scope, { contactId, reason: said });
}
