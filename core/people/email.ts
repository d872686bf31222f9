import { mailboxOf } from '../clinic/mailbox.ts';
import { recordEvent } from '../events.ts';
import type { ContactId, PatientId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { parseAddress } from './address.ts';
import { ensureContact } from './contacts.ts';

export type GiveEmailInput = {
  patientId: PatientId;
  /** The phone in whose care the patient is: whoever reads the e-mail is to the patient what they are. Else the patient themselves. */
  contactId?: ContactId;
  /** As it was written down. */
  address: string;
};

export type GivenEmail =
  | { ok: true; contactId: ContactId }
  /** no_channel: the clinic has no mailbox to write from. not_found: no such patient, or not in that phone's care. */
  | { ok: false; reason: 'bad_address' | 'no_channel' | 'not_found' };

/**
 * Lets a patient be written to by e-mail, as a contact of theirs like a phone. The clinic's word is taken for whose it is. Safe to
 * repeat; run in a transaction.
 */
export async function giveEmail(
  core: Pick<Core, 'db' | 'clock' | 'ids' | 'vault'>,
  scope: Scope,
  { patientId, contactId, address }: GiveEmailInput,
): Promise<GivenEmail> {
  const parsed = parseAddress('email', address);
  if (parsed === null) return { ok: false, reason: 'bad_address' };
  const mailbox = await mailboxOf(core, scope.organizationId);
  if (mailbox === undefined) return { ok: false, reason: 'no_channel' };
  const relation = await relationTo(core, scope, patientId, contactId);
  if (relation === undefined) return { ok: false, reason: 'not_found' };
  const { organizationId } = scope;
  const made = await ensureContact(core, scope, { kind: 'email', address: parsed, channelId: mailbox.id });
  const given = await core.db
    .insertInto('contact_patient')
    .values({
      ...{ organization_id: organizationId, contact_id: made.contactId, patient_id: patientId },
      ...{ relation, created_at: core.clock.now() },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('contact_id')
    .executeTakeFirst();
  // Somebody's again, should it have been taken off the records.
  await core.db
    .updateTable('contact')
    .set({ detached_at: null })
    .where('organization_id', '=', organizationId)
    .where('id', '=', made.contactId)
    .where('detached_at', 'is not', null)
    .execute();
  if (given) await recordEvent(core, scope, 'patient.email_given', patientId, { contactId: made.contactId });
  return { ok: true, contactId: made.contactId };
}

async function relationTo(
  core: Pick<Core, 'db'>,
  { organizationId }: Scope,
  patientId: PatientId,
  contactId: ContactId | undefined,
) {
  if (contactId === undefined) {
    const row = await core.db
      .selectFrom('patient')
      .select('id')
      .where('organization_id', '=', organizationId)
      .where('id', '=', patientId)
      .executeTakeFirst();
    return row && 'self';
  }
  const row = await core.db
    .selectFrom('contact_patient')
    .select('relation')
    .where('organization_id', '=', organizationId)
    .where('contact_id', '=', contactId)
    .where('patient_id', '=', patientId)
    .executeTakeFirst();
  return row?.relation;
}
