import type { ReceiptInput } from '../../core/messaging/receipts.ts';
import { reportedError as africasTalkingError } from './africastalking/errors.ts';
import type { Receipt } from './handler.ts';
import { type SendError, writeError } from './send-error.ts';
import { reportedError as twilioError } from './twilio/errors.ts';

/** A receipt as the record takes it: a failure by our own code, as if the provider had refused the message when it was sent. */
export function toRecord(receipt: Receipt): ReceiptInput {
  const { channel: _, ...told } = receipt;
  return { ...told, errorCode: receipt.state === 'failed' ? writeError(reasonOf(receipt)) : null };
}

function reasonOf({ provider, errorCode }: Receipt): SendError {
  switch (provider) {
    case 'twilio':
      return twilioError(errorCode);
    case 'africastalking':
      return africasTalkingError(errorCode);
    default:
      return provider satisfies never;
  }
}
