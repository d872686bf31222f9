import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Browsing, startBrowsing } from './test-browser.ts';
import { invite, makeMember, password } from './test-dashboard.ts';
import { codeOf } from './test-totp.ts';

/** As a receptionist has it: a browser, over HTTP. */

let browsing: Browsing;
beforeAll(async () => {
  browsing = await startBrowsing();
}, 120_000);
afterEach(() => browsing.closePages());
afterAll(() => browsing.stop());

const fill = (page: Page, label: string, value: string) =>
  page.getByLabel(label, { exact: true }).fill(value);
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('invited, a password, a code from the phone; signed in, devices, signed out', {
  timeout: 180_000,
}, async () => {
  const token = await invite(
    browsing.house.core,
    browsing.house.organizationId,
    'clinic_admin',
    'halima@clinic.example',
  );
  const page = await browsing.openPage();
  await page.goto(`/welcome/${token}`);
  await browsing.judge(page, 'welcome');
  await fill(page, 'Your name', 'Halima Abdi');
  await fill(page, 'New password', 'password1234');
  await press(page, 'Save');
  await page.getByRole('alert').getByText('one of the first that others would try').waitFor();
  await browsing.judge(page, 'welcome-refused');
  await fill(page, 'New password', password);
  await press(page, 'Save');
  await page.getByRole('heading', { name: 'Code from your phone' }).waitFor();
  await browsing.judge(page, 'second-factor-start');
  await fill(page, 'Password', password);
  await press(page, 'Next');
  const key = (await page.locator('.steps code').first().textContent()) ?? '';
  const recovery = (await page.locator('.codes code').first().textContent()) ?? '';
  await browsing.judge(page, 'second-factor');
  await fill(page, '6-digit code', await codeOf(key));
  await press(page, 'Save');
  await page.getByText('The code from your phone is set up.').waitFor();
  await browsing.judge(page, 'account');

  const other = await browsing.openPage();
  await browsing.signIn(other, 'halima@clinic.example');
  await browsing.judge(other, 'code');
  await fill(other, '6-digit code', await codeOf(key));
  await press(other, 'Sign in');
  await other.getByRole('heading', { name: 'Inbox' }).waitFor();

  const third = await browsing.openPage();
  await browsing.signIn(third, 'halima@clinic.example');
  await third.getByRole('link', { name: 'I do not have my phone' }).click();
  await browsing.judge(third, 'recovery');
  await fill(third, 'Recovery code', recovery);
  await press(third, 'Sign in');
  await third.getByRole('link', { name: 'My account' }).click();
  await browsing.judge(third, 'devices');
  await press(third, 'Sign out all others');
  await third.getByText('You are signed in nowhere else.').waitFor();
  await page.goto('/staff');
  await page.getByText('You were signed out').waitFor();
  await browsing.judge(page, 'sign-in-expired');
  await press(third, 'Sign out');
  await third.getByText('You are signed out.').waitFor();
  await third.getByRole('link', { name: 'I have forgotten my password' }).click();
  await browsing.judge(third, 'forgotten');
  await fill(third, 'E-mail', 'halima@clinic.example');
  await press(third, 'Send me the link');
  await third.getByText('If that e-mail has an account here').waitFor();
  await browsing.judge(third, 'forgotten-told');
});

test('staff: invited, locked, deactivated; at 360 px, by keyboard, in Swahili', {
  timeout: 180_000,
}, async () => {
  const { core, organizationId } = browsing.house;
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
    await browsing.house
      .browse()
      .post('/sign-in', { email: 'njeri@clinic.example', password: 'wrong wrong' }, { origin: browsing.url });
  const page = await browsing.openPage();
  await browsing.signIn(page, 'peter@clinic.example');
  await page.goto('/staff');
  await page.getByLabel('Actions for Name of practitioner').click();
  await browsing.judge(page, 'staff');
  await page.getByRole('link', { name: 'Invite somebody' }).click();
  await browsing.judge(page, 'invite');
  await fill(page, 'E-mail', 'zawadi@clinic.example');
  await press(page, 'Make an invitation');
  await page.getByText('The e-mail could not be sent.').waitFor();
  expect(await page.getByLabel('Link').inputValue()).toContain(`${browsing.url}/welcome/`);
  await browsing.judge(page, 'invite-link');
  await page.goto('/nothing');
  await browsing.judge(page, 'not-found');

  await page.goto('/account');
  await page.keyboard.press('Tab');
  expect(await page.evaluate<string>('document.activeElement?.textContent')).toBe('Skip to content');
  await page.keyboard.press('Enter');
  expect(await page.evaluate<string>('document.activeElement?.id')).toBe('content');
  await press(page, 'Kiswahili');
  await page.getByRole('heading', { name: 'Akaunti yangu' }).waitFor();
  expect(page.url()).toBe(`${browsing.url}/account`);
  await browsing.judge(page, 'account-sw');
  await page.goto('/staff');
  await browsing.judge(page, 'staff-sw');

  const doctor = await browsing.openPage();
  await browsing.signIn(doctor, 'daktari@clinic.example');
  await doctor.goto('/staff');
  await doctor.getByText('Your role does not allow it').waitFor();
  await browsing.judge(doctor, 'refused');
});

test('a session that expires while a page is open: its next part leads to the sign-in, and back', {
  timeout: 120_000,
}, async () => {
  const email = 'idle@clinic.example';
  await makeMember(browsing.house.core, browsing.house.organizationId, 'front_desk', email);
  const page = await browsing.openPage();
  await browsing.signIn(page, email);
  // nothing was done for half an hour; and whatever was done, after twelve hours
  for (const ends of [
    `expires_at = now() - interval '1 second'`,
    `created_at = now() - interval '12 hours 1 minute'`,
  ]) {
    await page.goto('/account?here=1');
    await browsing.house.database.pool.query(
      `update staff.sign_in set ${ends} where account_id = (select id from staff.account where email = $1)`,
      [email],
    );
    // a part of a page, as a page with parts will have them
    await page.evaluate("void htmx.ajax('GET', '/account', { target: '#content' })");
    await page.getByText('You were signed out, as nothing happened').waitFor();
    await fill(page, 'E-mail', email);
    await fill(page, 'Password', password);
    await press(page, 'Sign in');
    await page.waitForURL(`${browsing.url}/account?here=1`);
  }
});

test('the first page is less than 100 kB, compressed', async () => {
  const page = await browsing.openPage({ locale: 'sw-KE' });
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
  await browsing.judge(page, 'sign-in');
});
