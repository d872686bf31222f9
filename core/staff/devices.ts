import { sql } from 'kysely';
import { recordEvent } from '../events.ts';
import type { MemberId } from '../ids.ts';
import type { Core } from '../scope.ts';
import type { StaffScope } from './permissions.ts';

/** On so many devices one may be signed in at a time. */
export const mostDevices = 3;

export type Device = {
  id: string;
  device: string | null;
  signedInAt: Temporal.Instant;
  usedAt: Temporal.Instant;
};

/** One's own: nobody sees where others are signed in. The latest used is first. */
export async function listSessions(core: Core, scope: StaffScope): Promise<Device[]> {
  return core.db
    .selectFrom('staff.sign_in as s')
    .innerJoin('staff.member as m', 'm.account_id', 's.account_id')
    .select(['s.id', 's.device', 's.created_at as signedInAt', 's.updated_at as usedAt'])
    .where('m.organization_id', '=', scope.organizationId)
    .where('m.id', '=', scope.actor.id as MemberId)
    .where('s.expires_at', '>', core.clock.now())
    .orderBy('s.updated_at', 'desc')
    .execute();
}

/**
 * Signs one's own devices out: the one named, or all but the one named.
 *
 * @returns how many there were
 */
export async function signOutDevice(core: Core, scope: StaffScope, signInId: string): Promise<number> {
  return endSignIns(core, scope, sql`s.id = ${signInId}`);
}

export async function signOutOthers(core: Core, scope: StaffScope, keep: string): Promise<number> {
  return endSignIns(core, scope, sql`s.id <> ${keep}`);
}

/** After a sign-in: beyond the most, those end that were not used for longest. */
export async function keepNewest(core: Core, scope: StaffScope, newest: string): Promise<number> {
  return endSignIns(
    core,
    scope,
    sql`s.id <> ${newest} and s.id not in (select k.id from staff.sign_in k where k.account_id = s.account_id
      and k.id <> ${newest} order by k.updated_at desc limit ${mostDevices - 1})`,
  );
}

async function endSignIns(core: Core, scope: StaffScope, which: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    delete from staff.sign_in s using staff.member m
    where m.account_id = s.account_id and m.organization_id = ${scope.organizationId} and m.id = ${scope.actor.id}
      and ${which}
    returning s.id
  `.execute(core.db);
  if (rows.length > 0)
    await recordEvent(core, scope, 'staff.signed_out', scope.actor.id, { devices: rows.length });
  return rows.length;
}
