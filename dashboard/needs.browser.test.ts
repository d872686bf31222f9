import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { PatientId } from '../core/ids.ts';
import { giveNumber, registerPatient } from '../core/people/patients.ts';
import { proposeName } from '../core/people/proposed-names.ts';
import { markUnreachable } from '../core/people/reachability.ts';
import { indexNew } from '../core/search/index-new.ts';
import { openItem } from '../core/worklist.ts';
import { type Browsing, startBrowsing } from './test-browser.ts';
import { makeMember } from './test-dashboard.ts';
import type { Person, TestDesk } from './test-desk.ts';

/** The worklist, patients, the search and failed messages, as a receptionist has them; a practitioner's own pages; the log. */

let browsing: Browsing;
let desk: TestDesk;
let asha: Person;
/** Whose mother writes for both. */
let baraka: PatientId;
const longName = 'Nyambura Wanjiku-Kamau wa Mbeũ Abdirahman Hassan Omar Mohammed Otieno';

beforeAll(async () => {
  browsing = await startBrowsing();
  const { core, organizationId } = browsing.house;
  desk = browsing.desk;
  for (const name of ['njeri', 'peter'])
    await makeMember(core, organizationId, 'front_desk', `${name}@clinic.example`);
  asha = await desk.person('+254711000001', 'Asha Wanjiru');
  const long = await desk.person('+254711000002', longName);
  await desk.say(asha.phone, 'my knee hurts since the flood');
  await desk.say('+254711000003', 'person');
  await desk.open('failed_delivery', asha.contactId);
  await desk.open('unanswered', long.contactId);
  const call = { kind: 'call', recordKind: 'contact', recordId: long.contactId } as const;
  const dueAt = core.clock.now().subtract({ minutes: 50 });
  await desk.inTransaction((own) => openItem(own, desk.scope, { ...call, dueAt }));
  await desk.fail(asha.contactId, 'provider_error');
  await desk.say(long.phone, 'Hi'); // else WhatsApp lets nothing through to them
  await desk.fail(long.contactId, 'bad_number:21211');
  const asked = await desk.visit(long, 'asked');
  await sql`update appointment set status = 'pending' where id = ${asked}`.execute(core.db);
  const zuri = await desk.person('+254711000005', 'Zuri Mwende');
  const child = {
    key: 'baraka',
    contactId: zuri.contactId,
    name: 'Baraka Mwende',
    relation: 'child',
  } as const;
  baraka = (await desk.inTransaction((own) => registerPatient(own, desk.scope, child))).patientId;
  await desk.say(zuri.phone, 'Habari, mtoto ana homa');
  await fillRecord();
  await makeMember(core, organizationId, 'clinic_admin', 'halima@clinic.example');
  const doctor = await makeMember(core, organizationId, 'practitioner', 'daktari@clinic.example');
  await sql`update staff.member set practitioner_id = (select practitioner_id from appointment where patient_id = ${asha.patientId} limit 1)
    where id = ${doctor}`.execute(core.db);
}, 120_000);
afterEach(() => browsing.closePages());
afterAll(() => browsing.stop());

async function fillRecord(): Promise<void> {
  const { core } = browsing.house;
  const { scope } = desk;
  const second = await desk.visit(asha, 'later');
  const begun = await desk.visit(asha, 'now');
  await desk.begin(begun);
  await sql`update appointment set status = 'pending' where id = ${second}`.execute(core.db);
  await desk.inTransaction(async (own) => {
    await giveNumber(own, scope, { ...asha, number: '0722333444' });
    await proposeName(own, scope, { ...asha, name: 'Asha Njeri' });
  });
  await markUnreachable(core, scope, { contactId: asha.contactId, reason: 'bad_number' });
  await sql`update inbound_message set received_at = received_at - interval '5 minutes'`.execute(core.db);
  await indexNew(core, 100);
}

