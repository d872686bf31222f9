import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Core } from '../scope.ts';
import { type StaffKey, secretFor } from './staff-key.ts';

/**
 * A browser on which somebody has signed in keeps a mark of it (OWASP's "device cookie"), so that its wrong tries are counted apart from those
 * of strangers. It opens nothing: who steals it may guess eight times, as on any other browser. Nothing of it is kept here; we sign it:
 *
 *     id . signature of the id . one signature for each account that has signed in there, the latest first
 *
 * An account's holds as long as its password: whoever has once known that, and has collected marks with it, has none for the next one.
 */
export type KnownDevice = { id: string; marks: readonly string[] };

/** At a reception several share a browser. */
const MOST_ACCOUNTS = 20;

/** Whether we have given out what a browser shows; null where not. */
export function readDevice(key: StaffKey, shown: string | undefined): KnownDevice | null {
  const [id = '', signature = '', ...marks] = (shown ?? '').split('.');
  return same(signature, sign(key, 'device', id)) ? { id, marks: marks.slice(0, MOST_ACCOUNTS) } : null;
}

/** The browser's id where that account has signed in there before with the password that it has now; else null: a stranger's. */
export async function deviceOf(
  core: Pick<Core, 'db'>,
  key: StaffKey,
  device: KnownDevice | null,
  email: string,
): Promise<string | null> {
  if (device === null) return null;
  const mark = await markOf(core, key, device.id, email);
  return mark !== null && device.marks.some((one) => same(one, mark)) ? device.id : null;
}

/** What the browser is to keep from now on: all that was asked of who signed in was right. */
export async function rememberDevice(
  core: Pick<Core, 'db'>,
  key: StaffKey,
  device: KnownDevice | null,
  email: string,
): Promise<string> {
  const { id, marks } = device ?? { id: randomBytes(16).toString('base64url'), marks: [] };
  const mark = await markOf(core, key, id, email);
  const others = marks.filter((one) => one !== mark);
  const all = [...(mark === null ? [] : [mark]), ...others].slice(0, MOST_ACCOUNTS);
  return [id, sign(key, 'device', id), ...all].join('.');
}

/** Null where there is no such account, or none with a password. */
async function markOf(
  core: Pick<Core, 'db'>,
  key: StaffKey,
  id: string,
  email: string,
): Promise<string | null> {
  const account = await core.db
    .selectFrom('staff.account as a')
    .innerJoin('staff.credential as c', 'c.account_id', 'a.id')
    .select(['a.id', 'c.password'])
    .where('a.email', '=', email.trim().toLowerCase())
    .where('c.provider', '=', 'credential')
    .executeTakeFirst();
  if (account === undefined || account.password === null) return null;
  return sign(key, 'account', id, account.id, account.password);
}

function sign(key: StaffKey, ...parts: string[]): string {
  const signature = createHmac('sha256', secretFor(key, 'known-device')).update(parts.join('\0')).digest();
  return signature.subarray(0, 16).toString('base64url');
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
