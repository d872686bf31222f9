import { describe, expect, test } from 'vitest';
import { uuidIds } from '../core/ids.ts';
import { type Backlog, emptyBacklog } from '../core/messaging/backlog.ts';
import { createMetrics, type MetricsSources } from './metrics.ts';

function setup(
  readBacklog: () => Promise<Backlog> = async () => emptyBacklog(),
  others: Partial<MetricsSources> = {},
) {
  const pool = { totalCount: 7, idleCount: 3, waitingCount: 2 };
  const metrics = createMetrics({ pool, readBacklog, ...others });
  const read = async () =>
    (await metrics.expose()).text.split('\n').filter((line) => line.startsWith('miadi_'));
  return { metrics, read };
}

test('turns by what came of them, and how long they took; one that throws has failed, and throws', async () => {
  const { metrics, read } = setup();
  expect(await metrics.turn(async () => 'handled')).toBe('handled');
  await metrics.turn(async () => 'busy');
  const mistake = new Error('of ours');
  await expect(metrics.turn(() => Promise.reject(mistake))).rejects.toBe(mistake);
  const lines = await read();
  for (const outcome of ['handled', 'busy', 'failed']) {
    expect(lines).toContain(`miadi_turns_total{outcome="${outcome}"} 1`);
    expect(lines).toContain(`miadi_turn_seconds_count{outcome="${outcome}"} 1`);
  }
});

describe('sends', () => {
  const whatsapp = { provider: 'twilio', kind: 'whatsapp', seconds: 0.3 } as const;

  test('by provider, kind and code; the way from message to reply counts where it has ended', async () => {
    const { metrics, read } = setup();
    const correlationId = uuidIds.next<never>();
    metrics.sent({ ...whatsapp, code: 'sent', correlationId });
    metrics.sent({ ...whatsapp, code: 'throttled', correlationId });
    const lines = await read();
    expect(lines).toContain('miadi_messages_sent_total{provider="twilio",kind="whatsapp",code="sent"} 1');
    expect(lines).toContain(
      'miadi_messages_sent_total{provider="twilio",kind="whatsapp",code="throttled"} 1',
    );
    expect(lines).toContain('miadi_send_seconds_bucket{le="0.25",provider="twilio"} 0');
    expect(lines).toContain('miadi_send_seconds_bucket{le="0.5",provider="twilio"} 2');
    expect(lines).toContain('miadi_reply_seconds_count{kind="whatsapp"} 1');
  });

  test('a reply that took four minutes is known by its correlation id, in whichever process it ends', async () => {
    const { metrics, read } = setup();
    const made = Math.round(performance.timeOrigin + performance.now()) - 240_000;
    const hex = made.toString(16).padStart(12, '0');
    const correlationId = `${hex.slice(0, 8)}-${hex.slice(8)}-7abc-8def-0123456789ab` as never;
    metrics.sent({ ...whatsapp, code: 'sent', correlationId });
    const lines = await read();
    expect(lines).toContain('miadi_reply_seconds_bucket{le="120",kind="whatsapp"} 0');
    expect(lines).toContain('miadi_reply_seconds_bucket{le="300",kind="whatsapp"} 1');
  });

  test.each(['not-an-id', '00000000-0000-4000-8000-000000000000', '00000000-0000-7000-8000-000000000000'])(
    'an id that tells no time of a message says nothing: %s',
    async (correlationId) => {
      const { metrics, read } = setup();
      metrics.sent({ ...whatsapp, code: 'sent', correlationId: correlationId as never });
      expect((await read()).filter((line) => line.startsWith('miadi_reply_seconds_count'))).toEqual([]);
    },
  );
});

test('webhooks, refusals, receipts and the sweeper', async () => {
  const { metrics, read } = setup();
  metrics.webhook({ provider: 'twilio', status: 200, reason: null });
  metrics.webhook({ provider: null, status: 404, reason: 'no_such_path' });
  metrics.receipt({ provider: 'africastalking', state: null, applied: false });
  metrics.swept('unsent', 4);
  metrics.sweepFailed('turns');
  expect(await read()).toEqual(
    expect.arrayContaining([
      'miadi_webhook_requests_total{provider="twilio",status="200"} 1',
      'miadi_webhook_requests_total{provider="none",status="404"} 1',
      'miadi_webhook_refused_total{reason="no_such_path"} 1',
      'miadi_receipts_total{provider="africastalking",state="unrecognised",applied="false"} 1',
      'miadi_swept_total{step="unsent"} 4',
      'miadi_sweep_failures_total{step="turns"} 1',
    ]),
  );
});

