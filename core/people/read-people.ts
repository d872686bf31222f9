import { type RawBuilder, sql } from 'kysely';
import type { Relation } from '../db/tables.ts';
import type { OrganizationId, PatientId } from '../ids.ts';
import type { Core } from '../scope.ts';
import { type DataKey, VaultError } from './vault.ts';

/** A patient as lists show them. name: null where it does not open (any more). */
export type Person = { patientId: PatientId; name: string | null; relation: Relation };

/** As `peopleOfContact` reads them: encrypted, base64. */
export type SealedPerson = { id: PatientId; relation: Relation; data_key: string; name: string };

/** A column of the contact's patients, oldest first; null where there are none. For openPeople. */
export function peopleOfContact(
  organizationId: OrganizationId,
  contact: RawBuilder<unknown>,
): RawBuilder<SealedPerson[] | null> {
  return sql<SealedPerson[] | null>`(
    select json_agg(json_build_object('id', cares.patient_id, 'relation', cares.relation,
      'data_key', encode(person.data_key, 'base64'), 'name', encode(person.name, 'base64')) order by cares.created_at, cares.patient_id)
    from contact_patient cares
    join vault.patient person on person.organization_id = cares.organization_id and person.patient_id = cares.patient_id
    where cares.organization_id = ${organizationId} and cares.contact_id = ${contact})`;
}

export function openPeople(
  core: Pick<Core, 'vault'>,
  organizationId: OrganizationId,
  sealed: readonly SealedPerson[] | null,
): Person[] {
  return (sealed ?? []).map(({ id, relation, data_key, name }) => ({
    patientId: id,
    relation,
    name: openOrNull(() => {
      const owner = { organizationId, recordId: id };
      const key = core.vault.unwrap(Buffer.from(data_key, 'base64'), owner);
      return core.vault.decrypt(key, 'patient.name', Buffer.from(name, 'base64'));
    }),
  }));
}

/** Null where the key is gone or does not open: one damaged record must not close a whole list. */
export function openKey(
  core: Pick<Core, 'vault'>,
  organizationId: OrganizationId,
  recordId: string,
  wrapped: Buffer | null,
): DataKey | null {
  return wrapped && openOrNull(() => core.vault.unwrap(wrapped, { organizationId, recordId }));
}

export function decryptOrNull(
  core: Pick<Core, 'vault'>,
  key: DataKey | null,
  purpose: string,
  sealed: Buffer | null,
): string | null {
  return key && sealed && openOrNull(() => core.vault.decrypt(key, purpose, sealed));
}

function openOrNull<T>(open: () => T): T | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

/** Enough of a number to tell two of a family apart: "+254…001". */
export function maskAddress(address: string): string {
  if (address.includes('@')) return `${address.slice(0, 1)}…${address.slice(address.indexOf('@'))}`;
  return address.length < 9 ? '…' : `${address.slice(0, 4)}…${address.slice(-3)}`;
}
