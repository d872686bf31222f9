import { symmetricDecrypt } from 'better-auth/crypto';
import { countTry, forgetTries } from '../../core/staff/lock.ts';
import type { PageParts, StaffContext } from '../page.ts';
import type { WordKey } from '../words/words.ts';
import { triedOn } from './device-cookie.ts';

/** What is shown while the code from the phone is being set up. */
export type Setup = { uri: string; key: string; recoveryCodes: string[] };

export async function startSetup({ auth }: PageParts, headers: Headers, password: string): Promise<void> {
  await auth.api.enableTwoFactor({ body: { password }, headers });
}

/** Begun and not confirmed; null where there is nothing to confirm. A page may be loaded again, and shows the same. */
export async function pendingSetup({ core, auth }: PageParts, accountId: string): Promise<Setup | null> {
  const row = await core.db
    .selectFrom('staff.second_factor as f')
    .innerJoin('staff.account as a', 'a.id', 'f.account_id')
    .select(['f.secret', 'a.email'])
    .where('f.account_id', '=', accountId)
    .where('f.verified', '=', false)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { secretConfig } = await auth.$context;
  const key = base32(await symmetricDecrypt({ key: secretConfig, data: row.secret }));
  const { backupCodes } = await auth.api.viewBackupCodes({ body: { userId: accountId } });
  const account = encodeURIComponent(`Miadi:${row.email}`);
  return { uri: `otpauth://totp/${account}?secret=${key}&issuer=Miadi`, key, recoveryCodes: backupCodes };
}

/** Authenticator apps take a key in base 32 (RFC 4648, without padding). */
function base32(text: string): string {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const fives = bits.match(/.{1,5}/g) ?? [];
  return fives
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
}

export type Checked = { ok: true; email: string } | { ok: false; problem: WordKey };

/** Somebody at a screen that was left open does not get further by guessing: the tries are those of the sign-in. */
export async function checkPassword(parts: PageParts, c: StaffContext, password: string): Promise<Checked> {
  const { core, auth, staffKey } = parts;
  const { member, correlationId } = c.var.staff;
  const { email } = await core.db
    .selectFrom('staff.account')
    .select('email')
    .where('id', '=', member.accountId)
    .executeTakeFirstOrThrow();
  const by = await triedOn(parts, c, email);
  const tried = await countTry(core, staffKey, by, correlationId);
  if (!tried.ok) return { ok: false, problem: 'passwordWrong' };
  const headers = new Headers({ cookie: c.req.header('cookie') ?? '' });
  const answer = await auth.api.verifyPassword({ body: { password }, headers, asResponse: true });
  if (!answer.ok) return { ok: false, problem: 'passwordWrong' };
  await forgetTries(core, staffKey, by);
  return { ok: true, email };
}
