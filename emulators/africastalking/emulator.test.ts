import { describe, expect, test } from 'vitest';
import { createNetwork } from '../network.ts';
import { createTestClinic, createTestClock } from '../test-clinic.ts';
import { createAfricasTalkingEmulator } from './emulator.ts';

const patient = '+254712345678';
const shortCode = '21606';
const deliveryPath = '/webhooks/africastalking/delivery/the-secret';

function createTestAccount() {
  const network = createNetwork(createTestClock());
  const clinic = createTestClinic();
  const emulator = createAfricasTalkingEmulator({
    network,
    username: 'sandbox',
    apiKey: 'the-key',
    webhookBaseUrl: 'https://clinic.example',
    webhookSecret: 'the-secret',
    fetch: clinic.fetch,
  });
  const send = (form: Record<string, string>, headers: Record<string, string> = {}) =>
    Promise.resolve(
      emulator.app.request('/version1/messaging', {
        method: 'POST',
        headers: { apikey: 'the-key', accept: 'application/json', ...headers },
        body: new URLSearchParams({ username: 'sandbox', from: shortCode, ...form }),
      }),
    );
  return { network, clinic, emulator, send };
}

describe('sending', () => {
  test('answers as the API does, and the text is on the phone', async () => {
    const { emulator, network, send } = createTestAccount();
    const answer = await send({ to: patient, message: 'x'.repeat(161), enqueue: '1' });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({
      SMSMessageData: {
        Message: 'Sent to 1/1 Total Cost: KES 1.6000',
        Recipients: [
          {
            statusCode: 100,
            number: patient,
            status: 'Success',
            cost: 'KES 1.6000',
            messageId: expect.stringMatching(/^ATXid_/),
            messageParts: 2,
          },
        ],
      },
    });
    expect(network.inbox('sms', patient)).toMatchObject([
      { provider: 'africastalking', number: shortCode, direction: 'in', segments: 2 },
    ]);
    expect(emulator.accepted).toMatchObject([{ from: shortCode, to: patient }]);
  });

  test('to several tells of each', async () => {
    const { emulator, send } = createTestAccount();
    const answer = await send({ to: `${patient}, 0712,+254722000000`, message: 'Karibu' });
    expect(await answer.json()).toMatchObject({
      SMSMessageData: {
        Message: 'Sent to 2/3 Total Cost: KES 1.6000',
        Recipients: [
          { statusCode: 101, number: patient },
          { statusCode: 403, number: '0712', status: 'InvalidPhoneNumber', cost: '0', messageId: 'None' },
          { statusCode: 101, number: '+254722000000' },
        ],
      },
    });
    expect(emulator.accepted).toHaveLength(2);
  });

  test('without asking for JSON is answered in XML', async () => {
    const { send } = createTestAccount();
    const answer = await send({ to: patient, message: 'Karibu' }, { accept: '*/*' });
    expect(answer.headers.get('content-type')).toBe('application/xml');
    expect(await answer.text()).toContain('<statusCode>101</statusCode>');
  });

  test.each<{
    name: string;
    form: Record<string, string>;
    headers: Record<string, string>;
    status: number;
    says: string;
  }>([
    {
      name: 'a wrong key',
      form: {},
      headers: { apikey: 'wrong' },
      status: 401,
      says: 'authentication is invalid',
    },
    {
      name: 'a wrong name',
      form: { username: 'other' },
      headers: {},
      status: 401,
      says: 'authentication is invalid',
    },
    { name: 'no text', form: { message: '' }, headers: {}, status: 400, says: "form field 'message'" },
  ])('with $name is refused in plain text', async ({ form, headers, status, says }) => {
    const { emulator, send } = createTestAccount();
    const answer = await send({ to: patient, message: 'x', ...form }, headers);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(says);
    expect(emulator.accepted).toEqual([]);
  });
});

describe('delivery reports', () => {
  test('say Sent, then Success', async () => {
    const { clinic, emulator, network, send } = createTestAccount();
    await send({ to: patient, message: 'Karibu' });
    await emulator.idle();
    const id = emulator.accepted[0]?.messageId;
    const report = { id, phoneNumber: patient, networkCode: '63902', retryCount: '0' };
    expect(clinic.formsTo(deliveryPath)).toEqual([
      { ...report, status: 'Sent' },
      { ...report, status: 'Success' },
    ]);
    expect(network.inbox('sms', patient)).toMatchObject([{ status: 'delivered' }]);
  });
});

describe('a text to the clinic', () => {
  test('is posted to the path with the secret, and stands on the phone', async () => {
    const { clinic, emulator, network } = createTestAccount();
    const { messageId, status } = await emulator.write({
      kind: 'sms',
      phone: patient,
      number: shortCode,
      text: 'AMANI 1',
    });
    expect(status).toBe(200);
    expect(clinic.formsTo('/webhooks/africastalking/sms/the-secret')).toEqual([
      {
        id: messageId,
        linkId: expect.any(String),
        from: patient,
        to: shortCode,
        text: 'AMANI 1',
        date: '2026-10-05T06:00:00Z',
        cost: 'KES 0.0000',
        networkCode: '63902',
      },
    ]);
    expect(network.inbox('sms', patient)).toMatchObject([
      { direction: 'out', status: 'delivered', text: 'AMANI 1' },
    ]);
  });

  test('may come twice, and stands on the phone once', async () => {
    const { clinic, emulator, network } = createTestAccount();
    const text = { kind: 'sms', phone: patient, number: shortCode, text: 'Hi' } as const;
    const { messageId } = await emulator.write(text);
    await emulator.write({ ...text, messageId });
    expect(clinic.calls.map(({ form }) => form.id)).toEqual([messageId, messageId]);
    expect(network.inbox('sms', patient)).toHaveLength(1);
  });
});

describe('faults', () => {
  test.each([
    { code: 405, status: 'InsufficientBalance' },
    { code: 406, status: 'UserInBlacklist' },
    { code: 502, status: 'RejectedByGateway' },
  ])('$code is told of the recipient', async ({ code, status }) => {
    const { emulator, send } = createTestAccount();
    emulator.fault({ kind: 'refuse', status: 201, code });
    const answer = await send({ to: patient, message: 'x' });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({
      SMSMessageData: { Recipients: [{ statusCode: code, status }] },
    });
    expect(emulator.accepted).toEqual([]);
  });

  test('the whole call may fail, or its answer be lost', async () => {
    const { emulator, send } = createTestAccount();
    emulator.fault({ kind: 'refuse', status: 500, code: 500 });
    emulator.fault({ kind: 'drop', taken: true });
    expect((await send({ to: patient, message: 'x' })).status).toBe(500);
    expect(emulator.accepted).toHaveLength(0);
    await expect((await send({ to: patient, message: 'x' })).text()).rejects.toThrow();
    expect(emulator.accepted).toHaveLength(1);
  });

  test('a text may be lost on its way', async () => {
    const { clinic, emulator, network, send } = createTestAccount();
    emulator.fault({ kind: 'undelivered', code: 'DeliveryFailure' });
    await send({ to: patient, message: 'x' });
    await emulator.idle();
    expect(clinic.formsTo(deliveryPath)).toMatchObject([
      { status: 'Failed', failureReason: 'DeliveryFailure' },
    ]);
    expect(network.inbox('sms', patient)).toEqual([]);
  });

  test('no report may come', async () => {
    const { clinic, emulator, send } = createTestAccount();
    emulator.fault({ kind: 'no-receipts' });
    await send({ to: patient, message: 'x' });
    await emulator.idle();
    expect(clinic.calls).toEqual([]);
  });
});
