import type { Context } from 'hono';
import { z } from 'zod';
import { recordEvent } from '../../core/events.ts';
import { listSessions, signOutDevice, signOutOthers } from '../../core/staff/devices.ts';
import { voidLinks } from '../../core/staff/link.ts';
import type { Page, PageParts, StaffContext } from '../page.ts';
import { keepDevice } from '../sign-in/device-cookie.ts';
import { passwordProblem } from '../sign-in/passwords.ts';
import { checkPassword, pendingSetup, startSetup } from '../sign-in/second-factor.ts';
import { passCookies } from '../sign-in/session.ts';
import type { WordKey } from '../words/words.ts';
import { accountView, confirmView, recoveryCodesView, startView } from './account-view.ts';

const passwordForm = z.object({ password: z.string().max(1000) });

/** One's own account: devices, password, the code from the phone. */
export const accountPage: Page = {
  path: '/account',
  permission: 'anyone',
  label: 'account',
  routes(app, parts) {
    const { core, auth } = parts;

    app.get('/', (c) => show(c, parts));

    app.post('/devices', async (c) => {
      const { scope, signInId } = c.var.staff;
      const { device } = z
        .object({ device: z.uuid().optional() })
        .catch({})
        .parse(await c.req.parseBody());
      if (device === undefined) await signOutOthers(core, scope, signInId);
      else await signOutDevice(core, scope, device);
      return c.redirect('/account?done=devices', 303);
    });

    app.post('/password', async (c) => {
      const { scope, signInId, member } = c.var.staff;
      const form = z.object({ current: z.string().max(1000), password: z.string() });
      const { data } = form.safeParse(await c.req.parseBody());
      const checked = await checkPassword(parts, c, data?.current ?? '');
      if (!checked.ok) return show(c, parts, checked.problem, 401);
      const wrong = passwordProblem(data?.password ?? '', checked.email);
      if (wrong !== null) return show(c, parts, wrong, 422);
      await auth.api.changePassword({
        body: { currentPassword: data?.current ?? '', newPassword: data?.password ?? '' },
        headers: cookieOf(c),
      });
      // whoever had the old password may have asked for a link; an account is one member's, of one clinic
      await voidLinks(core, scope, member.id);
      await keepDevice(parts, c, checked.email); // known by the old password alone
      await signOutOthers(core, scope, signInId);
      await recordEvent(core, scope, 'staff.password_set', member.id);
      return c.redirect('/account?done=password', 303);
    });

    secondFactorRoutes(app, parts);
  },
};

function secondFactorRoutes(app: Parameters<Page['routes']>[0], parts: PageParts): void {
  const { core, auth } = parts;

  app.get('/second-factor', async (c) => {
    const { staff } = c.var;
    if (staff.member.hasSecondFactor) return c.redirect('/account', 303);
    const setup = await pendingSetup(parts, staff.member.accountId);
    return c.html(setup ? confirmView(staff, setup, null) : startView(staff, 'secondFactor', null));
  });

  app.post('/second-factor', async (c) => {
    const { staff } = c.var;
    const { data } = passwordForm.safeParse(await c.req.parseBody());
    const checked = await checkPassword(parts, c, data?.password ?? '');
    if (!checked.ok) return c.html(startView(staff, 'secondFactor', checked.problem), 401);
    await startSetup(parts, cookieOf(c), data?.password ?? '');
    return c.redirect('/account/second-factor', 303);
  });

  app.post('/second-factor/confirm', async (c) => {
    const { staff } = c.var;
    const { code } = z
      .object({ code: z.string() })
      .catch({ code: '' })
      .parse(await c.req.parseBody());
    const call = { body: { code: code.replace(/\s/g, '') }, headers: cookieOf(c), asResponse: true } as const;
    const answer = await auth.api.verifyTOTP(call);
    if (!answer.ok) {
      const setup = await pendingSetup(parts, staff.member.accountId);
      if (setup === null) return c.redirect('/account/second-factor', 303);
      return c.html(confirmView(staff, setup, 'codeWrong'), 422);
    }
    passCookies(c, answer.headers);
    await recordEvent(core, staff.scope, 'staff.second_factor_set', staff.member.id);
    return c.redirect('/account?done=second-factor', 303);
  });

  app.get('/recovery-codes', (c) => c.html(startView(c.var.staff, 'recoveryNew', null)));

  app.post('/recovery-codes', async (c) => {
    const { staff } = c.var;
    const { data } = passwordForm.safeParse(await c.req.parseBody());
    const checked = await checkPassword(parts, c, data?.password ?? '');
    if (!checked.ok) return c.html(startView(staff, 'recoveryNew', checked.problem), 401);
    if (!staff.member.hasSecondFactor) return c.redirect('/account/second-factor', 303);
    const body = { password: data?.password ?? '' };
    const { backupCodes } = await auth.api.generateBackupCodes({ body, headers: cookieOf(c) });
    await recordEvent(core, staff.scope, 'staff.recovery_codes_made', staff.member.id);
    return c.html(recoveryCodesView(staff, backupCodes));
  });
}

const done: Readonly<Record<string, WordKey>> = {
  devices: 'done',
  password: 'passwordChanged',
  'second-factor': 'secondFactorDone',
};

async function show(
  c: StaffContext,
  { core }: PageParts,
  problem: WordKey | null = null,
  status: 200 | 401 | 422 = 200,
): Promise<Response> {
  const { staff } = c.var;
  const devices = await listSessions(core, staff.scope);
  const told = problem === null ? (done[c.req.query('done') ?? ''] ?? null) : null;
  return c.html(accountView(staff, { devices, now: core.clock.now(), told, problem }), status);
}

function cookieOf(c: Context): Headers {
  return new Headers({ cookie: c.req.header('cookie') ?? '' });
}
