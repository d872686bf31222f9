import { createHmac, randomBytes } from 'node:crypto';
import { publicUrl, twilio } from '../accounts.ts';
import { clinicNumbers, type Person, personOf } from '../people.ts';
import type { Wire } from './wire.ts';

const headersBefore =
  'content-type: application/x-www-form-urlencoded; charset=utf-8\r\nx-twilio-signature: ';

/** Writes to the clinic as that person, by a webhook as Twilio sends and signs it. @returns the status of the answer */
export function write(wire: Wire, person: Person, text: string): Promise<number> {
  return post(wire, `/webhooks/twilio/${person.kind}`, fieldsOf(person, text));
}

export type SentMessage = { outboxId: string; providerMessageId: string };
export type MessageStatus = 'sent' | 'delivered' | 'read';

/** Tells what has become of a message, as Twilio calls the address that it was given with it. @returns the status of the answer */
export function tellStatus(wire: Wire, message: SentMessage, status: MessageStatus): Promise<number> {
  const { outboxId, providerMessageId: sid } = message;
  const [to, from] = [`whatsapp:${personOf(0).phone}`, `whatsapp:${clinicNumbers.whatsapp}`];
  return post(wire, `/webhooks/twilio/status?outbox=${outboxId}`, [
    ...accountFields,
    ['ChannelPrefix', 'whatsapp'],
    ['From', from],
    ['MessageSid', sid],
    ['MessageStatus', status],
    ['SmsSid', sid],
    ['SmsStatus', status],
    ['To', to],
  ]);
}

/** @param fields sorted by name, as the signature wants them */
function post(wire: Wire, path: string, fields: readonly Field[]): Promise<number> {
  const body = fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return wire.post(path, `${headersBefore}${signatureOf(publicUrl + path, fields)}\r\n`, body);
}

type Field = readonly [name: string, value: string];

const accountFields: readonly Field[] = [
  ['AccountSid', twilio.accountSid],
  ['ApiVersion', '2010-04-01'],
];

function fieldsOf({ kind, phone }: Person, text: string): Field[] {
  const sid = `SM${randomBytes(16).toString('hex')}`; // by chance, as Twilio's are: an index of them has no warm end
  const scheme = kind === 'whatsapp' ? 'whatsapp:' : '';
  return [
    ...accountFields,
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
