import { sql } from 'kysely';
import { releaseHold } from '../booking/end-hold.ts';
import { recordEvent } from '../events.ts';
import type { ContactId } from '../ids.ts';
import { endHandover } from '../messaging/handover.ts';
import type { Core, Scope } from '../scope.ts';
import { closeItems, openItem } from '../worklist.ts';

/**
 * "Wrong number": the address belongs to none of our patients. Whom it cared for, what it kept on hold and what it agreed to
 * were another person's, and go at once; the patients and their visits stay, and staff are told to find them elsewhere.
 * Whoever writes from it later starts anew. Safe to repeat; run in a transaction.
 */
export async function detachContact(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  { contactId }: { contactId: ContactId },
): Promise<void> {
  const { organizationId } = scope;
  const { rows } = await sql`
    update contact set detached_at = ${core.clock.now()}
    where organization_id = ${organizationId} and id = ${contactId} and detached_at is null
    returning id
  `.execute(core.db);
  if (rows.length === 0) return;
  await releaseHold(core, scope, { contactId });
  const gone = await sql`
    delete from contact_patient where organization_id = ${organizationId} and contact_id = ${contactId} returning patient_id
  `.execute(core.db);
  // the event contact.consented still says who agreed to what, and when
  await sql`delete from consent where organization_id = ${organizationId} and contact_id = ${contactId}`.execute(
    core.db,
  );
  await endConversation(core, scope, contactId);
  await recordEvent(core, scope, 'contact.detached', contactId, { patients: gone.rows.length });
  await openItem(core, scope, { kind: 'not_me', recordKind: 'contact', recordId: contactId });
}

/** What was on its way, or in a person's hands, was the other person's: whoever has the address now must not get it. */
async function endConversation(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  contactId: ContactId,
): Promise<void> {
  const { organizationId } = scope;
  await sql`
    update outbox set state = 'cancelled', next_attempt_at = null, ended_at = ${core.clock.now()}
    where organization_id = ${organizationId} and contact_id = ${contactId} and state in ('queued', 'errored', 'unknown')
  `.execute(core.db);
  const { id: conversationId } = await core.db
    .selectFrom('conversation')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('contact_id', '=', contactId)
    .executeTakeFirstOrThrow();
  await endHandover(core, scope, { conversationId, by: 'patient' });
  await closeItems(core, scope, { kinds: ['person'], recordId: conversationId });
}
