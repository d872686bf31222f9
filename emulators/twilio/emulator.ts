import { randomUUID, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { createCallbacks, type Fetch } from '../callbacks.ts';
import { createFaults, type Fault, rethrow } from '../faults.ts';
import type { Network } from '../network.ts';
import { createReceipts } from '../receipts.ts';
import type { Writing } from '../writing.ts';
import type { Account } from './account.ts';
import { contentRoutes } from './content-routes.ts';
import { createContents } from './contents.ts';
import { refusalResponse, refused } from './errors.ts';
import { writeToClinic } from './inbound.ts';
import { messageRoutes, postStatus } from './message-routes.ts';

export type TwilioOptions = {
  network: Network;
  accountSid: string;
  authToken: string;
  /** Where the clinic is: `http://localhost:3000`. */
  webhookBaseUrl: string;
  fetch: Fetch;
  /** Makes the 32 hex digits of an id. */
  ids?: () => string;
  /**
   * What is no approved template, by WhatsApp outside the 24 hours: `refuse` it at once (63016), or take it and `fail` it by a status callback.
   * Twilio has done both.
   */
  outsideWindow?: 'refuse' | 'fail';
};

export type TwilioEmulator = ReturnType<typeof createTwilioEmulator>;

/** Twilio for one account: WhatsApp and SMS. Aim the clinic's TWILIO_API_URL at where `app` is served. */
export function createTwilioEmulator(options: TwilioOptions) {
  const { network } = options;
  const callbacks = createCallbacks(options.fetch);
  const account: Account = {
    sid: options.accountSid,
    authToken: options.authToken,
    network,
    callbacks,
    receipts: createReceipts(callbacks),
    faults: createFaults(),
    contents: createContents(network.now),
    accepted: [],
    statusCallbacks: new Map(),
    nextId: options.ids ?? (() => randomUUID().replaceAll('-', '')),
    outsideWindow: options.outsideWindow ?? 'refuse',
  };
  const stopTelling = tellOfReading(account);

  return {
    app: createApp(account),
    /** A patient writes, or taps: the clinic's webhook is called, once. */
    write: (writing: Writing) => writeToClinic(account, options.webhookBaseUrl, writing),
    /** WhatsApp lets that text through at any time, also where the patient has not written for 24 hours. */
    approve: account.contents.approve,
    /** Makes the next sends go wrong. */
    fault: (fault: Fault, times?: number): void => account.faults.add(fault, times),
    /** Makes every send go wrong, until null is said; the faults of the next sends come first. */
    lastingFault: account.faults.last,
    /** How many faults are still to come. */
    waitingFaults: account.faults.waiting,
    /** Lets go of the receipts that are held ('held-receipts'). */
    releaseReceipts: account.receipts.release,
    /** Every send that was taken, in order. */
    accepted: account.accepted as readonly Account['accepted'][number][],
    /** Every call of ours that the clinic did not answer with 2xx. */
    failures: account.callbacks.failures,
    /** Resolves once no callback is under way. */
    idle: account.callbacks.idle,
    pending: account.callbacks.pending,
    stop(): void {
      stopTelling();
      account.faults.stop();
      account.callbacks.stop();
    },
  };
}

function createApp(account: Account): Hono {
  const app = new Hono().onError(rethrow);
  app.use(async (c, next) => {
    const isKnown = isAuthorized(account, c.req.header('authorization') ?? '');
    return isKnown ? next() : refusalResponse(refused(20003));
  });
  app.route('/', messageRoutes(account));
  app.route('/', contentRoutes(account));
  app.notFound(() => refusalResponse(refused(20404)));
  return app;
}

function isAuthorized(account: Account, header: string): boolean {
  const expected = Buffer.from(
    `Basic ${Buffer.from(`${account.sid}:${account.authToken}`).toString('base64')}`,
  );
  const given = Buffer.from(header);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function tellOfReading(account: Account): () => void {
  return account.network.subscribe(({ provider, kind, phone, number, id: sid, status }) => {
    if (provider !== 'twilio' || status !== 'read') return;
    const [from, to] = [`whatsapp:${number}`, `whatsapp:${phone}`];
    const thread = { kind, provider, phone, number };
    account.callbacks.later(() => postStatus(account, { from, to, thread, sid }, 'read'));
  });
}
