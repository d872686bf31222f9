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

/** The route in place of the path: the secret stands in the path. */
function refused(reason: string, status: number, kind = 'sms') {
  const route = `/webhooks/africastalking/${kind}/:secret`;
  return {
    ...{ level: 'warn', event: 'webhook_refused', provider: 'africastalking', reason },
    ...{ route, status, correlationId },
  };
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

  test.each<[ReceiveOutcome, number, string | null]>([
    ['handled', 200, null],
    ['kept', 200, null],
    ['duplicate', 200, null],
    ['unknown_channel', 404, 'unknown_number'],
    ['bad_address', 400, 'bad_address'],
  ])('%s → %i', async (outcome, expected, reason) => {
    const { app, logged } = setup({ receive: async () => outcome });
    expect((await app.request(smsPath, form(sms))).status).toBe(expected);
    expect(logged()).toEqual(reason === null ? [] : [refused(reason, expected)]);
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
    ['', null, 'other'],
    ['Rejected: "Habari"', null, 'other'],
    ['x'.repeat(65), null, 'other'],
  ])('%s is recorded', async (status, state, providerStatus = status) => {
    const { app, receipts, logged } = setup();
    const response = await app.request(deliveryPath, form({ ...delivery, status }));
    expect(response.status).toBe(200);
    expect(receipts).toMatchObject([{ providerMessageId: 'ATXid_1', providerStatus, state }]);
    expect(logged()).toEqual([]);
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
    expect(logged()).toEqual([refused('secret_wrong', 403, path.split('/')[3])]);
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
    const { app, logged } = setup({ africastalking: null });
    expect((await app.request(smsPath, form(sms))).status).toBe(404);
    expect((await app.request(deliveryPath, form(delivery))).status).toBe(404);
    const told = refused('provider_not_configured', 404, ':kind');
    expect(logged()).toEqual([told, told]);
  });
});

describe('malformed', () => {
  test.each([
    ['no sender', smsPath, { ...sms, from: '' }, 'malformed: from'],
    ['no number of ours', smsPath, { ...sms, to: '' }, 'malformed: to'],
    ['no id', smsPath, { ...sms, id: '' }, 'malformed: id'],
    ['an empty form', smsPath, {}, 'malformed: from'],
    ['a report without an id', deliveryPath, { ...delivery, id: '' }, 'malformed: id'],
  ])('%s → 400', async (_, path, fields, word) => {
    const { app, received, receipts, logged } = setup();
    const response = await app.request(path, form(fields));
    expect([response.status, await response.text()]).toEqual([400, word]);
    expect([received, receipts]).toEqual([[], []]);
    expect(logged()).toEqual([refused('malformed', 400, path.split('/')[3])]);
  });

  test.each([
    ['broken UTF-8', { body: 'text=%FF' }, 400, 'body_unreadable'],
    ['one field 32,000 times', { body: 'a&'.repeat(32_000) }, 400, 'body_unreadable'],
    [
      'another content type',
      { headers: { 'content-type': 'application/json' }, body: '{}' },
      400,
      'not_a_form',
    ],
    ['too large', { body: `text=${'x'.repeat(LARGEST_BODY)}` }, 413, 'body_too_large'],
  ])('%s', async (_, changed, status, reason) => {
    const { app, logged } = setup();
    expect((await app.request(smsPath, { ...form(sms), ...changed })).status).toBe(status);
    expect(logged()).toMatchObject([{ event: 'webhook_refused', reason, status }]);
  });
});

test('whatever the form: 200 where it could be handed over, else 400, never an error of ours', async () => {
  const { app, received, lines } = setup();
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
  // told by code and route, and by nothing that the form held
  const told = new Set(lines.map((line) => JSON.stringify(withoutTime(line))));
  expect(told.size).toBeGreaterThan(0);
  for (const line of told)
    expect(JSON.parse(line)).toEqual(refused(expect.stringMatching(/^(malformed|body_unreadable)$/), 400));
});
