import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Browsing, startBrowsing } from './test-browser.ts';
import { makeMember } from './test-dashboard.ts';
import type { Person, TestDesk } from './test-desk.ts';

/** One conversation, as who answers has it: also by phone, and with a bad connection. */

let browsing: Browsing;
let desk: TestDesk;
let asha: Person;

beforeAll(async () => {
  browsing = await startBrowsing();
  const { core, organizationId } = browsing.house;
  desk = browsing.desk;
  await makeMember(core, organizationId, 'front_desk', 'njeri@clinic.example');
  asha = await desk.person('+254711000001', 'Asha Wanjiru');
  await desk.say(asha.phone, 'person');
}, 120_000);
afterEach(() => browsing.closePages());
afterAll(() => browsing.stop());

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

test('a ready answer comes to what is typed, also with no line; another takes its place, none takes it out', {
  timeout: 60_000,
}, async () => {
  const page = await open();
  const field = page.getByRole('textbox', { name: /^Your answer/ });
  const choose = (index: number) => page.getByLabel('Ready answers').selectOption({ index });
  const typed = 'Hello dear Asha,\nthe doctor is in.';
  await field.fill(typed);
  await field.press('ArrowUp');
  await field.press('End');
  await page.context().setOffline(true);
  await choose(1);
  const looking =
    'Hello Asha, thank you for writing. We are looking into it and will answer you here shortly.';
  expect(await field.inputValue()).toBe(`Hello dear Asha,\n${looking}\nthe doctor is in.`);
  await choose(2);
  expect(await field.inputValue()).toMatch(
    /^Hello dear Asha,\nHello Asha, this is easier .*\nthe doctor is in\.$/,
  );
  await choose(0);
  expect(await field.inputValue()).toBe(typed);
  await field.press('Control+End');
  await choose(1);
  await page.keyboard.type(' Bye');
  expect(await field.inputValue()).toBe(`${typed}\n${looking} Bye`);
  await choose(0);
  expect(await field.inputValue()).toBe(`${typed}\n${looking} Bye`);
  await page.context().setOffline(false);
  await page.reload();
  expect(await field.inputValue()).toBe(`${typed}\n${looking} Bye`); // it is kept as what is typed
  await field.fill('');
});

test('by phone, the newest message and the box stay in sight after an answer, and notes after a note', {
  timeout: 60_000,
}, async () => {
  for (let times = 0; times < 8; times++)
    await desk.say(asha.phone, `A long line, that takes its place, number ${times}`);
  const page = await open();
  await page.setViewportSize({ width: 360, height: 640 });
  const inSight = (selector: string) =>
    page.evaluate<boolean>(`(() => {
      const { top, bottom } = [...document.querySelectorAll('${selector}')].at(-1).getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    })()`);
  await page.getByRole('textbox', { name: /^Your answer/ }).fill('Come in, the doctor is here.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Your answer is on its way.').waitFor();
  await page.waitForLoadState();
  expect(await page.locator('.message').last().textContent()).toContain('Come in, the doctor is here.');
  for (const part of ['.message .words', '#reply', '#send']) expect(await inSight(part), part).toBe(true);
  await page.waitForResponse(/\/now$/); // it looks again by itself
  expect(await inSight('#reply')).toBe(true);

  await page.getByLabel('New note').fill('Comes by car');
  await page.getByRole('button', { name: 'Add note' }).click();
  await page.getByText('The note is added.').waitFor();
  for (const part of ['.notes .words', '#note-form textarea']) expect(await inSight(part), part).toBe(true);
});
