import { sql } from 'kysely';
import type { ContactId } from '../ids.ts';
import type { Language } from '../language.ts';
import type { Core, Scope } from '../scope.ts';

export type RecordConsentInput = {
  contactId: ContactId;
  /** Which wording was shown: the text's key and its edition. */
  wording: string;
  language: Language;
};

/** Records that the contact went on after being told what is kept. The first time stands: later ones change nothing. */
export async function recordConsent(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  { contactId, wording, language }: RecordConsentInput,
): Promise<void> {
  const { organizationId, actor } = scope;
  const now = core.clock.now();
  const actorId = actor.kind === 'system' ? null : actor.id;
  await sql`
    with given as (
      insert into consent (organization_id, contact_id, purpose, wording, language, given_at)
      values (${organizationId}, ${contactId}, 'chat', ${wording}, ${language}, ${now})
      on conflict do nothing
      returning organization_id, contact_id
    )
    insert into event (organization_id, at, type, actor_kind, actor_id, record_kind, record_id, correlation_id, details)
    select organization_id, ${now}, 'contact.consented', ${actor.kind}, ${actorId}, 'contact', contact_id,
      ${scope.correlationId}, ${JSON.stringify({ purpose: 'chat', wording, language })} from given
  `.execute(core.db);
}
