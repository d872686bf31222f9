import fc from 'fast-check';
import { getExpectedBodyHash, getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, test } from 'vitest';
import type { InboundMessage, Receipt } from '../bot/channels/handler.ts';
import { captureLog } from '../core/log.ts';
import { createWebhooks } from './app.ts';
import type { ReceiveOutcome, WebhookSettings } from './handed-over.ts';
import { LARGEST_BODY } from './limits.ts';

const authToken = 'auth-token';
const correlationId = '0199a1b2-0000-7000-8000-00000000c0de';
const publicUrl = 'https://miadi.example';
const outboxId = '0199a1b2-0000-7000-8000-000000000001';

const sms = {
  MessageSid: 'SM00000000000000000000000000000001',
  AccountSid: 'AC00000000000000000000000000000000',
  From: '+254722000001',
  To: '+254711000001',
  Body: 'Habari, nataka miadi – kesho?',
  NumMedia: '0',
};
const whatsapp = { ...sms, From: 'whatsapp:+254722000001', To: 'whatsapp:+254711000001' };
const status = { MessageSid: sms.MessageSid, MessageStatus: 'delivered', To: whatsapp.From };

function withoutTime(line: string): unknown {
  const { time: _, ...told } = JSON.parse(line);
  return told;
}

function setup(settings: Partial<WebhookSettings> = {}) {
  const received: { message: InboundMessage; correlationId: string }[] = [];
  const receipts: Receipt[] = [];
  const { log, lines } = captureLog();
  const app = createWebhooks({
    twilio: { authToken },
    africastalking: null,
    publicUrl,
    ids: { next: <T extends string>() => correlationId as string as T },
    receive: async (message, correlationId) => {
      received.push({ message, correlationId });
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

function refused(reason: string, status: number, route: string | undefined = '/webhooks/twilio/sms') {
  const where = route === undefined ? {} : { route };
  return {
    ...{ level: 'warn', event: 'webhook_refused', provider: 'twilio', reason },
    ...{ ...where, status, correlationId },
  };
}

type Fields = Record<string, string | string[]>;

function encode(fields: Fields): string {
  const pairs = Object.entries(fields).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value]),
  );
  return new URLSearchParams(pairs).toString();
}

/** As Twilio posts it; what is given last takes its place. */
function post(
  path: string,
  fields: Fields,
  {
    signed = fields,
    url = publicUrl + path,
    token = authToken,
    headers = {},
  }: {
    signed?: Fields;
    url?: string;
    token?: string;
    headers?: Record<string, string>;
  } = {},
): [string, RequestInit] {
  const signature = getExpectedTwilioSignature(token, url, signed);
  return [
    path,
    {
      method: 'POST',
      body: encode(fields),
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'x-twilio-signature': signature,
        ...headers,
      },
    },
  ];
}

