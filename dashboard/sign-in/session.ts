import type { Context } from 'hono';
import type { Core } from '../../core/scope.ts';
import { findMember, type Member } from '../../core/staff/member.ts';
import { type Auth, addressHeader, type SignInTimes } from './auth.ts';
import type { AddressOf } from './client-address.ts';

export type SignedIn = { member: Member; signInId: string };

/**
 * Who is signed in, read anew for each request. What the page asks for by itself (`x-live`: something has changed) does not
 * count as doing something: an open page in an empty room runs out all the same. Nor does it take the cookie of a sign-in that ran out: by it
 * who then does something is told why they have to sign in anew.
 */
export async function readSignIn(
  core: Core,
  auth: Auth,
  times: SignInTimes,
  c: Context,
): Promise<SignedIn | undefined> {
  const cookie = c.req.header('cookie');
  if (cookie === undefined) return undefined;
  const byItself = c.req.path === '/live' || c.req.header('x-live') !== undefined;
  const { headers, response } = await auth.api.getSession({
    headers: new Headers({ cookie }),
    query: { disableRefresh: byItself },
    returnHeaders: true,
  });
  if (!byItself) passCookies(c, headers);
  if (response === null) return undefined;
  const { id, createdAt } = response.session;
  const age = core.clock.now().epochMilliseconds - createdAt.getTime();
  if (age > times.longestHours * 3_600_000) {
    await core.db.deleteFrom('staff.sign_in').where('id', '=', id).execute();
    return undefined;
  }
  const member = await findMember(core, response.user.id);
  return member && { member, signInId: id };
}

/** What better-auth wants to know of a request: the cookies, the browser, and where it comes from. */
export function headersFor(c: Context, addressOf: AddressOf): Headers {
  return new Headers({
    cookie: c.req.header('cookie') ?? '',
    'user-agent': (c.req.header('user-agent') ?? '').slice(0, 300),
    [addressHeader]: addressOf(c),
  });
}

export function passCookies(c: Context, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
}
