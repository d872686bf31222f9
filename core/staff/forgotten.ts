import { mailboxOf } from '../clinic/mailbox.ts';
import type { CorrelationId, MemberId, OrganizationId } from '../ids.ts';
import type { Language } from '../language.ts';
import type { Core } from '../scope.ts';
import { makeLink } from './link.ts';

/**
 * A stranger who knows an address shall not fill its mailbox, nor keep its owner from a link: after the first of a day the next come one an hour.
 * A link opens for two hours: however often strangers ask, the latest in the mailbox still opens for an hour.
 */
const NOT_AGAIN_WITHIN = Temporal.Duration.from({ minutes: 5 });
const QUICK_A_DAY = 5;
const THEN_NOT_WITHIN = Temporal.Duration.from({ hours: 1 });

export type ForgottenLink = {
  organizationId: OrganizationId;
  memberId: MemberId;
  email: string;
  clinic: string;
  language: Language;
  token: string;
};

/**
 * A link to a new password, for who says that they have forgotten theirs: to be sent to that address, and told to nobody else.
 * Null: nobody who has joined and is active has it, or they have had one only just, or their clinic has
 * no mailbox to send it from. Whoever asked must not hear which of these it is.
 */
export async function makeForgottenLink(
  core: Core,
  correlationId: CorrelationId,
  typed: string,
): Promise<ForgottenLink | null> {
  return core.db.transaction().execute(async (db) => {
    const within = { ...core, db };
    const member = await db
      .selectFrom('staff.member as m')
      .innerJoin('staff.account as a', 'a.id', 'm.account_id')
      .innerJoin('organization as o', 'o.id', 'm.organization_id')
      .select(['m.organization_id as organizationId', 'm.id as memberId', 'a.email', 'm.language'])
      .select('o.name as clinic')
      .where('a.email', '=', typed.trim().toLowerCase())
      .where('m.active', '=', true)
      .where('m.joined_at', 'is not', null)
      .forUpdate('m')
      .executeTakeFirst();
    if (member === undefined || (await hadEnough(within, member))) return null;
    const { organizationId, memberId } = member;
    if ((await mailboxOf(within, organizationId)) === undefined) return null;
    const scope = { organizationId, correlationId, actor: { kind: 'system' as const } };
    return { ...member, token: await makeLink(within, scope, memberId, 'reset') };
  });
}

async function hadEnough(
  core: Core,
  { organizationId, memberId }: Pick<ForgottenLink, 'organizationId' | 'memberId'>,
): Promise<boolean> {
  const now = core.clock.now();
  const made = await core.db
    .selectFrom('staff.link')
    .select('created_at')
    .where('organization_id', '=', organizationId)
    .where('member_id', '=', memberId)
    .where('purpose', '=', 'reset')
    .where('created_at', '>', now.subtract({ hours: 24 }))
    .orderBy('created_at', 'desc')
    .limit(QUICK_A_DAY)
    .execute();
  const [last] = made;
  if (last === undefined) return false;
  const again = last.created_at.add(made.length < QUICK_A_DAY ? NOT_AGAIN_WITHIN : THEN_NOT_WITHIN);
  return Temporal.Instant.compare(now, again) < 0;
}
