import { sql } from 'kysely';
import { violated } from '../db/connect.ts';
import type { AddressKind } from '../db/tables.ts';
import { recordEvent } from '../events.ts';
import type { ContactId, PatientId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { indexPatientName } from '../search/terms.ts';
import { parseAddress } from './address.ts';
import { addressHash, organizationLookupKey } from './lookup.ts';
import { cleanName } from './names.ts';
import { decryptOrNull, openKey } from './read-people.ts';
import type { DataKey } from './vault.ts';

/** What staff put right in the records of people. Nothing here asks who may: that is the desk's (core/desk/patient.ts). */

type PeopleCore = Pick<Core, 'db' | 'clock' | 'vault'>;

/** Their name from now on; a name that somebody had proposed is settled by it. Run in a transaction. */
export async function renamePatient(
  core: PeopleCore,
  scope: Scope,
  { patientId, name: raw }: { patientId: PatientId; name: string },
): Promise<{ ok: true; name: string } | { ok: false; reason: string }> {
  const clean = cleanName(raw);
  if (!clean.ok) return { ok: false, reason: `name_${clean.reason}` };
  const open = await lockPatient(core, scope, patientId);
  if (open === null) return { ok: false, reason: 'no_key' };
  await writeName(core, scope, patientId, open.key, clean.name);
  return { ok: true, name: clean.name };
}

/** Staff have made sure of the name that a contact proposed: it is the patient's. Run in a transaction. */
export async function settleProposedName(
  core: PeopleCore,
  scope: Scope,
  { patientId, as }: { patientId: PatientId; as: 'confirmed' | 'dropped' },
): Promise<{ ok: true } | { ok: false; reason: 'no_key' | 'nothing_proposed' }> {
  const open = await lockPatient(core, scope, patientId);
  if (open === null) return { ok: false, reason: 'no_key' };
  const name = decryptOrNull(core, open.key, 'patient.proposed_name', open.proposed);
  if (name === null) return { ok: false, reason: 'nothing_proposed' };
  if (as === 'confirmed') {
    await writeName(core, scope, patientId, open.key, name);
    return { ok: true };
  }
  await core.db
    .updateTable('vault.patient')
    .set({ proposed_name: null, proposed_by: null })
    .where('organization_id', '=', scope.organizationId)
    .where('patient_id', '=', patientId)
    .execute();
  await recordEvent(core, scope, 'patient.rename_dropped', patientId);
  return { ok: true };
}

async function lockPatient(
  core: PeopleCore,
  { organizationId }: Scope,
  patientId: PatientId,
): Promise<{ key: DataKey; proposed: Buffer | null } | null> {
  const row = await core.db
    .selectFrom('vault.patient')
    .select(['data_key', 'proposed_name'])
    .where('organization_id', '=', organizationId)
    .where('patient_id', '=', patientId)
    .forUpdate()
    .executeTakeFirst();
  const key = openKey(core, organizationId, patientId, row?.data_key ?? null);
  return key && { key, proposed: row?.proposed_name ?? null };
}

async function writeName(
  core: PeopleCore,
  scope: Scope,
  patientId: PatientId,
  key: DataKey,
  name: string,
): Promise<void> {
  await core.db
    .updateTable('vault.patient')
    .set({
      name: core.vault.encrypt(key, 'patient.name', name),
      ...{ proposed_name: null, proposed_by: null },
    })
    .where('organization_id', '=', scope.organizationId)
    .where('patient_id', '=', patientId)
    .execute();
  await indexPatientName(core, scope, { patientId, name });
  await recordEvent(core, scope, 'patient.renamed', patientId);
}

/**
 * taken: another contact of the clinic's has that number on that channel: theirs is a conversation of its own, and two do not become one ·
 * the_same: it is that already.
 */
export type CorrectedNumber =
  | { ok: true }
  | { ok: false; reason: 'bad_number' | 'no_key' | 'taken' | 'the_same' };

/**
 * The contact's number was written down wrong, or they have a new one: what was said, their patients, consents and opt-outs stay theirs;
 * whether it can be reached is to be found out anew. Run in a transaction.
 */
export async function changeNumber(
  core: PeopleCore,
  scope: Scope,
  { contactId, kind, number }: { contactId: ContactId; kind: AddressKind; number: string },
): Promise<CorrectedNumber> {
  const { organizationId } = scope;
  const address = kind === 'email' ? null : parseAddress(kind, number);
  if (address === null) return { ok: false, reason: 'bad_number' };
  const row = await core.db
    .selectFrom('vault.contact')
    .select(['data_key', 'address'])
    .where('organization_id', '=', organizationId)
    .where('contact_id', '=', contactId)
    .forUpdate()
    .executeTakeFirst();
  const key = openKey(core, organizationId, contactId, row?.data_key ?? null);
  if (key === null) return { ok: false, reason: 'no_key' };
  if (decryptOrNull(core, key, 'contact.address', row?.address ?? null) === address) {
    return { ok: false, reason: 'the_same' };
  }
  const hash = addressHash(await organizationLookupKey(core, organizationId), kind, address);
  if (!(await moveHash(core, scope, { contactId, kind, hash }))) return { ok: false, reason: 'taken' };
  await core.db
    .updateTable('vault.contact')
    .set({ address: core.vault.encrypt(key, 'contact.address', address) })
    .where('organization_id', '=', organizationId)
    .where('contact_id', '=', contactId)
    .execute();
  await recordEvent(core, scope, 'contact.number_corrected', contactId);
  return { ok: true };
}

/** False: another contact has it. Whoever writes from it for the first time at this very moment is found by a lost savepoint. */
async function moveHash(
  core: PeopleCore,
  { organizationId }: Scope,
  { contactId, kind, hash }: { contactId: ContactId; kind: AddressKind; hash: Buffer },
): Promise<boolean> {
  await sql`savepoint number`.execute(core.db);
  try {
    await sql`
      update contact set address_hash = ${hash}, unreachable_at = null, unreachable_reason = null
      where organization_id = ${organizationId} and id = ${contactId} and kind = ${kind}
    `.execute(core.db);
  } catch (error) {
    if (violated(error) === undefined) throw error;
    await sql`rollback to savepoint number`.execute(core.db);
    return false;
  }
  await sql`release savepoint number`.execute(core.db);
  return true;
}
