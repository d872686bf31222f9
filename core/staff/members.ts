import { sql } from 'kysely';
import { recordEvent } from '../events.ts';
import type { BranchId, MemberId } from '../ids.ts';
import type { Language } from '../language.ts';
import type { Core, Scope } from '../scope.ts';
import { allows, type NotAllowed, tellRefusal } from './allow.ts';
import { mayGive } from './invite.ts';
import { type LinkPurpose, makeLink } from './link.ts';
import type { StaffScope } from './permissions.ts';
import { covers, knownPermissions, listRoles } from './roles.ts';

export type ListedMember = {
  id: MemberId;
  name: string;
  email: string;
  role: string;
  branches: string[] | null;
  active: boolean;
  joined: boolean;
  hasSecondFactor: boolean;
  lastSeenAt: Temporal.Instant | null;
  /** What they may do is within what the reader may: only these may be given a new role or a link. */
  within: boolean;
};

const notAllowed: NotAllowed = { ok: false, reason: 'not_allowed' };

/** Everybody of the clinic, those who have left behind the others. */
export async function listMembers(
  core: Core,
  scope: StaffScope,
): Promise<{ ok: true; members: ListedMember[] } | NotAllowed> {
  if (!allows(core, scope, 'staff.manage')) return notAllowed;
  const { rows } = await sql<Omit<ListedMember, 'within'> & { permissions: string[] }>`
    select m.id, a.name, a.email, m.role, m.active, m.joined_at is not null as joined,
      a.second_factor as "hasSecondFactor", coalesce(m.permissions, r.permissions) as permissions,
      case when not m.all_branches then array(select b.name from staff.member_branch mb
        join branch b on b.organization_id = mb.organization_id and b.id = mb.branch_id
        where mb.organization_id = m.organization_id and mb.member_id = m.id order by b.position) end as branches,
      (select max(s.updated_at) from staff.sign_in s where s.account_id = m.account_id) as "lastSeenAt"
    from staff.member m join staff.account a on a.id = m.account_id
    join staff.role r on r.organization_id = m.organization_id and r.key = m.role
    where m.organization_id = ${scope.organizationId}
    order by m.active desc, r.position, lower(a.name), a.email
  `.execute(core.db);
  const members = rows.map(({ permissions, ...row }) => ({
    ...row,
    within: covers(scope.permissions, knownPermissions(permissions)),
  }));
  return { ok: true, members };
}

export type Changed =
  | { ok: true }
  | NotAllowed
  | { ok: false; reason: 'not_found' | 'no_such_role' | 'oneself' };

type Subject = {
  id: MemberId;
  accountId: string;
  email: string;
  language: Language;
  active: boolean;
  joined: boolean;
  within: boolean;
};

/** Whom it is about: of the same clinic, and with no more permissions than who asks. Locked until the change is committed. */
async function findSubject(core: Core, scope: StaffScope, memberId: MemberId): Promise<Subject | undefined> {
  const { rows } = await sql<{
    id: MemberId;
    account_id: string;
    email: string;
    language: Language;
    active: boolean;
    joined: boolean;
    permissions: string[];
    branches: BranchId[] | null;
  }>`
    select m.id, m.account_id, a.email, m.language, m.active, m.joined_at is not null as joined,
      coalesce(m.permissions, r.permissions) as permissions,
      case when not m.all_branches then array(select b.branch_id from staff.member_branch b
        where b.organization_id = m.organization_id and b.member_id = m.id) end as branches
    from staff.member m join staff.account a on a.id = m.account_id
    join staff.role r on r.organization_id = m.organization_id and r.key = m.role
    where m.organization_id = ${scope.organizationId} and m.id = ${memberId}
    for update of m
  `.execute(core.db);
  const [row] = rows;
  if (row === undefined) return undefined;
  const permissions = knownPermissions(row.permissions);
  const within = mayGive(scope, { permissions }, row.branches ?? 'all');
  const { id, account_id: accountId, email, language, active, joined } = row;
  return { id, accountId, email, language, active, joined, within };
}

/**
 * Asks for the permission, finds whom it is about, and changes them, all in one transaction. Nothing here is done to oneself: who gives up
 * staff.manage by mistake could not take it back, and who finds a screen open could take the account by a link. Ids are compared as the
 * records have them: a UUID may be asked for in capitals.
 */
