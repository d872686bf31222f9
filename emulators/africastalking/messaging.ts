import { z } from 'zod';
import type { Fault } from '../faults.ts';
import { countSegments } from '../segments.ts';
import type { Account } from './account.ts';
import { statusOf } from './codes.ts';
import { networkCodeOf } from './networks.ts';

export const sendForm = z.object({
  username: z.string().min(1),
  to: z.string().min(1),
  message: z.string().min(1),
  /** Without one, Africa's Talking sends from a name of its own. */
  from: z.string().default('AFRICASTKNG'),
  enqueue: z.string().optional(),
});
export type SendForm = z.infer<typeof sendForm>;

export type Recipient = {
  statusCode: number;
  number: string;
  status: string;
  cost: string;
  messageId: string;
  messageParts?: number;
};

/** Takes the message for each of its recipients; the one answer tells of all of them. */
export function acceptSend(account: Account, form: SendForm, fault: Fault | undefined): Recipient[] {
  const code = fault?.kind === 'refuse' ? fault.code : form.enqueue === '1' ? 100 : 101;
  return form.to.split(',').map((to) => acceptOne(account, form, to.trim(), code, fault));
}

function acceptOne(
  account: Account,
  { from, message: text }: SendForm,
  to: string,
  code: number,
  fault: Fault | undefined,
): Recipient {
  const statusCode = /^\+[1-9]\d{7,14}$/.test(to) ? code : 403;
  const status = statusOf(statusCode);
  if (statusCode > 102) return { statusCode, number: to, status, cost: '0', messageId: 'None' };

  const messageId = `ATXid_${account.nextId()}`;
  const { segments } = countSegments(text);
  account.accepted.push({ messageId, from, to, text });
  // What never arrives is not on the phone.
  if (fault?.kind !== 'undelivered') {
    const thread = { kind: 'sms', provider: 'africastalking', phone: to, number: from } as const;
    account.network.put({ id: messageId, ...thread, direction: 'in', text, status: 'sent', segments });
  }
  account.callbacks.later(() => deliver(account, messageId, to, fault));
  return { statusCode, number: to, status, cost: priceOf(segments), messageId, messageParts: segments };
}

async function deliver(account: Account, id: string, phone: string, fault: Fault | undefined): Promise<void> {
  if (fault?.kind === 'undelivered') {
    await postReport(account, { id, status: 'Failed', phoneNumber: phone, failureReason: fault.code });
    return;
  }
  const reports = fault?.kind === 'no-receipts' ? [] : ['Sent', 'Success'];
  for (const status of reports) await postReport(account, { id, status, phoneNumber: phone });
  account.network.setStatus(id, 'delivered');
}

/** A delivery report: https://developers.africastalking.com/docs/sms/notifications */
async function postReport(
  account: Account,
  report: { id: string; status: string; phoneNumber: string; failureReason?: string },
): Promise<void> {
  const networkCode = networkCodeOf(report.phoneNumber);
  await account.callbacks.post(
    `${account.webhookBaseUrl}/webhooks/africastalking/delivery/${account.webhookSecret}`,
    { ...report, retryCount: '0', ...(networkCode === undefined ? {} : { networkCode }) },
  );
}

/** What a text costs within Kenya. */
export function priceOf(segments: number): string {
  return `KES ${(0.8 * segments).toFixed(4)}`;
}
