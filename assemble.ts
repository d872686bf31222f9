import type { Hono } from 'hono';
import type { Bot } from './bot/bot.ts';
import { createAfricasTalkingHandler } from './bot/channels/africastalking/send.ts';
import { createBreakers } from './bot/channels/breakers.ts';
import type { Fetch } from './bot/channels/fetch.ts';
import type { Handler, InboundMessage, Receipt } from './bot/channels/handler.ts';
import { createLeanFetch } from './bot/channels/lean-fetch.ts';
import { toRecord } from './bot/channels/receipt.ts';
import { createSender, type SenderOptions } from './bot/channels/sender.ts';
import { createSmtpHandler } from './bot/channels/smtp/send.ts';
import { createTwilioHandler } from './bot/channels/twilio/send.ts';
import { type HandedBack, handBack } from './bot/conversation/hand-back.ts';
import { type Received, receive } from './bot/conversation/receive.ts';
import { createGiveWay } from './bot/give-way.ts';
import { type Later, noLater } from './bot/jobs/later.ts';
import { createNotices } from './bot/jobs/notices.ts';
import { createOverdueWatch } from './bot/jobs/overdue.ts';
import { createSweeper } from './bot/jobs/sweeper.ts';
import { createWakeUps } from './bot/jobs/wake-ups.ts';
import { lately } from './bot/lately.ts';
import { createMetrics, type Metrics } from './bot/metrics.ts';
import { composeNotice } from './bot/notices/compose.ts';
import { createProfileCache } from './core/clinic/load-profile.ts';
import type { Clock } from './core/clock.ts';
import type { Database } from './core/db/connect.ts';
import type { AddressKind, DeliveryState, Provider } from './core/db/tables.ts';
import type { CorrelationId, Ids, OrganizationId, OutboxId } from './core/ids.ts';
import { createThrottle } from './core/limits/bucket.ts';
import type { Log } from './core/log.ts';
import { readBacklog } from './core/messaging/backlog.ts';
import { createDirectory } from './core/messaging/directory.ts';
import { recordTogether } from './core/messaging/receipts.ts';
import { createTurnstile } from './core/messaging/turnstile.ts';
import type { Vault } from './core/people/vault.ts';
import type { StaffScope } from './core/staff/permissions.ts';
import { createHealth } from './health.ts';
import { createWebhooks } from './webhooks/app.ts';

/** What Miadi is made of: everything that differs between the running program, the console chat and a test. */
export type Parts = {
  database: Database;
  /** For the statements of every message and notice; the database itself where not given. */
  steady?: Database;
  clock: Clock;
  ids: Ids;
  vault: Vault;
  log: Log;
  /** How providers are called; over connections of our own where not given. */
  fetch?: Fetch;
  /** Where providers reach us: signed over, and named in callbacks. No slash at the end. */
  publicUrl: string;
  twilio: { accountSid: string; authToken: string; apiUrl: string | null } | null;
  africastalking: {
    username: string;
    apiKey: string;
    apiUrl: string | null;
    webhookSecret: string;
  } | null;
  smtp: { url: string } | null;
  /** Where wake-ups are asked for; not given where the clock is moved by hand. */
  later?: Later;
};

export type Miadi = {
  webhooks: ReturnType<typeof createWebhooks>;
  /** /healthz · /readyz · /metrics */
  health: Hono;
  bot: Bot;
  /** What staff's side asks of the bot: to take a conversation back, and to send what they wrote. */
  desk: {
    handBack(
      scope: StaffScope,
      given: { conversationId: string; unlessDanger?: boolean },
    ): Promise<HandedBack>;
    wake: Bot['wake'];
  };
  sender: ReturnType<typeof createSender>;
  sweeper: ReturnType<typeof createSweeper>;
  /** In a worker: does what is due later, from now on. Resolves when jobs are worked on; what finds the rest runs at once. */
  work(): Promise<void>;
  /** One e-mail to one of staff, at once, by the mail server that patients' e-mail goes by; null: there is none. */
  post: ((mail: StaffMail) => Promise<{ ok: true } | { ok: false; code: string }>) | null;
  /** What providers need before the first message: content templates. Never fails; what is missing is done without. */
  prepare(): Promise<void>;
  /** Resolves when nothing is being sent, and no news of an attempt is on its way to its notice. */
  idle(): Promise<void>;
  /** Told to stop. From then on /readyz says so, and messages that come in are to come again, here or elsewhere. */
  stopping(): boolean;
  /** Takes no more turns and sends nothing more; resolves when what is under way has ended. Receipts are still recorded. */
  stop(): Promise<void>;
};

