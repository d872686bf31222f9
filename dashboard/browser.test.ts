import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createOTP } from '@better-auth/utils/otp';
import { type ServerType, serve } from '@hono/node-server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../test/browser.ts';
import type { Dashboard } from './app.ts';
import { invite, makeMember, password, startDashboard, type TestDashboard } from './test-dashboard.ts';

/** As a receptionist has it: a browser, over HTTP. With SCREENSHOTS=FOLDER each page is kept as a picture, at two widths. */

const folder = process.env.SCREENSHOTS;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let server: ServerType;
let house: TestDashboard;
let browser: Browser;
let url: string;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  let dashboard: Dashboard | undefined;
  server = await new Promise<ServerType>((resolve) => {
    const fetch = (request: Request, env: object) =>
      dashboard?.fetch(request, env) ?? new Response(null, { status: 503 });
    const listening = serve({ fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(listening));
  });
  url = `http://localhost:${(server.address() as AddressInfo).port}`;
  house = await startDashboard({ publicUrl: url });
  dashboard = house.dashboard;
  await house.live.start();
  browser = await openBrowser();
  if (folder) await mkdir(folder, { recursive: true });
}, 120_000);
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await house.stop();
  await new Promise((resolve) => server.close(resolve));
});

async function openPage(options: { locale?: string } = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, locale: 'en-GB', ...options });
  contexts.push(context);
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content.Security|Refused to/.test(message.text()))
      throw new Error(message.text());
  });
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

const fill = (page: Page, label: string, value: string) =>
  page.getByLabel(label, { exact: true }).fill(value);
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await fill(page, 'E-mail', email);
  await fill(page, 'Password', password);
  await press(page, 'Sign in');
  await page.waitForURL(({ pathname }) => pathname !== '/sign-in');
}

test('invited, a password, a code from the phone; signed in, devices, signed out', {
  timeout: 180_000,
}, async () => {
  const token = await invite(house.core, house.organizationId, 'clinic_admin', 'halima@clinic.example');
  const page = await openPage();
  await page.goto(`/welcome/${token}`);
  await judge(page, 'welcome');
  await fill(page, 'Your name', 'Halima Abdi');
  await fill(page, 'New password', 'password1234');
  await press(page, 'Save');
  await page.getByRole('alert').getByText('one of the first that others would try').waitFor();
  await judge(page, 'welcome-refused');
  await fill(page, 'New password', password);
  await press(page, 'Save');
  await page.getByRole('heading', { name: 'Code from your phone' }).waitFor();
  await judge(page, 'second-factor-start');
  await fill(page, 'Password', password);
  await press(page, 'Next');
  const key = (await page.locator('.steps code').first().textContent())?.replaceAll(' ', '') ?? '';
  const recovery = (await page.locator('.codes code').first().textContent()) ?? '';
  await judge(page, 'second-factor');
  const secret = fromBase32(key);
  await fill(page, '6-digit code', await createOTP(secret).totp());
  await press(page, 'Save');
  await page.getByText('The code from your phone is set up.').waitFor();
  await judge(page, 'account');

  const other = await openPage();
  await signIn(other, 'halima@clinic.example');
  await judge(other, 'code');
  await fill(other, '6-digit code', await createOTP(secret).totp());
  await press(other, 'Sign in');
  await other.getByRole('heading', { name: 'Needs a person' }).waitFor();

  const third = await openPage();
  await signIn(third, 'halima@clinic.example');
  await third.getByRole('link', { name: 'I do not have my phone' }).click();
  await judge(third, 'recovery');
  await fill(third, 'Recovery code', recovery);
  await press(third, 'Sign in');
  await third.getByRole('link', { name: 'My account' }).click();
  await judge(third, 'devices');
  await press(third, 'Sign out all others');
  await third.getByText('You are signed in nowhere else.').waitFor();
  await page.goto('/staff');
  await page.getByText('You were signed out').waitFor();
  await judge(page, 'sign-in-expired');
  await press(third, 'Sign out');
  await third.getByText('You are signed out.').waitFor();
});

