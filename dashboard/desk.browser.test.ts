import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Browsing, startBrowsing } from './test-browser.ts';
import { makeMember, password } from './test-dashboard.ts';
import type { Person, TestDesk } from './test-desk.ts';

/** What a receptionist has chosen and typed, on lines that are slow and break. */

let browsing: Browsing;
let desk: TestDesk;
let asha: Person;

beforeAll(async () => {
  browsing = await startBrowsing();
  const { core, organizationId } = browsing.house;
  desk = browsing.desk;
  for (const name of ['njeri', 'peter'])
    await makeMember(core, organizationId, 'front_desk', `${name}@clinic.example`);
  await makeMember(core, organizationId, 'clinic_admin', 'halima@clinic.example');
  asha = await desk.person('+254711000001', 'Asha Wanjiru');
  await desk.say(asha.phone, 'Hi');
}, 120_000);
afterEach(() => browsing.closePages());
afterAll(() => browsing.stop());

async function at(path: string, email = 'njeri@clinic.example'): Promise<Page> {
  const page = await browsing.openPage();
  await browsing.signIn(page, email);
  await page.goto(path);
  return page;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('free times go once what they are for is changed, and say what they are for', {
  timeout: 120_000,
}, async () => {
  const page = await at(`/inbox/${asha.conversationId}/book`);
  const times = page.locator('#found');
  const service = page.getByLabel('Service');
  const first = await service.inputValue();
  await service.selectOption({ index: 1 });
  await page.getByText('You have changed something.').waitFor();
  expect(await times.isHidden()).toBe(true);
  await browsing.judge(page, 'visit-book-changed');
  await service.selectOption(first);
  await times.waitFor();
  expect(await page.getByText('You have changed something.').isHidden()).toBe(true);
  await page.getByLabel('Day').fill('2030-01-07');
  expect(await times.isHidden()).toBe(true);
  await page.reload();
  await service.selectOption({ index: 1 });
  const wanted = (await service.locator('option:checked').textContent()) ?? '';
  await press(page, 'Show free times');
  await page.getByRole('heading', { name: new RegExp(`: ${wanted} · Anybody who is free · `) }).waitFor();
  expect(await times.isVisible()).toBe(true);
  for (let days = 0; days < 7; days++) {
    const before = page.url();
    await page.getByRole('link', { name: 'Next day' }).click();
    await page.waitForURL((url) => url.href !== before);
    if ((await page.locator('.slots button').count()) > 0) break;
  }
  const time = (await page.locator('.slots button').first().textContent()) ?? '';
  await page.locator('.slots button').first().click();
  const told = await page.getByText(/The visit is booked|The request is noted/).textContent();
  expect(told).toContain(`${time} · ${wanted} with `);

  await page.getByRole('link', { name: 'Move or cancel' }).click();
  await page.getByRole('heading', { name: new RegExp(`: ${wanted} · `) }).waitFor();
  await page.getByLabel('Day').fill('2030-01-07');
  expect(await times.isHidden()).toBe(true);
  expect(await page.getByRole('button', { name: 'Cancel the visit' }).isVisible()).toBe(true);
});

const field = (page: Page) => page.getByRole('textbox', { name: /^Your answer/ });

test('an answer that a slow line has lost can be sent again, and is sent once', {
  timeout: 120_000,
}, async () => {
  const path = `/inbox/${asha.conversationId}`;
  const page = await at(path);
  const posted: string[] = [];
  await page.route(/\/reply$/, async (route) => {
    posted.push(route.request().postData() ?? '');
    if (posted.length === 3) await route.continue(); // else: no answer ever comes
  });
  const send = page.locator('#send');
  const look = `getComputedStyle(document.getElementById('send'), '::after').content`;
  /** Nothing can be asked of a page that is on its way to the next: it writes down itself how it looks. */
  const sendAndStop = async () => {
    await page.evaluate(`window.looks = []; setTimeout(() => { looks.push(${look}); stop(); }, 1500)`);
    await send.click({ noWaitAfter: true });
    await page.waitForTimeout(2_000);
    expect(await page.evaluate('looks')).toEqual(['"Sending…"']);
  };
  await field(page).fill('Karibu');
  await sendAndStop();
  await send.click();
  expect(posted.length).toBe(1);
  // who changes a letter can send it
  await field(page).fill('Karibu sana');
  expect(await page.evaluate(look)).toBe('none');
  await sendAndStop();
  expect(posted.length).toBe(2);
  // and who waits
  await expect.poll(() => page.evaluate(look), { timeout: 15_000 }).toBe('none');
  await send.click();
  await page.getByText('Your answer is on its way.').waitFor();
  expect(posted.map((form) => new URLSearchParams(form).get('key'))).toEqual(
    Array(3).fill(new URLSearchParams(posted[0]).get('key')),
  );
  await page.locator('.message.staff').getByText('Karibu sana').waitFor();
});

test('what is typed outlives a reload, a sign-in that ran out and a colleague, until it is sent', {
  timeout: 120_000,
}, async () => {
  const zuri = await desk.person('+254711000002', 'Zuri Mwende');
  await desk.say(zuri.phone, 'person');
  const path = `/inbox/${zuri.conversationId}`;
  const email = 'peter@clinic.example';
  const page = await at(path, email);
  const note = page.getByLabel('New note');
  const runOut = () =>
    browsing.house.database.pool.query(
      `update staff.sign_in set expires_at = now() - interval '1 second'
       where account_id = (select id from staff.account where email = $1)`,
      [email],
    );
  const comeBack = async () => {
    await page.getByText('You were signed out, as nothing happened').waitFor();
    await page.getByLabel('E-mail', { exact: true }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await press(page, 'Sign in');
    await page.waitForURL(browsing.url + path);
  };
  await field(page).fill('We open at 8');
  await note.fill('Comes by car');
  await page.reload();
  await page.getByText('12 of 1600 characters').waitFor();
  const counted: string[] = [];
  page.on('request', (request) => void (request.url().endsWith('/measure') && counted.push('once more')));
  await page.waitForTimeout(1_000);
  expect(counted).toEqual([]); // counting does not ask for the next count
  expect(await note.inputValue()).toBe('Comes by car');
  await runOut();
  await field(page).fill('We open at 8, karibu');
  await comeBack();
  expect(await field(page).inputValue()).toBe('We open at 8, karibu');
  // what the page asks by itself may come first, and leads to the sign-in too: then there is nothing left to press
  await page.getByText('20 of 1600 characters').waitFor();
  await page.route('**/now', (route) => route.abort());
  await runOut();
  await press(page, 'Add note');
  await comeBack();
  await page.unroute('**/now');
  expect(await note.inputValue()).toBe('Comes by car');
  await press(page, 'Add note');
  await page.getByText('The note is added.').waitFor();
  expect(await note.inputValue()).toBe('');
  expect(await field(page).inputValue()).toBe('We open at 8, karibu');

  const halima = await at(path, 'halima@clinic.example');
  expect(await field(halima).inputValue()).toBe('');
  await press(halima, 'Take over');
  await page.getByText('Name of clinic_admin has this conversation until').waitFor();
  await expect.poll(() => field(page).count()).toBe(0);
  await press(halima, 'Give back to Miadi');
  await expect.poll(() => field(page).count()).toBe(1);
  expect(await field(page).inputValue()).toBe('We open at 8, karibu');
  await press(page, 'Send');
  await page.getByText('Your answer is on its way.').waitFor();
  await page.reload();
  expect(await field(page).inputValue()).toBe('');

  // what it costs is still being asked for when the sign-in has ended
  const signedOut = Promise.withResolvers<void>();
  await page.route('**/measure', async (route) => {
    await signedOut.promise;
    await route.continue();
  });
  await page.route('**/sign-out', async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    signedOut.resolve();
    await page.waitForTimeout(500);
    await route.fulfill({ response });
  });
  const measuring = page.waitForRequest('**/measure');
  await field(page).fill('Not for others');
  await measuring;
  await press(page, 'Sign out');
  await page.getByText('You are signed out.').waitFor();
  expect(await page.evaluate('sessionStorage.length')).toBe(0);
});
