import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { deviceOf, type KnownDevice, readDevice, rememberDevice } from '../../core/staff/known-device.ts';
import type { Tried } from '../../core/staff/lock.ts';
import type { PageParts } from '../page.ts';

type Parts = Pick<PageParts, 'core' | 'staffKey' | 'publicUrl'>;

const name = 'miadi.device';
/** As long as browsers keep any. Each sign-in begins it anew. */
const keptSeconds = 400 * 24 * 3600;

export function shownDevice({ staffKey }: Pick<Parts, 'staffKey'>, c: Context): KnownDevice | null {
  return readDevice(staffKey, getCookie(c, name));
}

/** As whose a try on this browser counts. */
export async function triedOn(parts: Parts, c: Context, email: string): Promise<Tried> {
  return { email, device: await deviceOf(parts.core, parts.staffKey, shownDevice(parts, c), email) };
}

/** Stays when one signs out: it is to be there for the next time. */
export async function keepDevice(parts: Parts, c: Context, email: string): Promise<void> {
  const value = await rememberDevice(parts.core, parts.staffKey, shownDevice(parts, c), email);
  setCookie(c, name, value, {
    ...{ path: '/', httpOnly: true, sameSite: 'Lax', maxAge: keptSeconds },
    secure: parts.publicUrl.startsWith('https:'),
  });
}
