import { type Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { z } from 'zod';
import { recordEvent } from '../../core/events.ts';
import type { Language } from '../../core/language.ts';
import { keepNewest } from '../../core/staff/devices.ts';
import { acceptLink, openLink } from '../../core/staff/link.ts';
import { countTry, forgetTries, type Tried } from '../../core/staff/lock.ts';
import { findMember, scopeOf } from '../../core/staff/member.ts';
import { type DashboardEnv, type PageParts, type View, withoutSearch } from '../page.ts';
import { sayIn } from '../words/words.ts';
import type { SignInTimes } from './auth.ts';
import { type AddressOf, netOf } from './client-address.ts';
import { keepDevice, shownDevice, triedOn } from './device-cookie.ts';
import { forgottenRoutes } from './forgotten.ts';
import { createPasswordLine } from './password-line.ts';
import { hashOf, passwordProblem } from './passwords.ts';
import type { RateLimit } from './rate-limit.ts';
import { headersFor, passCookies, readSignIn } from './session.ts';
import { codeView, linkDeadView, recoveryView, signInView, welcomeView } from './views.ts';

export type SignInParts = PageParts & { addressOf: AddressOf; admits: RateLimit; times: SignInTimes };

type C = Context<DashboardEnv>;

const credentials = z.object({ email: z.string().max(254), password: z.string().max(1000) });
const codeForm = z.object({ code: z.string().transform((code) => code.replace(/\s/g, '')) });
const answered = z.object({ token: z.string(), user: z.object({ id: z.string(), email: z.string() }) });

/** What the sign-in tells who was led there. */
const whyKeys = [
  ['expired', 'expired'],
  ['out', 'signedOut'],
  ['forgotten', 'forgottenTold'],
] as const;

/** Signing in and out, and the pages that a link leads to. */
export function signInRoutes(parts: SignInParts): Hono<DashboardEnv> {
  const { core, auth, admits, addressOf } = parts;
  const mails = parts.mailLink !== null;
  const app = new Hono<DashboardEnv>();
  const [strangers, known] = [createPasswordLine(), createPasswordLine()];

  app.use('/sign-in/*', limited);
  app.use('/welcome/*', limited);
  /** By address; a browser of staff by itself, as strangers may share its address (a carrier's, or a proxy's that nobody has named). */
  async function limited(c: C, next: () => Promise<void>) {
    const from = () => shownDevice(parts, c)?.id ?? netOf(addressOf(c));
    if (c.req.method !== 'POST' || admits(from())) return next();
    const { view } = c.var;
    core.log.warn('sign_in_refused', { correlationId: view.correlationId, reason: 'too_many' });
    const problem = { text: view.say('signInTooMany') };
    return c.html(signInView(view, { back: '/', email: '', problem, told: null, mails }), 429);
  }

  app.get('/sign-in', (c) => {
    const { view } = c.var;
    const why = whyKeys.find(([code]) => code === c.req.query('why'));
    const told = why ? view.say(why[1]) : null;
    const back = backOf(c.req.query('back'));
    return c.html(signInView(view, { back, email: '', problem: null, told, mails }));
  });

  app.post('/sign-in', async (c) => {
    const { view } = c.var;
    const form = await c.req.parseBody();
    const { data } = credentials.safeParse(form);
    const back = backOf(form.back);
    const refused = (text: string, reason: string, status: 401 | 503 = 401) => {
      core.log.warn('sign_in_refused', { correlationId: view.correlationId, reason });
      const email = data?.email ?? '';
      return c.html(signInView(view, { back, email, problem: { text }, told: null, mails }), status);
    };
    if (data === undefined) return refused(view.say('signInWrong'), 'malformed');
    const by = await triedOn(parts, c, data.email);
    const line = by.device === null ? strangers : known;
    const tried = await line(() => tryPassword(parts, c, by, data.password));
    if (tried === null) return refused(view.say('signInBusy'), 'busy', 503);
    if (!tried.ok) {
      const minutes = Math.ceil(core.clock.now().until(tried.until).total('minutes'));
      const word = by.device === null ? 'signInLockedHere' : 'signInLocked';
      return refused(view.say(word, { minutes }), 'locked');
    }
    const { answer } = tried;
    if (!answer.ok) return refused(view.say('signInWrong'), 'wrong');
    const said = answered.safeParse(await answer.json());
    if (said.success && (await complete(parts, c, said.data)) === undefined)
      return refused(view.say('signInWrong'), 'no_member');
    passCookies(c, answer.headers);
    return c.redirect(said.success ? back : `/sign-in/code?back=${encodeURIComponent(back)}`, 303);
  });

  app.get('/sign-in/code', (c) => c.html(codeView(c.var.view, backOf(c.req.query('back')), null)));
  app.get('/sign-in/recovery', (c) => c.html(recoveryView(c.var.view, backOf(c.req.query('back')), null)));
  app.post('/sign-in/code', (c) => takeCode(parts, c, 'verifyTOTP'));
  app.post('/sign-in/recovery', (c) => takeCode(parts, c, 'verifyBackupCode'));

  app.post('/sign-out', async (c) => {
    const signedIn = await readSignIn(core, auth, parts.times, c);
    const answer = await auth.api.signOut({ headers: headersFor(c, addressOf), asResponse: true });
    if (signedIn) {
      const scope = scopeOf(signedIn.member, c.var.view.correlationId);
      await recordEvent(core, scope, 'staff.signed_out', signedIn.member.id, { devices: 1 });
    }
    passCookies(c, answer.headers);
    return c.redirect('/sign-in?why=out', 303);
  });

  forgottenRoutes(app, parts);
  welcomeRoutes(app, parts);
  return app;
}

/** Counted first, and looked at only where it is not locked. */
async function tryPassword(parts: SignInParts, c: C, by: Tried, password: string) {
  const { core, auth, addressOf, staffKey } = parts;
  const tried = await countTry(core, staffKey, by, c.var.view.correlationId);
  if (!tried.ok) return tried;
  const answer = await auth.api.signInEmail({
    body: { email: by.email.trim().toLowerCase(), password },
    headers: headersFor(c, addressOf),
    asResponse: true,
  });
  return { ok: true as const, answer };
}

/** The second step: a code of the app, or one of those kept for when the phone is lost. */
async function takeCode(parts: SignInParts, c: C, by: 'verifyTOTP' | 'verifyBackupCode'): Promise<Response> {
  const { core, auth, addressOf } = parts;
  const { view } = c.var;
  const form = await c.req.parseBody();
  const { data } = codeForm.safeParse(form);
  const back = backOf(form.back);
  const isTotp = by === 'verifyTOTP';
  const call = {
    body: { code: data?.code ?? '' },
    headers: headersFor(c, addressOf),
    asResponse: true,
  } as const;
  const answer = isTotp ? await auth.api.verifyTOTP(call) : await auth.api.verifyBackupCode(call);
  const said = answered.safeParse(answer.ok ? await answer.json() : null);
  if (said.success && (await complete(parts, c, said.data)) !== undefined) {
    passCookies(c, answer.headers);
    return c.redirect(back, 303);
  }
  core.log.warn('sign_in_refused', { correlationId: view.correlationId, reason: 'wrong_code' });
  const { code } = z
    .object({ code: z.string() })
    .catch({ code: '' })
    .parse(await answer.json().catch(() => null));
  if (!['INVALID_CODE', 'INVALID_BACKUP_CODE'].includes(code)) {
    const problem = { text: view.say('codeOver') };
    const mails = parts.mailLink !== null;
    return c.html(signInView(view, { back, email: '', problem, told: null, mails }), 401);
  }
  const problem = { text: view.say(isTotp ? 'codeWrong' : 'recoveryWrong') };
  return c.html((isTotp ? codeView : recoveryView)(view, back, problem), 401);
}

/**
 * All that was asked was right: wrong tries are forgotten, the browser is known from now on, and the devices not used for longest make room.
 *
 * @returns undefined where the account belongs to nobody who is active: signed out again at once
 */
async function complete(parts: SignInParts, c: C, { token, user }: z.infer<typeof answered>) {
  const { core, staffKey } = parts;
  const member = await findMember(core, user.id);
  const signIn = await core.db
    .selectFrom('staff.sign_in')
    .select('id')
    .where('token', '=', token)
    .executeTakeFirst();
  if (member === undefined || signIn === undefined) {
    await core.db.deleteFrom('staff.sign_in').where('token', '=', token).execute();
    return undefined;
  }
  const scope = scopeOf(member, c.var.view.correlationId);
  await forgetTries(core, staffKey, await triedOn(parts, c, user.email));
  await keepDevice(parts, c, user.email);
  await recordEvent(core, scope, 'staff.signed_in', member.id, { second_factor: member.hasSecondFactor });
  await keepNewest(core, scope, signIn.id);
  return member;
}

/** Where a link leads: whoever holds it sets name and password, and is signed in. Looking at it does not use it up. */
function welcomeRoutes(app: Hono<DashboardEnv>, parts: SignInParts): void {
  const { core, auth, addressOf } = parts;

  app.get('/welcome/:token', async (c) => {
    const link = await openLink(core, c.req.param('token'));
    if (link === undefined) return c.html(linkDeadView(c.var.view), 404);
    const view = viewFor(c, link.language);
    return c.html(welcomeView(view, link, { name: link.name, problem: null }));
  });

  app.post('/welcome/:token', async (c) => {
    const token = c.req.param('token');
    const link = await openLink(core, token);
    if (link === undefined) return c.html(linkDeadView(c.var.view), 404);
    const view = viewFor(c, link.language);
    const { name, password } = z
      .object({ name: z.string().trim().max(100).catch(''), password: z.string().catch('') })
      .parse(await c.req.parseBody());
    const wrong = name === '' ? 'nameMissing' : passwordProblem(password, link.email);
    if (wrong !== null)
      return c.html(welcomeView(view, link, { name, problem: { text: view.say(wrong) } }), 422);
    const scope = { organizationId: link.organizationId, actor: { kind: 'system' as const } };
    const by = { ...scope, correlationId: view.correlationId };
    const use = { name, passwordHash: await hashOf(password) };
    if (!(await acceptLink(core, by, token, use))) return c.html(linkDeadView(view), 404);
    await forgetTries(core, parts.staffKey, { email: link.email, device: null });
    const answer = await auth.api.signInEmail({
      body: { email: link.email, password },
      headers: headersFor(c, addressOf),
      asResponse: true,
    });
    passCookies(c, answer.headers);
    const said = answered.safeParse(await answer.json());
    if (!said.success) return c.redirect('/sign-in/code', 303); // a reset does not take the second factor away
    const member = await complete(parts, c, said.data);
    const setUp = member?.secondFactorDemanded === true;
    return c.redirect(setUp ? '/account/second-factor' : '/', 303);
  });
}

/** In the language that the link was made for, until somebody chooses another. */
function viewFor(c: C, language: Language): View {
  return getCookie(c, 'miadi.language') === undefined
    ? { ...c.var.view, language, say: sayIn(language) }
    : c.var.view;
}

/** Only a path of ours, and nothing of a patient: a link to the sign-in page must not lead out of the house. */
export function backOf(back: unknown): string {
  if (typeof back !== 'string' || !/^\/(?![/\\])[^\s\\]*$/.test(back)) return '/';
  return /^\/(sign-|welcome|live|language)/.test(back) ? '/' : withoutSearch(back);
}