describe('a signed message', () => {
  test.each([
    ['/webhooks/twilio/sms', sms, 'sms'],
    ['/webhooks/twilio/whatsapp', whatsapp, 'whatsapp'],
  ])('%s is handed over, and answered with empty TwiML', async (path, form, channel) => {
    const { app, received, logged } = setup();
    const response = await app.request(...post(path, form));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    expect(await response.text()).toBe('<Response></Response>');
    expect(response.headers.get('x-correlation-id')).toBe(correlationId);
    expect(received).toEqual([
      {
        correlationId,
        message: {
          provider: 'twilio',
          channel,
          from: '+254722000001',
          to: '+254711000001',
          providerMessageId: sms.MessageSid,
          content: { kind: 'text', text: sms.Body },
        },
      },
    ]);
    expect(logged()).toEqual([]);
  });

  test.each([
    ['fields that are new', { ...sms, NewParameter: 'x', Another: '' }],
    ['a field twice', { ...sms, MediaUrl: ['a', 'b'] }],
    ['fields like arrays', { ...sms, 'a[]': ['2', '1'], 'b[0]': 'x' }],
    ['a field named like the language’s own', { ...sms, constructor: 'x', toString: 'y' }],
    ['words of all kinds', { ...sms, Body: 'a+b & c=d % é 🙏 \n "x"' }],
  ])('signed over %s', async (_, form) => {
    const { app, received } = setup();
    expect((await app.request(...post('/webhooks/twilio/sms', form))).status).toBe(200);
    expect(received).toHaveLength(1);
  });

  test('with a query that was signed as it was written', async () => {
    const { app, received } = setup();
    const response = await app.request(...post("/webhooks/twilio/sms?clinic=nairobi%20west&x=it's&y=", sms));
    expect(response.status).toBe(200);
    expect(received).toHaveLength(1);
  });

  test('behind a proxy: signed over the public address, with a path before ours', async () => {
    const { app } = setup({ publicUrl: 'https://example.org/miadi/' });
    const url = 'https://example.org/miadi/webhooks/twilio/sms';
    expect((await app.request(...post('/webhooks/twilio/sms', sms, { url }))).status).toBe(200);
  });

  test.each<[ReceiveOutcome, number, string | null]>([
    ['handled', 200, null],
    ['kept', 200, null],
    ['duplicate', 200, null],
    ['unknown_channel', 404, 'unknown_number'],
    ['bad_address', 400, 'bad_address'],
  ])('%s → %i', async (outcome, expected, reason) => {
    const { app, logged } = setup({ receive: async () => outcome });
    expect((await app.request(...post('/webhooks/twilio/sms', sms))).status).toBe(expected);
    expect(logged()).toEqual(reason === null ? [] : [refused(reason, expected)]);
  });

  test('that we fail to take is to come again; the log has a code and no words', async () => {
    const { app, logged, lines } = setup({
      receive: async ({ content }) => {
        throw Object.assign(new Error(`insert of ${JSON.stringify(content)}`), { code: '23505' });
      },
    });
    const response = await app.request(...post('/webhooks/twilio/sms', sms));
    expect(response.status).toBe(503);
    expect(await response.text()).toBe('try again');
    expect(response.headers.get('x-correlation-id')).toBe(correlationId);
    expect(logged()).toMatchObject([
      { level: 'error', event: 'webhook_failed', correlationId, error: { name: 'Error', code: '23505' } },
    ]);
    expect(lines.join()).not.toMatch(/Habari|kesho|insert of/);
  });
});

describe('not Twilio', () => {
  const path = '/webhooks/twilio/sms';
  const [, signed] = post(path, sms);
  const headers = (changed: Record<string, string>) => ({ headers: changed });
  test.each<[string, string, [string, RequestInit]]>([
    ['another token', 'signature_wrong', post(path, sms, { token: 'other' })],
    ['no signature', 'signature_missing', post(path, sms, headers({ 'x-twilio-signature': '' }))],
    [
      'a signature of another length',
      'signature_wrong',
      post(path, sms, headers({ 'x-twilio-signature': 'x' })),
    ],
    ['changed words', 'signature_wrong', post(path, { ...sms, Body: 'Cancel' }, { signed: sms })],
    ['another sender', 'signature_wrong', post(path, { ...sms, From: '+254722000002' }, { signed: sms })],
    ['a field more', 'signature_wrong', post(path, { ...sms, Extra: '' }, { signed: sms })],
    ['a field less', 'signature_wrong', post(path, { MessageSid: 'SM1' }, { signed: sms })],
    [
      'a value more of a field',
      'signature_wrong',
      post(path, { ...sms, From: [sms.From, '+1'] }, { signed: sms }),
    ],
    ['another path', 'signature_wrong', ['/webhooks/twilio/whatsapp', signed]],
    ['another query', 'signature_wrong', [`${path}?a=1`, signed]],
    ['another host', 'signature_wrong', post(path, sms, { url: `https://other.example${path}` })],
    ['http in place of https', 'signature_wrong', post(path, sms, { url: `http://miadi.example${path}` })],
  ])('%s → 403 and one line without content', async (_, reason, request) => {
    const { app, received, logged } = setup();
    const response = await app.request(...request);
    expect(response.status).toBe(403);
    expect(received).toEqual([]);
    const route = request[0].replace(/\?.*/, '');
    expect(logged()).toEqual([refused(reason, 403, route)]);
  });

  test('a status is signed too, with our own id in its query', async () => {
    const { app, receipts } = setup();
    const [, init] = post(`/webhooks/twilio/status?outbox=${outboxId}`, status);
    const response = await app.request(
      '/webhooks/twilio/status?outbox=0199a1b2-0000-7000-8000-000000000002',
      init,
    );
    expect(response.status).toBe(403);
    expect(receipts).toEqual([]);
  });
});

