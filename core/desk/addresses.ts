import { sql } from 'kysely';
import { recordEvent } from '../events.ts';
import { type ContactId, isId } from '../ids.ts';
import { type GivenEmail, giveEmail } from '../people/email.ts';
import { decryptOrNull, openKey } from '../people/read-people.ts';
import type { Core } from '../scope.ts';
import { may, type StaffScope } from '../staff/permissions.ts';
import { inTransaction, notAllowed, notFound, type Refused, reachPatient, seesContact } from './access.ts';

/** Numbers and addresses, as staff see them and put them right. Lists and pages show them masked. */

/** A contact's whole number or address: that it was shown is an event, each time. address: null where it does not open any more. */
export async function showAddress(
  core: Core,
  scope: StaffScope,
  { contactId }: { contactId: string },
): Promise<{ ok: true; address: string | null } | Refused> {
  if (!may(scope, 'patient.read')) return notAllowed;
  if (!isId(contactId)) return notFound;
  const { organizationId } = scope;
  return inTransaction(core, async (core): Promise<{ ok: true; address: string | null } | Refused> => {
    const { rows } = await sql<{ id: ContactId; seen: boolean; key: Buffer | null; address: Buffer | null }>`
      select c.id, vc.data_key as key, vc.address, ${seesContact(scope, sql`c.id`)} as seen
      from contact c
      left join vault.contact vc on vc.organization_id = c.organization_id and vc.contact_id = c.id
      where c.organization_id = ${organizationId} and c.id = ${contactId}
    `.execute(core.db);
    const [row] = rows;
    if (row === undefined) return notFound;
    if (!row.seen) return notAllowed;
    await recordEvent(core, scope, 'contact.address_shown', row.id);
    const key = openKey(core, organizationId, row.id, row.key);
    return { ok: true, address: decryptOrNull(core, key, 'contact.address', row.address) };
  });
}

/** The number that a patient gave to be called by; an event too. */
export async function showGivenNumber(
  core: Core,
  scope: StaffScope,
  { patientId }: { patientId: string },
): Promise<{ ok: true; address: string | null } | Refused> {
  return inTransaction(core, async (core): Promise<{ ok: true; address: string | null } | Refused> => {
    const reached = await reachPatient(core, scope, 'patient.read', patientId);
    if (!reached.ok) return reached;
    const row = await core.db
      .selectFrom('vault.patient')
      .select(['data_key', 'phone'])
      .where('organization_id', '=', scope.organizationId)
      .where('patient_id', '=', reached.patientId)
      .executeTakeFirst();
    await recordEvent(core, scope, 'patient.number_shown', reached.patientId);
    const key = openKey(core, scope.organizationId, reached.patientId, row?.data_key ?? null);
    return { ok: true, address: decryptOrNull(core, key, 'patient.phone', row?.phone ?? null) };
  });
}

/** An e-mail address of the patient's own, as they have told staff. */
export async function giveEmailTo(
  core: Core,
  scope: StaffScope,
  { patientId, address }: { patientId: string; address: string },
): Promise<GivenEmail | Refused> {
  return inTransaction(core, async (core): Promise<GivenEmail | Refused> => {
    const reached = await reachPatient(core, scope, 'patient.edit', patientId);
    if (!reached.ok) return reached;
    return giveEmail(core, scope, { patientId: reached.patientId, address });
  });
}
