import { recordEvent } from '../events.ts';
import type { ContactId, PatientId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { indexPatientName } from '../search/terms.ts';
import { openPatientKey } from './patients.ts';

/** A patient in the contact's care, and the contact who proposes, confirms or drops. */
type Whose = { patientId: PatientId; contactId: ContactId };

/**
 * Keeps a corrected name, as cleanName returns it, until the contact has confirmed it: the record keeps the name it has, as a
 * slip of the thumb must not stand in it. A later proposal takes the place of an earlier one. Run in a transaction.
 */
export async function proposeName(
  core: Pick<Core, 'db' | 'clock' | 'vault'>,
  scope: Scope,
  { patientId, contactId, name }: Whose & { name: string },
): Promise<{ ok: true } | { ok: false; reason: 'not_found' }> {
  const key = await openPatientKey(core, scope, patientId, contactId);
  if (key === undefined) return { ok: false, reason: 'not_found' };
  await core.db
    .updateTable('vault.patient')
    .set({
      proposed_name: core.vault.encrypt(key, 'patient.proposed_name', name),
      proposed_by: contactId,
    })
    .where('organization_id', '=', scope.organizationId)
    .where('patient_id', '=', patientId)
    .execute();
  await recordEvent(core, scope, 'patient.rename_proposed', patientId);
  return { ok: true };
}

/**
 * The contact has confirmed the name that it proposed: it is the patient's from now on. nothing_proposed: nor was it by this
 * contact; another phone of the family confirms only what it has been shown. Run in a transaction.
 */
export async function applyProposedName(
  core: Pick<Core, 'db' | 'clock' | 'vault'>,
  scope: Scope,
  { patientId, contactId }: Whose,
): Promise<{ ok: true } | { ok: false; reason: 'not_found' | 'nothing_proposed' }> {
  const key = await openPatientKey(core, scope, patientId, contactId);
  if (key === undefined) return { ok: false, reason: 'not_found' };
  const proposed = await forgetProposal(core, scope, { patientId, contactId });
  if (proposed === null) return { ok: false, reason: 'nothing_proposed' };
  const name = core.vault.decrypt(key, 'patient.proposed_name', proposed);
  await core.db
    .updateTable('vault.patient')
    .set({ name: core.vault.encrypt(key, 'patient.name', name) })
    .where('organization_id', '=', scope.organizationId)
    .where('patient_id', '=', patientId)
    .execute();
  await indexPatientName(core, scope, { patientId, name });
  await recordEvent(core, scope, 'patient.renamed', patientId);
  return { ok: true };
}

/** The contact does not want the name that it proposed. Safe to repeat; run in a transaction. */
export async function dropProposedName(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  { patientId, contactId }: Whose,
): Promise<void> {
  const dropped = await forgetProposal(core, scope, { patientId, contactId });
  if (dropped !== null) await recordEvent(core, scope, 'patient.rename_dropped', patientId);
}

/** What this contact has proposed, taken out of the record; null: nothing. */
async function forgetProposal(
  core: Pick<Core, 'db'>,
  { organizationId }: Scope,
  { patientId, contactId }: Whose,
): Promise<Buffer | null> {
  const found = await core.db
    .selectFrom('vault.patient')
    .select('proposed_name')
    .where('organization_id', '=', organizationId)
    .where('patient_id', '=', patientId)
    .where('proposed_by', '=', contactId)
    .forUpdate()
    .executeTakeFirst();
  if (!found) return null;
  await core.db
    .updateTable('vault.patient')
    .set({ proposed_name: null, proposed_by: null })
    .where('organization_id', '=', organizationId)
    .where('patient_id', '=', patientId)
    .execute();
  return found.proposed_name;
}
