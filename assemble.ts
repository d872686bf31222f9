import type { Hono } from 'hono';
import type { Bot } from './bot/bot.ts';
import { createAfricasTalkingHandler } from './bot/channels/africastalking/send.ts';
import type { Handler, InboundMessage, Receipt } from './bot/channels/handler.ts';
import { toRecord } from './bot/channels/receipt.ts';
import { createSender } from './bot/channels/sender.ts';
import { createTwilioHandler } from './bot/channels/twilio/send.ts';
import { type Received, receive } from './bot/conversation/receive.ts';
import { createSweeper } from './bot/jobs/sweeper.ts';
import { createMetrics, type Metrics } from './bot/metrics.ts';
import { createProfileCache } from './core/clinic/load-profile.ts';
import type { Clock } from './core/clock.ts';
import type { Database } from './core/db/connect.ts';
import { insistOnTransaction } from './core/db/insist.ts';
import type { CorrelationId, Ids } from './core/ids.ts';
import { createThrottle } from './core/limits/bucket.ts';
import type { Log } from './core/log.ts';
import { readBacklog } from './core/messaging/backlog.ts';
import { createDirectory } from './core/messaging/directory.ts';
import { recordReceipt } from './core/messaging/receipts.ts';
import { createTurnstile } from './core/messaging/turnstile.ts';
import type { Vault } from './core/people/vault.ts';
import { createHealth } from './health.ts';
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
  /** /healthz · /readyz · /metrics */
  health: Hono;
  /** What staff's side hands to the bot: giving a conversation back to it. */
  bot: Bot;
  sender: ReturnType<typeof createSender>;
  sweeper: ReturnType<typeof createSweeper>;
  /** What providers need before the first message: content templates. Never fails; what is missing is done without. */
  prepare(): Promise<void>;
  /** Told to stop. From then on /readyz says so, and messages that come in are to come again, here or elsewhere. */
  stopping(): boolean;
  /** Takes no more turns and sends nothing more; resolves when what is under way has ended. Receipts are still recorded. */
  stop(): Promise<void>;
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
  const metrics = createMetrics({ pool: database.pool, readBacklog: () => readBacklog(core) });
  const sender = createSender(core, handlers, ({ provider, kind, correlationId }, outcome, seconds) => {
    metrics.sent({ provider, kind, correlationId, seconds, code: outcome.ok ? 'sent' : outcome.error.code });
  });
  const bot: Bot = {
    ...core,
    profileOf: createProfileCache(database.db).profileOf,
    channelsAt: createDirectory(core),
    admits: createThrottle(),
    turnstile: createTurnstile(core),
    wake: sender.wake,
    metrics,
  };
  const sweeper = createSweeper(bot);
  const turns = takeTurnsUntilStopped(bot);
  const webhooks = createWebhooks({
    twilio: parts.twilio,
    africastalking: parts.africastalking,
    publicUrl,
    receive: turns.receive,
    receipt: (receipt, correlationId) => takeReceipt(bot, metrics, receipt, correlationId),
    answered: metrics.webhook,
    ids,
    log,
  });
  const { stopping } = turns;
  return {
    webhooks,
    bot,
    health: createHealth({ database, metrics, stopping, publicUrl }),
    sender,
    sweeper,
    prepare: async () => twilio?.prepare(),
    stopping,
    async stop() {
      await Promise.all([turns.stop(), sweeper.stop(), sender.stop()]);
    },
  };
}

/** Hands messages to the bot until it is told to stop, and knows which turns are under way then. */
function takeTurnsUntilStopped(bot: Bot) {
  const underWay = new Set<Promise<unknown>>();
  let stopping = false;
  return {
    async receive(message: InboundMessage, correlationId: CorrelationId): Promise<Received | 'stopping'> {
      if (stopping) return 'stopping';
      const began = performance.now();
      const taking = receive(bot, message, correlationId);
      underWay.add(taking);
      try {
        const state = await taking;
        const { provider, channel: kind } = message;
        const ms = Math.round(performance.now() - began);
        bot.log.info('message_received', { correlationId, provider, kind, state, ms });
        return state;
      } finally {
        underWay.delete(taking);
      }
    },
    stopping: () => stopping,
    async stop(): Promise<void> {
      stopping = true;
      await Promise.allSettled(underWay);
    },
  };
}

/** The line in the log bears the id of the message that the receipt is about, not of the call that brought it. */
async function takeReceipt(
  bot: Bot,
  metrics: Metrics,
  receipt: Receipt,
  calledAs: CorrelationId,
): Promise<void> {
  const record = toRecord(receipt);
  const message = await insistOnTransaction(bot.db, (db) => recordReceipt({ ...bot, db }, record));
  const { provider, state } = record;
  metrics.receipt({ provider, state, applied: message !== null });
  const told = message ?? { correlationId: calledAs };
  bot.log.info(message ? 'receipt' : 'receipt_kept', { ...told, provider, state });
}
