import { parseAddress } from '../people/address.ts';

/**
 * A clinic's number in the form in which its channel is stored, whatever a provider makes of it: a short code as digits
 * alone ("+22141"), a number in E.164 ("254711082001", or " 254711082001" where a form's plus sign became a space), a
 * sender's name as it is.
 */
export function dialledNumber(written: string): string {
  const text = written.trim();
  const [, shortCode] = /^\+?(\d{3,8})$/.exec(text) ?? [];
  return shortCode ?? parseAddress('sms', text) ?? text;
}
