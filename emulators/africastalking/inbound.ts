import type { Thread } from '../network.ts';
import { countSegments } from '../segments.ts';
import type { Writing } from '../writing.ts';
import type { Account } from './account.ts';
import { networkCodeOf } from './networks.ts';

/** A patient texts a short code. With the `messageId` of an earlier text that one is delivered once more. */
export async function writeToClinic(
  account: Account,
  writing: Writing,
): Promise<{ status: number; messageId: string }> {
  const { phone, number } = writing;
  const text = writing.text ?? '';
  const thread: Thread = { kind: 'sms', provider: 'africastalking', phone, number };
  const messageId = writing.messageId ?? account.nextId();
  const known = account.network.find(messageId);
  const { segments } = countSegments(text);
  const message =
    known ??
    account.network.put({ id: messageId, ...thread, direction: 'out', text, status: 'sent', segments });
  const status = await account.callbacks.post(
    `${account.webhookBaseUrl}/webhooks/africastalking/sms/${account.webhookSecret}`,
    inboundForm(account, writing, messageId, message.at),
  );
  account.network.setStatus(messageId, status >= 200 && status < 300 ? 'delivered' : 'failed');
  return { status, messageId };
}

/** An incoming text: https://developers.africastalking.com/docs/sms/notifications */
function inboundForm(
  account: Account,
  { phone, number, text = '' }: Writing,
  id: string,
  at: Temporal.Instant,
): Record<string, string> {
  const networkCode = networkCodeOf(phone);
  return {
    id,
    linkId: account.nextId(),
    from: phone,
    to: number,
    text,
    date: at.toString({ smallestUnit: 'second' }),
    cost: 'KES 0.0000',
    ...(networkCode === undefined ? {} : { networkCode }),
  };
}
