import { z } from 'zod';
import type { BranchId, MemberId, PractitionerId } from '../../core/ids.ts';
import { languages } from '../../core/language.ts';
import { inviteMember } from '../../core/staff/invite.ts';
import { listLocked, unlock } from '../../core/staff/lock.ts';
import {
  type Changed,
  changeRole,
  deactivate,
  listMembers,
  type MemberLink,
  makeMemberLink,
  reactivate,
  removeSecondFactor,
} from '../../core/staff/members.ts';
import { listRoles } from '../../core/staff/roles.ts';
import { notFound, refused } from '../answers.ts';
import type { Page, PageParts, StaffContext } from '../page.ts';
import type { WordKey } from '../words/words.ts';
import { readInviteChoices } from './invite-choices.ts';
import { inviteView, linkView, staffView } from './staff-view.ts';

const many = z.union([z.uuid().transform((one) => [one]), z.array(z.uuid())]);

const invitation = z.object({
  email: z.string().max(254),
  role: z.string().max(40),
  all: z.literal('yes').optional(),
  branch: many.catch([]),
  practitioner: z.uuid().nullable().catch(null),
  language: z.enum(languages).catch('en'),
});

const inviteProblems: Readonly<Record<string, WordKey>> = {
  bad_email: 'inviteEmailBad',
  email_taken: 'inviteEmailTaken',
  no_branch: 'inviteBranchMissing',
  no_such_role: 'inviteRoleMissing',
};

/** Who works here: invite, change roles, deactivate, unlock. */
export const staffPage: Page = {
  path: '/staff',
  permission: ['staff.manage'],
  label: 'staff',
  routes(app, parts) {
    const { core, staffKey } = parts;

    app.get('/', (c) => show(c, parts));

    app.get('/invite', async (c) => {
      const choices = await readInviteChoices(core, c.var.staff.scope);
      return c.html(inviteView(c.var.staff, choices, { problem: null, email: '' }));
    });

    app.post('/invite', async (c) => {
      const { staff } = c.var;
      const choices = await readInviteChoices(core, staff.scope);
      const { data } = invitation.safeParse(await c.req.parseBody({ all: true }));
      const again = (problem: WordKey) =>
        c.html(inviteView(staff, choices, { problem, email: data?.email ?? '' }), 422);
      if (data === undefined) return again('inviteRoleMissing');
      const known = choices.branches
        .filter(({ id }) => data.branch.includes(id))
        .map(({ id }) => id as BranchId);
      const practitioner = choices.practitioners.find(({ id }) => id === data.practitioner);
      const invited = await inviteMember(core, staff.scope, {
        email: data.email,
        role: data.role,
        branches: data.all === 'yes' ? 'all' : known,
        practitionerId: (practitioner?.id ?? null) as PractitionerId | null,
        language: data.language,
      });
      if (invited.ok) {
        const { email, language } = data;
        return showLink(c, parts, { email: email.trim(), language, token: invited.token, purpose: 'invite' });
      }
      if (invited.reason === 'not_allowed') return refused(c);
      return again(inviteProblems[invited.reason] ?? 'inviteRoleMissing');
    });

    memberRoutes(app, parts, staffKey);
  },
};

function memberRoutes(
  app: Parameters<Page['routes']>[0],
  parts: PageParts,
  staffKey: PageParts['staffKey'],
): void {
  const { core } = parts;
  const actions: Readonly<
    Record<string, (c: StaffContext, id: MemberId) => Promise<Changed | Exclude<Changed, { ok: true }>>>
  > = {
    role: async (c, id) => {
      const { role } = z
        .object({ role: z.string() })
        .catch({ role: '' })
        .parse(await c.req.parseBody());
      return changeRole(core, c.var.staff.scope, id, role);
    },
    deactivate: (c, id) => deactivate(core, c.var.staff.scope, id),
    reactivate: (c, id) => reactivate(core, c.var.staff.scope, id),
    unlock: (c, id) => unlock(core, staffKey, c.var.staff.scope, id),
    'second-factor': (c, id) => removeSecondFactor(core, c.var.staff.scope, id),
  };

  app.post('/:id/link', async (c) => {
    const id = memberIdOf(c);
    const made = id && (await makeMemberLink(core, c.var.staff.scope, id));
    if (!made) return notFound(c);
    if (!made.ok) return answer(c, parts, made);
    return showLink(c, parts, made);
  });

  app.post('/:id/:action', async (c) => {
    const id = memberIdOf(c);
    const action = Object.hasOwn(actions, c.req.param('action')) ? actions[c.req.param('action')] : undefined;
    if (id === null || action === undefined) return notFound(c);
    return answer(c, parts, await action(c, id));
  });
}

async function answer(c: StaffContext, parts: PageParts, changed: Changed): Promise<Response> {
  if (changed.ok) return c.redirect('/staff?done=yes', 303);
  if (changed.reason === 'not_allowed') return refused(c);
  if (changed.reason === 'not_found') return notFound(c);
  return show(c, parts, changed.reason === 'oneself' ? 'oneselfRefused' : 'inviteRoleMissing', 422);
}

async function show(
  c: StaffContext,
  { core, staffKey }: PageParts,
  problem: WordKey | null = null,
  status: 200 | 422 = 200,
): Promise<Response> {
  const { staff } = c.var;
  const listed = await listMembers(core, staff.scope);
  if (!listed.ok) return refused(c);
  const { members } = listed;
  const locked = await listLocked(core, staffKey, staff.scope.organizationId);
  const roles = await listRoles(core, staff.scope.organizationId);
  const told = c.req.query('done') === 'yes' && problem === null;
  return c.html(staffView(staff, { members, locked, roles, now: core.clock.now(), told, problem }), status);
}

/** The link goes by e-mail; where it cannot, it is shown, once, for them to hand on. */
async function showLink(
  c: StaffContext,
  { publicUrl, mailLink }: PageParts,
  { token, ...made }: Omit<MemberLink, 'ok'>,
): Promise<Response> {
  const { staff } = c.var;
  const { organizationId, correlationId } = staff.scope;
  const link = `${publicUrl}/welcome/${token}`;
  const mail = { ...made, organizationId, correlationId, clinic: staff.member.clinic, link };
  const mailed = mailLink === null ? 'off' : await mailLink(mail);
  return c.html(linkView(staff, { email: made.email, link, purpose: made.purpose, mailed }));
}

function memberIdOf(c: StaffContext): MemberId | null {
  return (z.uuid().safeParse(c.req.param('id')).data as MemberId | undefined) ?? null;
}
