import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js';
import type { AddressKind } from '../db/tables.ts';

/** Numbers without a country are read as Kenyan: that is where the clinics are. */
const home = 'KE';

/**
 * An address in the one form in which it is kept, hashed and sent to: a number in E.164 ("+254711000001"), a WhatsApp id
 * that has no number, as it is, or an e-mail address. Null: nobody we could answer (a sender's name, a short code, a garbled number).
 */
export function parseAddress(kind: AddressKind, raw: string): string | null {
  if (kind === 'email') return parseMailbox(raw);
  const written = raw.trim().replace(/^whatsapp:/i, '');
  if (kind === 'whatsapp' && isScopedId(written)) return written;
  return parseNumber(written);
}

/** WhatsApp's business-scoped ids ("KE.1A2B3C") and WhatsApp Web's ("1234567@lid"): never a number, always with a letter. */
function isScopedId(written: string): boolean {
  return /^[\w.@:-]{1,128}$/.test(written) && /[a-z]/i.test(written) && !/^\+/.test(written);
}

/** RFC 5321's bounds: 64 octets before the @, 254 in all. */
const mailbox =
  /^([\w.!#$%&'*+/=?^`{|}~-]{1,64})@((?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z](?:[a-z\d-]{0,61}[a-z\d]))$/i;

/**
 * Of what RFC 5321 allows the part that people have, in ASCII: no quotes, comments or names around it. The part before the @ keeps
 * its case, which is the receiving server's to ignore.
 */
function parseMailbox(raw: string): string | null {
  const [, local = '', domain = ''] = mailbox.exec(raw.trim()) ?? [];
  if (local === '' || /^\.|\.$|\.\./.test(local)) return null;
  const address = `${local}@${domain.toLowerCase()}`;
  return address.length <= 254 ? address : null;
}

/** East Africa's mobile numbers as providers write them: most of what comes, and read as they stand, as the library reads them. */
const mobile = /^\+(?:254[17]|255[67]|256[37]|2507)\d{8}$/;

function parseNumber(written: string): string | null {
  const text = written.trim();
  if (mobile.test(text)) return text;
  if (/[^\d\s()+./-]/.test(text)) return null;
  if (text.startsWith('+')) return e164(parsePhoneNumberFromString(text, { extract: false }));
  if (text.startsWith('00')) return parseNumber(`+${text.slice(2)}`);
  const local = parsePhoneNumberFromString(text, { defaultCountry: home, extract: false });
  if (local?.isValid()) return local.number;
  // Providers also write E.164 without its plus sign, and a form's "+" arrives as a space.
  const foreign = parsePhoneNumberFromString(`+${text}`, { extract: false });
  return foreign?.isValid() ? foreign.number : null;
}

/** With a plus sign its writer knew the form: new ranges, which our list of valid numbers lacks, are let through. */
function e164(number: PhoneNumber | undefined): string | null {
  return number?.isPossible() ? number.number : null;
}
