import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PageParts, StaffEnv } from './page.ts';
import { pages } from './pages.ts';
import { type Browser, makeMember, startDashboard, type TestDashboard } from './test-dashboard.ts';
import { openTestDesk, type Person, type TestDesk } from './test-desk.ts';

/** A form may be answered with a page at an address that nothing but the form is sent to: loaded again, it is no dead end. */

let house: TestDashboard;
let desk: TestDesk;
let asha: Person;
let visitId: string;
let halima: Browser;
/** By page, what stands for the parameters of its addresses. */
let filled: Record<string, Record<string, string>>;

beforeAll(async () => {
  house = await startDashboard();
  desk = await openTestDesk(house.core, house.organizationId);
  asha = await desk.person('+254711000001', 'Asha Wanjiru');
  await desk.say(asha.phone, 'person');
  visitId = await desk.visit(asha, 'one');
  const { id: itemId } = await house.core.db
    .selectFrom('worklist_item')
    .select('id')
    .executeTakeFirstOrThrow();
  const letterId = await desk.fail(asha.contactId, 'provider_error');
  const memberId = await makeMember(
    house.core,
    house.organizationId,
    'clinic_admin',
    'halima@clinic.example',
  );
  halima = house.browse();
  await halima.signIn('halima@clinic.example');
  const { patientId, contactId, conversationId } = asha;
  filled = {
    '/inbox': { id: conversationId, visit: visitId, held: letterId, message: letterId },
    '/needs': { itemId },
    '/patients': { patientId, contactId, conversationId, appointmentId: visitId, mark: 'arrived' },
    '/dead-letters': { id: letterId },
    '/staff': { id: memberId, action: 'role' },
  };
}, 120_000);
afterAll(() => house.stop());

/** The addresses that forms of a page are sent to, as its routes have them. */
function formsOf(path: string): string[] {
  const app = new Hono<StaffEnv>();
  pages.find((page) => page.path === path)?.routes(app, {} as PageParts);
  const sent = app.routes.filter(({ method }) => method === 'POST');
  return sent.map((route) => (route.path === '/' ? path : path + route.path));
}

const forms = pages.flatMap(({ path }) => formsOf(path).map((form) => [form, path] as const));

test('there are such forms', () => expect(forms.length).toBeGreaterThan(30));

test.each(forms)('%s leads to a page', async (form, path) => {
  const at = form.replaceAll(/:(\w+)/g, (_, name: string) => filled[path]?.[name] ?? `no ${name}`);
  let answer = await halima.ask(at);
  if (answer.status === 303) {
    const to = answer.headers.get('location') ?? '';
    expect(at.startsWith(to) && to.startsWith(path), to).toBe(true);
    answer = await halima.ask(to);
  }
  expect(answer.status).toBe(200);
});

test.each(['move', 'cancel'])('after a visit could not be changed, %s leads to the visit', async (action) => {
  const visit = `/inbox/${asha.conversationId}/visits/${visitId}`;
  expect((await halima.post(`${visit}/${action}`)).status).toBe(422);
  expect((await halima.ask(`${visit}/${action}`)).headers.get('location')).toBe(visit);
});

test('a visit that has gone meanwhile leads to the conversation, which says why', async () => {
  const gone = await desk.visit(asha, 'gone');
  const talk = `/inbox/${asha.conversationId}`;
  const visit = `${talk}/visits/${gone}`;
  const page = await (await halima.ask(visit)).text();
  const of = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? '';
  const [key, other] = [house.core.ids.next<string>(), house.core.ids.next<string>()];
  const form = { was: of('was'), start: of('was'), practitioner: '' };
  expect((await halima.post(`${visit}/cancel`, { ...form, key })).status).toBe(303);
  const late = await halima.post(`${visit}/move`, { ...form, key: other });
  expect(late.status).toBe(422);
  expect(await late.text()).toContain('id="conversation"');
  expect((await halima.ask(visit)).headers.get('location')).toBe(talk);
});

test('who may not is told so there, too; what is another clinic’s or nothing stays nothing', async () => {
  await makeMember(house.core, house.organizationId, 'practitioner', 'daktari@clinic.example');
  const daktari = house.browse();
  await daktari.signIn('daktari@clinic.example');
  const talk = `/inbox/${asha.conversationId}`;
  expect((await daktari.ask(`${talk}/reply`)).status).toBe(403);
  expect((await house.browse().ask(`${talk}/reply`)).headers.get('location')).toMatch(/^\/sign-in\?back=/);
  expect((await halima.ask('/inbox/00000000-0000-7000-8000-000000000000')).status).toBe(404);
  for (const path of ['/needs/x/y/z', `${talk}/nothing`, '/account/nothing', '//evil.example/take'])
    expect((await halima.ask(path)).status, path).toBe(404);
});

test('the language is changed where a form was refused, and leads back to a page', async () => {
  const refused = await (await halima.post(`/inbox/${asha.conversationId}/reply`, { text: '' })).text();
  const back = /name="back" value="([^"]+)"/.exec(refused)?.[1] ?? '';
  const to = (await halima.post('/language', { language: 'en', back })).headers.get('location') ?? '';
  expect((await halima.ask(to)).headers.get('location')).toBe(`/inbox/${asha.conversationId}`);
});

test('an address that nobody typed makes no mistake of ours', async () => {
  for (const path of [
    '/needs/%0d%0aX:%20y/comments',
    '/needs/%E0%A4%A/done',
    '/inbox/%2F%2Fother.example/reply',
  ]) {
    const answer = await halima.ask(path);
    expect([303, 404], path).toContain(answer.status);
    expect(answer.headers.get('location') ?? '/needs', path).toMatch(/^\/(needs|inbox)\b/);
  }
});
