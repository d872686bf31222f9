import type { BranchId, CorrelationId, OrganizationId, PractitionerId } from '../../core/ids.ts';
import type { Core, Scope } from '../../core/scope.ts';
import { addMember } from '../../core/staff/invite.ts';
import { makeLink } from '../../core/staff/link.ts';
import { takeSecondFactor } from '../../core/staff/members.ts';
import { listRoles } from '../../core/staff/roles.ts';
import { type Answer, done, refused } from '../clinic/apply-file.ts';
import type { Task } from './task.ts';

type Clinic = { id: OrganizationId; slug: string };
type Found<T> = { ok: true; value: T } | { ok: false; answer: Answer };

/** What the command answers. Who may run it may do anything here: it asks for no permission. */
export async function doTask(core: Core, task: Task, publicUrl: string): Promise<Answer> {
  if (task.verb === 'reset') return reset(core, task, publicUrl);
  const clinic = await findClinic(core, task.slug);
  if (!clinic.ok) return clinic.answer;
  if (task.verb === 'list') return list(core, clinic.value);
  return invite(core, clinic.value, task, publicUrl);
}

async function invite(
  core: Core,
  clinic: Clinic,
  task: Extract<Task, { verb: 'invite' }>,
  publicUrl: string,
): Promise<Answer> {
  const branches = await findBranches(core, clinic, task.branches);
  if (!branches.ok) return branches.answer;
  const practitioner = await findPractitioner(core, clinic, task.practitioner);
  if (!practitioner.ok) return practitioner.answer;
  const { email, role, language } = task;
  const scope = scopeIn(core, clinic.id);
  const wanted = { email, role, language, branches: branches.value, practitionerId: practitioner.value };
  const invited = await addMember(core, scope, wanted);
  if (invited.ok)
    return done(
      `Give this link to ${email}. It works once, for three days:\n${publicUrl}/welcome/${invited.token}\n`,
    );
  if (invited.reason === 'no_such_role') {
    const roles = await listRoles(core, clinic.id);
    return refused(
      `${clinic.slug} has no role "${role}". There is: ${roles.map(({ key }) => key).join(', ')}`,
    );
  }
  if (invited.reason === 'email_taken')
    return refused(`${email} has an account already: npm run staff -- reset ${email}`);
  return refused(`"${email}" is no e-mail address.`);
}

async function reset(core: Core, task: Extract<Task, { verb: 'reset' }>, publicUrl: string): Promise<Answer> {
  const member = await core.db
    .selectFrom('staff.member as m')
    .innerJoin('staff.account as a', 'a.id', 'm.account_id')
    .select(['m.id', 'm.organization_id', 'm.account_id', 'm.joined_at', 'm.active'])
    .where('a.email', '=', task.email.trim().toLowerCase())
    .executeTakeFirst();
  if (member === undefined) return refused(`Nobody has the address ${task.email}.`);
  if (!member.active) return refused(`${task.email} was deactivated.`);
  const scope = scopeIn(core, member.organization_id);
  const purpose = member.joined_at === null ? 'invite' : 'reset';
  const token = await core.db.transaction().execute(async (tx) => {
    const within = { ...core, db: tx };
    if (task.withoutPhone) await takeSecondFactor(within, scope, member.id, member.account_id);
    return makeLink(within, scope, member.id, purpose);
  });
  return done(`Give this link to ${task.email}. It works once:\n${publicUrl}/welcome/${token}\n`);
}

async function list(core: Core, clinic: Clinic): Promise<Answer> {
  const rows = await core.db
    .selectFrom('staff.member as m')
    .innerJoin('staff.account as a', 'a.id', 'm.account_id')
    .select(['a.email', 'm.role', 'm.active', 'm.joined_at'])
    .where('m.organization_id', '=', clinic.id)
    .orderBy('m.active', 'desc')
    .orderBy('a.email')
    .execute();
  const lines = rows.map(({ email, role, active, joined_at }) => {
    const state = active ? (joined_at === null ? 'invited' : 'active') : 'deactivated';
    return `${email.padEnd(36)} ${role.padEnd(18)} ${state}\n`;
  });
  return done(
    lines.join('') || `${clinic.slug} has nobody yet: npm run staff -- invite EMAIL clinic_admin\n`,
  );
}

async function findClinic(core: Core, slug: string | null): Promise<Found<Clinic>> {
  const clinics = await core.db.selectFrom('organization').select(['id', 'slug']).orderBy('slug').execute();
  const slugs = clinics.map((one) => one.slug).join(', ');
  if (clinics.length === 0)
    return { ok: false, answer: refused('There is no clinic yet: npm run clinic -- apply FILE') };
  if (slug === null && clinics.length > 1)
    return { ok: false, answer: refused(`Say which clinic: --clinic one of ${slugs}`, 2) };
  const value = slug === null ? clinics[0] : clinics.find((one) => one.slug === slug);
  if (value) return { ok: true, value };
  return { ok: false, answer: refused(`There is no clinic "${slug}". There is: ${slugs}`) };
}

async function findBranches(
  core: Core,
  clinic: Clinic,
  keys: readonly string[],
): Promise<Found<'all' | BranchId[]>> {
  if (keys.length === 0) return { ok: true, value: 'all' };
  const rows = await core.db
    .selectFrom('branch')
    .select(['id', 'key'])
    .where('organization_id', '=', clinic.id)
    .where('active', '=', true)
    .execute();
  const strange = keys.find((key) => !rows.some((row) => row.key === key));
  if (strange === undefined)
    return { ok: true, value: rows.filter(({ key }) => keys.includes(key)).map(({ id }) => id) };
  const known = rows.map(({ key }) => key).join(', ');
  return { ok: false, answer: refused(`${clinic.slug} has no branch "${strange}". There is: ${known}`) };
}

async function findPractitioner(
  core: Core,
  clinic: Clinic,
  key: string | null,
): Promise<Found<PractitionerId | null>> {
  if (key === null) return { ok: true, value: null };
  const rows = await core.db
    .selectFrom('practitioner')
    .select(['id', 'key'])
    .where('organization_id', '=', clinic.id)
    .where('active', '=', true)
    .execute();
  const found = rows.find((row) => row.key === key);
  if (found) return { ok: true, value: found.id };
  const known = rows.map((row) => row.key).join(', ');
  return { ok: false, answer: refused(`${clinic.slug} has no practitioner "${key}". There is: ${known}`) };
}

function scopeIn(core: Core, organizationId: OrganizationId): Scope {
  return { organizationId, actor: { kind: 'system' }, correlationId: core.ids.next<CorrelationId>() };
}
