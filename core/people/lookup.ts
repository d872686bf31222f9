import { createHmac, type KeyObject } from 'node:crypto';
import type { AddressKind } from '../db/tables.ts';
import type { OrganizationId } from '../ids.ts';
import type { Core } from '../scope.ts';

/** Keys the hashes of one organization's addresses: with another clinic's, the same number has another hash. */
export type LookupKey = { readonly lookupSecret: KeyObject };

/** What an address is found by without being readable: HMAC-SHA256, as telephone numbers are few enough to try them all. */
export function addressHash(key: LookupKey, kind: AddressKind, address: string): Buffer {
  return createHmac('sha256', key.lookupSecret).update(`${kind}\0${address}`).digest();
}

/** Makes the organization's lookup key where it has none. A second one would hide all contacts: the first stays. */
export async function createOrganizationKey(
  core: Pick<Core, 'db' | 'vault'>,
  organizationId: OrganizationId,
): Promise<void> {
  const { wrapped } = core.vault.newDataKey(ownerOf(organizationId));
  await core.db
    .insertInto('vault.organization_key')
    .values({ organization_id: organizationId, lookup_key: wrapped })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** @throws where the organization has no key: it was not made by createOrganizationKey, or was erased */
export async function organizationLookupKey(
  core: Pick<Core, 'db' | 'vault'>,
  organizationId: OrganizationId,
): Promise<LookupKey> {
  const row = await core.db
    .selectFrom('vault.organization_key')
    .select('lookup_key')
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  if (row === undefined) throw new Error(`organization ${organizationId} has no lookup key`);
  return { lookupSecret: core.vault.unwrap(row.lookup_key, ownerOf(organizationId)).secret };
}

function ownerOf(organizationId: OrganizationId) {
  return { organizationId, recordId: organizationId };
}
