import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { type Database, urlOf } from '../core/db/connect.ts';
import type { CorrelationId } from '../core/ids.ts';
import { type Language, languages } from '../core/language.ts';
import type { Core } from '../core/scope.ts';
import { tellRefusal } from '../core/staff/allow.ts';
import { chooseLanguage, scopeOf } from '../core/staff/member.ts';
import { openStaffKey, secretFor } from '../core/staff/staff-key.ts';
import { errorView, notFound, refused, viewOf } from './answers.ts';
import { serveAsset } from './assets.ts';
import { readableForms } from './forms.ts';
import type { Live } from './live.ts';
import { type DeskLine, type MailLink, maySee, type Page, type StaffEnv, withoutSearch } from './page.ts';
import { pages as ownPages } from './pages.ts';
import { comesFromUs, securityHeaders } from './security.ts';
import { createAuth, openAuthPool, type SignInTimes, usualTimes } from './sign-in/auth.ts';
import { addressReader } from './sign-in/client-address.ts';
import { createRateLimit, type RateLimit } from './sign-in/rate-limit.ts';
import { backOf, signInRoutes } from './sign-in/routes.ts';
import { readSignIn } from './sign-in/session.ts';
import { leadBack } from './way-back.ts';
import { askedLanguage, sayIn } from './words/words.ts';

export type DashboardOptions = {
  database: Pick<Database, 'pool'>;
  core: Core;
  publicUrl: string;
  development: boolean;
  trustedProxies: readonly string[];
  live: Live;
  mailLink?: MailLink | null;
  desk: DeskLine;
  /** For tests: other pages, shorter times, and more tries a minute. */
  pages?: readonly Page[];
  admits?: RateLimit;
  times?: SignInTimes;
};

export type Dashboard = {
  fetch(request: Request, env?: object): Response | Promise<Response>;
  stop(): Promise<void>;
};

/** No form of ours is longer. */
const mostBytes = 256 * 1024;

/** What staff see and do. Its own paths begin at `/`; it is mounted behind everything else. */
export async function createDashboard(options: DashboardOptions): Promise<Dashboard> {
  const { core, publicUrl, live } = options;
  const times = options.times ?? usualTimes;
  const pages = options.pages ?? ownPages;
  const staffKey = await openStaffKey(core);
  const pool = openAuthPool(urlOf(options.database));
  const auth = createAuth({ pool, secret: secretFor(staffKey, 'sign-in'), publicUrl, times });
  const parts = { core, auth, staffKey, publicUrl, mailLink: options.mailLink ?? null, desk: options.desk };

  const app = new Hono<StaffEnv>();
  app.use(securityHeaders(publicUrl));
  app.use(prepareView(core));
  app.use(async (c, next) => {
    if (comesFromUs(c, publicUrl, options.development)) return next();
    core.log.warn('form_refused', { correlationId: c.var.view.correlationId, reason: 'other_origin' });
    return c.html(errorView(c.var.view, 'refused', 'refusedOrigin'), 403);
  });
  app.use(
    bodyLimit({
      maxSize: mostBytes,
      onError: (c) => c.html(errorView(viewOf(c), 'refused', 'tooLarge'), 413),
    }),
  );
  app.use(readableForms(core));
  app.get(
    '/assets/:version/:name',
    (c) => serveAsset(c.req.param('version'), c.req.param('name')) ?? notFound(c),
  );
  app.route(
    '/',
    signInRoutes({
      ...parts,
      times,
      addressOf: addressReader(options.trustedProxies),
      admits: options.admits ?? createRateLimit(),
    }),
  );
  app.post('/language', (c) => changeLanguage(c));

  app.get('/', guard('anyone'), (c) => {
    const [home] = c.var.staff.pages;
    if (home) return c.redirect(home.path, 303);
    return c.html(errorView(c.var.staff, 'nothing', 'nothingLead'));
  });
  app.get('/live', guard('anyone'), (c) => live.stream(c));
  app.get('/signed-in', guard('anyone'), (c) => c.body(null, 204));
  for (const page of pages) {
    const inner = new Hono<StaffEnv>();
    page.routes(inner, parts);
    leadBack(inner, page.path);
    app.use(`${page.path}/*`, guard(page.permission));
    app.route(page.path, inner);
  }
  app.notFound((c) => notFound(c) as Promise<Response>);
  app.onError((error, c) => {
    core.log.error('page_failed', { correlationId: c.var.view.correlationId }, error);
    return c.html(errorView(viewOf(c), 'failed', 'failedLead'), 500);
  });
  return {
    fetch: (request, env) => app.fetch(request, env),
    stop: async () => {
      await live.stop();
      await pool.end();
    },
  };

  /** Who is signed in goes into the context, with the scope of this one request; others go to the sign-in, and come back. */
  function guard(permission: Page['permission']) {
    return async (c: Context<StaffEnv>, next: () => Promise<void>): Promise<Response | undefined> => {
      const signedIn = await readSignIn(core, auth, times, c);
      if (signedIn === undefined) return toSignIn(c);
      const { member, signInId } = signedIn;
      const language = member.language;
      const view = { ...c.var.view, language, say: sayIn(language) };
      const scope = scopeOf(member, view.correlationId);
      const settled = !member.secondFactorDemanded || member.hasSecondFactor;
      const seen = settled ? pages.filter((page) => maySee(page, member.permissions)) : [];
      const position = await live.position();
      c.set('staff', { ...view, scope, member, signInId, settled, position, pages: seen });
      if (!settled && !c.req.path.startsWith('/account/second-factor'))
        return c.redirect('/account/second-factor', 303);
      if (permission !== 'anyone' && !permission.some((one) => member.permissions.has(one))) {
        tellRefusal(core, scope, permission[0] ?? 'nobody');
        return refused(c);
      }
      await next();
      return undefined;
    };
  }

  async function changeLanguage(c: Context<StaffEnv>): Promise<Response> {
    const form = await c.req.parseBody();
    const language = languages.find((one) => one === form.language) ?? 'en';
    setCookie(c, 'miadi.language', language, {
      ...{ path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 31_536_000 },
      secure: publicUrl.startsWith('https:'),
    });
    const signedIn = await readSignIn(core, auth, times, c);
    if (signedIn) await chooseLanguage(core, scopeOf(signedIn.member, c.var.view.correlationId), language);
    return c.redirect(languageBack(form.back), 303);
  }
}