test('staff: invited, locked, deactivated; at 360 px, by keyboard, in Swahili', {
  timeout: 180_000,
}, async () => {
  const { core, organizationId } = house;
  await makeMember(core, organizationId, 'practice_manager', 'peter@clinic.example');
  await makeMember(core, organizationId, 'front_desk', 'njeri@clinic.example');
  await makeMember(core, organizationId, 'practitioner', 'daktari@clinic.example');
  await invite(
    core,
    organizationId,
    'front_desk',
    'a.person.with.a.very.long.address@clinic-of-the-lake.example',
  );
  for (let tries = 0; tries < 9; tries++)
    await house
      .browse()
      .post('/sign-in', { email: 'njeri@clinic.example', password: 'wrong wrong' }, { origin: url });
  const page = await openPage();
  await signIn(page, 'peter@clinic.example');
  await page.goto('/staff');
  await page.getByLabel('Actions for Name of practitioner').click();
  await judge(page, 'staff');
  await page.getByRole('link', { name: 'Invite somebody' }).click();
  await judge(page, 'invite');
  await fill(page, 'E-mail', 'zawadi@clinic.example');
  await press(page, 'Make an invitation');
  expect(await page.getByLabel('Link').inputValue()).toContain(`${url}/welcome/`);
  await judge(page, 'invite-link');
  await page.goto('/nothing');
  await judge(page, 'not-found');

  await page.goto('/account');
  await page.keyboard.press('Tab');
  expect(await page.evaluate<string>('document.activeElement?.textContent')).toBe('Skip to content');
  await page.keyboard.press('Enter');
  expect(await page.evaluate<string>('document.activeElement?.id')).toBe('content');
  await press(page, 'Kiswahili');
  await page.getByRole('heading', { name: 'Akaunti yangu' }).waitFor();
  expect(page.url()).toBe(`${url}/account`);
  await judge(page, 'account-sw');
  await page.goto('/staff');
  await judge(page, 'staff-sw');

  const doctor = await openPage();
  await signIn(doctor, 'daktari@clinic.example');
  await doctor.goto('/staff');
  await doctor.getByText('Your role does not allow it').waitFor();
  await judge(doctor, 'refused');
});

test('a session that expires while a page is open: its next part leads to the sign-in, and back', {
  timeout: 120_000,
}, async () => {
  await makeMember(house.core, house.organizationId, 'front_desk', 'idle@clinic.example');
  const page = await openPage();
  await signIn(page, 'idle@clinic.example');
  await page.goto('/account?here=1');
  await house.database.pool.query(
    `update staff.sign_in set expires_at = now() - interval '1 second' where account_id = (select id from staff.account where email = 'idle@clinic.example')`,
  );
  // a part of a page, as a page with parts will have them
  await page.evaluate("void htmx.ajax('GET', '/account', { target: '#content' })");
  await page.getByText('You were signed out, as nothing happened').waitFor();
  await fill(page, 'E-mail', 'idle@clinic.example');
  await fill(page, 'Password', password);
  await press(page, 'Sign in');
  await page.waitForURL(`${url}/account?here=1`);
});

test('says since when it is not live, and is so again by itself', { timeout: 120_000 }, async () => {
  await makeMember(house.core, house.organizationId, 'front_desk', 'live@clinic.example');
  const page = await openPage();
  await signIn(page, 'live@clinic.example');
  await page.goto('/account');
  await page.waitForTimeout(500);
  expect(await page.locator('#live').isHidden()).toBe(true);
  await page.context().setOffline(true);
  await page.evaluate("dispatchEvent(new Event('online'))"); // tries at once, and fails
  await page.getByText(/^Not live since \d\d:\d\d – trying again$/).waitFor();
  await judge(page, 'not-live');
  await page.context().setOffline(false);
  await expect.poll(() => page.locator('#live').isHidden(), { timeout: 20_000 }).toBe(true);
});

test('the first page is less than 100 kB, compressed', async () => {
  const page = await openPage({ locale: 'sw-KE' });
  let bytes = 0;
  const seen: Promise<void>[] = [];
  page.on('response', (response) => {
    const adding = async () => {
      bytes += gzipSync(await response.body()).length;
    };
    seen.push(adding());
  });
  await page.goto('/sign-in', { waitUntil: 'networkidle' });
  await Promise.all(seen);
  expect(seen.length).toBeGreaterThan(4);
  expect(bytes).toBeLessThan(100_000);
  await page.getByRole('heading', { name: 'Ingia' }).waitFor();
  await judge(page, 'sign-in');
});

function fromBase32(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))).toString();
}
