import { callFailure } from '../call-failure.ts';
import type { SendError, SendErrorCode } from '../send-error.ts';

/** What nodemailer tells of a failure (nodemailer.com/errors), as much as we read of it. Its texts may quote the address. */
type MailError = {
  code?: string;
  /** The code of the system's error behind it. */
  originalCode?: string;
  /** What was being said: 'CONN', 'AUTH PLAIN', 'MAIL FROM', 'RCPT TO', 'DATA'. */
  command?: string;
  responseCode?: number;
  response?: string;
  timeoutType?: 'CONNECT_TIMEOUT' | 'GREETING_TIMEOUT' | 'SOCKET_TIMEOUT';
};

/**
 * Enhanced status codes (RFC 3463) that say more than the reply's first digits. 5.7.x is policy: a word on us, on what we write or
 * where we write from, and not on the address.
 */
const enhanced: readonly [RegExp, SendErrorCode][] = [
  [/^5\.1\.[1236]$/, 'bad_number'], // no such mailbox, no such domain, no address at all, moved
  [/^5\.2\.1$/, 'bad_number'], // the mailbox is switched off
  [/^5\.2\.2$/, 'undelivered'], // full
  [/^5\.(2|3)\.(3|4)$/, 'too_long'],
  [/^5\.7\.\d+$/, 'refused'],
  [/^4\.7\.\d+$/, 'throttled'],
];

/** By the reply to a recipient (RFC 5321, 4.2.3). */
const ofRecipient: Readonly<Record<number, SendErrorCode>> = {
  501: 'bad_number', // cannot be read as an address
  510: 'bad_number',
  511: 'bad_number',
  512: 'bad_number',
  550: 'bad_number', // no such mailbox
  551: 'bad_number', // not here
  552: 'undelivered', // full
  553: 'bad_number', // not allowed as a mailbox's name
  556: 'bad_number', // the domain takes no mail
};

/** Where surely no word of the message was said. */
const neverBegun = new Set(['EDNS', 'ETLS', 'EPROXY', 'EREQUIRETLS']);

export function smtpError(error: unknown): SendError {
  const told = error instanceof Error ? (error as MailError) : {};
  if (told.responseCode !== undefined) return repliedError(told, told.responseCode);
  const providerCode = null;
  if (told.code === 'EAUTH' || told.code === 'ENOAUTH') return { code: 'bad_credentials', providerCode };
  if (told.code === 'EENVELOPE') return { code: 'bad_number', providerCode };
  if (told.code === 'EMESSAGE') return { code: 'too_long', providerCode };
  if (neverBegun.has(told.code ?? '')) return { code: 'provider_unreachable', providerCode };
  if (told.timeoutType === 'CONNECT_TIMEOUT' || told.timeoutType === 'GREETING_TIMEOUT') {
    return { code: 'provider_unreachable', providerCode };
  }
  // Of a connection that was never made, or lost before the message: the pool has tried others.
  if (told.code === 'ECONNECTION' && (told.command === undefined || told.command === 'API')) {
    return { code: 'provider_unreachable', providerCode };
  }
  return callFailure(systemError(error));
}

/** A reply is the server's word: whatever it is, the message was not taken. */
function repliedError({ command = '', response = '' }: MailError, replied: number): SendError {
  const [, status] = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})(?!\S)/.exec(response) ?? [];
  const providerCode = status === undefined ? String(replied) : `${replied} ${status}`;
  const isForGood = replied >= 500;
  if (command.startsWith('AUTH'))
    return { code: isForGood ? 'bad_credentials' : 'provider_error', providerCode };
  if (replied === 530 || replied === 534 || replied === 535 || replied === 538) {
    return { code: 'bad_credentials', providerCode };
  }
  const [, known] = enhanced.find(([pattern]) => pattern.test(status ?? '')) ?? [];
  if (!isForGood) return { code: known ?? 'provider_error', providerCode };
  if (command === 'RCPT TO') return { code: known ?? ofRecipient[replied] ?? 'refused', providerCode };
  // Before the sender is named nothing has been said of a message: the server wants none of us just now.
  if (command === 'MAIL FROM' || command === 'DATA') {
    return { code: known ?? (replied === 552 ? 'too_long' : 'refused'), providerCode };
  }
  return { code: 'provider_error', providerCode };
}

/** nodemailer puts its own code over the system's and keeps that. */
function systemError(error: unknown): unknown {
  if (!(error instanceof Error) || !('originalCode' in error)) return error;
  return Object.assign(new Error('mail'), { code: error.originalCode });
}
