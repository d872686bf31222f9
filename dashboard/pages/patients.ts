import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Marked } from '../../core/booking/mark.ts';
import type { Refused } from '../../core/desk/access.ts';
import { giveEmailTo, showAddress, showGivenNumber } from '../../core/desk/addresses.ts';
import { readClinicName } from '../../core/desk/clinic-name.ts';
import {
  confirmProposedName,
  correctName,
  correctNumber,
  readPatient,
  rejectProposedName,
} from '../../core/desk/patient.ts';
import { acceptRequest, declineRequest, markArrived, markMissed, markOut } from '../../core/desk/visits.ts';
import type { BranchId } from '../../core/ids.ts';
import { memberNames } from '../../core/staff/names.ts';
import { notFound, refused } from '../answers.ts';
import { type Page, type PageParts, pageAt, type StaffContext, type StaffEnv } from '../page.ts';
import type { Say, WordKey } from '../words/words.ts';
import { type Shown, shownView } from './patient-address-view.ts';
import { patientView } from './patient-view.ts';
import { bigSearchView } from './search-view.ts';

/** What was typed into a field that was refused stays in it. */
type Problem = { text: string; field?: 'name' | 'number' | 'email'; typed?: string; contactId?: string };

const visitForm = z.object({
  start: z.string().max(40).optional().catch(undefined),
  branch: z.uuid().optional().catch(undefined),
  back: z.literal('needs').optional().catch(undefined),
});
const nameForm = z.object({ name: z.string().max(1000).catch('') });
const numberForm = z.object({ number: z.string().max(100).catch('') });
const emailForm = z.object({ email: z.string().max(400).catch('') });

const marks = {
  accept: acceptRequest,
  decline: declineRequest,
  arrived: markArrived,
  out: markOut,
  missed: markMissed,
} as const;

/** A patient's record: what is known, and what staff put right. */
export const patientsPage: Page = {
  path: '/patients',
  permission: ['patient.read'],
  label: null,
  routes(app, parts) {
    app.get('/', (c) => c.html(bigSearchView(c.var.staff, 'patients')));
    app.get('/:patientId', (c) => show(c, parts, c.req.param('patientId')));
    nameRoutes(app, parts);
    addressRoutes(app, parts);
    visitRoutes(app, parts);
  },
};

function nameRoutes(app: Hono<StaffEnv>, parts: PageParts): void {
  const { core } = parts;

  app.post('/:patientId/name', async (c) => {
    const patientId = c.req.param('patientId');
    const { name } = nameForm.parse(await c.req.parseBody());
    const renamed = await correctName(core, c.var.staff.scope, { patientId, name });
    if (renamed.ok) return done(c, patientId);
    const words = nameProblems[renamed.reason];
    if (words === undefined) return answer(c, parts, patientId, renamed.reason);
    return show(c, parts, patientId, { text: c.var.staff.say(words), field: 'name', typed: name });
  });

  for (const [action, settle] of [
    ['confirm-name', confirmProposedName],
    ['reject-name', rejectProposedName],
  ] as const) {
    app.post(`/:patientId/${action}`, async (c) => {
      const patientId = c.req.param('patientId');
      const settled = await settle(core, c.var.staff.scope, { patientId });
      return settled.ok ? done(c, patientId) : answer(c, parts, patientId, settled.reason);
    });
  }
}

const nameProblems: Readonly<Record<string, WordKey>> = {
  name_empty: 'problemName_empty',
  name_too_long: 'problemName_too_long',
  name_no_letters: 'problemName_no_letters',
  name_looks_like_number: 'problemName_looks_like_number',
};

function addressRoutes(app: Hono<StaffEnv>, parts: PageParts): void {
  const { core } = parts;

  app.post('/:patientId/contacts/:contactId/show', async (c) => {
    const { patientId, contactId } = c.req.param();
    const shown = await showAddress(core, c.var.staff.scope, { contactId });
    return shown.ok
      ? reveal(c, parts, patientId, { of: contactId, ...shown })
      : answer(c, parts, patientId, shown.reason);
  });

  app.post('/:patientId/phone/show', async (c) => {
    const patientId = c.req.param('patientId');
    const shown = await showGivenNumber(core, c.var.staff.scope, { patientId });
    return shown.ok
      ? reveal(c, parts, patientId, { of: 'phone', ...shown })
      : answer(c, parts, patientId, shown.reason);
  });

  app.post('/:patientId/conversations/:conversationId/number', async (c) => {
    const { patientId, conversationId } = c.req.param();
    const { number } = numberForm.parse(await c.req.parseBody());
    const corrected = await correctNumber(core, c.var.staff.scope, { conversationId, number });
    if (corrected.ok) return done(c, patientId);
    const field = { field: 'number', typed: number, contactId: conversationId } as const;
    return answer(c, parts, patientId, corrected.reason, field);
  });

  app.post('/:patientId/email', async (c) => {
    const patientId = c.req.param('patientId');
    const { email } = emailForm.parse(await c.req.parseBody());
    const given = await giveEmailTo(core, c.var.staff.scope, { patientId, address: email });
    if (given.ok) return done(c, patientId);
    return answer(c, parts, patientId, given.reason, { field: 'email', typed: email });
  });
}

