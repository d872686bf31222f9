import type { Hono } from 'hono';
import { z } from 'zod';
import { loadClinicProfile } from '../../core/clinic/load-profile.ts';
import type { ClinicProfile } from '../../core/clinic/profile.ts';
import { openConversation } from '../../core/desk/conversation.ts';
import {
  acceptRequest,
  bookForPatient,
  cancelForPatient,
  declineRequest,
  freeSlots,
  moveForPatient,
} from '../../core/desk/visits.ts';
import type { StaffScope } from '../../core/staff/permissions.ts';
import { may } from '../../core/staff/permissions.ts';
import { refused } from '../answers.ts';
import type { PageParts, StaffContext, StaffEnv } from '../page.ts';
import { parseDay } from '../times.ts';
import { answer, sendAway, showConversation } from './conversation.ts';
import { refusalWords } from './desk-words.ts';
import { type BookModel, bookView, type FreeDay, moveView } from './visits-view.ts';

/** So far ahead is looked for the first day on which something is free, where none was asked for. */
const LOOK_AHEAD_DAYS = 10;

const instant = z.string().transform((text, context) => {
  try {
    return Temporal.Instant.from(text);
  } catch {
    context.addIssue('no instant');
    return z.NEVER;
  }
});
const bookForm = z.object({
  ...{ key: z.uuid(), patient: z.string(), service: z.string(), branch: z.string() },
  practitioner: z.string().transform((id) => (id === '' ? null : id)),
  start: instant,
});
const moveForm = z.object({
  ...{ key: z.uuid(), start: instant, was: instant },
  practitioner: z.string().transform((id) => (id === '' ? null : id)),
});
const cancelForm = z.object({ key: z.uuid(), was: instant });

type Wish = Parameters<typeof freeSlots>[2];

/** On a patient's behalf, from their conversation: book, move, cancel, and say yes or no to what they asked for. */
export function visitRoutes(app: Hono<StaffEnv>, parts: PageParts): void {
  app.get('/:id/book', (c) => showBook(c, parts, null));
  app.post('/:id/book', async (c) => {
    const { data } = bookForm.safeParse(await c.req.parseBody());
    const { say, scope } = c.var.staff;
    if (data === undefined) return showBook(c, parts, say('no_not_offered'));
    const { key, patient, service, branch, practitioner, start } = data;
    const booked = await bookForPatient(parts.core, scope, {
      ...{ key, conversationId: c.req.param('id'), patientId: patient, serviceId: service, start },
      ...{ branchId: branch, practitionerId: practitioner },
    });
    if (booked.ok) {
      const told = booked.status === 'pending' ? 'requested' : 'booked';
      return answer(c, parts, booked, `${told}&visit=${booked.appointmentId}`);
    }
    if (booked.reason === 'not_allowed' || booked.reason === 'not_found') return sendAway(c, booked.reason);
    return showBook(c, parts, refusalWords(say, booked.reason));
  });
  app.get('/:id/visits/:visit', (c) => showMove(c, parts, null));
  app.post('/:id/visits/:visit/move', async (c) => {
    const { data } = moveForm.safeParse(await c.req.parseBody());
    const { say, scope } = c.var.staff;
    if (data === undefined) return showMove(c, parts, say('no_not_offered'));
    const { key, start, was, practitioner } = data;
    const moved = await moveForPatient(parts.core, scope, {
      ...{ key, start, practitionerId: practitioner, appointmentId: c.req.param('visit') },
      expected: { start: was },
    });
    if (moved.ok) return answer(c, parts, moved, `moved&visit=${c.req.param('visit')}`);
    if (moved.reason === 'not_allowed' || moved.reason === 'not_found') return sendAway(c, moved.reason);
    return showMove(c, parts, refusalWords(say, moved.reason));
  });
  app.post('/:id/visits/:visit/cancel', async (c) => {
    const { data } = cancelForm.safeParse(await c.req.parseBody());
    if (data === undefined) return answer(c, parts, { ok: false, reason: 'changed' }, 'cancelled');
    const wish = { key: data.key, appointmentId: c.req.param('visit'), expected: { start: data.was } };
    return answer(c, parts, await cancelForPatient(parts.core, c.var.staff.scope, wish), 'cancelled');
  });
  for (const [action, settle, told] of [
    ['accept', acceptRequest, 'accepted'],
    ['decline', declineRequest, 'declined'],
  ] as const) {
    app.post(`/:id/visits/:visit/${action}`, async (c) => {
      const { data } = z.object({ start: instant }).safeParse(await c.req.parseBody());
      if (data === undefined) return answer(c, parts, { ok: false, reason: 'changed' }, told);
      const wish = { appointmentId: c.req.param('visit') ?? '', expected: { start: data.start } };
      return answer(c, parts, await settle(parts.core, c.var.staff.scope, wish), told);
    });
  }
}

