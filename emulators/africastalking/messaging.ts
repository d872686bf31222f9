import { z } from 'zod';
import { arrives, type Fault } from '../faults.ts';
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
  const isNumber = /^\+[1-9]\d{7,14}$/.test(to);
  const statusCode = !isNumber ? 403 : code <= 102 && account.blacklist.has(to) ? 406 : code;
  const status = statusOf(statusCode);
  if (statusCode > 102) return { statusCode, number: to, status, cost: '0', messageId: 'None' };

  const messageId = `ATXid_${account.nextId()}`;
  const { segments } = countSegments(text);
  account.accepted.push({ messageId, from, to, text });
  // What never arrives is not on the phone.
  if (arrives(fault)) {
    const thread = { kind: 'sms', provider: 'africastalking', phone: to, number: from } as const;
    account.network.put({ id: messageId, ...thread, direction: 'in', text, status: 'sent', segments });
  }
  const reports =
    fault?.kind === 'undelivered'
      ? [{ status: 'Failed', failureReason: fault.code }]
      : [{ status: 'Sent' }, { status: 'Success' }];
  account.receipts.give(
    fault,
    reports.map((report) => () => postReport(account, { ...report, id: messageId, phoneNumber: to })),
    () => account.network.setStatus(messageId, 'delivered'),
  );
  return { statusCode, number: to, status, cost: priceOf(segments), messageId, messageParts: segments };
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
