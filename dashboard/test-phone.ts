import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { amani } from '../test/amani.ts';
import type { TestProgram } from './test-program.ts';

const patient = { timeout: 15_000 };

export type Phone = Awaited<ReturnType<typeof openPhone>>;

/** A patient at the program's own `/phone`, in a browser: what they do is typed and clicked there. */
export async function openPhone(
  page: Page,
  program: TestProgram,
  { as, kind }: { as: string; kind: 'sms' | 'whatsapp' },
) {
  const number = amani.channels.find((one) => one.kind === kind && one.provider === 'twilio')?.number ?? '';
  await page.goto(`/phone?${new URLSearchParams({ as, to: `twilio.${kind}.${number}` })}`);
  const heard = page.locator('.message.in');
  const last = heard.last();
  const mine = page.locator('.message.out').last();

  async function write(text: string): Promise<void> {
    await page.getByRole('textbox', { name: 'Message' }).fill(text);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await taken();
  }

  /** The clinic's tick: it has the message, and its answer to it is on the way. */
  async function taken(): Promise<void> {
    await expect.poll(() => mine.getAttribute('class'), patient).not.toMatch(/sending|sent/);
    await program.miadi.sender.idle();
    const all = program.emulators.network.inbox(kind, as).length;
    await expect.poll(() => page.locator('.message').count(), patient).toBe(all);
  }

  return {
    write,
    hears: (text: string | RegExp) => heard.getByText(text).last().waitFor(patient),
    texts: () => heard.locator('.text').allTextContents(),
    /** Takes the first of what the last message offers; where it offers nothing, writes that. */
    async choose(otherwise: string): Promise<void> {
      if ((await last.locator('.open-list').count()) > 0) {
        await last.locator('.open-list').click();
        await page.locator('#sheet .rows button').first().click();
      } else if ((await last.locator('.replies button').count()) > 0) {
        await last.locator('.replies button').first().click();
      } else return write(otherwise);
      await taken();
    },
  };
}
