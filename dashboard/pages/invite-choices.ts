import type { Core } from '../../core/scope.ts';
import { mayGive } from '../../core/staff/invite.ts';
import type { StaffScope } from '../../core/staff/permissions.ts';
import { type ClinicRole, listRoles } from '../../core/staff/roles.ts';

export type InviteChoices = {
  roles: ClinicRole[];
  branches: { id: string; name: string }[];
  practitioners: { id: string; name: string }[];
  /** Who sees some branches only may give no more than these. */
  allBranches: boolean;
};

/** What somebody may give to whom they invite. */
export async function readInviteChoices(core: Core, scope: StaffScope): Promise<InviteChoices> {
  const { organizationId, branches: own } = scope;
  const roles = (await listRoles(core, organizationId)).filter((role) => mayGive(scope, role, own));
  const branches = await core.db
    .selectFrom('branch')
    .select(['id', 'name'])
    .where('organization_id', '=', organizationId)
    .where('active', '=', true)
    .orderBy('position')
    .execute();
  const practitioners = await core.db
    .selectFrom('practitioner')
    .select(['id', 'name'])
    .where('organization_id', '=', organizationId)
    .where('active', '=', true)
    .orderBy('position')
    .execute();
  return {
    roles,
    branches: branches.filter(({ id }) => own === 'all' || own.includes(id)),
    practitioners,
    allBranches: own === 'all',
  };
}
