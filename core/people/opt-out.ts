import { sql } from 'kysely';
import { recordEvent } from '../events.ts';
import type { ContactId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { closeItems } from '../worklist.ts';

/**
 * The contact wants none of what we start; what they ask is still answered. By the provider: it lets nothing of ours through
 * any more, which weighs more than the patient's own word and takes its place. Safe to repeat.
 */
export async function optOut(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  { contactId, by }: { contactId: ContactId; by: 'patient' | 'provider' },
): Promise<void> {
  const { rows } = await sql`
    update contact set opted_out_at = coalesce(opted_out_at, ${core.clock.now()}), opted_out_by = ${by}
    where organization_id = ${scope.organizationId} and id = ${contactId}
      and (opted_out_by is null or (opted_out_by = 'patient' and ${by}::text = 'provider'))
    returning id
  `.execute(core.db);
  if (rows.length > 0) await recordEvent(core, scope, 'contact.opted_out', contactId, { by });
}

/** The contact may be written to again. Safe to repeat. */
export async function optIn(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  { contactId }: { contactId: ContactId },
): Promise<void> {
  const { rows } = await sql`
    update contact set opted_out_at = null, opted_out_by = null
    where organization_id = ${scope.organizationId} and id = ${contactId} and opted_out_at is not null
    returning id
  `.execute(core.db);
  if (rows.length === 0) return;
  await recordEvent(core, scope, 'contact.opted_in', contactId);
  await closeItems(core, scope, { kinds: ['on_call_stopped'], recordId: contactId });
}
