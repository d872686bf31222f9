import { createTransport } from 'nodemailer';
import type { Handler, Sending, SendOutcome } from '../handler.ts';
import { inTime } from '../in-time.ts';
import { smtpError } from './errors.ts';

export type SmtpSettings = {
  /** smtp://name:password@host:587 or smtps://… */
  url: string;
  timeoutMs: number;
};

/** `close` lets go of the connections that are kept for the next message. */
export type SmtpHandler = Handler & { close(): void };

/** Mail servers let one client have few; what waits for one is sent within the same timeout. */
const MOST_CONNECTIONS = 10;

/** E-mail by the operator's mail server, over connections that are kept for some minutes. */
export function createSmtpHandler({ url, timeoutMs }: SmtpSettings): SmtpHandler {
  const transport = createTransport({
    ...serverOf(url),
    pool: true,
    maxConnections: MOST_CONNECTIONS,
    maxRequeues: 2, // only where a kept connection was gone before a word of the message was said
    // below the whole: which of them ran out says whether the message may have been taken
    connectionTimeout: Math.ceil(timeoutMs / 3),
    greetingTimeout: Math.ceil(timeoutMs / 3),
    dnsTimeout: Math.ceil(timeoutMs / 3),
    socketTimeout: Math.ceil(timeoutMs * 0.8),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  transport.on('error', () => undefined); // each send hears of its own

  async function send({ outboxId, from, to, message }: Sending): Promise<SendOutcome> {
    if (message.kind !== 'email') return { ok: false, error: { code: 'refused', providerCode: null } };
    const messageId = messageIdOf(outboxId, from);
    try {
      await inTime(timeoutMs, (signal) =>
        transport.sendMail({
          from: { name: message.sender, address: from },
          to: { name: '', address: to },
          envelope: { from, to: [to] },
          subject: message.subject,
          text: message.text,
          messageId,
          // no answer by an absence note, and no word of what sends it
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          xMailer: false,
          signal,
        }),
      );
      return { ok: true, providerMessageId: messageId };
    } catch (error) {
      return { ok: false, error: smtpError(error) };
    }
  }

  return { provider: 'smtp', send, close: () => transport.close() };
}

/** Ours, and the same each time the message is sent: a mailbox that gets it twice can tell. */
export function messageIdOf(outboxId: string, from: string): string {
  return `<${outboxId}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}

/**
 * Where the mail server is, and how it is spoken to. Over a network the line is encrypted as soon as the server offers it, and a
 * password goes over no other; to this machine there is no need, and its certificate is seldom one that could be checked.
 */
export function serverOf(url: string) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
  const auth =
    username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } };
  return {
    host,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    ignoreTLS: isHere && !secure,
    requireTLS: !isHere && !secure && username !== '',
    ...auth,
  };
}
