import { createOTP } from '@better-auth/utils/otp';
import type { Page } from 'playwright-core';
import { password } from './test-dashboard.ts';

/** What the app on the phone shows now, by the key that it was given: base32, as the page writes it. */
export function codeOf(key: string): Promise<string> {
  const bits = [...key.replaceAll(' ', '')]
    .map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
    .join('');
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  return createOTP(Buffer.from(bytes).toString()).totp();
}

/** Who is signed in at that page sets up the code from the phone. @returns its key */
export async function setUpSecondFactor(page: Page): Promise<string> {
  await page.goto('/account/second-factor');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  const key = (await page.locator('.steps code').first().textContent()) ?? '';
  await page.getByLabel('6-digit code', { exact: true }).fill(await codeOf(key));
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('The code from your phone is set up.').waitFor();
  return key;
}
