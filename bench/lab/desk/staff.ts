import type { BranchId, CorrelationId } from '../../../core/ids.ts';
import type { Core } from '../../../core/scope.ts';
import { addMember } from '../../../core/staff/invite.ts';
import type { Role } from '../../../core/staff/permissions.ts';
import { hashOf } from '../../../dashboard/sign-in/passwords.ts';
import { organizationOf } from '../clinic.ts';

export const password = 'the long password of all who are measured';

/**
 * The first sees and does all there is to; the second is of one branch only, so that of each record it is asked whether they see
 * it; the others work at the desk for the whole clinic.
 */
export const emailOf = (number: number) => `staff-${number}@miadi.bench`;

/** So many who have joined, with a password and without a second factor. */
export async function fillStaff(core: Core, people: number): Promise<void> {
  const organizationId = await organizationOf(core);
  const scope = {
    organizationId,
    actor: { kind: 'system' as const },
    correlationId: core.ids.next<CorrelationId>(),
  };
  const branches = await core.db
    .selectFrom('branch')
    .select('id')
    .orderBy('position', 'desc')
    .limit(1)
    .execute();
  const [own] = branches.map(({ id }): readonly BranchId[] => [id]);
  for (let number = 0; number < people; number++) {
    const role: Role = number === 0 ? 'clinic_admin' : 'front_desk';
    const added = await addMember(core, scope, {
      ...{ email: emailOf(number), role, practitionerId: null, language: 'en', demandSecondFactor: false },
      branches: number === 1 && own ? own : 'all',
    });
    if (!added.ok) throw new Error(added.reason);
  }
  const hash = await hashOf(password);
  const now = core.clock.now();
  const accounts = await core.db.selectFrom('staff.account').select(['id', 'email']).execute();
  await core.db
    .insertInto('staff.credential')
    .values(
      accounts.map(({ id }) => ({
        ...{ id: core.ids.next<string>(), account_id: id, provider: 'credential', provider_account: id },
        ...{ password: hash, created_at: now, updated_at: now },
      })),
    )
    .execute();
  await core.db.updateTable('staff.member').set({ joined_at: now }).execute();
}
