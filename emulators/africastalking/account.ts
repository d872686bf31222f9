import type { Callbacks } from '../callbacks.ts';
import type { Faults } from '../faults.ts';
import type { Network } from '../network.ts';
import type { Receipts } from '../receipts.ts';

/** A text that Africa's Talking took for one recipient: what a test counts to see that it went out once. */
export type AcceptedText = { messageId: string; from: string; to: string; text: string };

/** The one account of the emulator. */
export type Account = {
  username: string;
  apiKey: string;
  /** Where the clinic is, and the secret in the paths it gave us: we sign nothing. */
  webhookBaseUrl: string;
  webhookSecret: string;
  network: Network;
  callbacks: Callbacks;
  receipts: Receipts;
  faults: Faults;
  accepted: AcceptedText[];
  /** Numbers that have told Africa's Talking to let nothing through. */
  blacklist: Set<string>;
  nextId: () => string;
};
