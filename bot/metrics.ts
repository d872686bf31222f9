import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AddressKind, Provider } from '../core/db/tables.ts';
import type { CorrelationId } from '../core/ids.ts';
import { type Backlog, emptyBacklog } from '../core/messaging/backlog.ts';
import type { Breakers } from './channels/breakers.ts';
import type { TurnOutcome } from './conversation/turn.ts';

/**
 * What Miadi counts, for Prometheus. A label's values are a closed list of ours (outcomes, providers, states): never an
 * organization, a number, an id or anything that a request has said.
 */
export type Metrics = {
  /** Counts and times a turn; what it throws is counted as `failed`, and thrown on. */
  turn(take: () => Promise<TurnOutcome>): Promise<TurnOutcome>;
  webhook(told: { provider: Provider | null; status: number; reason: string | null }): void;
  /** @param told.code `sent`, or why not; `seconds` is what the provider took to answer */
  sent(told: SentMessage): void;
  /** A message that the provider has taken; `lateSeconds`: of the first attempt at a notice. */
  taken(told: TakenMessage): void;
  /** What has become of an attempt at a notice. @param told.code why it failed */
  attempt(told: AttemptState): void;
  /** Something stays overdue. */
  overdueAlarmed(): void;
  receipt(told: { provider: Provider; state: string | null; applied: boolean }): void;
  swept(step: string, found: number): void;
  sweepFailed(step: string): void;
  /** All of it as Prometheus reads it, with what Postgres says now. Never fails: what cannot be read is left out, and said. */
  expose(): Promise<{ text: string; contentType: string }>;
};

export type SentMessage = {
  provider: Provider;
  kind: AddressKind;
  code: string;
  seconds: number;
  correlationId: CorrelationId;
};

export type TakenMessage = {
  provider: Provider;
  cost: number;
  currency: string;
  lateSeconds: number | null;
};

export type AttemptState = {
  provider: Provider;
  kind: AddressKind;
  state: 'sent' | 'delivered' | 'read' | 'failed';
  code: string | null;
};

type Connections = { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number };

export type MetricsSources = {
  pool: Connections;
  /** Those of every message, where they are apart. */
  steady?: Connections;
  readBacklog(): Promise<Backlog>;
  /** Of this process. */
  breakers?: Pick<Breakers, 'states'>;
  /** How many jobs wait, by kind. */
  depth?(): Promise<Record<string, number>>;
};

const fast = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const slow = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 900];
const lateness = [1, 5, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400];
/** Later than this, it answers no message: an id that was made otherwise. */
const LONGEST_WAIT_SECONDS = 86_400;

export function createMetrics(sources: MetricsSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counted = createCounters(registry);
  const refreshGauges = createGauges(registry, sources);
  return {
    async turn(take) {
      const began = performance.now();
      const ended = (outcome: TurnOutcome | 'failed') => {
        counted.turns.inc({ outcome });
        counted.turnSeconds.observe({ outcome }, (performance.now() - began) / 1000);
      };
      try {
        const outcome = await take();
        ended(outcome);
        return outcome;
      } catch (error) {
        ended('failed');
        throw error;
      }
    },
    webhook({ provider, status, reason }) {
      counted.webhooks.inc({ provider: provider ?? 'none', status });
      if (reason !== null) counted.refused.inc({ reason });
    },
    sent({ correlationId, seconds, ...labels }) {
      counted.messages.inc(labels);
      counted.sendSeconds.observe({ provider: labels.provider }, seconds);
      const waited = secondsSince(correlationId);
      if (labels.code === 'sent' && waited !== null)
        counted.replySeconds.observe({ kind: labels.kind }, waited);
    },
    taken({ provider, currency, cost, lateSeconds }) {
      counted.cost.inc({ provider, currency }, cost);
      if (lateSeconds !== null) counted.lateness.observe(Math.max(0, lateSeconds));
    },
    attempt: ({ code, ...labels }) => counted.attempts.inc({ ...labels, code: code ?? 'none' }),
    overdueAlarmed: () => counted.overdueAlarms.inc(),
    receipt({ provider, state, applied }) {
      counted.receipts.inc({ provider, state: state ?? 'unrecognised', applied: String(applied) });
    },
    swept: (step, found) => counted.swept.inc({ step }, found),
    sweepFailed: (step) => counted.sweepFailed.inc({ step }),
    async expose() {
      await refreshGauges();
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
  };
}

function createCounters(registry: Registry) {
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, buckets: number[], ...labelNames: L[]) =>
    new Histogram({ name, help, buckets, labelNames, registers });
  return {
    turns: counter('miadi_turns_total', 'Turns taken, by what came of them', 'outcome'),
    turnSeconds: histogram('miadi_turn_seconds', 'From the begin of a turn to its commit', fast, 'outcome'),
    webhooks: counter('miadi_webhook_requests_total', 'Webhook requests answered', 'provider', 'status'),
    refused: counter('miadi_webhook_refused_total', 'Webhook requests refused', 'reason'),
    messages: counter(
      'miadi_messages_sent_total',
      'Sends tried: code is sent, or why not',
      'provider',
      'kind',
      'code',
    ),
    sendSeconds: histogram('miadi_send_seconds', "A provider's time to answer a send", slow, 'provider'),
    replySeconds: histogram(
      'miadi_reply_seconds',
      'From a message to what came of it being taken by the provider',
      slow,
      'kind',
    ),
    receipts: counter(
      'miadi_receipts_total',
      'Delivery receipts; applied false: of no message that is known yet',
      'provider',
      'state',
      'applied',
    ),
    cost: counter(
      'miadi_message_cost_total',
      "What messages that were taken cost, by the channel's price, in the currency",
      'provider',
      'currency',
    ),
    attempts: counter(
      'miadi_notice_attempts_total',
      'What became of attempts at notices; code: why they failed',
      'provider',
      'kind',
      'state',
      'code',
    ),
    lateness: histogram(
      'miadi_notice_lateness_seconds',
      'From when a notice was due to its first attempt being on the wire',
      lateness,
    ),
    overdueAlarms: counter(
      'miadi_overdue_alarms_total',
      'How often it was said that something stays overdue',
    ),
    swept: counter('miadi_swept_total', 'What the sweeper found to do', 'step'),
    sweepFailed: counter('miadi_sweep_failures_total', 'Steps of the sweeper that failed', 'step'),
  };
}

