/** An e-mail as it lies in a mailbox. */
export type Mail = {
  messageId: string;
  /** As the envelope has them. */
  from: string;
  to: string;
  /** The name beside the sender's address. */
  sender: string;
  subject: string;
  text: string;
  at: Temporal.Instant;
  headers: Readonly<Record<string, string>>;
};

/** Reads a message of one part of plain text (RFC 5322, 2045, 2047), as the clinic writes them. */
export function readMail(raw: Buffer, envelope: Pick<Mail, 'from' | 'to'>, at: Temporal.Instant): Mail {
  const written = raw.toString('latin1');
  const end = written.indexOf('\r\n\r\n');
  const headers = readHeaders(end < 0 ? written : written.slice(0, end));
  const body = end < 0 ? '' : written.slice(end + 4);
  const [, sender = ''] = /^(.*?)\s*<[^<>]*>$/.exec(headers.from ?? '') ?? [];
  return {
    messageId: headers['message-id'] ?? '',
    ...envelope,
    sender: sender.replace(/^"(.*)"$/, '$1'),
    subject: headers.subject ?? '',
    text: decodeBody(body, headers['content-transfer-encoding'] ?? '7bit').replaceAll('\r\n', '\n'),
    at,
    headers,
  };
}

function readHeaders(written: string): Record<string, string> {
  const unfolded = written.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  return Object.fromEntries(
    unfolded.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())];
    }),
  );
}

/** "=?UTF-8?Q?Miadi_=C3=A9?=": the blanks between two encoded words are none. */
function decodeWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, encoding: string, text: string) =>
      encoding.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString('utf8')
        : decodeQuoted(text.replaceAll('_', ' ')),
    );
}

function decodeBody(body: string, encoding: string): string {
  switch (encoding.toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8');
    case 'quoted-printable':
      return decodeQuoted(body.replace(/=\r\n/g, ''));
    default:
      return Buffer.from(body, 'latin1').toString('utf8');
  }
}

function decodeQuoted(text: string): string {
  const bytes = text.replace(/=([\dA-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