async function showBook(c: StaffContext, { core }: PageParts, problem: string | null): Promise<Response> {
  const { staff } = c.var;
  const { scope } = staff;
  if (!may(scope, 'visit.change')) return refused(c);
  const open = await openConversation(core, scope, { conversationId: c.req.param('id') ?? '' });
  if (!open.ok) return sendAway(c, open.reason);
  const profile = await loadClinicProfile(core.db, scope.organizationId);
  const form = c.req.method === 'POST' ? await c.req.parseBody() : {};
  const asked = (name: string) => String(form[name] ?? c.req.query(name) ?? '');
  const chosen = choose(profile, scope, asked);
  const patient = open.people.find(({ patientId }) => patientId === asked('patient')) ?? open.people[0];
  const model: Omit<BookModel, 'free'> = {
    ...{ open, profile, ...chosen, problem, patientId: patient?.patientId ?? null },
    key: core.ids.next<string>(),
    now: core.clock.now(),
  };
  const { service, branch, practitioner } = chosen;
  if (!service || !branch || !patient) return c.html(bookView(staff, { ...model, free: null }));
  const wish = { serviceId: service.id, branchId: branch.id, practitionerId: practitioner?.id ?? null };
  const free = await findDay(c, core, wish, { asked: asked('day'), zone: branch.zone });
  return c.html(bookView(staff, { ...model, free }), problem === null ? 200 : 422);
}

/** What was asked for as far as the clinic has it, and else the first that goes together. */
function choose(profile: ClinicProfile, scope: StaffScope, asked: (name: string) => string) {
  const branches = profile.branches.filter(
    ({ id }) => scope.branches === 'all' || scope.branches.includes(id),
  );
  const services = profile.services.filter((one) => branches.some(({ id }) => one.branchIds.includes(id)));
  const service = services.find(({ id }) => id === asked('service')) ?? services[0];
  const places = branches.filter(({ id }) => service?.branchIds.includes(id));
  const branch = places.find(({ id }) => id === asked('branch')) ?? places[0];
  const practitioners = profile.practitioners.filter(
    ({ serviceIds, branchIds }) =>
      service && branch && serviceIds.includes(service.id) && branchIds.includes(branch.id),
  );
  const practitioner = practitioners.find(({ id }) => id === asked('practitioner'));
  return { services, branches, practitioners, service, branch, practitioner };
}

/** The day that was asked for; where none was, the first of the next days on which something is free. */
async function findDay(
  c: StaffContext,
  core: PageParts['core'],
  wish: Omit<Wish, 'day'>,
  { asked, zone }: { asked: string; zone: string },
): Promise<FreeDay | null> {
  const today = core.clock.now().toZonedDateTimeISO(zone).toPlainDate();
  const wanted = parseDay(asked);
  const first = wanted && Temporal.PlainDate.compare(wanted, today) > 0 ? wanted : today;
  for (let ahead = 0; ; ahead++) {
    const day = first.add({ days: ahead });
    const found = await freeSlots(core, c.var.staff.scope, { ...wish, day });
    if (!found.ok) return null;
    const slots = found.slots.map(({ start }) => start);
    if (slots.length > 0 || wanted !== null) return { day, today, zone, slots };
    if (ahead === LOOK_AHEAD_DAYS) return { day: first, today, zone, slots };
  }
}

async function showMove(c: StaffContext, parts: PageParts, problem: string | null): Promise<Response> {
  const { core } = parts;
  const { staff } = c.var;
  if (!may(staff.scope, 'visit.change')) return refused(c);
  const open = await openConversation(core, staff.scope, { conversationId: c.req.param('id') ?? '' });
  if (!open.ok) return sendAway(c, open.reason);
  const visit = open.visits.coming.find(({ appointmentId }) => appointmentId === c.req.param('visit'));
  if (visit === undefined) {
    // it has gone meanwhile, or never was
    if (problem !== null) return showConversation(c, parts, { problem }, 422);
    return c.redirect(`/inbox/${open.conversationId}`, 303);
  }
  const form = c.req.method === 'POST' ? await c.req.parseBody() : {};
  const asked = (name: string) => form[name] ?? c.req.query(name);
  const profile = await loadClinicProfile(core.db, staff.scope.organizationId);
  const practitioners = profile.practitioners.filter(
    ({ serviceIds, branchIds }) =>
      serviceIds.includes(visit.service.id) && branchIds.includes(visit.branch.id),
  );
  const any = asked('practitioner') === '';
  const named = practitioners.find(({ id }) => id === asked('practitioner'))?.id;
  const practitionerId = any ? null : (named ?? visit.practitioner.id);
  const wish = { serviceId: visit.service.id, branchId: visit.branch.id, practitionerId };
  const free = await findDay(
    c,
    core,
    { ...wish, appointmentId: visit.appointmentId },
    { asked: String(asked('day') ?? ''), zone: visit.branch.zone },
  );
  const keys = { move: core.ids.next<string>(), cancel: core.ids.next<string>() };
  const model = { open, visit, practitioners, practitionerId, free, keys, problem };
  return c.html(moveView(staff, model), problem === null ? 200 : 422);
}
