import { createHmac, type KeyObject } from 'node:crypto';
import type { OrganizationId } from '../ids.ts';
import type { Core } from '../scope.ts';

/** What signs cookies, encrypts second factors and keys digests. Of the installation, not of one clinic. */
export type StaffKey = { readonly secret: KeyObject };

/** No organization's: a word that is no id, which binds the wrapped key to its purpose all the same. */
const owner = { organizationId: 'installation' as OrganizationId, recordId: 'staff' };

/** Made with the first start; several processes that start at once have the same. */
export async function openStaffKey(core: Pick<Core, 'db' | 'vault'>): Promise<StaffKey> {
  const { wrapped } = core.vault.newDataKey(owner);
  await core.db
    .insertInto('vault.staff_key')
    .values({ data_key: wrapped })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { data_key } = await core.db
    .selectFrom('vault.staff_key')
    .select('data_key')
    .executeTakeFirstOrThrow();
  return { secret: core.vault.unwrap(data_key, owner).secret };
}

/** For one purpose: what it gives away is of no use for another. 64 hexadecimal digits. */
export function secretFor(key: StaffKey, purpose: string): string {
  return createHmac('sha256', key.secret).update(`${purpose}\0`).digest('hex');
}