function prepareView(core: Core) {
  return async (c: Context<StaffEnv>, next: () => Promise<void>): Promise<void> => {
    const correlationId = core.ids.next<CorrelationId>();
    const { pathname, search } = new URL(c.req.url);
    const language = chosenLanguage(c);
    const path = withoutSearch(pathname + search);
    c.set('view', { language, say: sayIn(language), correlationId, path });
    await next();
    c.res.headers.set('x-correlation-id', correlationId);
  };
}

function chosenLanguage(c: Context): Language {
  const kept = getCookie(c, 'miadi.language');
  return languages.find((one) => one === kept) ?? askedLanguage(c.req.header('accept-language'));
}

/** A part of a page cannot show the sign-in: it hears 401, and where the whole page is to go. */
function toSignIn(c: Context<StaffEnv>): Response {
  const isPart = c.req.header('hx-request') !== undefined || ['/live', '/signed-in'].includes(c.req.path);
  const current = c.req.header('hx-current-url');
  const asked =
    isPart && current !== undefined && URL.canParse(current) ? new URL(current) : new URL(c.req.url);
  const back = encodeURIComponent(
    backOf(c.req.method === 'GET' || isPart ? asked.pathname + asked.search : formPage(c)),
  );
  // a part is asked for by a page that somebody had open; its cookie may have gone with another of its requests
  const hadOne = isPart || c.req.header('cookie')?.includes('miadi.session_token') === true;
  const to = `/sign-in?back=${back}${hadOne ? '&why=expired' : ''}`;
  return isPart ? c.body(null, 401, { 'hx-redirect': to }) : c.redirect(to, 303);
}

/** The page that a form was on, but for the search, which is wherever one is. Its origin is ours, else it had been refused. */
function formPage(c: Context): string {
  if (/^\/search\/?$/.test(c.req.path)) return '/search';
  const referer = c.req.header('referer');
  if (referer === undefined || !URL.canParse(referer)) return '/';
  const { origin, pathname } = new URL(referer);
  return origin === c.req.header('origin') ? pathname : '/';
}

/** Back to the page on which the language was changed; also one of those before the sign-in. */
function languageBack(back: unknown): string {
  if (typeof back === 'string' && /^\/(sign-in|welcome)[/?\w%=&-]*$/.test(back)) return back;
  return backOf(back);
}
