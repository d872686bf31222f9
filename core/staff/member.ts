import { sql } from 'kysely';
import type { BranchId, CorrelationId, MemberId, OrganizationId, PractitionerId } from '../ids.ts';
import type { Language } from '../language.ts';
import type { Core } from '../scope.ts';
import type { Permission, StaffScope } from './permissions.ts';
import { knownPermissions } from './roles.ts';

/** Somebody of the staff, as the records have them now. */
export type Member = {
  organizationId: OrganizationId;
  id: MemberId;
  accountId: string;
  role: string;
  permissions: ReadonlySet<Permission>;
  branches: 'all' | readonly BranchId[];
  practitionerId: PractitionerId | null;
  language: Language;
  secondFactorDemanded: boolean;
  hasSecondFactor: boolean;
  clinic: string;
  /** Of the times that they are shown. */
  zone: string;
};

type MemberRow = {
  organization_id: OrganizationId;
  id: MemberId;
  account_id: string;
  role: string;
  permissions: string[];
  branches: BranchId[] | null;
  practitioner_id: PractitionerId | null;
  language: Language;
  second_factor_demanded: boolean;
  second_factor: boolean;
  clinic: string;
  zone: string;
};

/** By the account that is signed in; undefined for one that belongs to no clinic, or was deactivated. */
export async function findMember(core: Pick<Core, 'db'>, accountId: string): Promise<Member | undefined> {
  const { rows } = await sql<MemberRow>`
    select m.organization_id, m.id, m.account_id, m.role, coalesce(m.permissions, r.permissions) as permissions,
      case when not m.all_branches then array(select b.branch_id from staff.member_branch b
        where b.organization_id = m.organization_id and b.member_id = m.id order by 1) end as branches,
      m.practitioner_id, m.language, m.second_factor_demanded, a.second_factor, o.name as clinic, o.zone
    from staff.member m join staff.account a on a.id = m.account_id
    join staff.role r on r.organization_id = m.organization_id and r.key = m.role
    join organization o on o.id = m.organization_id
    where m.account_id = ${accountId} and m.active
  `.execute(core.db);
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    organizationId: row.organization_id,
    id: row.id,
    accountId: row.account_id,
    role: row.role,
    permissions: knownPermissions(row.permissions),
    branches: row.branches ?? 'all',
    practitionerId: row.practitioner_id,
    language: row.language,
    secondFactorDemanded: row.second_factor_demanded,
    hasSecondFactor: row.second_factor,
    clinic: row.clinic,
    zone: row.zone,
  };
}

/** In whose name one request acts. */
export function scopeOf(member: Member, correlationId: CorrelationId): StaffScope {
  const { organizationId, permissions, branches, practitionerId } = member;
  return {
    organizationId,
    correlationId,
    actor: { kind: 'staff', id: member.id },
    permissions,
    branches,
    practitionerId,
  };
}

/** Their own choice, and nobody else's business. */
export async function chooseLanguage(
  core: Pick<Core, 'db'>,
  scope: StaffScope,
  language: Language,
): Promise<void> {
  await core.db
    .updateTable('staff.member')
    .set({ language })
    .where('organization_id', '=', scope.organizationId)
    .where('id', '=', scope.actor.id as MemberId)
    .execute();
}
