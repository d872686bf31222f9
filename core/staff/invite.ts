import { type Tx, violated } from '../db/connect.ts';
import { recordEvent } from '../events.ts';
import type { BranchId, MemberId, PractitionerId } from '../ids.ts';
import type { Language } from '../language.ts';
import type { Core, Scope } from '../scope.ts';
import { allows, type NotAllowed, tellRefusal } from './allow.ts';
import { makeLink } from './link.ts';
import type { StaffScope } from './permissions.ts';
import { type ClinicRole, covers, ensureRoles, listRoles } from './roles.ts';

export type Invitation = {
  email: string;
  role: string;
  /** All of the clinic's, or these. */
  branches: 'all' | readonly BranchId[];
  practitionerId: PractitionerId | null;
  language: Language;
  /** Asks for a code besides the password, whatever the role asks. */
  demandSecondFactor?: boolean;
  demo?: boolean;
};

export type Invited =
  | { ok: true; memberId: MemberId; token: string }
  | { ok: false; reason: 'bad_email' | 'email_taken' | 'no_such_role' | 'no_branch' };

/** Staff invite staff: with permissions and branches that they have themselves. */
export async function inviteMember(
  core: Core,
  scope: StaffScope,
  invitation: Invitation,
): Promise<Invited | NotAllowed> {
  if (!allows(core, scope, 'staff.manage')) return { ok: false, reason: 'not_allowed' };
  const role = (await listRoles(core, scope.organizationId)).find(({ key }) => key === invitation.role);
  if (role === undefined) return { ok: false, reason: 'no_such_role' };
  if (!mayGive(scope, role, invitation.branches)) return tellRefusal(core, scope, 'beyond_own_permissions');
  return addMember(core, scope, invitation);
}

export function mayGive(
  scope: StaffScope,
  role: Pick<ClinicRole, 'permissions'>,
  branches: Invitation['branches'],
): boolean {
  const own = scope.branches;
  const within = own === 'all' || (branches !== 'all' && branches.every((branch) => own.includes(branch)));
  return within && covers(scope.permissions, role.permissions);
}

/** The same for who runs Miadi: they ask nobody. */
export async function addMember(core: Core, scope: Scope, invitation: Invitation): Promise<Invited> {
  const email = invitation.email.trim().toLowerCase();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || email.length > 254)
    return { ok: false, reason: 'bad_email' };
  if (invitation.branches !== 'all' && invitation.branches.length === 0)
    return { ok: false, reason: 'no_branch' };
  await ensureRoles(core, scope.organizationId);
  const role = (await listRoles(core, scope.organizationId)).find(({ key }) => key === invitation.role);
  if (role === undefined) return { ok: false, reason: 'no_such_role' };
  const add = async (db: Tx): Promise<Invited> => {
    const within = { ...core, db };
    const memberId = await writeMember(within, scope, { ...invitation, email }, role);
    await recordEvent(within, scope, 'staff.invited', memberId, { role: role.key });
    return { ok: true, memberId, token: await makeLink(within, scope, memberId, 'invite') };
  };
  if (core.db.isTransaction) return add(core.db as Tx);
  try {
    return await core.db.transaction().execute(add);
  } catch (error) {
    if (violated(error) === 'account_email_key') return { ok: false, reason: 'email_taken' };
    throw error;
  }
}

async function writeMember(
  core: Core,
  scope: Scope,
  invitation: Invitation,
  role: ClinicRole,
): Promise<MemberId> {
  const now = core.clock.now();
  const accountId = core.ids.next<string>();
  const memberId = core.ids.next<MemberId>();
  const { organizationId } = scope;
  await core.db
    .insertInto('staff.account')
    .values({ id: accountId, name: '', email: invitation.email, created_at: now, updated_at: now })
    .execute();
  await core.db
    .insertInto('staff.member')
    .values({
      organization_id: organizationId,
      id: memberId,
      account_id: accountId,
      role: role.key,
      permissions: null,
      all_branches: invitation.branches === 'all',
      practitioner_id: invitation.practitionerId,
      second_factor_demanded: invitation.demandSecondFactor ?? role.demandsSecondFactor,
      language: invitation.language,
      demo: invitation.demo ?? false,
      invited_at: now,
      joined_at: null,
    })
    .execute();
  if (invitation.branches !== 'all') {
    await core.db
      .insertInto('staff.member_branch')
      .values(
        invitation.branches.map((branch_id) => ({
          organization_id: organizationId,
          member_id: memberId,
          branch_id,
        })),
      )
      .execute();
  }
  return memberId;
}
