import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InboundMessage, Receipt } from '../bot/channels/handler.ts';
import { captureLog } from '../core/log.ts';
import { createWebhooks } from './app.ts';
import type { ReceiveOutcome, WebhookSettings } from './handed-over.ts';
import { LARGEST_BODY } from './limits.ts';

const webhookSecret = 'kept-between-us';
const correlationId = '0199a1b2-0000-7000-8000-00000000c0de';
const smsPath = `/webhooks/africastalking/sms/${webhookSecret}`;
const deliveryPath = `/webhooks/africastalking/delivery/${webhookSecret}`;

const sms = {
  id: '3a1f7c52-96c4-4f3f-9e8e-0b6a2f1f4c11',
  linkId: 'SampleLinkId123',
  from: '+254722000001',
  to: '22141',
  text: 'AFYA Habari, kesho?',
  date: '2026-10-06 09:12:45',
  networkCode: '63902',
};
const delivery = {
  id: 'ATXid_1',
  status: 'Success',
  phoneNumber: '+254722000001',
  networkCode: '63902',
  retryCount: '0',
};

function withoutTime(line: string): unknown {
  const { time: _, ...told } = JSON.parse(line);
  return told;
}

function setup(settings: Partial<WebhookSettings> = {}) {
  const received: InboundMessage[] = [];
  const receipts: Receipt[] = [];
  const { log, lines } = captureLog();
  const app = createWebhooks({
    twilio: null,
    africastalking: { webhookSecret },
    publicUrl: 'https://miadi.example',
    ids: { next: <T extends string>() => correlationId as string as T },
    receive: async (message) => {
      received.push(message);
      return 'handled';
    },
    receipt: async (receipt) => {
      receipts.push(receipt);
    },
    log,
    ...settings,
  });
  return { app, received, receipts, logged: () => lines.map(withoutTime), lines };
}

function form(fields: Record<string, string>): RequestInit {
  return {
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  };
}

describe('a message', () => {
  test('is handed over, and answered plainly', async () => {
    const { app, received, logged } = setup();
    const response = await app.request(smsPath, form(sms));
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/plain;charset=UTF-8',
    ]);
    expect(response.headers.get('x-correlation-id')).toBe(correlationId);
    expect(received).toEqual([
      {
        provider: 'africastalking',
        channel: 'sms',
        from: '+254722000001',
        to: '22141',
        providerMessageId: sms.id,
        content: { kind: 'text', text: sms.text },
      },
    ]);
    expect(logged()).toEqual([]);
  });

  test.each<[ReceiveOutcome, number]>([
    ['handled', 200],
    ['kept', 200],
    ['duplicate', 200],
    ['unknown_channel', 404],
    ['bad_address', 400],
  ])('%s → %i', async (outcome, expected) => {
    const { app } = setup({ receive: async () => outcome });
    expect((await app.request(smsPath, form(sms))).status).toBe(expected);
  });

  test('that we fail to take is to come again', async () => {
    const { app, logged, lines } = setup({ receive: () => Promise.reject(new Error(sms.text)) });
    expect((await app.request(smsPath, form(sms))).status).toBe(503);
    expect(logged()).toMatchObject([{ event: 'webhook_failed', correlationId, error: { name: 'Error' } }]);
    expect(lines.join()).not.toContain('kesho');
  });
});

describe('a delivery report', () => {
  test.each([
    ['Success', 'delivered'],
    ['Failed', 'failed'],
    ['SomethingNew', null],
  ])('%s is recorded', async (status, state) => {
    const { app, receipts } = setup();
    const response = await app.request(deliveryPath, form({ ...delivery, status }));
    expect(response.status).toBe(200);
    expect(receipts).toMatchObject([{ providerMessageId: 'ATXid_1', providerStatus: status, state }]);
  });

  test('that we fail to record is to come again', async () => {
    const { app } = setup({ receipt: () => Promise.reject(new Error('no connection')) });
    expect((await app.request(deliveryPath, form(delivery))).status).toBe(503);
  });
});

