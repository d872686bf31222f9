import type { Receipt } from '../handler.ts';

/**
 * Twilio's message statuses (twilio.com/docs/messaging/api/message-resource#message-status-values). null: on its way, or of
 * an inbound message; counts as sent (core/messaging/receipts.ts). So does a status that is not here.
 */
export const twilioStatuses: Readonly<Record<string, Receipt['state']>> = {
  accepted: null,
  scheduled: null,
  queued: null,
  sending: null,
  sent: 'sent',
  delivered: 'delivered',
  // Some segments of an SMS arrived: the patient cannot read it as it was meant, and it may still become delivered.
  partially_delivered: 'sent',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
  receiving: null,
  received: null,
};
