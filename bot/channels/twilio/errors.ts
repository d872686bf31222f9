import type { SendError, SendErrorCode } from '../send-error.ts';

/** Twilio's error codes (twilio.com/docs/api/errors) that say more than the HTTP status does. */
const codes: Readonly<Record<string, SendErrorCode>> = {
  '10001': 'out_of_credit', // as 20005
  '14107': 'throttled', // too many messages a second
  '20003': 'bad_credentials',
  '20005': 'out_of_credit', // the account is not active: Twilio has no code of its own for a balance that is used up
  '20404': 'bad_credentials', // no such account
  '20429': 'throttled',
  '21211': 'bad_number',
  '21214': 'bad_number', // "to" cannot be reached
  '21217': 'bad_number',
  '21265': 'bad_number', // "to" is a short code
  '21610': 'opted_out',
  '21611': 'throttled', // our number's queue is full
  '21612': 'bad_number', // no route from our number to this one
  '21614': 'bad_number', // not a mobile number
  '21617': 'too_long',
  '30001': 'throttled', // the account's queue is full
  '30002': 'out_of_credit', // the account is suspended, its balance below zero in most cases
  '30003': 'bad_number', // the handset cannot be reached
  '30004': 'blocked',
  '30005': 'bad_number',
  '30006': 'bad_number', // a landline
  '30007': 'blocked', // filtered by the carrier
  '30022': 'throttled',
  '63003': 'bad_number', // not on WhatsApp
  '63014': 'blocked', // blocked by the patient
  '63016': 'outside_window',
  '63018': 'throttled',
  '63024': 'bad_number',
  '63032': 'blocked',
  '63033': 'blocked',
  '63038': 'throttled', // the account's daily limit
  '90010': 'out_of_credit', // as 20005
};

/**
 * The message is fine, its Content template is not: the same words can go out plainly. 20404 says that something named is not
 * there, the template it may be; where it is the account, the plain words hear it again.
 */
const templateCodes = new Set(['20404', '21654', '21655', '21656', '63005', '63013', '63027', '63028']);

export function twilioError(status: number, providerCode: string | null): SendError {
  const known = providerCode === null ? undefined : codes[providerCode];
  return { code: known ?? codeOfStatus(status), providerCode: providerCode ?? `http_${status}` };
}

/** What a status callback of a message that never arrived gives as its reason. */
export function reportedError(providerCode: string | null): SendError {
  const known = providerCode === null ? undefined : codes[providerCode];
  return { code: known ?? 'undelivered', providerCode };
}

export function isTemplateTrouble(error: SendError): boolean {
  return error.providerCode !== null && templateCodes.has(error.providerCode);
}

function codeOfStatus(status: number): SendErrorCode {
  if (status === 401 || status === 403) return 'bad_credentials';
  if (status === 429) return 'throttled';
  // The gateway gave up waiting: what stands behind it may have taken the message.
  if (status === 504) return 'no_answer';
  if (status >= 500 || status < 400) return 'provider_error';
  return 'refused';
}
