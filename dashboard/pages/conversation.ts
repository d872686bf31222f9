import type { Hono } from 'hono';
import { z } from 'zod';
import { showAddress } from '../../core/desk/addresses.ts';
import { askToWrite } from '../../core/desk/ask-to-write.ts';
import { readClinicName } from '../../core/desk/clinic-name.ts';
import { composerFacts } from '../../core/desk/composer.ts';
import { type OpenConversation, openConversation } from '../../core/desk/conversation.ts';
import { dropHeldReply } from '../../core/desk/held-replies.ts';
import { addNote } from '../../core/desk/notes.ts';
import { registerForPatient } from '../../core/desk/register.ts';
import { type Replied, replyToPatient } from '../../core/desk/reply.ts';
import { retryInConversation } from '../../core/desk/retry.ts';
import { renewLease, takeOver } from '../../core/desk/take-over.ts';
import { memberNames } from '../../core/staff/names.ts';
import { may } from '../../core/staff/permissions.ts';
import { notFound, refused } from '../answers.ts';
import type { Html, PageParts, StaffContext, StaffEnv, StaffView } from '../page.ts';
import type { WordKey } from '../words/words.ts';
import { visitPlace, visitTime } from './aside-view.ts';
import { measureView } from './composer-view.ts';
import { type ConversationModel, conversationPartView, conversationView } from './conversation-view.ts';
import { keyFor, refusalWords } from './desk-words.ts';
import { type Shown, shownView } from './patient-address-view.ts';

const replyForm = z.object({
  key: z.uuid(),
  text: z.string(),
  canned: z.string().max(60).catch(''),
  /** ask: and ask them to write. */
  hold: z.enum(['yes', 'ask']).optional().catch(undefined),
});
const patientForm = z.object({ key: z.uuid(), name: z.string(), relation: z.string() });
const noteForm = z.object({ key: z.uuid(), text: z.string() });

/** What a function of core's or the bot's answers: done, or why not. */
type Outcome = { ok: true } | { ok: false; reason: string; holderId?: string };
type Wish = {
  told?: WordKey | null;
  problem?: string | null;
  draft?: { text?: string; note?: string };
  shown?: Shown | null;
};

/** One conversation: what was said, who has it, and what staff do in it. */
export function conversationRoutes(app: Hono<StaffEnv>, parts: PageParts): void {
  app.get('/:id', (c) => {
    const told = keyFor('told', c.req.query('told') ?? '');
    return showConversation(c, parts, { told });
  });
  app.get('/:id/now', (c) => showConversation(c, parts, {}, 200, conversationPartView));
  app.post('/:id/contacts/:contactId/show', async (c) => {
    const { contactId } = c.req.param();
    const number = await showAddress(parts.core, c.var.staff.scope, { contactId });
    if (!number.ok) return sendAway(c, number.reason);
    const shown = { of: contactId, address: number.address };
    if (c.req.header('hx-request') !== undefined) return c.html(shownView(c.var.staff, shown));
    return showConversation(c, parts, { shown });
  });
  leaseRoutes(app, parts);
  writeRoutes(app, parts);
  draftRoutes(app, parts);
}

function leaseRoutes(app: Hono<StaffEnv>, parts: PageParts): void {
  const { core, desk } = parts;
  app.post('/:id/take', async (c) => {
    const { from } = await c.req.parseBody();
    const wish = { conversationId: c.req.param('id'), ...(typeof from === 'string' ? { from } : {}) };
    return answer(c, parts, await takeOver(core, c.var.staff.scope, wish), 'taken');
  });
  app.post('/:id/renew', async (c) => {
    const renewed = await renewLease(core, c.var.staff.scope, { conversationId: c.req.param('id') });
    return answer(c, parts, renewed, 'taken');
  });
  app.post('/:id/hand-back', async (c) => {
    const { seen } = await c.req.parseBody();
    const wish = { conversationId: c.req.param('id'), unlessDanger: seen !== 'danger' };
    const back = await desk.handBack(c.var.staff.scope, wish);
    return answer(c, parts, back, back.ok && !back.told ? 'backQuiet' : 'back');
  });
}

