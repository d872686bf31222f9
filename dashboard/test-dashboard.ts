import { randomBytes } from 'node:crypto';
import { postMail } from '../assemble.ts';
import type { Bot } from '../bot/bot.ts';
import { createSmtpHandler } from '../bot/channels/smtp/send.ts';
import { handBack } from '../bot/conversation/hand-back.ts';
import { applyClinicSettings } from '../core/clinic/apply.ts';
import { createProfileCache } from '../core/clinic/load-profile.ts';
import { systemClock } from '../core/clock.ts';
import { type CorrelationId, type OrganizationId, uuidIds } from '../core/ids.ts';
import { createThrottle } from '../core/limits/bucket.ts';
import { captureLog } from '../core/log.ts';
import { createDirectory } from '../core/messaging/directory.ts';
import { createTurnstile } from '../core/messaging/turnstile.ts';
import { openVault } from '../core/people/vault.ts';
import type { Core, Scope } from '../core/scope.ts';
import { putDemoMember } from '../core/staff/demo.ts';
import { addMember } from '../core/staff/invite.ts';
import type { Role } from '../core/staff/permissions.ts';
import { amani } from '../test/amani.ts';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import { createDashboard, type Dashboard, type DashboardOptions } from './app.ts';
import { createMailLink } from './link-mail.ts';
import { createLive, type Live } from './live.ts';
import { hashOf } from './sign-in/passwords.ts';

export const origin = 'http://localhost:3000';
export const password = 'mti mrefu karibu na ziwa';

/**
 * The dashboard on a clinic of its own, called without a port.
 *
 * @param mailsTo the mail server by which links go out; null: there is none
 */
export async function startDashboard(options: Partial<DashboardOptions> = {}, mailsTo: string | null = null) {
  const database = await createTestDatabase();
  const { log, lines } = captureLog();
  const vault = openVault([randomBytes(32)]);
  const core: Core = { db: database.db, clock: systemClock, ids: uuidIds, vault, log };
  const organizationId = await makeClinic(core, 'amani');
  const live = createLive(core, database);
  const bot = botOf(core, database);
  const smtp = mailsTo === null ? null : createSmtpHandler({ url: mailsTo, timeoutMs: 3_000 });
  const mailLink = smtp && createMailLink(core, (mail) => postMail(smtp, uuidIds, mail));
  const dashboard = await createDashboard({
    ...{ database, core, publicUrl: origin, development: false, trustedProxies: [], live, mailLink },
    desk: { handBack: (scope, given) => handBack(bot, scope, given), wake: bot.wake },
    ...options,
  });
  const stop = async () => {
    await dashboard.stop();
    smtp?.close();
    await database.drop();
  };
  return { core, database, dashboard, bot, live, lines, organizationId, stop, ...callerOf(dashboard) };
}

/** A bot that sends nothing. */
function botOf(core: Core, { db }: TestDatabase): Bot {
  return {
    ...{ ...core, db, wake: () => undefined, keepPlace: () => null },
    profileOf: createProfileCache(db).profileOf,
    channelsAt: createDirectory(core),
    admits: createThrottle(),
    steady: db,
    turnstile: createTurnstile(core),
  };
}

export type TestDashboard = Awaited<ReturnType<typeof startDashboard>>;
export type { Dashboard, Live, TestDatabase };

export async function makeClinic(core: Core, slug: string): Promise<OrganizationId> {
  const settings = slug === 'amani' ? amani : { ...amani, slug, channels: [] };
  const applied = await applyClinicSettings(core, settings, { correlationId: uuidIds.next<CorrelationId>() });
  if (!applied.ok) throw new Error(applied.reason);
  return applied.organizationId;
}

export function systemScope(organizationId: OrganizationId): Scope {
  return { organizationId, actor: { kind: 'system' }, correlationId: uuidIds.next<CorrelationId>() };
}

/** Somebody of a role who has joined, has no second factor and needs none. */
export async function makeMember(
  core: Core,
  organizationId: OrganizationId,
  role: Role,
  email: string,
): Promise<string> {
  const invitation = { role, email, branches: 'all', practitionerId: null, language: 'en' } as const;
  await putDemoMember(
    core,
    organizationId,
    { ...invitation, name: `Name of ${role}` },
    await hashOf(password),
  );
  const { id } = await core.db
    .selectFrom('staff.member as m')
    .innerJoin('staff.account as a', 'a.id', 'm.account_id')
    .select('m.id')
    .where('a.email', '=', email)
    .executeTakeFirstOrThrow();
  return id;
}

export async function invite(
  core: Core,
  organizationId: OrganizationId,
  role: Role,
  email: string,
): Promise<string> {
  const invitation = { role, email, branches: 'all', practitionerId: null, language: 'en' } as const;
  const invited = await addMember(core, systemScope(organizationId), invitation);
  if (!invited.ok) throw new Error(invited.reason);
  return invited.token;
}

/** A browser without a screen: it keeps cookies, and says where a form comes from. */
export function callerOf(dashboard: Dashboard) {
  return {
    browse: () => {
      const cookies = new Map<string, string>();
      const ask = async (path: string, init: RequestInit = {}, env?: object): Promise<Response> => {
        const headers = new Headers(init.headers);
        headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
        const response = await dashboard.fetch(new Request(`${origin}${path}`, { ...init, headers }), env);
        for (const cookie of response.headers.getSetCookie()) keep(cookies, cookie);
        return response;
      };
      const post = (
        path: string,
        form: Record<string, string> = {},
        headers: Record<string, string> = {},
        env?: object,
      ) =>
        ask(path, { method: 'POST', body: new URLSearchParams(form), headers: { origin, ...headers } }, env);
      const signIn = (email: string, by = password) => post('/sign-in', { email, password: by });
      return { ask, post, signIn, cookies };
    },
  };
}

export type Browser = ReturnType<TestDashboard['browse']>;

function keep(cookies: Map<string, string>, cookie: string): void {
  const [pair = ''] = cookie.split(';');
  const [name = '', value = ''] = pair.split(/=(.*)/s);
  if (/max-age=0/i.test(cookie) || value === '') cookies.delete(name);
  else cookies.set(name, value);
}
