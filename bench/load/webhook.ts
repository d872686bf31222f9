import { createHmac, randomBytes } from 'node:crypto';
import { publicUrl, twilio } from '../accounts.ts';
import { clinicNumbers, type Person } from '../people.ts';
import type { Wire } from './wire.ts';

const headersBefore =
  'content-type: application/x-www-form-urlencoded; charset=utf-8\r\nx-twilio-signature: ';

/** Writes to the clinic as that person, by a webhook as Twilio sends and signs it. @returns the status of the answer */
export function write(wire: Wire, person: Person, text: string): Promise<number> {
  const path = `/webhooks/twilio/${person.kind}`;
  const fields = fieldsOf(person, text);
  const body = fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return wire.post(path, `${headersBefore}${signatureOf(publicUrl + path, fields)}\r\n`, body);
}

type Field = readonly [name: string, value: string];

/** Sorted by name, as the signature wants them. */
function fieldsOf({ kind, phone }: Person, text: string): Field[] {
  const sid = `SM${randomBytes(16).toString('hex')}`; // by chance, as Twilio's are: an index of them has no warm end
  const scheme = kind === 'whatsapp' ? 'whatsapp:' : '';
  return [
    ['AccountSid', twilio.accountSid],
    ['ApiVersion', '2010-04-01'],
    ['Body', text],
    ['From', scheme + phone],
    ['MessageSid', sid],
    ['NumMedia', '0'],
    ['NumSegments', '1'],
    ['SmsMessageSid', sid],
    ['SmsSid', sid],
    ['SmsStatus', 'received'],
    ['To', scheme + clinicNumbers[kind]],
  ];
}

function signatureOf(url: string, fields: readonly Field[]): string {
  const signed = fields.reduce((text, [name, value]) => text + name + value, url);
  return createHmac('sha1', twilio.authToken).update(signed).digest('base64');
}
