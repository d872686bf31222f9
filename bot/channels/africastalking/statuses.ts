import type { Receipt } from '../handler.ts';

/**
 * Delivery report statuses (developers.africastalking.com/docs/sms/notifications). One that is not here counts
 * as sent (core/messaging/receipts.ts).
 */
export const africasTalkingStatuses: Readonly<Record<string, Receipt['state']>> = {
  Sent: 'sent',
  Submitted: 'sent',
  Buffered: 'sent',
  Success: 'delivered',
  Rejected: 'failed',
  Failed: 'failed',
  Expired: 'failed',
  AbsentSubscriber: 'failed',
};