describe('a JSON body, signed by its digest', () => {
  const body = JSON.stringify(sms);
  const path = (of: string) => `/webhooks/twilio/sms?bodySHA256=${getExpectedBodyHash(of)}`;
  const request = (signedBody: string, sentBody = signedBody): [string, RequestInit] => {
    const [url, init] = post(path(signedBody), {}, { headers: { 'content-type': 'application/json' } });
    return [url, { ...init, body: sentBody }];
  };

  test('is handed over', async () => {
    const { app, received } = setup();
    expect((await app.request(...request(body))).status).toBe(200);
    expect(received[0]?.message).toMatchObject({ from: sms.From, content: { text: sms.Body } });
  });

  test('is refused when changed', async () => {
    const { app, received } = setup();
    expect((await app.request(...request(body, body.replace('kesho', 'leo')))).status).toBe(403);
    expect(received).toEqual([]);
  });

  test('is refused without its digest', async () => {
    const { app } = setup();
    const [url, init] = post('/webhooks/twilio/sms', {}, { headers: { 'content-type': 'application/json' } });
    expect((await app.request(url, { ...init, body })).status).toBe(403);
  });

  test('that is no object is malformed', async () => {
    const { app } = setup();
    expect((await app.request(...request('[1]'))).status).toBe(400);
  });
});

describe('a status', () => {
  test('is recorded with the id from our own callback', async () => {
    const { app, receipts } = setup();
    const response = await app.request(...post(`/webhooks/twilio/status?outbox=${outboxId}`, status));
    expect(response.status).toBe(200);
    expect(receipts).toMatchObject([{ outboxId, channel: 'whatsapp', state: 'delivered' }]);
  });

  test('that is new to us is recorded without effect', async () => {
    const { app, receipts } = setup();
    const response = await app.request(
      ...post('/webhooks/twilio/status', { ...status, MessageStatus: 'pondered' }),
    );
    expect(response.status).toBe(200);
    expect(receipts).toMatchObject([{ outboxId: null, providerStatus: 'pondered', state: null }]);
  });

  test('that we fail to record is to come again', async () => {
    const receipt = () => Promise.reject(new TypeError('no connection'));
    const { app, logged } = setup({ receipt });
    expect((await app.request(...post('/webhooks/twilio/status', status))).status).toBe(503);
    expect(logged()).toMatchObject([
      { event: 'webhook_failed', correlationId, error: { name: 'TypeError' } },
    ]);
  });
});

