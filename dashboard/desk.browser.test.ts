import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { announceEvents } from '../core/db/announce.ts';
import { type Browsing, startBrowsing } from './test-browser.ts';
import { makeMember } from './test-dashboard.ts';
import { openTestDesk, type Person, type TestDesk } from './test-desk.ts';

/** What a receptionist has chosen and typed, on lines that are slow and break. */

let browsing: Browsing;
let desk: TestDesk;
let asha: Person;
let quiet: () => Promise<void> | void;

beforeAll(async () => {
  browsing = await startBrowsing();
  const { core, database, organizationId } = browsing.house;
  quiet = announceEvents(database);
  desk = await openTestDesk(core, organizationId);
  for (const name of ['njeri', 'peter'])
    await makeMember(core, organizationId, 'front_desk', `${name}@clinic.example`);
  await makeMember(core, organizationId, 'clinic_admin', 'halima@clinic.example');
  asha = await desk.person('+254711000001', 'Asha Wanjiru');
  await desk.say(asha.phone, 'Hi');
}, 120_000);
afterEach(() => browsing.closePages());
afterAll(async () => {
  await quiet?.();
  await browsing.stop();
});

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