/** Home is the inbox; these pages are one further. */
async function signIn(page: Page, email: string): Promise<void> {
  await browsing.signIn(page, email);
  await page.goto('/needs');
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

test('the list: live, urgent first, heard; taken, commented, done', { timeout: 180_000 }, async () => {
  const page = await browsing.openPage();
  await page.context().grantPermissions(['notifications'], { origin: browsing.url });
  await page.addInitScript(`
    window.said = [];
    window.Notification = class extends EventTarget {
      static permission = 'granted';
      constructor(title, options) { super(); window.said.push(options.body); }
    };`);
  await signIn(page, 'njeri@clinic.example');
  await page.getByRole('heading', { name: 'Needs a person' }).waitFor();
  await page.getByText('This device tells you when it is urgent.').waitFor();
  await browsing.judge(page, 'needs');

  await desk.say('+254711000009', 'I want to kill myself');
  await page.getByText('Danger to life', { exact: true }).waitFor();
  await page.getByRole('alert').getByText('Somebody needs help at once.').waitFor();
  expect(await page.title()).toMatch(/^\(1\) /);
  expect(await page.evaluate('window.said')).toEqual(['Somebody needs help at once.']);
  await browsing.judge(page, 'needs-urgent');
  await page.goto('/account');
  await page.getByRole('alert').getByText('Somebody needs help at once.').waitFor();
  expect(await page.evaluate('window.said')).toEqual([]); // it was said once
  await page.getByRole('link', { name: 'Look now' }).click();

  const other = await browsing.openPage();
  await signIn(other, 'peter@clinic.example');
  await page
    .locator('.urgent')
    .getByRole('button', { name: /^Take it/ })
    .click();
  await page.waitForURL(/needs\/.+/);
  await other.getByText('with Name of front_desk').waitFor();
  await expect.poll(() => other.title()).toBe('Needs a person · Miadi');
  await page.getByLabel('Comment for colleagues').fill('Called her, her sister is with her <3');
  await button(page, 'Save comment').click();
  await page.getByText('her sister is with her <3').waitFor();
  await browsing.judge(page, 'need');
  await other.locator('.urgent .who').click();
  await button(other, 'Take it from Name of front_desk').waitFor();
  await browsing.judge(other, 'need-of-another');
  await button(page, /^Done/).click();
  await page.getByText('Miadi says nothing in the conversation until').waitFor();
  await browsing.judge(page, 'need-done');
  await page.locator('main').getByRole('link', { name: 'Needs a person' }).click();
  await page.waitForURL(/needs$/);
  expect(await page.getByText('Danger to life').count()).toBe(0);
});

test('an item that a colleague works at: what they do is seen at once, and what one types stays', {
  timeout: 120_000,
}, async () => {
  await desk.say('+254711000007', 'person');
  const page = await browsing.openPage();
  await signIn(page, 'njeri@clinic.example');
  await page.locator('li', { hasText: '+254…007' }).locator('.who').click();
  await page.getByText('gives the conversation back to Miadi').waitFor();
  const comment = page.getByLabel('Comment for colleagues');
  await comment.fill('I call them');
  const other = await browsing.openPage();
  await signIn(other, 'peter@clinic.example');
  await other.goto(new URL(page.url()).pathname);
  await browsing.judge(other, 'need-of-person');
  await button(other, /^Take it/).click();
  await button(page, 'Take it from Name of front_desk').waitFor();
  expect(await button(page, /^Take it:/).count()).toBe(0);
  await other.getByLabel('Comment for colleagues').fill('She is in the waiting room');
  await button(other, 'Save comment').click();
  await page.getByText('She is in the waiting room').waitFor();

  const third = await browsing.openPage();
  await signIn(third, 'halima@clinic.example');
  await third.goto('/inbox?filter=waiting');
  await third.getByText('Name of front_desk sees to it').waitFor();
  await browsing.judge(third, 'inbox-taken');
  await third.locator('.talk', { hasText: 'Name of front_desk sees to it' }).click();
  await third.getByText('Name of front_desk sees to this').waitFor();
  await browsing.judge(third, 'conversation-taken');
  await button(other, /^Give it back/).click();
  await expect.poll(() => third.getByText('Name of front_desk sees to this').count()).toBe(0);
  await button(third, 'Take over').click();
  await page.getByText(/Name of clinic_admin has the conversation until/).waitFor();
  await browsing.judge(page, 'need-with-colleague');
  await button(third, 'Give back to Miadi').click();
  await page.locator('.state').getByText('done', { exact: true }).waitFor();
  expect(await button(page, /^Done/).count()).toBe(0);
  expect(await comment.inputValue()).toBe('I call them');
  await button(page, 'Save comment').click();
  await page.locator('.comments').getByText('I call them').waitFor();
});

test('a refresh leaves the focus where it was', { timeout: 60_000 }, async () => {
  const page = await browsing.openPage();
  await signIn(page, 'njeri@clinic.example');
  const label = 'Done: Asha Wanjiru, A message did not arrive';
  const done = page.getByRole('button', { name: label });
  await done.focus();
  await desk.open('late', asha.contactId);
  await page.getByText('Will be late', { exact: true }).waitFor();
  expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe(label);
});

test('a patient’s page: the number by a press, the name confirmed, a visit arrived and out', {
  timeout: 120_000,
}, async () => {
  const page = await browsing.openPage();
  await signIn(page, 'njeri@clinic.example');
  await page.getByRole('searchbox').first().fill('asha');
  await button(page, 'Search').first().click();
  await browsing.judge(page, 'search');
  await page.getByRole('link', { name: 'Asha Wanjiru' }).click();
  await page.getByRole('heading', { name: 'Asha Wanjiru' }).waitFor();
  await page.locator('.message.patient').getByText('my knee hurts since the flood').waitFor();
  await page.locator('.message.ours').getByText('not delivered').first().waitFor();
  await browsing.judge(page, 'patient');
  expect(await page.content()).not.toContain('254711000001');
  await button(page, 'Show all of +254…001').click();
  await page.getByText('+254711000001').waitFor();
  await button(page, 'That is right').click();
  await page.getByRole('heading', { name: 'Asha Njeri' }).waitFor();
  await button(page, /^Arrived/).click();
  await page.locator('.state').getByText('arrived', { exact: true }).waitFor();
  await button(page, /^Out/).click();
  await page.locator('.state').getByText('out', { exact: true }).waitFor();
  await page.locator('summary').click();
  await page.getByLabel('New number for +254…001').fill('0711000002');
  await button(page, 'Save number').click();
  await page.getByRole('alert').getByText('Somebody else writes from that number').waitFor();
  await browsing.judge(page, 'patient-refused');
  await searchFor(page, 'knee');
  await page.getByText('my knee hurts since the flood').waitFor();
  await browsing.judge(page, 'search-message');
  await searchFor(page, "' or 1=1 --");
  await page.getByText('Nothing was found for this.').waitFor();
});

async function searchFor(page: Page, words: string): Promise<void> {
  await page.getByRole('searchbox').first().fill(words);
  await button(page, 'Search').first().click();
}

test('what is searched for stands in no address; back and a reload lead to what was found', {
  timeout: 60_000,
}, async () => {
  const page = await browsing.openPage();
  await signIn(page, 'njeri@clinic.example');
  const sent: string[] = [];
  page.on('request', (request) => void sent.push(`${request.url()} ${request.headers().referer}`));
  const box = page.getByRole('searchbox');
  const message = page.getByText('my knee hurts since the flood');
  await searchFor(page, 'knee');
  await message.waitFor();
  await page.reload();
  await message.waitFor();
  expect(await box.inputValue()).toBe('knee');
  await searchFor(page, 'Zuri');
  await page.getByRole('link', { name: 'Zuri Mwende' }).first().click();
  await page.getByRole('heading', { name: 'Zuri Mwende' }).waitFor();
  await page.goBack();
  await page.getByRole('link', { name: 'Zuri Mwende' }).first().waitFor();
  await page.goBack();
  await message.waitFor();
  expect(await box.inputValue()).toBe('knee');
  await page.goForward();
  await page.getByRole('link', { name: 'Zuri Mwende' }).first().waitFor();
  expect(new URL(page.url()).pathname).toBe('/search');
  expect(sent.join()).not.toMatch(/knee|Zuri/i);

  await button(page, 'Sign out').click();
  await page.getByLabel('E-mail', { exact: true }).waitFor();
  await browsing.signIn(page, 'peter@clinic.example');
  for (let steps = 0; steps < 6; steps++) {
    await page.goBack();
    expect(await page.content()).not.toMatch(/knee|Mwende/);
  }
});

test('failed messages: why, what happened, sent again', { timeout: 120_000 }, async () => {
  const page = await browsing.openPage();
  await signIn(page, 'njeri@clinic.example');
  await page.getByRole('link', { name: 'Failed messages' }).click();
  await browsing.judge(page, 'dead-letters');
  await page.getByRole('link', { name: `to ${longName}` }).click();
  await page.getByRole('heading', { name: 'What happened' }).waitFor();
  await browsing.judge(page, 'dead-letter');
  await button(page, /^Send again/).click();
  await page.getByText('It is on its way again.').waitFor();
  await page.getByRole('link', { name: /^to Asha/ }).click();
  await button(page, /^Send again/).click();
  await page.getByRole('alert').getByText('this number cannot be reached').waitFor();
  await browsing.judge(page, 'dead-letter-refused');
});

test('a practitioner comes in to own visits, hears of a new one, and sees own hours', {
  timeout: 120_000,
}, async () => {
  const page = await browsing.openPage();
  await browsing.signIn(page, 'daktari@clinic.example');
  await page.getByRole('heading', { name: 'My visits' }).waitFor();
  expect(page.url()).toBe(`${browsing.url}/my-visits`);
  const pages = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
  expect(await pages.allTextContents()).toEqual(['My visits', 'My hours', 'My account']);
  await browsing.judge(page, 'my-visits');
  const before = await page.locator('.rows > li').count();
  await desk.visit(asha, 'heard of');
  await expect.poll(() => page.locator('.rows > li').count()).toBe(before + 1);
  await page.getByRole('link', { name: 'Week before' }).click();
  await page.getByRole('link', { name: 'From today' }).waitFor();
  await page.getByRole('link', { name: 'My hours' }).click();
  await page.getByRole('rowheader', { name: 'Monday' }).first().waitFor();
  await browsing.judge(page, 'my-hours');
  await page.goto(`/patients/${asha.patientId}`);
  await page.getByText('Your role does not allow it').waitFor();
});

test('who did what: of the clinic, of a patient, and on to where it happened', {
  timeout: 120_000,
}, async () => {
  const page = await browsing.openPage();
  await signIn(page, 'halima@clinic.example');
  await page.getByRole('link', { name: 'Who did what' }).click();
  await page.getByRole('heading', { name: 'Who did what' }).waitFor();
  await browsing.judge(page, 'audit');
  await page.getByLabel('What').selectOption({ label: 'Colleagues and access' });
  await button(page, 'Show').click();
  await page.getByText('Signed in').first().waitFor();
  expect(await page.getByText('A visit was booked').count()).toBe(0);
  await page.goto(`/patients/${asha.patientId}`);
  await page.getByRole('link', { name: 'Who has looked at this record' }).click();
  await page.getByText('Only of Asha').waitFor();
  await page.getByText('The patient’s page was opened').first().waitFor();
  await button(page, 'Kiswahili').click();
  await page.getByText('Ukurasa wa mgonjwa ulifunguliwa').first().waitFor();
  await browsing.judge(page, 'audit-of-patient-sw');
});

test('in Swahili', { timeout: 120_000 }, async () => {
  const page = await browsing.openPage();
  await signIn(page, 'njeri@clinic.example');
  await button(page, 'Kiswahili').click();
  await page.getByRole('heading', { name: 'Wanaohitaji mtu' }).waitFor();
  await browsing.judge(page, 'needs-sw');
  await page.goto(`/patients/${baraka}`);
  await page.getByText('Simu hii inatumika pia kwa Zuri Mwende').waitFor();
  await browsing.judge(page, 'patient-sw');
  await page.goto('/dead-letters');
  await browsing.judge(page, 'dead-letters-sw');
  await page.goto('/patients');
  await browsing.judge(page, 'patients-sw');

  const doctor = await browsing.openPage();
  await browsing.signIn(doctor, 'daktari@clinic.example');
  await button(doctor, 'Kiswahili').click();
  await doctor.getByRole('heading', { name: 'Miadi yangu' }).waitFor();
  await browsing.judge(doctor, 'my-visits-sw');
});