function writeRoutes(app: Hono<StaffEnv>, parts: PageParts): void {
  const { core, desk } = parts;
  app.post('/:id/reply', async (c) => {
    const { data } = replyForm.safeParse(await c.req.parseBody());
    if (data === undefined) return answer(c, parts, { ok: false, reason: 'empty' }, 'sent');
    const { key, text, canned, hold } = data;
    const { result, wake } = await replyToPatient(core, c.var.staff.scope, {
      ...{ key, text, conversationId: c.req.param('id'), holdUntilAnswer: hold !== undefined },
      ...{ askToWrite: hold === 'ask', cannedKey: canned.split('.')[0] ?? '' },
    });
    if (wake) desk.wake(wake);
    return answer(c, parts, result, toldOf(result), { text });
  });
  app.post('/:id/ask', async (c) => {
    const { result, wake } = await askToWrite(core, c.var.staff.scope, { conversationId: c.req.param('id') });
    if (wake) desk.wake(wake);
    return answer(c, parts, result, 'asked');
  });
  app.post('/:id/held/:held/drop', async (c) => {
    const wish = { conversationId: c.req.param('id'), heldId: c.req.param('held') };
    return answer(c, parts, await dropHeldReply(core, c.var.staff.scope, wish), 'dropped');
  });
  app.post('/:id/note', async (c) => {
    const { data } = noteForm.safeParse(await c.req.parseBody());
    if (data === undefined) return answer(c, parts, { ok: false, reason: 'empty' }, 'noted');
    const noted = await addNote(core, c.var.staff.scope, { ...data, conversationId: c.req.param('id') });
    return answer(c, parts, noted, 'noted', { note: data.text });
  });
  app.post('/:id/patients', async (c) => {
    const { data } = patientForm.safeParse(await c.req.parseBody());
    if (data === undefined) return answer(c, parts, { ok: false, reason: 'bad_name' }, 'registered');
    const wish = { ...data, conversationId: c.req.param('id') };
    return answer(c, parts, await registerForPatient(core, c.var.staff.scope, wish), 'registered');
  });
  app.post('/:id/retry/:message', async (c) => {
    const wish = { conversationId: c.req.param('id'), messageId: c.req.param('message') };
    const retried = await retryInConversation(core, c.var.staff.scope, wish);
    if (retried.ok && retried.line) desk.wake(retried.line);
    return answer(c, parts, retried, 'retried');
  });
}

function toldOf(replied: Replied): string {
  if (!replied.ok || replied.state === 'queued') return 'sent';
  return replied.asked ? 'heldAsked' : 'held';
}

/** What a draft costs, asked for while somebody writes: that is being at it, so the conversation stays theirs. */
function draftRoutes(app: Hono<StaffEnv>, { core }: PageParts): void {
  app.post('/:id/measure', async (c) => {
    const wish = { conversationId: c.req.param('id') };
    const composer = await composerFacts(core, c.var.staff.scope, wish);
    if (!composer.ok) return sendAway(c, composer.reason);
    await renewLease(core, c.var.staff.scope, wish);
    const { text } = await c.req.parseBody();
    return c.html(measureView(c.var.staff, composer, typeof text === 'string' ? text : ''));
  });
}

export function sendAway(c: StaffContext, reason: string): Response | Promise<Response> {
  return reason === 'not_allowed' ? refused(c) : notFound(c);
}

/** Done: back to the conversation, which says so. Refused: the conversation, with why, and what was typed. */
export async function answer(
  c: StaffContext,
  parts: PageParts,
  outcome: Outcome,
  told: string,
  draft: Wish['draft'] = {},
): Promise<Response> {
  if (outcome.ok) return c.redirect(`/inbox/${c.req.param('id')}?told=${told}`, 303);
  const { reason, holderId } = outcome;
  if (reason === 'not_allowed' || reason === 'not_found') return sendAway(c, reason);
  const { say, scope } = c.var.staff;
  const colleagues = await memberNames(parts.core, scope);
  const name = (holderId !== undefined && colleagues.get(holderId)) || say('by_staff');
  return showConversation(c, parts, { problem: refusalWords(say, reason, name), draft }, 422);
}

/** What was done; of a visit which one, and when. */
function toldWords(
  view: StaffView,
  { people, visits }: OpenConversation,
  told: WordKey | null,
  visitId: string | undefined,
): string | null {
  if (told === null) return null;
  const visit = visits.coming.find(({ appointmentId }) => appointmentId === visitId);
  if (visit === undefined) return view.say(told);
  const owner = people.length > 1 ? people.find((one) => one.patientId === visit.patientId)?.name : null;
  const words = [owner, visitTime(view, visit), visitPlace(view, visit)].filter(Boolean);
  return `${view.say(told)} ${words.join(' · ')}`;
}

export async function showConversation(
  c: StaffContext,
  { core }: PageParts,
  { told = null, problem = null, draft = {}, shown = null }: Wish,
  status: 200 | 422 = 200,
  draw: (view: StaffView, model: ConversationModel) => Html = conversationView,
): Promise<Response> {
  const { staff } = c.var;
  const { scope } = staff;
  const conversationId = c.req.param('id') ?? '';
  const before = c.req.query('before') ?? null;
  const open = await openConversation(core, scope, { conversationId, before });
  if (!open.ok) return sendAway(c, open.reason);
  const mayWrite = may(scope, 'conversation.reply') && before === null;
  const composer = mayWrite ? await composerFacts(core, scope, { conversationId }) : null;
  const retried = open.messages.flatMap((one) =>
    one.from !== 'patient' && one.retryOf ? [one.retryOf] : [],
  );
  return c.html(
    draw(staff, {
      ...{
        open,
        before,
        told: toldWords(staff, open, told, c.req.query('visit')),
        problem,
        shown,
        conversationId: open.conversationId,
        now: core.clock.now(),
      },
      composer: composer?.ok ? composer : null,
      colleagues: await memberNames(core, scope),
      clinic: await readClinicName(core, scope),
      retried: new Set<string>(retried),
      keys: {
        reply: core.ids.next<string>(),
        note: core.ids.next<string>(),
        patient: core.ids.next<string>(),
      },
      draft: { text: draft.text ?? '', note: draft.note ?? '' },
    }),
    status,
  );
}
