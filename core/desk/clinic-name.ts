import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';

/** Name and phone, for what e-mails say. */
export async function readClinicName(
  core: Pick<Core, 'db'>,
  { organizationId }: StaffScope,
): Promise<{ name: string; phone: string }> {
  return core.db
    .selectFrom('organization')
    .select(['name', 'phone'])
    .where('id', '=', organizationId)
    .executeTakeFirstOrThrow();
}