describe('malformed', () => {
  test.each([
    ['no id', '/webhooks/twilio/sms', { ...sms, MessageSid: '' }, 'malformed: MessageSid'],
    ['no sender', '/webhooks/twilio/sms', { ...sms, From: '' }, 'malformed: From'],
    ['no number of ours', '/webhooks/twilio/sms', { ...sms, To: '' }, 'malformed: To'],
    ['an empty form', '/webhooks/twilio/sms', {}, 'malformed: MessageSid'],
    ['the other channel', '/webhooks/twilio/whatsapp', sms, 'malformed: From'],
    [
      'a status without a status',
      '/webhooks/twilio/status',
      { ...status, MessageStatus: '' },
      'malformed: MessageStatus',
    ],
  ])('%s → 400', async (_, path, form, word) => {
    const { app, received, receipts, logged } = setup();
    const response = await app.request(...post(path, form));
    expect([response.status, await response.text()]).toEqual([400, word]);
    expect([received, receipts]).toEqual([[], []]);
    expect(logged()).toEqual([refused('malformed', 400, path)]);
  });

  test.each([
    ['broken UTF-8', 'Body=%FF&From=x', 'unreadable body'],
    ['bytes that are no UTF-8', new Uint8Array([0x61, 0x3d, 0xff]), 'unreadable body'],
    ['a broken escape', 'Body=100%', 'unreadable body'],
    ['one field 32,000 times', 'a&'.repeat(32_000), 'unreadable body'],
  ])('%s → 400', async (_, body, word) => {
    const { app, logged } = setup();
    const [path, init] = post('/webhooks/twilio/sms', {});
    const response = await app.request(path, { ...init, body });
    expect([response.status, await response.text()]).toEqual([400, word]);
    expect(logged()).toEqual([refused('body_unreadable', 400)]);
  });

  test.each(['text/plain', 'multipart/form-data; boundary=x', ''])(
    'content type "%s" → 400',
    async (type) => {
      const { app, logged } = setup();
      const response = await app.request(
        ...post('/webhooks/twilio/sms', sms, { headers: { 'content-type': type } }),
      );
      expect([response.status, await response.text()]).toEqual([400, 'not a form']);
      expect(logged()).toEqual([refused('not_a_form', 400)]);
    },
  );

  test('too large → 413, whether it says so or not', async () => {
    const { app, received, logged } = setup();
    const large = { ...sms, Body: 'x'.repeat(LARGEST_BODY) };
    const [path, init] = post('/webhooks/twilio/sms', large);
    const told = { ...init, headers: { ...init.headers, 'content-length': `${encode(large).length}` } };
    expect((await app.request(path, init)).status).toBe(413);
    expect((await app.request(path, told)).status).toBe(413);
    expect(received).toEqual([]);
    const { provider: _, ...tooLarge } = refused('body_too_large', 413);
    expect(logged()).toEqual([tooLarge, tooLarge]);
  });
});

test.each([
  ['POST', '/webhooks/twilio/sms'],
  ['POST', '/webhooks/twilio/whatsapp'],
  ['POST', '/webhooks/twilio/status'],
])('%s %s is not there where Twilio is not configured', async (method, path) => {
  const { app, logged } = setup({ twilio: null });
  const [, init] = post(path, sms);
  expect((await app.request(path, { ...init, method })).status).toBe(404);
  expect(logged()).toEqual([refused('provider_not_configured', 404, '/webhooks/twilio/:kind')]);
});

test.each([
  '/webhooks/twilio/sms',
  '/webhooks/twilio/254722000001',
  '/webhooks/elsewhere?From=%2B254722000001',
])('nothing is there to get: %s', async (path) => {
  const { app, logged } = setup();
  expect((await app.request(path)).status).toBe(404);
  expect(logged()).toEqual([
    { level: 'warn', event: 'webhook_refused', reason: 'no_such_path', status: 404, correlationId },
  ]);
});

test('whatever a signed form holds: 200 where it could be handed over, else 400, never an error of ours', async () => {
  const { app, received, lines } = setup();
  const names = fc.constantFrom(
    ...Object.keys(sms),
    'ButtonPayload',
    'Latitude',
    'Longitude',
    '__proto__',
    'From[]',
  );
  const values = fc.oneof(
    fc.constantFrom('', ' ', sms.From, sms.To, whatsapp.From, sms.MessageSid, '-1.29', 'a\0b', '\u202e'),
    fc.string({ unit: 'binary' }).filter((value) => value.isWellFormed()),
  );
  const form = fc.dictionary(names, fc.oneof(values, fc.array(values, { minLength: 2, maxLength: 3 })));
  await fc.assert(
    fc.asyncProperty(form, async (fields) => {
      const before = received.length;
      const response = await app.request(...post('/webhooks/twilio/sms', fields));
      expect([200, 400]).toContain(response.status);
      expect(received.length - before).toBe(response.status === 200 ? 1 : 0);
    }),
  );
  // told by code and route, and by nothing that the form held
  const told = new Set(lines.splice(0).map((line) => JSON.stringify(withoutTime(line))));
  expect([...told].map((line) => JSON.parse(line))).toEqual([refused('malformed', 400)]);
});