describe('the secret', () => {
  test.each([
    '/webhooks/africastalking/sms/wrong',
    `/webhooks/africastalking/sms/${webhookSecret}x`,
    `/webhooks/africastalking/sms/${webhookSecret.slice(1)}`,
    `/webhooks/africastalking/sms/${webhookSecret.toUpperCase()}`,
    '/webhooks/africastalking/delivery/wrong',
    '/webhooks/africastalking/sms/%F0%9F%99%8F',
  ])('is wrong in %s → 403 and one line without it', async (path) => {
    const { app, received, receipts, logged } = setup();
    expect((await app.request(path, form({ ...sms, ...delivery }))).status).toBe(403);
    expect([received, receipts]).toEqual([[], []]);
    expect(logged()).toEqual([
      {
        level: 'warn',
        event: 'webhook_refused',
        provider: 'africastalking',
        reason: 'secret_wrong',
        correlationId,
      },
    ]);
  });

  test('may hold what a path escapes', async () => {
    const { app, received } = setup({ africastalking: { webhookSecret: 'a/b c%' } });
    const response = await app.request(
      `/webhooks/africastalking/sms/${encodeURIComponent('a/b c%')}`,
      form(sms),
    );
    expect(response.status).toBe(200);
    expect(received).toHaveLength(1);
  });

  test.each(['/webhooks/africastalking/sms', '/webhooks/africastalking/sms/'])(
    'missing: %s → 404',
    async (path) => {
      const { app, received } = setup();
      expect((await app.request(path, form(sms))).status).toBe(404);
      expect(received).toEqual([]);
    },
  );

  test('does not help where Africa’s Talking is not configured', async () => {
    const { app } = setup({ africastalking: null });
    expect((await app.request(smsPath, form(sms))).status).toBe(404);
    expect((await app.request(deliveryPath, form(delivery))).status).toBe(404);
  });
});

describe('malformed', () => {
  test.each([
    ['no sender', smsPath, { ...sms, from: '' }, 'malformed: from'],
    ['no number of ours', smsPath, { ...sms, to: '' }, 'malformed: to'],
    ['no id', smsPath, { ...sms, id: '' }, 'malformed: id'],
    ['an empty form', smsPath, {}, 'malformed: from'],
    ['a report without an id', deliveryPath, { ...delivery, id: '' }, 'malformed: id'],
    ['a report without a status', deliveryPath, { ...delivery, status: '' }, 'malformed: status'],
  ])('%s → 400', async (_, path, fields, word) => {
    const { app, received, receipts } = setup();
    const response = await app.request(path, form(fields));
    expect([response.status, await response.text()]).toEqual([400, word]);
    expect([received, receipts]).toEqual([[], []]);
  });

  test.each([
    ['broken UTF-8', { body: 'text=%FF' }, 400],
    ['another content type', { headers: { 'content-type': 'application/json' }, body: '{}' }, 400],
    ['too large', { body: `text=${'x'.repeat(LARGEST_BODY)}` }, 413],
  ])('%s', async (_, changed, status) => {
    const { app } = setup();
    expect((await app.request(smsPath, { ...form(sms), ...changed })).status).toBe(status);
  });
});

test('whatever the form: 200 where it could be handed over, else 400, never an error of ours', async () => {
  const { app, received, logged } = setup();
  const names = fc.constantFrom(
    'from',
    'to',
    'id',
    'text',
    'linkId',
    'date',
    '__proto__',
    'constructor',
    'from[]',
  );
  const values = fc.oneof(
    fc.constantFrom('', ' ', '+254722000001', '22141', 'a\0b', '\u202e'),
    fc.string({ unit: 'binary' }).filter((value) => value.isWellFormed()),
  );
  const forms = fc.oneof(
    fc.array(fc.tuple(names, values)).map((pairs) => new URLSearchParams(pairs).toString()),
    fc.string({ unit: 'binary' }),
  );
  await fc.assert(
    fc.asyncProperty(forms, async (body) => {
      const before = received.length;
      const response = await app.request(smsPath, { ...form({}), body });
      expect([200, 400]).toContain(response.status);
      expect(received.length - before).toBe(response.status === 200 ? 1 : 0);
    }),
    { numRuns: 300 },
  );
  expect(logged()).toEqual([]);
});