function countsOf({ totalCount: open, idleCount: idle, waitingCount: waiting }: Connections) {
  return { in_use: open - idle, idle, waiting };
}

/** @returns reads what stands in Postgres, and is done when the gauges say so */
function createGauges(registry: Registry, sources: MetricsSources): () => Promise<void> {
  const { pool, steady, readBacklog } = sources;
  const registers = [registry];
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const gaugeBy = <L extends string>(label: L, name: string, help: string) => ({
    gauge: new Gauge({ name, help, labelNames: [label], registers }),
    label,
  });
  const by = {
    outbox: gaugeBy('state', 'miadi_outbox_rows', 'Messages that are not sent yet, or in doubt'),
    overdue: gaugeBy('kind', 'miadi_overdue_rows', 'Due for more than a minute and not woken: must read 0'),
    turns: gaugeBy('state', 'miadi_turns_open', 'Messages that wait for their turn, or were given up'),
    worklist: gaugeBy('kind', 'miadi_worklist_items_open', 'What staff have to look at'),
    answers: gaugeBy('answer', 'miadi_notice_answers_of_day', 'Of those: what patients answered'),
    connections: gaugeBy('state', 'miadi_postgres_connections', "The pool's connections; waiting: callers"),
    steady: gaugeBy('state', 'miadi_postgres_steady_connections', 'The same of those of every message'),
  };
  const oldest = gauge('miadi_oldest_due_seconds', 'How long the longest due message or turn has been due');
  const handovers = gauge('miadi_handovers_open', 'Conversations in the hands of a person');
  const readable = gauge(
    'miadi_backlog_readable',
    '1: the numbers out of Postgres are of now; 0: they are missing',
  );

  const notices = new Gauge({
    name: 'miadi_notices_of_day',
    help: 'Notices that were due in the last 24 hours, by what has become of them so far',
    labelNames: ['state', 'reason'],
    registers,
  });
  const ofThisProcess = createOwnGauges(registry, sources);

  const set = <L extends string>({ gauge, label }: { gauge: Gauge<L>; label: L }, counts: object) => {
    for (const [name, count] of Object.entries(counts)) {
      gauge.set({ [label]: name } as Record<L, string>, Number(count));
    }
  };

  function show(backlog: Backlog): void {
    for (const name of ['outbox', 'overdue', 'turns', 'worklist', 'answers'] as const) {
      set(by[name], backlog[name]);
    }
    notices.reset();
    for (const { state, reason, count } of backlog.notices) notices.set({ state, reason }, count);
    oldest.set(backlog.oldestDueSeconds);
    handovers.set(backlog.handovers);
  }

  show(emptyBacklog());
  return async () => {
    set(by.connections, countsOf(pool));
    if (steady !== undefined) set(by.steady, countsOf(steady));
    await ofThisProcess();
    try {
      show(await readBacklog());
      readable.set(1);
    } catch {
      // An old number would say that all is well.
      for (const { gauge } of [by.outbox, by.overdue, by.turns, by.worklist, by.answers]) gauge.reset();
      notices.reset();
      oldest.remove();
      handovers.remove();
      readable.set(0);
    }
  };
}

const breakerStates = { closed: 0, half_open: 1, open: 2 } as const;

/** The breakers, which each process has of its own, and the queues. */
function createOwnGauges(registry: Registry, { breakers, depth }: MetricsSources): () => Promise<void> {
  const registers = [registry];
  const breaker = new Gauge({
    name: 'miadi_breaker_state',
    help: 'Whether messages go by a provider: 0 yes, 1 one is tried, 2 they are held',
    labelNames: ['provider', 'kind'],
    registers,
  });
  const jobs = new Gauge({
    name: 'miadi_queue_jobs',
    help: 'Jobs that wait in the queues, by kind',
    labelNames: ['kind'],
    registers,
  });
  return async () => {
    for (const { provider, kind, state } of breakers?.states() ?? []) {
      breaker.set({ provider, kind }, breakerStates[state]);
    }
    jobs.reset();
    const waiting = await Promise.resolve(depth?.()).catch(() => undefined);
    for (const [kind, count] of Object.entries(waiting ?? {})) jobs.set({ kind }, count);
  };
}

/**
 * A correlation id is made when the webhook is called, and a UUID of version 7 begins with the time of that: so the way from
 * message to reply is known in whichever process it ends. Null: the id does not say.
 */
function secondsSince(id: CorrelationId): number | null {
  if (!/^[\da-f]{8}-[\da-f]{4}-7/.test(id)) return null;
  const made = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  const seconds = (performance.timeOrigin + performance.now() - made) / 1000;
  return seconds > LONGEST_WAIT_SECONDS ? null : Math.max(0, seconds);
}
