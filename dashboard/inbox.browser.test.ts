import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { announceEvents } from '../core/db/announce.ts';
import { openBrowser } from '../test/browser.ts';
import { makeMember, password } from './test-dashboard.ts';
import { openPhone, type Phone } from './test-phone.ts';
import { startProgram, type TestProgram } from './test-program.ts';
import { codeOf, setUpSecondFactor } from './test-totp.ts';

/** A patient at the phone and receptionists at the inbox, with nothing mocked. With SCREENSHOTS=FOLDER pages are kept as pictures. */

const folder = process.env.SCREENSHOTS;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let program: TestProgram;
let browser: Browser;
let stopAnnouncing: () => void | Promise<void>;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  program = await startProgram();
  stopAnnouncing = announceEvents(program.house.database);
  const { core, organizationId } = program.house;
  await makeMember(core, organizationId, 'front_desk', 'njeri@clinic.example');
  await makeMember(core, organizationId, 'clinic_admin', 'halima@clinic.example');
  await makeMember(core, organizationId, 'front_desk', 'zawadi@clinic.example');
  browser = await openBrowser();
  if (folder) await mkdir(folder, { recursive: true });
}, 120_000);
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await stopAnnouncing?.();
  await program?.stop();
});

async function openPage(): Promise<Page> {
  const context = await browser.newContext({ baseURL: program.url, locale: 'en-GB' });
  contexts.push(context);
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content.Security|Refused to/.test(message.text()))
      throw new Error(message.text());
  });
  return page;
}

/** @param key of the code from their phone, where they have set it up */
async function signIn(email: string, key?: string): Promise<Page> {
  const page = await openPage();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  if (key !== undefined) {
    await page.getByLabel('6-digit code').fill(await codeOf(key));
    await page.getByRole('button', { name: 'Sign in' }).click();
  }
  await page.waitForURL(/\/inbox$/);
  return page;
}

type Fault = { id: string; impact: string; nodes: { html: string }[] };

/** No fault for who cannot see or use a mouse; nothing that has to be scrolled sideways. */
async function judge(page: Page, name: string): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 800 });
    if (folder) await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(wide, name).toBeLessThanOrEqual(width);
  }
  await page.evaluate(axe);
  const found = await page.evaluate<Fault[]>('axe.run().then(({ violations }) => violations)');
  const faults = found.map(({ id, impact, nodes }) => `${impact} ${id} ${nodes[0]?.html}`);
  expect(faults, name).toEqual([]);
}

