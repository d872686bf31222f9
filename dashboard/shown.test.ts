import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { languages } from '../core/language.ts';
import { recordConsent } from '../core/people/consent.ts';
import { giveEmail } from '../core/people/email.ts';
import { giveNumber } from '../core/people/patients.ts';
import { proposeName } from '../core/people/proposed-names.ts';
import { markUnreachable } from '../core/people/reachability.ts';
import { amani } from '../test/amani.ts';
import { visitTones } from './pages/patient-visits-view.ts';
import { type Browser, makeMember, startDashboard, type TestDashboard } from './test-dashboard.ts';
import { openTestDesk, type Person, type TestDesk } from './test-desk.ts';
import { sayIn } from './words/words.ts';

/** What holds for each page that a link leads to: numbers and addresses are masked, and what is read are words. */

let house: TestDashboard;
let desk: TestDesk;
let asha: Person;
let njeri: Browser;
let daktari: Browser;
/** May read conversations, and nothing else. */
let reader: Browser;

const statuses = ['pending', 'booked', 'arrived', 'fulfilled', 'noshow', 'cancelled'] as const;

beforeAll(async () => {
  house = await startDashboard();
  const { core, organizationId } = house;
  desk = await openTestDesk(core, organizationId);
  asha = await desk.person('+254711000001', 'Asha Wanjiru');
  const nobody = '+254711000002';
  for (const words of ['Hi', 'I want to kill myself']) await desk.say(asha.phone, words);
  await desk.say(nobody, 'person');
  await desk.open('failed_delivery', asha.contactId);
  await desk.fail(asha.contactId, 'provider_error');
  await desk.inTransaction(async (own) => {
    await recordConsent(own, desk.scope, { ...asha, wording: 'menu.consent', language: 'sw' });
    await giveNumber(own, desk.scope, { ...asha, number: '0722333444' });
    await giveEmail(own, desk.scope, { ...asha, address: 'asha.wanjiru@mail.example' });
    await proposeName(own, desk.scope, { ...asha, name: 'Asha Njeri' });
  });
  await markUnreachable(core, desk.scope, { ...asha, reason: 'bad_number' });
  for (const status of statuses) {
    const id = await desk.visit(asha, status);
    await sql`update appointment set status = ${status} where id = ${id}`.execute(core.db);
  }
  await makeMember(core, organizationId, 'clinic_admin', 'njeri@clinic.example');
  const doctor = await makeMember(core, organizationId, 'practitioner', 'daktari@clinic.example');
  await sql`update staff.member set practitioner_id = (select practitioner_id from appointment where patient_id = ${asha.patientId} limit 1)
    where id = ${doctor}`.execute(core.db);
  const only = await makeMember(core, organizationId, 'front_desk', 'reader@clinic.example');
  await sql`update staff.member set permissions = '{conversation.read}' where id = ${only}`.execute(core.db);
  [njeri, daktari, reader] = [house.browse(), house.browse(), house.browse()];
  await njeri.signIn('njeri@clinic.example');
  await daktari.signIn('daktari@clinic.example');
  await reader.signIn('reader@clinic.example');
}, 120_000);
afterAll(() => house.stop());

