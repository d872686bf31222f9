import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { announceEvents } from '../core/db/announce.ts';
import { type Browsing, startBrowsing } from './test-browser.ts';
import { makeMember } from './test-dashboard.ts';
import { openTestDesk, type Person, type TestDesk } from './test-desk.ts';

/** One conversation, as who answers has it: also by phone, and with a bad connection. */

let browsing: Browsing;
let desk: TestDesk;
let asha: Person;
let quiet: () => Promise<void> | void;

beforeAll(async () => {
  browsing = await startBrowsing();
  const { core, database, organizationId } = browsing.house;
  quiet = announceEvents(database);
  desk = await openTestDesk(core, organizationId);
  await makeMember(core, organizationId, 'front_desk', 'njeri@clinic.example');
  asha = await desk.person('+254711000001', 'Asha Wanjiru');
  await desk.say(asha.phone, 'person');
}, 120_000);
afterEach(() => browsing.closePages());
afterAll(async () => {
  await quiet?.();
  await browsing.stop();
});

async function open(): Promise<Page> {
  const page = await browsing.openPage();
  await browsing.signIn(page, 'njeri@clinic.example');
  await page.goto(`/inbox/${asha.conversationId}`);
  await page.locator('#conversation').waitFor();
  return page;
}

test('the number is shown by a press, and stays while the rest is loaded anew', {
  timeout: 60_000,
}, async () => {
  const page = await open();
  expect(await page.content()).not.toContain(asha.phone);
  await browsing.judge(page, 'conversation-number');
  const anew = page.waitForResponse(/\/now$/); // that it was shown is an event
  await page.getByRole('button', { name: 'Show all of +254…001' }).click();
  await page.getByText(asha.phone).waitFor();
  await anew;
  await desk.say(asha.phone, 'Are you there?');
  await page.getByText('Are you there?').waitFor();
  await page.getByText(asha.phone).waitFor();
  await page.reload();
  expect(await page.content()).not.toContain(asha.phone);
});