test('what stands in Postgres is asked for when it is asked for; connections and the process are there', async () => {
  const backlog = emptyBacklog();
  const steady = { totalCount: 6, idleCount: 1, waitingCount: 9 };
  const { metrics, read } = setup(async () => backlog, { steady });
  backlog.overdue.messages = 5;
  backlog.handovers = 2;
  expect(await read()).toEqual(
    expect.arrayContaining([
      'miadi_overdue_rows{kind="messages"} 5',
      'miadi_overdue_rows{kind="turns"} 0',
      'miadi_handovers_open 2',
      'miadi_backlog_readable 1',
      'miadi_postgres_connections{state="in_use"} 4',
      'miadi_postgres_connections{state="waiting"} 2',
      'miadi_postgres_steady_connections{state="in_use"} 5',
      'miadi_postgres_steady_connections{state="waiting"} 9',
    ]),
  );
  backlog.overdue.messages = 0;
  expect(await read()).toContain('miadi_overdue_rows{kind="messages"} 0');
  expect((await metrics.expose()).text).toContain('nodejs_eventloop_lag_seconds');
});

test('where Postgres does not answer no old number is shown, and the rest is', async () => {
  let answers = true;
  const backlog = { ...emptyBacklog(), oldestDueSeconds: 3 };
  const { metrics, read } = setup(() =>
    answers ? Promise.resolve(backlog) : Promise.reject(new Error('away')),
  );
  await read();
  answers = false;
  metrics.swept('holds', 1);
  const lines = await read();
  expect(lines).toContain('miadi_backlog_readable 0');
  expect(lines).toContain('miadi_swept_total{step="holds"} 1');
  expect(lines.filter((line) => /^miadi_(overdue_rows|outbox_rows|oldest_due_seconds)\b/.test(line))).toEqual(
    [],
  );
});

test('notices: attempts by channel and reason, lateness, cost, and what came of those of the day', async () => {
  const backlog = emptyBacklog();
  const { metrics, read } = setup(async () => backlog);
  const sms = { provider: 'africastalking', kind: 'sms' } as const;
  metrics.taken({ provider: 'africastalking', cost: 1.6, currency: 'KES', lateSeconds: 12 });
  metrics.taken({ provider: 'africastalking', cost: 0.8, currency: 'KES', lateSeconds: null });
  metrics.attempt({ ...sms, state: 'sent', code: null });
  metrics.attempt({ ...sms, state: 'failed', code: 'bad_number' });
  metrics.overdueAlarmed();
  backlog.notices.push({ state: 'call_list', reason: 'all_failed', count: 4 });
  backlog.answers.moved = 2;
  expect(await read()).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^miadi_message_cost_total{provider="africastalking",currency="KES"} 2\.4/),
      'miadi_notice_attempts_total{provider="africastalking",kind="sms",state="sent",code="none"} 1',
      'miadi_notice_attempts_total{provider="africastalking",kind="sms",state="failed",code="bad_number"} 1',
      'miadi_notice_lateness_seconds_bucket{le="5"} 0',
      'miadi_notice_lateness_seconds_bucket{le="15"} 1',
      'miadi_notice_lateness_seconds_count 1',
      'miadi_notices_of_day{state="call_list",reason="all_failed"} 4',
      'miadi_notice_answers_of_day{answer="moved"} 2',
      'miadi_notice_answers_of_day{answer="confirmed"} 0',
      'miadi_overdue_alarms_total 1',
    ]),
  );
  backlog.notices.pop();
  expect((await read()).filter((line) => line.startsWith('miadi_notices_of_day'))).toEqual([]);
});

test('breakers, and what waits in the queues; a queue that does not answer is left out', async () => {
  let fails = false;
  const { read } = setup(undefined, {
    breakers: { states: () => [{ provider: 'twilio', kind: 'whatsapp', state: 'open' }] },
    async depth() {
      if (fails) throw new Error('away');
      return { notices: 7 };
    },
  });
  expect(await read()).toEqual(
    expect.arrayContaining([
      'miadi_breaker_state{provider="twilio",kind="whatsapp"} 2',
      'miadi_queue_jobs{kind="notices"} 7',
    ]),
  );
  fails = true;
  expect((await read()).filter((line) => line.startsWith('miadi_queue_jobs'))).toEqual([]);
});
