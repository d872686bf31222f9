import { Hono } from 'hono';
import { createAfricasTalkingHandler } from './bot/channels/africastalking/send.ts';
import type { Handler } from './bot/channels/handler.ts';
import { toRecord } from './bot/channels/receipt.ts';
import { createSender } from './bot/channels/sender.ts';
import { createTwilioHandler } from './bot/channels/twilio/send.ts';
import { receive } from './bot/conversation/receive.ts';
import { createSweeper } from './bot/jobs/sweeper.ts';
import { createProfileCache } from './core/clinic/load-profile.ts';
import type { Clock } from './core/clock.ts';
import type { Database } from './core/db/connect.ts';
import { insistOnTransaction } from './core/db/insist.ts';
import type { Ids } from './core/ids.ts';
import type { Log } from './core/log.ts';
import { createDirectory } from './core/messaging/directory.ts';
import { recordReceipt } from './core/messaging/receipts.ts';
import type { Vault } from './core/people/vault.ts';
import { createWebhooks } from './webhooks/app.ts';

/** What Miadi is made of: everything that differs between the running program, the console chat and a test. */
export type Parts = {
  database: Database;
  clock: Clock;
  ids: Ids;
  vault: Vault;
  log: Log;
  fetch: typeof fetch;
  /** Where providers reach us: signed over, and named in callbacks. No slash at the end. */
  publicUrl: string;
  twilio: { accountSid: string; authToken: string; apiUrl: string | null } | null;
  africastalking: {
    username: string;
    apiKey: string;
    apiUrl: string | null;
    webhookSecret: string;
  } | null;
};

export type Miadi = {
  webhooks: ReturnType<typeof createWebhooks>;
  /** /healthz: the process lives · /readyz: its database answers. */
  health: Hono;
  sender: ReturnType<typeof createSender>;
  sweeper: ReturnType<typeof createSweeper>;
  /** What providers need before the first message: content templates. Never fails; what is missing is done without. */
  prepare(): Promise<void>;
};

/** A send that takes longer is in doubt; well below the minute after which a message on the wire counts as abandoned. */
const SEND_TIMEOUT_MS = 15_000;

/** Wires the rooms together. */
export function assemble(parts: Parts): Miadi {
  const { database, clock, ids, vault, log, publicUrl } = parts;
  const core = { db: database.db, clock, ids, vault, log };
  const reach = { fetch: parts.fetch, timeoutMs: SEND_TIMEOUT_MS, log };
  const twilio = parts.twilio && createTwilioHandler({ ...parts.twilio, ...reach, publicUrl });
  const africastalking =
    parts.africastalking && createAfricasTalkingHandler({ ...parts.africastalking, ...reach });
  const handlers: { twilio?: Handler; africastalking?: Handler } = {
    ...(twilio ? { twilio } : {}),
    ...(africastalking ? { africastalking } : {}),
  };
  const sender = createSender(core, handlers);
  const bot = {
    ...core,
    profileOf: createProfileCache(database.db).profileOf,
    channelsAt: createDirectory(core),
    wake: sender.wake,
  };
  const webhooks = createWebhooks({
    twilio: parts.twilio,
    africastalking: parts.africastalking,
    publicUrl,
    receive: (message, correlationId) => receive(bot, message, correlationId),
    receipt: async (receipt) => {
      await insistOnTransaction(database.db, (db) => recordReceipt({ ...core, db }, toRecord(receipt)));
    },
    ids,
    log,
  });
  const health = new Hono();
  health.get('/healthz', (context) => context.text('ok'));
  health.get('/readyz', async (context) => {
    const ready = await database.pool.query('select 1').then(
      () => true,
      () => false,
    );
    return context.text(ready ? 'ready' : 'the database does not answer', ready ? 200 : 503);
  });
  return { webhooks, health, sender, sweeper: createSweeper(bot), prepare: async () => twilio?.prepare() };
}