async function changing<Result extends { ok: true }>(
  core: Core,
  scope: StaffScope,
  memberId: MemberId,
  change: (core: Core, subject: Subject) => Promise<Result | Exclude<Changed, { ok: true }>>,
): Promise<Result | Exclude<Changed, { ok: true }>> {
  if (!allows(core, scope, 'staff.manage')) return notAllowed;
  return core.db.transaction().execute(async (tx) => {
    const within = { ...core, db: tx };
    const subject = await findSubject(within, scope, memberId);
    if (subject === undefined) return { ok: false, reason: 'not_found' };
    if (subject.id === scope.actor.id) return { ok: false, reason: 'oneself' };
    if (!subject.within) return tellRefusal(core, scope, 'beyond_own_permissions');
    return change(within, subject);
  });
}

export function changeRole(core: Core, scope: StaffScope, memberId: MemberId, key: string): Promise<Changed> {
  return changing(core, scope, memberId, async (within) => {
    const role = (await listRoles(within, scope.organizationId)).find((one) => one.key === key);
    if (role === undefined) return { ok: false, reason: 'no_such_role' };
    if (!covers(scope.permissions, role.permissions))
      return tellRefusal(core, scope, 'beyond_own_permissions');
    await within.db
      .updateTable('staff.member')
      .set({ role: key, permissions: null, second_factor_demanded: role.demandsSecondFactor })
      .where('organization_id', '=', scope.organizationId)
      .where('id', '=', memberId)
      .execute();
    await recordEvent(within, scope, 'staff.role_changed', memberId, { role: key });
    return { ok: true };
  });
}

/** Signed out everywhere, at once; what they did stays in the records, and so does who they were. */
export function deactivate(core: Core, scope: StaffScope, memberId: MemberId): Promise<Changed> {
  return changing(core, scope, memberId, async (within, { accountId, active }) => {
    if (!active) return { ok: true };
    await setActive(within, scope, memberId, false);
    await within.db.deleteFrom('staff.sign_in').where('account_id', '=', accountId).execute();
    await recordEvent(within, scope, 'staff.deactivated', memberId);
    return { ok: true };
  });
}

export function reactivate(core: Core, scope: StaffScope, memberId: MemberId): Promise<Changed> {
  return changing(core, scope, memberId, async (within, { active }) => {
    if (active) return { ok: true };
    await setActive(within, scope, memberId, true);
    await recordEvent(within, scope, 'staff.reactivated', memberId);
    return { ok: true };
  });
}

export type MemberLink = {
  ok: true;
  token: string;
  purpose: LinkPurpose;
  /** Whom it is for. */
  email: string;
  language: Language;
};

/** A link for a new password; to who has not joined yet, another invitation. */
export function makeMemberLink(
  core: Core,
  scope: StaffScope,
  memberId: MemberId,
): Promise<MemberLink | Exclude<Changed, { ok: true }>> {
  return changing<MemberLink>(core, scope, memberId, async (within, subject) => {
    const { active, joined, email, language } = subject;
    if (!active) return { ok: false, reason: 'not_found' };
    const purpose = joined ? 'reset' : 'invite';
    return { ok: true, token: await makeLink(within, scope, memberId, purpose), purpose, email, language };
  });
}

/** For who has lost both the phone and the recovery codes. */
export function removeSecondFactor(core: Core, scope: StaffScope, memberId: MemberId): Promise<Changed> {
  return changing(core, scope, memberId, async (within, { accountId }) => {
    await takeSecondFactor(within, scope, memberId, accountId);
    return { ok: true };
  });
}

/** Signed out everywhere; asked to set it up anew where it is demanded. */
export async function takeSecondFactor(
  core: Core,
  scope: Scope,
  memberId: MemberId,
  accountId: string,
): Promise<void> {
  await core.db.deleteFrom('staff.second_factor').where('account_id', '=', accountId).execute();
  await core.db
    .updateTable('staff.account')
    .set({ second_factor: false, updated_at: core.clock.now() })
    .where('id', '=', accountId)
    .execute();
  await core.db.deleteFrom('staff.sign_in').where('account_id', '=', accountId).execute();
  await recordEvent(core, scope, 'staff.second_factor_removed', memberId);
}

async function setActive(core: Core, scope: StaffScope, memberId: MemberId, active: boolean): Promise<void> {
  await core.db
    .updateTable('staff.member')
    .set({ active })
    .where('organization_id', '=', scope.organizationId)
    .where('id', '=', memberId)
    .execute();
}