export type StaffMail = { from: string; sender: string; to: string; subject: string; text: string };

/** A send that takes longer is in doubt; well below the minute after which a message on the wire counts as abandoned. */
const SEND_TIMEOUT_MS = 15_000;

/** What stands in line is asked of Postgres this often at most, however many scrape. */
const BACKLOG_HOLDS_MS = 5_000;

/** Wires the rooms together. */
export function assemble(parts: Parts): Miadi {
  const { database, clock, ids, vault, log, publicUrl, later = noLater } = parts;
  const core = { db: database.db, clock, ids, vault, log };
  const steady = { ...core, db: (parts.steady ?? database).db };
  const reach = { fetch: parts.fetch ?? createLeanFetch(), timeoutMs: SEND_TIMEOUT_MS, log };
  const twilio = parts.twilio && createTwilioHandler({ ...parts.twilio, ...reach, publicUrl });
  const africastalking =
    parts.africastalking && createAfricasTalkingHandler({ ...parts.africastalking, ...reach });
  const smtp = parts.smtp && createSmtpHandler({ ...parts.smtp, timeoutMs: SEND_TIMEOUT_MS });
  const handlers: Partial<Record<Provider, Handler>> = {
    ...(twilio ? { twilio } : {}),
    ...(africastalking ? { africastalking } : {}),
    ...(smtp ? { smtp } : {}),
  };
  const readOverdue = async () => (await readBacklog(core)).overdue;
  const overdue = createOverdueWatch(core, readOverdue, () => metrics.overdueAlarmed());
  const readLately = lately(() => readBacklog(core), BACKLOG_HOLDS_MS);
  const breakers = createBreakers(core);
  const metrics = createMetrics({
    pool: database.pool,
    ...(parts.steady ? { steady: parts.steady.pool } : {}),
    breakers,
    depth: later.depth,
    async readBacklog() {
      const backlog = await readLately();
      overdue.see(backlog.overdue);
      return backlog;
    },
  });
  const giveWay = createGiveWay(() => turns.areUnderWay());
  const sender = createSender(
    core,
    handlers,
    ({ provider, kind, correlationId }, outcome, seconds) => {
      const code = outcome.ok ? 'sent' : outcome.error.code;
      metrics.sent({ provider, kind, correlationId, seconds, code });
    },
    {
      ...{ breakers, giveWay, steady, wakeAt: (when) => later.at('messages', when) },
      ...hearingOfAttempts(metrics, (attempt) => bot.notices?.nudge(attempt)),
    },
  );
  const lookAgain = parts.later ? (when: Temporal.Instant) => later.at('notices', when) : null;
  const bot: Bot = {
    ...core,
    profileOf: createProfileCache(database.db).profileOf,
    channelsAt: createDirectory(core),
    admits: createThrottle(),
    steady: steady.db,
    turnstile: createTurnstile(steady),
    wake: sender.wake,
    keepPlace: sender.keepPlace,
    notices: createNotices(steady, composeNotice, sender, lookAgain, giveWay),
    metrics,
    overdue,
  };
  const sweeper = createSweeper(bot);
  const wakeUps = createWakeUps(bot, later);
  const turns = takeTurnsUntilStopped(bot);
  const webhooks = createWebhooks({
    twilio: parts.twilio,
    africastalking: parts.africastalking,
    publicUrl,
    receive: turns.receive,
    receipt: takeReceipts(bot, metrics),
    answered: metrics.webhook,
    ids,
    log,
  });
  const { stopping } = turns;
  return {
    webhooks,
    bot,
    desk: { handBack: (scope, given) => handBack(bot, scope, given), wake: sender.wake },
    post: smtp && ((mail) => postMail(smtp, ids, mail)),
    health: createHealth({ database, metrics, stopping, publicUrl }),
    sender,
    sweeper,
    async work() {
      sweeper.start();
      await wakeUps.start();
    },
    prepare: async () => twilio?.prepare(),
    stopping,
    async idle() {
      await sender.idle();
      await bot.notices?.idle();
    },
    async stop() {
      await Promise.all([turns.stop(), sweeper.stop(), wakeUps.stop(), sender.stop()]);
      await bot.notices?.idle();
      smtp?.close();
    },
  };
}

