import type { OrganizationId } from '../ids.ts';
import type { Core } from '../scope.ts';
import { type Permission, permissions, permissionsOf, type Role, roles } from './permissions.ts';

/** A role as the clinic has it: its permissions are data. */
export type ClinicRole = { key: string; permissions: ReadonlySet<Permission>; demandsSecondFactor: boolean };

/**
 * Who may give others access, or runs the machine, must prove more than a password. Those of the desk are offered it: a shared
 * phone at a reception has no place for each one's codes, and the clinic may demand it of a member all the same.
 */
const demanding: readonly Role[] = ['clinic_admin', 'practice_manager', 'system_admin'];

/** Gives a clinic the roles that every one begins with; what it has of that key stays as it is. */
export async function ensureRoles(core: Pick<Core, 'db'>, organizationId: OrganizationId): Promise<void> {
  await core.db
    .insertInto('staff.role')
    .values(
      roles.map((key, position) => ({
        organization_id: organizationId,
        key,
        permissions: [...permissionsOf[key]],
        demands_second_factor: demanding.includes(key),
        position,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function listRoles(
  core: Pick<Core, 'db'>,
  organizationId: OrganizationId,
): Promise<ClinicRole[]> {
  const rows = await core.db
    .selectFrom('staff.role')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('position')
    .orderBy('key')
    .execute();
  return rows.map((row) => ({
    key: row.key,
    permissions: knownPermissions(row.permissions),
    demandsSecondFactor: row.demands_second_factor,
  }));
}

/** A permission that this Miadi does not know gives nothing. */
export function knownPermissions(names: readonly string[]): ReadonlySet<Permission> {
  return new Set(permissions.filter((permission) => names.includes(permission)));
}

/** Who may do it for everybody may give it to one for their own. */
const wider: Partial<Record<Permission, Permission>> = {
  'visit.read_own': 'visit.read',
  'hours.change_own': 'visit.change',
};

/** Whether all that is wanted is within what somebody has: nobody gives others more than they have themselves. */
export function covers(own: ReadonlySet<Permission>, wanted: ReadonlySet<Permission>): boolean {
  return [...wanted].every((permission) => {
    const broad = wider[permission];
    return own.has(permission) || (broad !== undefined && own.has(broad));
  });
}
