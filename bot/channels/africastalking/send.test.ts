import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { OutboxId } from '../../../core/ids.ts';
import type { Rendered } from '../../render/rendered.ts';
import type { Sending } from '../handler.ts';
import { type AfricasTalkingSettings, createAfricasTalkingHandler } from './send.ts';

/** A request to anywhere that a case does not name fails the case, whatever the handler makes of it. */
const strays: unknown[] = [];
const server = setupServer();
beforeAll(() =>
  server.listen({
    onUnhandledFrame() {
      strays.push('a request to elsewhere');
      throw new Error('this request has no business here');
    },
  }),
);
afterEach(() => {
  server.resetHandlers();
  expect(strays.splice(0)).toEqual([]);
});
afterAll(() => server.close());

const live = 'https://api.africastalking.com/version1/messaging';

function setup(settings: Partial<AfricasTalkingSettings> = {}) {
  const logged: unknown[] = [];
  const handler = createAfricasTalkingHandler({
    username: 'clinic',
    apiKey: 'key',
    apiUrl: null,
    fetch: (...call) => fetch(...call),
    timeoutMs: 2_000,
    log: { warn: (event, fields) => logged.push([event, fields]) },
    ...settings,
  });
  return { handler, logged };
}

const sending: Sending = {
  outboxId: '0199a1b2-0000-7000-8000-000000000001' as OutboxId,
  channel: 'sms',
  from: '22141',
  to: '+254722000001',
  message: { kind: 'text', text: 'Habari & karibu', segments: 1 },
};

function answerAt(url: string, answer: () => Response) {
  const asked: { form: Record<string, string>; apikey: string | null; accept: string | null }[] = [];
  server.use(
    http.post(url, async ({ request }) => {
      const form = Object.fromEntries(new URLSearchParams(await request.text()));
      asked.push({ form, apikey: request.headers.get('apikey'), accept: request.headers.get('accept') });
      return answer();
    }),
  );
  return asked;
}

/** As they answer, one recipient. */
function recipient(fields: object): () => Response {
  const one = {
    statusCode: 101,
    number: '+254722000001',
    status: 'Success',
    cost: 'KES 0.8000',
    messageId: 'ATXid_1',
  };
  return () =>
    HttpResponse.json(
      {
        SMSMessageData: {
          Message: 'Sent to 1/1 Total Cost: KES 0.8000 Message parts: 1',
          Recipients: [{ ...one, messageParts: 1, ...fields }],
        },
      },
      { status: 201 },
    );
}

function nobody(Message: string): () => Response {
  return () => HttpResponse.json({ SMSMessageData: { Message, Recipients: [] } }, { status: 201 });
}

describe('what is asked', () => {
  test('one form, with the key in a header', async () => {
    const asked = answerAt(live, recipient({}));
    expect(await setup().handler.send(sending)).toEqual({ ok: true, providerMessageId: 'ATXid_1' });
    expect(asked).toEqual([
      {
        form: { username: 'clinic', to: '+254722000001', message: 'Habari & karibu', from: '22141' },
        apikey: 'key',
        accept: 'application/json',
      },
    ]);
  });

  test.each([
    ['the sandbox', { username: 'sandbox' }, 'https://api.sandbox.africastalking.com/version1/messaging'],
    ['another server', { apiUrl: 'http://emulator.test/at/' }, 'http://emulator.test/at/version1/messaging'],
  ])('%s', async (_, settings, url) => {
    const asked = answerAt(url, recipient({}));
    expect(await setup(settings).handler.send(sending)).toMatchObject({ ok: true });
    expect(asked).toHaveLength(1);
  });

  test('buttons go out as numbered lines', async () => {
    const asked = answerAt(live, recipient({}));
    const message: Rendered = {
      kind: 'buttons',
      body: 'x',
      buttons: [{ id: 'w.a', title: 'A' }],
      plain: 'x\n\n1 A',
    };
    await setup().handler.send({ ...sending, message });
    expect(asked[0]?.form.message).toBe('x\n\n1 A');
  });
});