async function openPhoneOf(as: string, kind: 'sms' | 'whatsapp'): Promise<Phone> {
  return openPhone(await openPage(), program, { as, kind });
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const field = (page: Page) => page.getByRole('textbox', { name: /^Your answer/ });

test('a patient writes, appears without a reload, is taken over, answered, handed back, and books', {
  timeout: 180_000,
}, async () => {
  const asha = await openPhoneOf('+254711000001', 'whatsapp');
  const key = await setUpSecondFactor(await signIn('zawadi@clinic.example'));
  const page = await signIn('zawadi@clinic.example', key);
  await page.evaluate("window.notReloaded = 'yes'");
  await judge(page, 'inbox-empty');
  await asha.write('Hi');
  await page.getByText('+254…001').waitFor();
  await asha.write('I want to talk to a person');
  await page.getByText('waiting for a person').first().waitFor();
  expect(await page.evaluate<string>('window.notReloaded')).toBe('yes');
  await expect.poll(() => page.title()).toBe('(1) Inbox · Miadi');
  await judge(page, 'inbox');

  await page.getByRole('link', { name: /\+254…001/ }).click();
  await page.getByText('They asked for a person.').waitFor();
  await judge(page, 'conversation-waiting');
  await press(page, 'Take over');
  await page.getByText('You have the conversation.').waitFor();
  await asha.write('Do you have parking?');
  await page.getByText('Do you have parking?').waitFor();
  await field(page).fill('Yes, behind the <b>house</b>.');
  await page.getByText('29 of 1600 characters').waitFor();
  await asha.write('I come by car');
  await page.getByText('I come by car').waitFor();
  expect(await field(page).inputValue()).toBe('Yes, behind the <b>house</b>.');
  await press(page, 'Send');
  await page.getByText('Your answer is on its way.').waitFor();
  await asha.hears('Yes, behind the <b>house</b>.');
  await page
    .locator('.message.staff')
    .getByText(/arrived|read/)
    .waitFor();
  const note = page.getByLabel('New note');
  await page.getByLabel('Ready answers').selectOption({ index: 1 });
  await expect.poll(() => field(page).inputValue()).toContain('thank you for writing');
  await note.fill('Comes by car');
  await keepsWhatIsTyped(page);
  await press(page, 'Add note');
  await page.getByText('The note is added.').waitFor();
  await judge(page, 'conversation-held');

  await press(page, 'Give back to Miadi');
  await page.getByText('Miadi has the conversation again').waitFor();
  await judge(page, 'conversation-back');
  await asha.write('book');
  for (let steps = 0; steps < 9 && (await visits()) === 0; steps++) await asha.choose('Asha Wanjiru');
  if ((await visits()) === 0) throw new Error((await asha.texts()).slice(-6).join('\n---\n'));
  await page.getByRole('heading', { name: 'Asha Wanjiru' }).waitFor();
  await page.getByText('Miadi: booked a visit').waitFor();
  await page.locator('.visits').getByText('confirmed').waitFor();
  await judge(page, 'conversation-booked');
  await page.getByRole('link', { name: 'Move or cancel' }).click();
  await judge(page, 'visit-move');
  await page.locator('.slots button').last().click(); // late in the day few are left
  await page.getByText('The visit is moved.').waitFor();
  await page.getByRole('link', { name: 'Book a visit' }).click();
  await judge(page, 'visit-book');
  await nextDayWithFree(page);
  await page.locator('.slots button').first().click();
  await page.getByText(/The visit is booked|The request is noted/).waitFor();
  await asha.hears(/booked/i);
  await press(page, 'Kiswahili');
  await judge(page, 'conversation-sw');
  await page.goto('/inbox?filter=all');
  await judge(page, 'inbox-sw');
  await press(page, 'English');
});

/** Whatever day it is: from the next on, the first on which something is free. */
async function nextDayWithFree(page: Page): Promise<void> {
  for (let days = 0; days < 7; days++) {
    const before = page.url();
    await page.getByRole('link', { name: 'Next day' }).click();
    await page.waitForURL((url) => url.href !== before, { waitUntil: 'load' });
    if ((await page.locator('.slots button').count()) > 0) return;
  }
  throw new Error('nothing is free in a week');
}

test('two receptionists on one conversation', { timeout: 120_000 }, async () => {
  const juma = await openPhoneOf('+254711000002', 'sms');
  await juma.write('agent');
  const [njeri, halima] = [await signIn('njeri@clinic.example'), await signIn('halima@clinic.example')];
  for (const page of [njeri, halima]) await page.getByRole('link', { name: /\+254…002/ }).click();
  await press(njeri, 'Take over');
  await halima.getByText('Name of front_desk has this conversation until').waitFor();
  expect(await halima.getByRole('textbox', { name: /^Your answer/ }).count()).toBe(0);
  await judge(halima, 'conversation-theirs');
  await njeri.locator('summary').getByText('Add a patient').click();
  await njeri.getByLabel('Name of the patient').fill('Juma Hassan');
  await judge(njeri, 'patient-new');
  await press(njeri, 'Add a patient');
  await halima.getByRole('heading', { name: 'Juma Hassan' }).waitFor();
  await field(njeri).fill('We open at 8 – karibu');
  await njeri.getByText('21 characters · 1 SMS').waitFor();
  await field(njeri).fill('Tunafungua saa 2 asubuhi 😀');
  await njeri.getByText(/KES/).waitFor();
  await judge(njeri, 'composer-sms');
  await press(halima, 'Take it from Name of front_desk');
  await njeri.getByText('Name of clinic_admin has this conversation until').waitFor();
  await field(halima).fill('Halima here');
  const send = halima.getByRole('button', { name: 'Send', exact: true });
  await send.dblclick();
  await halima.getByText('Your answer is on its way.').waitFor();
  await juma.hears('Halima here');
  await halima.waitForTimeout(500);
  expect((await juma.texts()).filter((text) => text === 'Halima here')).toHaveLength(1);
});

test('the closed window of WhatsApp: the patient is asked to write, and gets what was kept when they do', {
  timeout: 120_000,
}, async () => {
  const zuri = await openPhoneOf('+254711000003', 'whatsapp');
  await zuri.write('agent');
  const page = await signIn('njeri@clinic.example');
  await page.goto('/inbox?filter=all');
  await page.getByRole('link', { name: /\+254…003/ }).click();
  await page.getByText(/lets you write for another 23 h 5\d min/).waitFor();
  await field(page).fill('Your papers are here');
  await page.route(/\/now$/, (route) => route.abort()); // it stands as it is until something is sent from it
  await program.house.database.pool.query(
    `update inbound_message set received_at = received_at - interval '25 hours' where id = (
      select id from inbound_message order by id desc limit 1)`,
  );
  await press(page, 'Send');
  await page.getByRole('alert').getByText('this cannot be sent now').waitFor();
  await page.unroute(/\/now$/);
  expect(await field(page).inputValue()).toBe('Your papers are here');
  await page.getByText('24 hours are over: nothing can be written').waitFor();
  await judge(page, 'window-closed');
  await page.getByRole('button', { name: 'Keep it and ask them to write', exact: true }).dblclick();
  await page.getByText('Your text is kept, and they were asked to write.').waitFor();
  await page.getByText(/They were asked to write \(\d\d:\d\d\)/).waitFor();
  await zuri.hears('We have a message for you.');
  expect((await zuri.texts()).filter((text) => text.includes('We have a message'))).toHaveLength(1);
  expect((await zuri.texts()).join()).not.toContain('Your papers are here');
  await judge(page, 'window-held');
  await zuri.write('Hello?');
  await zuri.hears('Your papers are here');
  await page.locator('.message.staff').getByText('Your papers are here').waitFor();
  expect(await page.locator('.held').count()).toBe(0);
});

test('a connection that drops: the page says so, keeps what it last knew, and catches up', {
  timeout: 120_000,
}, async () => {
  const imani = await openPhoneOf('+254711000004', 'sms');
  await imani.write('Hi');
  const page = await signIn('njeri@clinic.example');
  await page.goto('/inbox?filter=all');
  await page.getByText('+254…004').waitFor();
  await page.waitForTimeout(500);
  expect(await page.locator('#live').isHidden()).toBe(true);
  const from: Promise<string>[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    const goesOn = async () => `${search} ${await request.headerValue('last-event-id')}`;
    if (pathname === '/live') from.push(goesOn());
  });
  const row = page.locator('.talk', { hasText: '+254…004' });
  const notLive = page.getByText(/^Not live since \d\d:\d\d – trying again$/);
  // the network is gone, and comes back: the page opens its stream anew
  await page.context().setOffline(true);
  program.dropStreams();
  await notLive.waitFor();
  await judge(page, 'not-live');
  await imani.write('I want to talk to a person');
  expect(await row.textContent()).not.toContain('waiting for a person');
  await page.context().setOffline(false);
  await row.getByText('waiting for a person').waitFor({ timeout: 20_000 });
  expect(await page.locator('#live').isHidden()).toBe(true);
  expect((await Promise.all(from)).at(-1)).toMatch(/^\?after=\d+ null$/);
  // a connection that breaks: the browser opens it anew, from the last that it has heard
  program.dropStreams();
  await notLive.waitFor();
  await imani.write('Are you there?');
  await row.getByText('Are you there?').waitFor({ timeout: 20_000 });
  expect(await page.locator('#live').isHidden()).toBe(true);
  expect((await Promise.all(from)).at(-1)).toMatch(/ \d+$/);
});

