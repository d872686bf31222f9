import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { recordEvent } from '../events.ts';
import type { CorrelationId, MemberId, OrganizationId } from '../ids.ts';
import type { Core } from '../scope.ts';
import { allows, type NotAllowed } from './allow.ts';
import type { StaffScope } from './permissions.ts';
import type { StaffKey } from './staff-key.ts';

/**
 * Wrong tries in a row after which nothing is tried any more: on a browser that has signed in to the account before (known-device.ts) those
 * of that browser, and else those of all others together, wherever they come from. So no stranger keeps anybody out of their own browser.
 */
export const mostTries = 8;
/** The first lock; each further one is twice as long, up to the last. */
const firstLock = Temporal.Duration.from({ minutes: 15 });
const mostDoublings = 5;
/** After so long without a wrong try all is forgotten. */
const forgottenAfter = Temporal.Duration.from({ hours: 24 });

/** What was typed as e-mail, and the known browser on which; null: one that has never signed in to that account. */
export type Tried = { email: string; device: string | null };

export type Try = { ok: true } | { ok: false; reason: 'locked'; until: Temporal.Instant };

/**
 * Counts a try before it is made, so that a thousand at once are eight; forgetTries() takes it back when it was right. By what
 * was typed, whether there is such an account or not: how long a lock lasts tells nothing of that.
 */
export async function countTry(
  core: Core,
  key: StaffKey,
  by: Tried,
  correlationId: CorrelationId,
): Promise<Try> {
  const now = core.clock.now();
  const { digest, account } = digestsOf(key, by);
  await core.db.deleteFrom('staff.lock').where('tried_at', '<', now.subtract(forgottenAfter)).execute();
  const { rows } = await sql<{ tries: number; locks: number; locked_until: Temporal.Instant | null }>`
    insert into staff.lock as l (digest, account_digest, tries, locks, tried_at) values (${digest}, ${account}, 1, 0, ${now})
    on conflict (digest) do update set
      tries = case when l.locked_until <= ${now} then 1 else l.tries + 1 end,
      locked_until = case when l.locked_until > ${now} then l.locked_until
        when l.locked_until is null and l.tries >= ${mostTries}
          then ${now}::timestamptz + interval '1 minute' * (${firstLock.minutes} * power(2, least(l.locks, ${mostDoublings})))
      end,
      locks = case when l.locked_until is null and l.tries >= ${mostTries} then l.locks + 1 else l.locks end,
      tried_at = ${now}
    returning tries, locks, locked_until
  `.execute(core.db);
  const [row] = rows;
  if (row === undefined || row.locked_until === null) return { ok: true };
  if (row.tries === mostTries + 1) await tellLocked(core, by, row.locks, correlationId);
  return { ok: false, reason: 'locked', until: row.locked_until };
}

/**
 * It was right. Locks that there were are remembered for a day: whoever guesses between right tries gets no fresh start. Nor do strangers by a
 * right try on a known browser: only the row in which the try was counted is taken back.
 */
export async function forgetTries(core: Pick<Core, 'db'>, key: StaffKey, by: Tried): Promise<void> {
  await core.db
    .updateTable('staff.lock')
    .set({ tries: 0, locked_until: null })
    .where('digest', '=', digestsOf(key, by).digest)
    .execute();
}

/** Told once a lock: only the try that locks is one past the most. */
async function tellLocked(
  core: Core,
  { email, device }: Tried,
  locks: number,
  correlationId: CorrelationId,
): Promise<void> {
  const member = await core.db
    .selectFrom('staff.member as m')
    .innerJoin('staff.account as a', 'a.id', 'm.account_id')
    .select(['m.organization_id', 'm.id'])
    .where('a.email', '=', normal(email))
    .executeTakeFirst();
  const whom = device === null ? 'strangers' : 'known_device';
  core.log.warn('staff_locked', {
    ...{ correlationId, reason: whom, count: locks },
    ...(member ? { memberId: member.id } : {}),
  });
  if (member === undefined) return;
  const scope = { organizationId: member.organization_id, actor: { kind: 'system' as const }, correlationId };
  await recordEvent(core, scope, 'staff.locked', member.id, { locks, whom });
}

/** The members whom too many wrong tries keep out at this moment, on a browser of theirs or on new ones. */
export async function listLocked(
  core: Core,
  key: StaffKey,
  organizationId: OrganizationId,
): Promise<Map<MemberId, Temporal.Instant>> {
  const members = await core.db
    .selectFrom('staff.member as m')
    .innerJoin('staff.account as a', 'a.id', 'm.account_id')
    .select(['m.id', 'a.email'])
    .where('m.organization_id', '=', organizationId)
    .execute();
  const byDigest = new Map(members.map(({ id, email }) => [digestOf(key, email), id]));
  const locks = await core.db
    .selectFrom('staff.lock')
    .select(['locked_until', lockedAccount.as('account')])
    .where('locked_until', '>', core.clock.now())
    .orderBy('locked_until') // of several the last one counts
    .where(lockedAccount, '=', sql<string>`any(${[...byDigest.keys()]}::text[])`)
    .execute();
  return new Map(
    locks.flatMap(({ account, locked_until }) => {
      const id = byDigest.get(account);
      return id === undefined || locked_until === null ? [] : [[id, locked_until] as const];
    }),
  );
}

/** An admin knows who it was that tried. Known browsers and all others are let in again. */
export async function unlock(
  core: Core,
  key: StaffKey,
  scope: StaffScope,
  memberId: MemberId,
): Promise<{ ok: true } | NotAllowed | { ok: false; reason: 'not_found' }> {
  if (!allows(core, scope, 'staff.manage')) return { ok: false, reason: 'not_allowed' };
  const member = await core.db
    .selectFrom('staff.member as m')
    .innerJoin('staff.account as a', 'a.id', 'm.account_id')
    .select('a.email')
    .where('m.organization_id', '=', scope.organizationId)
    .where('m.id', '=', memberId)
    .executeTakeFirst();
  if (member === undefined) return { ok: false, reason: 'not_found' };
  await core.db.deleteFrom('staff.lock').where(lockedAccount, '=', digestOf(key, member.email)).execute();
  await recordEvent(core, scope, 'staff.unlocked', memberId);
  return { ok: true };
}

const lockedAccount = sql<string>`coalesce(account_digest, digest)`;

/** digest: of the row in which it is counted. account: of the e-mail alone. */
function digestsOf(key: StaffKey, { email, device }: Tried): { digest: string; account: string } {
  const account = digestOf(key, email);
  return { digest: device === null ? account : digestOf(key, email, device), account };
}

function digestOf(key: StaffKey, email: string, ...device: string[]): string {
  const what = ['lock', normal(email), ...device].join('\0');
  return createHmac('sha256', key.secret).update(what).digest('hex');
}

function normal(email: string): string {
  return email.trim().toLowerCase();
}
