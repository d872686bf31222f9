import { sql } from 'kysely';
import { recordEvent } from '../events.ts';
import type { ContactId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';

/** bad_number: the provider says that nobody has it · blocked: it refuses to write there (a blacklist, a block by its owner). */
export type UnreachableReason = 'bad_number' | 'blocked';

/** Remembers that a provider cannot write to the contact. The first time stands; another reason is told once more. */
export async function markUnreachable(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  { contactId, reason }: { contactId: ContactId; reason: UnreachableReason },
): Promise<void> {
  const { rows } = await sql`
    update contact set unreachable_at = coalesce(unreachable_at, ${core.clock.now()}), unreachable_reason = ${reason}
    where organization_id = ${scope.organizationId} and id = ${contactId} and unreachable_reason is distinct from ${reason}
    returning id
  `.execute(core.db);
  if (rows.length > 0) await recordEvent(core, scope, 'contact.unreachable', contactId, { reason });
}

/** A message from the contact proves that the address works. Where nothing else was known, nothing is written. */
export async function markReachable(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  { contactId }: { contactId: ContactId },
): Promise<void> {
  const { rows } = await sql`
    update contact set unreachable_at = null, unreachable_reason = null
    where organization_id = ${scope.organizationId} and id = ${contactId} and unreachable_at is not null
    returning id
  `.execute(core.db);
  if (rows.length > 0) await recordEvent(core, scope, 'contact.reachable', contactId);
}