test('how long somebody waits goes on by itself', { timeout: 60_000 }, async () => {
  const page = await signIn('njeri@clinic.example');
  await page.clock.install();
  await page.route(/\/live/, (route) => route.abort()); // for the stream no time passes
  await page.goto('/inbox?filter=all');
  const since = page.locator('.talk', { hasText: '+254…004' }).locator('.when');
  const before = await since.textContent();
  const asked: string[] = [];
  page.on('request', (request) => void asked.push(request.url()));
  await page.clock.runFor('03:00');
  await expect.poll(() => since.textContent()).toMatch(/^[34] min ago$/);
  expect(before).not.toBe(await since.textContent());
  expect(asked.filter((url) => url.includes('/inbox/list'))).toEqual([]);
});

/** Loaded anew while somebody writes, and once it fails: the very same fields are there, with what was typed. */
async function keepsWhatIsTyped(page: Page): Promise<void> {
  const marked = `['reply', 'note-form', 'reply-form', 'patient-form', 'thread'].filter((id) => document.getElementById(id).marked)`;
  await page.evaluate(`${marked.replace('.filter', '.forEach').replace('.marked', '.marked = true')}`);
  const typed = await field(page).inputValue();
  await page.route(/\/now$/, (route) => route.fulfill({ status: 500, body: '<p>Broken</p>' }), { times: 1 });
  for (let times = 0; times < 3; times++) {
    const anew = page.waitForResponse(/\/now$/);
    await page.evaluate("document.body.dispatchEvent(new CustomEvent('live:here'))");
    await anew;
    await page.waitForTimeout(100);
  }
  expect(await page.evaluate(marked)).toEqual(['reply', 'note-form', 'reply-form', 'patient-form', 'thread']);
  expect(await field(page).inputValue()).toBe(typed);
  expect(await page.getByLabel('New note').inputValue()).toBe('Comes by car');
}

async function visits(): Promise<number> {
  const rows = await program.house.core.db
    .selectFrom('appointment')
    .select('id')
    .where('status', 'in', ['booked', 'pending'])
    .execute();
  return rows.length;
}