describe('what they answer', () => {
  test.each([
    ['processed', { statusCode: 100 }],
    ['sent', { statusCode: 101 }],
    ['queued', { statusCode: 102 }],
    ['with fields we do not know', { network: 'Safaricom' }],
  ])('taken: %s', async (_, fields) => {
    answerAt(live, recipient(fields));
    expect(await setup().handler.send(sending)).toEqual({ ok: true, providerMessageId: 'ATXid_1' });
  });

  test.each([
    [401, 'RiskHold', 'blocked'],
    [402, 'InvalidSenderId', 'refused'],
    [403, 'InvalidPhoneNumber', 'bad_number'],
    [404, 'UnsupportedNumberType', 'bad_number'],
    [405, 'InsufficientBalance', 'out_of_credit'],
    [406, 'UserInBlacklist', 'opted_out'],
    [407, 'CouldNotRoute', 'bad_number'],
    [409, 'DoNotDisturbRejection', 'opted_out'],
    [500, 'InternalServerError', 'provider_error'],
    [501, 'GatewayError', 'provider_error'],
    [502, 'RejectedByGateway', 'blocked'],
    [999, 'Novelty', 'answer_unreadable'],
  ])('%i %s → %s', async (statusCode, status, code) => {
    answerAt(live, recipient({ statusCode, status, messageId: 'None', cost: '0' }));
    expect(await setup().handler.send(sending)).toEqual({
      ok: false,
      error: { code, providerCode: String(statusCode) },
    });
  });

  test.each([
    ['InvalidSenderId', { code: 'refused', providerCode: 'InvalidSenderId' }],
    ['InsufficientBalance', { code: 'out_of_credit', providerCode: 'InsufficientBalance' }],
    ['InvalidPhoneNumber', { code: 'bad_number', providerCode: 'InvalidPhoneNumber' }],
    ['Sent to 0/1 Total Cost: 0', { code: 'refused', providerCode: null }],
    ['The number +254722000001 …', { code: 'refused', providerCode: null }],
  ])('nobody was tried: %s', async (message, error) => {
    answerAt(live, nobody(message));
    expect(await setup().handler.send(sending)).toEqual({ ok: false, error });
  });

  test('no credit is told to the log, without the number', async () => {
    answerAt(live, recipient({ statusCode: 405, status: 'InsufficientBalance', messageId: 'None' }));
    const { handler, logged } = setup();
    await handler.send(sending);
    expect(logged).toEqual([['channel_out_of_credit', { provider: 'africastalking' }]]);
  });

  test.each([
    [302, 'provider_error'],
    [400, 'refused'],
    [401, 'bad_credentials'],
    [403, 'bad_credentials'],
    [429, 'throttled'],
    [500, 'provider_error'],
    [503, 'provider_error'],
    [504, 'no_answer'],
  ])('HTTP %i → %s', async (status, code) => {
    answerAt(live, () => new HttpResponse('The supplied authentication is invalid', { status }));
    expect(await setup().handler.send(sending)).toEqual({
      ok: false,
      error: { code, providerCode: `http_${status}` },
    });
  });

  test.each([
    ['no JSON', () => new HttpResponse('<html>', { status: 201 }), null],
    ['nothing', () => new HttpResponse('', { status: 200 }), null],
    ['another shape', () => HttpResponse.json({ SMSMessageData: {} }), null],
    ['a code that is no number', recipient({ statusCode: 'ok' }), null],
    ['taken without an id', recipient({ messageId: 'None' }), '101'],
    ['taken with an empty id', recipient({ messageId: '' }), '101'],
  ])('in doubt: %s', async (_, answer, providerCode) => {
    answerAt(live, answer);
    expect(await setup().handler.send(sending)).toEqual({
      ok: false,
      error: { code: 'answer_unreadable', providerCode },
    });
  });

  test('no host but the one that a case names is reached', async () => {
    expect(await setup({ apiUrl: 'http://elsewhere.test' }).handler.send(sending)).toMatchObject({
      ok: false,
    });
    expect(strays.splice(0)).toHaveLength(1);
  });

  test('in doubt: broken off', async () => {
    answerAt(live, () => HttpResponse.error());
    expect(await setup().handler.send(sending)).toEqual({
      ok: false,
      error: { code: 'no_answer', providerCode: null },
    });
  });
});
