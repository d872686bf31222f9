import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { createCallbacks, type Fetch } from '../callbacks.ts';
import { createFaults, type Fault, rethrow } from '../faults.ts';
import type { Network } from '../network.ts';
import { createReceipts } from '../receipts.ts';
import type { Writing } from '../writing.ts';
import type { AcceptedText, Account } from './account.ts';
import { writeToClinic } from './inbound.ts';
import { acceptSend, type Recipient, sendForm } from './messaging.ts';

export type AfricasTalkingOptions = {
  network: Network;
  username: string;
  apiKey: string;
  /** Where the clinic is: `http://localhost:3000`. */
  webhookBaseUrl: string;
  /** The last part of the paths of the clinic's webhooks. */
  webhookSecret: string;
  fetch: Fetch;
  ids?: () => string;
};

export type AfricasTalkingEmulator = ReturnType<typeof createAfricasTalkingEmulator>;

/** Africa's Talking for one account: SMS. Aim the clinic's AFRICASTALKING_API_URL at where `app` is served. */
export function createAfricasTalkingEmulator(options: AfricasTalkingOptions) {
  const callbacks = createCallbacks(options.fetch);
  const account: Account = {
    username: options.username,
    apiKey: options.apiKey,
    webhookBaseUrl: options.webhookBaseUrl,
    webhookSecret: options.webhookSecret,
    network: options.network,
    callbacks,
    receipts: createReceipts(callbacks),
    faults: createFaults(),
    accepted: [],
    blacklist: new Set(),
    nextId: options.ids ?? randomUUID,
  };

  return {
    app: createApp(account),
    /** A patient texts: the clinic's webhook is called, once. */
    write: (writing: Writing) => writeToClinic(account, writing),
    /** Makes the next sends go wrong. A refusal with status 201 is told per recipient, with `code` as its statusCode. */
    fault: (fault: Fault, times?: number): void => account.faults.add(fault, times),
    /** Makes every send go wrong, until null is said; the faults of the next sends come first. */
    lastingFault: account.faults.last,
    /** How many faults are still to come. */
    waitingFaults: account.faults.waiting,
    /** Lets go of the receipts that are held ('held-receipts'). */
    releaseReceipts: account.receipts.release,
    /** Numbers, E.164, to which nothing is let through (406). */
    blacklist: account.blacklist,
    /** Every text that was taken, one a recipient, in order. */
    accepted: account.accepted as readonly AcceptedText[],
    /** Every call of ours that the clinic did not answer with 2xx. */
    failures: account.callbacks.failures,
    /** Resolves once no report is under way. */
    idle: account.callbacks.idle,
    pending: account.callbacks.pending,
    stop(): void {
      account.faults.stop();
      account.callbacks.stop();
    },
  };
}

function createApp(account: Account): Hono {
  const app = new Hono().onError(rethrow);

  app.post('/version1/messaging', async (c) => {
    const parsed = sendForm.safeParse(await c.req.parseBody());
    if (c.req.header('apikey') !== account.apiKey)
      return c.text('The supplied authentication is invalid', 401);
    if (!parsed.success) {
      const field = String(parsed.error.issues[0]?.path[0] ?? '');
      return c.text(`Request is missing required form field '${field}'`, 400);
    }
    if (parsed.data.username !== account.username)
      return c.text('The supplied authentication is invalid', 401);
    const fault = account.faults.next();
    const asJson = (c.req.header('accept') ?? '').includes('application/json');
    const take = () => answerOf(acceptSend(account, parsed.data, fault), asJson);
    return account.faults.answer(fault, c.req.raw.signal, take, (refusal) =>
      refusal.status === 201
        ? take()
        : new Response(refusal.message ?? 'Something went wrong', { status: refusal.status }),
    );
  });

  return app;
}

/** Africa's Talking answers in XML unless JSON is asked for, which a client that forgets the header finds out only in production. */
function answerOf(recipients: Recipient[], asJson: boolean): Response {
  const taken = recipients.filter((recipient) => recipient.statusCode <= 102);
  const cost = taken.reduce((sum, { messageParts = 1 }) => sum + 0.8 * messageParts, 0).toFixed(4);
  const Message = `Sent to ${taken.length}/${recipients.length} Total Cost: KES ${cost}`;
  if (asJson) return Response.json({ SMSMessageData: { Message, Recipients: recipients } }, { status: 201 });
  const rows = recipients.map(
    ({ number, cost: price, status, statusCode, messageId }) =>
      `<Recipient><number>${number}</number><cost>${price}</cost><status>${status}</status>` +
      `<statusCode>${statusCode}</statusCode><messageId>${messageId}</messageId></Recipient>`,
  );
  const xml = `<AfricasTalkingResponse><SMSMessageData><Message>${Message}</Message><Recipients>${rows.join('')}</Recipients></SMSMessageData></AfricasTalkingResponse>`;
  return new Response(xml, { status: 201, headers: { 'content-type': 'application/xml' } });
}