function visitRoutes(app: Hono<StaffEnv>, parts: PageParts): void {
  app.post('/:patientId/visits/:appointmentId/:mark', async (c) => {
    const { patientId, appointmentId, mark } = c.req.param();
    const { start, branch, back } = visitForm.parse(await c.req.parseBody());
    const make = Object.hasOwn(marks, mark) ? marks[mark as keyof typeof marks] : undefined;
    if (make === undefined) return notFound(c);
    const at = instantOf(start);
    const branchId = branch as BranchId | undefined;
    const expected = at && { start: at, ...(branchId === undefined ? {} : { branchId }) };
    const input = { appointmentId, ...(expected === undefined ? {} : { expected }) };
    const marked = await make(parts.core, c.var.staff.scope, input);
    if (marked.ok) return back === undefined ? done(c, patientId) : c.redirect('/needs?done=yes', 303);
    if (marked.reason === 'not_allowed') return refused(c);
    if (marked.reason === 'not_found') return notFound(c);
    return show(c, parts, patientId, { text: sayUnmarked(c.var.staff.say, marked) });
  });
}

function instantOf(written: string | undefined): Temporal.Instant | undefined {
  try {
    return written === undefined ? undefined : Temporal.Instant.from(written);
  } catch {
    return undefined;
  }
}

type Unmarked = Exclude<Marked | Refused, { ok: true }>;

function sayUnmarked(say: Say, unmarked: Unmarked): string {
  switch (unmarked.reason) {
    case 'not_allowed':
      return say('refusedLead');
    case 'not_found':
      return say('notFoundLead');
    case 'changed':
      return say('markChanged');
    case 'too_early':
      return say('markTooEarly');
    case 'past':
      return say('markPast');
    case 'wrong_state':
      return say('markWrongState', { state: say(`visit_${unmarked.status}`) });
    default:
      return unmarked satisfies never;
  }
}

const problems: Readonly<Record<string, WordKey>> = {
  no_key: 'recordErased',
  nothing_proposed: 'nothingProposed',
  bad_number: 'problemBadNumber',
  taken: 'problemNumberTaken',
  the_same: 'problemNumberSame',
  bad_address: 'problemBadEmail',
  no_channel: 'problemNoMailbox',
};

function done(c: StaffContext, patientId: string): Response {
  return c.redirect(`/patients/${patientId}?done=yes`, 303);
}

/** Every refusal in plain words. */
function answer(
  c: StaffContext,
  parts: PageParts,
  patientId: string,
  reason: Refused['reason'] | string,
  field: Omit<Problem, 'text'> = {},
): Response | Promise<Response> {
  if (reason === 'not_allowed') return refused(c as Context);
  if (reason === 'not_found') return notFound(c as Context);
  return show(c, parts, patientId, { text: c.var.staff.say(problems[reason] ?? 'failed'), ...field });
}

/** A part of the page where htmx asks for it, else the whole page with it. */
function reveal(
  c: StaffContext,
  parts: PageParts,
  patientId: string,
  shown: Shown,
): Response | Promise<Response> {
  if (c.req.header('hx-request') !== undefined) return c.html(shownView(c.var.staff, shown));
  return show(c, parts, patientId, null, shown);
}

async function show(
  c: StaffContext,
  { core }: PageParts,
  patientId: string,
  problem: Problem | null = null,
  shown: Shown | null = null,
): Promise<Response> {
  const { staff } = c.var;
  const page = await readPatient(core, staff.scope, { patientId });
  if (!page.ok) return page.reason === 'not_found' ? notFound(c as Context) : refused(c as Context);
  const said = (page.talks ?? []).flatMap(({ messages }) => messages);
  const names = await memberNames(core, staff.scope, [
    ...page.nameHistory.map(({ by, actorId }) => (by === 'staff' ? actorId : null)),
    ...said.map((one) => (one.from === 'patient' ? null : one.staffId)),
  ]);
  const told = c.req.query('done') === 'yes' && problem === null;
  const view = patientView(pageAt(staff, `/patients/${patientId}`), {
    page,
    names,
    clinic: await readClinicName(core, staff.scope),
    now: core.clock.now(),
    problem,
    shown,
    told,
  });
  return c.html(view, problem === null ? 200 : 422);
}
