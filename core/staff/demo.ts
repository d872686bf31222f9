import { recordEvent } from '../events.ts';
import type { CorrelationId, MemberId, OrganizationId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { addMember, type Invitation } from './invite.ts';
import { writePassword } from './link.ts';

export type DemoMember = Invitation & { name: string };

/** Makes or renews somebody to try with: joined, without a second factor, with this password. */
export async function putDemoMember(
  core: Core,
  organizationId: OrganizationId,
  demo: DemoMember,
  passwordHash: string,
): Promise<void> {
  const correlationId = core.ids.next<CorrelationId>();
  const scope: Scope = { organizationId, actor: { kind: 'system' }, correlationId };
  await core.db.transaction().execute(async (tx) => {
    const within = { ...core, db: tx };
    const known = await findDemo(within, demo.email);
    if (known === undefined) {
      const added = await addMember(within, scope, { ...demo, demandSecondFactor: false, demo: true });
      if (!added.ok) throw new Error(`the demo member could not be made: ${added.reason}`);
    }
    const { accountId, memberId } = known ?? (await foundDemo(within, demo.email));
    const now = core.clock.now();
    await tx.updateTable('staff.account').set({ name: demo.name }).where('id', '=', accountId).execute();
    await tx
      .updateTable('staff.member')
      .set({ joined_at: now, active: true })
      .where('organization_id', '=', organizationId)
      .where('id', '=', memberId)
      .execute();
    await writePassword(within, accountId, passwordHash);
  });
}

/** A database that development has begun may go into production: who knows what its terminal once printed stays out. */
export async function deactivateDemoMembers(core: Core): Promise<void> {
  const gone = await core.db
    .updateTable('staff.member')
    .set({ active: false })
    .where('demo', '=', true)
    .where('active', '=', true)
    .returning(['organization_id', 'id', 'account_id'])
    .execute();
  for (const { organization_id: organizationId, id, account_id } of gone) {
    await core.db.deleteFrom('staff.sign_in').where('account_id', '=', account_id).execute();
    const correlationId = core.ids.next<CorrelationId>();
    const scope: Scope = { organizationId, actor: { kind: 'system' }, correlationId };
    await recordEvent(core, scope, 'staff.deactivated', id);
  }
}

async function foundDemo(core: Core, email: string): Promise<{ accountId: string; memberId: MemberId }> {
  const found = await findDemo(core, email);
  if (found === undefined) throw new Error('the demo member is not there');
  return found;
}

/** Only one that was made as such: a colleague who has the same address keeps the password. */
function findDemo(core: Core, email: string) {
  return core.db
    .selectFrom('staff.member as m')
    .innerJoin('staff.account as a', 'a.id', 'm.account_id')
    .select(['a.id as accountId', 'm.id as memberId'])
    .where('a.email', '=', email)
    .where('m.demo', '=', true)
    .executeTakeFirst();
}