/** Past the outbox: what it holds is a contact's, and staff are none. */
export async function postMail(
  smtp: Handler,
  ids: Ids,
  { from, to, sender, subject, text }: StaffMail,
): Promise<{ ok: true } | { ok: false; code: string }> {
  const message = { kind: 'email', sender, subject, text } as const;
  const sent = await smtp.send({ outboxId: ids.next<OutboxId>(), channel: 'email', from, to, message });
  return sent.ok ? { ok: true } : { ok: false, code: sent.error.code };
}

/** What the sender tells of messages is counted; how an attempt at a notice has ended is news for the notice. */
function hearingOfAttempts(
  metrics: Metrics,
  nudge: (attempt: { organizationId: OrganizationId; outboxId: OutboxId }) => void,
): Pick<SenderOptions, 'taken' | 'attemptFailed'> {
  return {
    taken({ wired, cost, currency, raised, lateSeconds }) {
      const { provider, kind, organizationId, id: outboxId } = wired;
      metrics.taken({ provider, currency, cost, lateSeconds });
      if (wired.notice === null) return;
      metrics.attempt({ provider, kind, state: 'sent', code: null });
      countRaised(metrics, { provider, kind, raised, errorCode: 'receipt' });
      if (raised !== null) nudge({ organizationId, outboxId });
    },
    attemptFailed({ provider, kind, organizationId, id: outboxId }, { code }) {
      metrics.attempt({ provider, kind, state: 'failed', code });
      nudge({ organizationId, outboxId });
    },
  };
}

function countRaised(
  metrics: Metrics,
  told: { provider: Provider; kind: AddressKind; raised: DeliveryState | null; errorCode: string | null },
): void {
  const { provider, kind, raised, errorCode } = told;
  if (raised !== 'delivered' && raised !== 'read' && raised !== 'failed') return;
  // our own part of it: a provider's codes are without end
  const [code = null] = raised === 'failed' ? (errorCode?.split(':') ?? []) : [];
  metrics.attempt({ provider, kind, state: raised, code });
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
    areUnderWay: () => underWay.size > 0,
    async stop(): Promise<void> {
      stopping = true;
      await Promise.allSettled(underWay);
    },
  };
}

/** The line in the log bears the id of the message that the receipt is about, not of the call that brought it. */
function takeReceipts(bot: Bot, metrics: Metrics) {
  const recorded = recordTogether(bot);
  return async (receipt: Receipt, calledAs: CorrelationId): Promise<void> => {
    const record = toRecord(receipt);
    const message = await recorded(record);
    const { provider, state } = record;
    metrics.receipt({ provider, state, applied: message !== null });
    if (message?.attempt) {
      const { kind, raised } = message.attempt;
      bot.notices?.nudge(message);
      countRaised(metrics, { provider, kind, raised, errorCode: record.errorCode });
    }
    const { outboxId, correlationId } = message ?? { outboxId: undefined, correlationId: calledAs };
    bot.log.info(message ? 'receipt' : 'receipt_kept', { outboxId, correlationId, provider, state });
  };
}
