import { createHash, randomBytes } from 'node:crypto';
import { recordEvent } from '../events.ts';
import type { MemberId, OrganizationId } from '../ids.ts';
import type { Language } from '../language.ts';
import type { Core, Scope } from '../scope.ts';

/** Who has just been invited may be away for some days; who has forgotten a password waits for it. */
const lasts = { invite: Temporal.Duration.from({ hours: 72 }), reset: Temporal.Duration.from({ hours: 2 }) };

export type LinkPurpose = keyof typeof lasts;

/**
 * Opens once. A new invitation takes the place of those before; links to a new password stand side by side until one is used, as anybody can
 * ask for one in another's name.
 */
export async function makeLink(
  core: Core,
  scope: Scope,
  memberId: MemberId,
  purpose: LinkPurpose,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const now = core.clock.now();
  if (purpose === 'invite') await voidLinks(core, scope, memberId);
  await core.db
    .insertInto('staff.link')
    .values({
      digest: digestOf(token),
      organization_id: scope.organizationId,
      member_id: memberId,
      purpose,
      expires_at: now.add(lasts[purpose]),
      used_at: null,
      created_at: now,
    })
    .execute();
  await recordEvent(core, scope, 'staff.link_made', memberId, { purpose });
  return token;
}

/** All that a member has. @returns the digests of those that would have opened until now */
export async function voidLinks(
  core: Core,
  { organizationId }: Pick<Scope, 'organizationId'>,
  memberId: MemberId,
): Promise<string[]> {
  const rows = await core.db
    .updateTable('staff.link')
    .set({ used_at: core.clock.now() })
    .where('organization_id', '=', organizationId)
    .where('member_id', '=', memberId)
    .where('used_at', 'is', null)
    .returning('digest')
    .execute();
  return rows.map(({ digest }) => digest);
}

export type OpenedLink = {
  organizationId: OrganizationId;
  memberId: MemberId;
  accountId: string;
  purpose: LinkPurpose;
  name: string;
  email: string;
  language: Language;
  clinic: string;
};

/** Undefined: used, expired, made up, or its member is no longer active; which of these is nobody's business. */
export async function openLink(core: Core, token: string): Promise<OpenedLink | undefined> {
  return core.db
    .selectFrom('staff.link as l')
    .innerJoin('staff.member as m', (join) =>
      join.onRef('m.organization_id', '=', 'l.organization_id').onRef('m.id', '=', 'l.member_id'),
    )
    .innerJoin('staff.account as a', 'a.id', 'm.account_id')
    .innerJoin('organization as o', 'o.id', 'm.organization_id')
    .select([
      'm.organization_id as organizationId',
      'm.id as memberId',
      'm.account_id as accountId',
      'l.purpose',
      'a.name',
      'a.email',
      'm.language',
      'o.name as clinic',
    ])
    .where('l.digest', '=', digestOf(token))
    .where('l.used_at', 'is', null)
    .where('l.expires_at', '>', core.clock.now())
    .where('m.active', '=', true)
    .executeTakeFirst();
}

export type LinkUse = { name: string; passwordHash: string };

/**
 * Sets name and password, once: of two that use a link, or two links of one member, at the same time one finds it used. All devices are signed out, as a
 * password is changed when somebody else may know the old one.
 *
 * @returns false where the link no longer opens
 */
export async function acceptLink(core: Core, scope: Scope, token: string, use: LinkUse): Promise<boolean> {
  return core.db.transaction().execute(async (tx) => {
    const within = { ...core, db: tx };
    const opened = await openLink(within, token);
    if (opened === undefined) return false;
    const now = core.clock.now();
    const { accountId, memberId, organizationId, purpose } = opened;
    if (!(await voidLinks(within, opened, memberId)).includes(digestOf(token))) return false;
    await tx
      .updateTable('staff.account')
      .set({ name: use.name, email_verified: true, updated_at: now })
      .where('id', '=', accountId)
      .execute();
    await writePassword(within, accountId, use.passwordHash);
    await tx
      .updateTable('staff.member')
      .set((expression) => ({
        joined_at: expression.fn.coalesce('joined_at', expression.val(now)),
      }))
      .where('organization_id', '=', organizationId)
      .where('id', '=', memberId)
      .execute();
    await tx.deleteFrom('staff.sign_in').where('account_id', '=', accountId).execute();
    const self: Scope = { ...scope, organizationId, actor: { kind: 'staff', id: memberId } };
    await recordEvent(within, self, purpose === 'invite' ? 'staff.joined' : 'staff.password_set', memberId);
    return true;
  });
}

/** As better-auth keeps it: one row of the provider 'credential' for each account. */
export async function writePassword(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  accountId: string,
  passwordHash: string,
): Promise<void> {
  const now = core.clock.now();
  await core.db
    .insertInto('staff.credential')
    .values({
      id: core.ids.next<string>(),
      account_id: accountId,
      provider: 'credential',
      provider_account: accountId,
      password: passwordHash,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['provider', 'provider_account']).doUpdateSet({
        password: passwordHash,
        updated_at: now,
      }),
    )
    .execute();
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
