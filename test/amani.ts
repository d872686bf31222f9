import { readFile } from 'node:fs/promises';
import { parseClinicFile } from '../core/clinic/file.ts';
import type { ClinicSettings } from '../core/clinic/settings.ts';

const parsed = parseClinicFile(await readFile(new URL('../demo/amani.yaml', import.meta.url), 'utf8'));
if (!parsed.ok) throw new Error('the demo clinic has problems');
/**
 * The demo clinic, which tests of the whole program write to: without its limits, as a test's clock stands still while it writes
 * more than a clinic gets in a day.
 */
export const amani: ClinicSettings = {
  ...parsed.clinic,
  rules: {
    ...parsed.clinic.rules,
    mostMessages: 1_000_000,
    mostMessagesAMinute: 1_000_000,
    dailyBudget: '1000000.00',
  },
};

/** The same clinic with its numbers at one provider only; WhatsApp's stay. */
export function withSmsBy(provider: 'twilio' | 'africastalking'): ClinicSettings {
  const channels = amani.channels.filter((one) => one.kind === 'whatsapp' || one.provider === provider);
  return { ...amani, channels };
}
