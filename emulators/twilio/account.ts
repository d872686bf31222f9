import type { Callbacks } from '../callbacks.ts';
import type { Faults } from '../faults.ts';
import type { Network } from '../network.ts';
import type { Receipts } from '../receipts.ts';
import type { Contents } from './contents.ts';
import { sign } from './signature.ts';

/** A send that Twilio took: what a test counts to see that a message went out once. */
export type AcceptedSend = { sid: string; from: string; to: string; text: string; contentSid?: string };

/** The one account of the emulator, and all that belongs to it. */
export type Account = {
  sid: string;
  authToken: string;
  network: Network;
  callbacks: Callbacks;
  receipts: Receipts;
  faults: Faults;
  contents: Contents;
  accepted: AcceptedSend[];
  /** The status callback of each message sent. */
  statusCallbacks: Map<string, string>;
  /** 32 hex digits, as they follow SM, MM or HX. */
  nextId: () => string;
  /** What happens to what is no approved template outside the 24 hours: refused at once, or taken and failed by receipt. */
  outsideWindow: 'refuse' | 'fail';
};

/** Calls the clinic as Twilio does, signed. */
export function postSigned(account: Account, url: string, form: Record<string, string>): Promise<number> {
  return account.callbacks.post(url, form, {
    'x-twilio-signature': sign(account.authToken, url, form),
    'user-agent': 'TwilioProxy/1.1',
  });
}