/** All that links and parts lead to, each once: of days and pages of a list the first. */
async function pagesFrom(browser: Browser, first: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const waiting = [first, '/patients', `/patients/${asha.patientId}`, `/inbox/${asha.conversationId}/book`];
  const seen = new Set<string>();
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const once = path.replace(/[?&](day|from|after|before)=[^&]*/g, '');
    if (seen.has(once)) continue;
    seen.add(once);
    const answer = await browser.ask(path);
    if (answer.status !== 200) continue;
    const text = await answer.text();
    found.set(path, text);
    for (const [, to = ''] of text.matchAll(/(?:href|hx-get)="(\/(?!assets)[^"#]*)"/g))
      waiting.push(to.replaceAll('&amp;', '&'));
  }
  return found;
}

async function everyPage(language: 'en' | 'sw'): Promise<[string, string][]> {
  for (const browser of [njeri, daktari]) await browser.post('/language', { language });
  const found = [
    ...(await pagesFrom(njeri, '/inbox?filter=all')),
    ...(await pagesFrom(daktari, '/my-visits')),
  ];
  for (const q of ['Asha', '0711000001'])
    found.push([
      `search ${q}`,
      (await (await njeri.post('/search', { q })).text()).replace(`value="${q}"`, ''),
    ]);
  return found;
}

test('a conversation’s number is whole for who presses for it, which is an event; a part of the page loaded anew has it masked', async () => {
  const { contactId, conversationId } = asha;
  const path = `/inbox/${conversationId}`;
  const textAt = async (at: string) => (await njeri.ask(at)).text();
  const masked = `${asha.phone.slice(0, 4)}…${asha.phone.slice(-3)}`;
  for (const at of [path, `${path}/now`, `${path}/book`])
    expect(await textAt(at), at).not.toContain(asha.phone);
  expect(await textAt(path)).toContain(`Show all of ${masked}`);
  const show = `${path}/contacts/${contactId}/show`;
  expect((await reader.post(show)).status).toBe(403);
  const shownTo = () =>
    house.core.db
      .selectFrom('event')
      .select('record_id')
      .where('type', '=', 'contact.address_shown')
      .where('record_id', '=', contactId)
      .execute();
  expect(await shownTo()).toEqual([]);
  const part = await (await njeri.post(show, {}, { 'hx-request': 'true' })).text();
  expect(part).toMatch(/^<span[^>]* hx-morph-skip>/);
  expect(part).toContain(asha.phone);
  const whole = await (await njeri.post(show)).text();
  expect(whole).toContain('id="conversation"');
  expect(whole).toContain(asha.phone);
  expect(await shownTo()).toHaveLength(2);
});

test('no page has a whole number', { timeout: 60_000 }, async () => {
  const pages = await everyPage('en');
  expect(pages.length).toBeGreaterThan(30);
  for (const [path, page] of pages)
    expect(page, path).not.toMatch(/711\D{0,3}000\D{0,3}00[12]|722\D{0,3}333\D{0,3}444|asha\.wanjiru@/);
});

/** What is read, or told to who cannot see; without e-mail addresses, what is marked as a code, and the names that the test has given. */
const readOf = (page: string) =>
  page
    .replace(/<(script|style|code)\b.*?<\/\1>/gs, '')
    .replace(/<[^>]*?(?:(?:aria-label|placeholder|title)="([^"]*)")?[^>]*>/g, ' $1 ')
    .replace(/\S+@\S+|Name of \w+/g, '');

const rawKey = /\b[a-z]+(_[a-z]+)+\b|\b[a-z_]+\.[a-z_]{2,}|\{\w+\}|undefined/g;

test.each(languages)('%s: no page shows a raw key', { timeout: 60_000 }, async (language) => {
  for (const [path, page] of await everyPage(language)) expect(readOf(page).match(rawKey), path).toBeNull();
});

test.each(['menu.consent', 'menu.consent_of_2027', 'spoken'])(
  'a consent to %j is told in words, in each language',
  async (wording) => {
    await sql`update consent set wording = ${wording} where contact_id = ${asha.contactId}`.execute(
      house.core.db,
    );
    for (const language of languages) {
      await njeri.post('/language', { language });
      const read = readOf(await (await njeri.ask(`/patients/${asha.patientId}`)).text());
      expect(read).toContain(sayIn(language)('purpose_chat'));
      expect(read).toContain(
        sayIn(language)(wording === 'menu.consent' ? 'wording_menu_consent' : 'wording_other'),
      );
      expect(read).not.toContain(wording);
    }
  },
);

test.each(languages)(
  '%s: the state of a visit has one word and one colour, on whichever page',
  async (language) => {
    const say = sayIn(language);
    const expected = statuses.map((status) => `${visitTones[status]} ${say(`visit_${status}`)}`);
    for (const [browser, path] of [
      [njeri, `/patients/${asha.patientId}`],
      [njeri, `/inbox/${asha.conversationId}`],
      [daktari, '/my-visits'],
    ] as const) {
      await browser.post('/language', { language });
      const rows = (await (await browser.ask(path)).text()).split('<li').slice(1);
      const visits = rows.filter((row) =>
        amani.branches.some(({ name }) => row.split('</li>')[0]?.includes(name)),
      );
      const states = visits.flatMap((row) =>
        [...row.matchAll(/<span class="state ([^"]*)">([^<]*)</g)].slice(0, 1),
      );
      const found = new Set(states.map(([, tone, words]) => `${tone} ${words}`));
      expect(found.size, path).toBeGreaterThanOrEqual(5); // what is cancelled is not everywhere
      expect(expected, path).toEqual(expect.arrayContaining([...found]));
    }
  },
);
