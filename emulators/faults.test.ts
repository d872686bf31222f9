import { describe, expect, test } from 'vitest';
import { createEmulators } from './emulators.ts';
import type { Fault } from './faults.ts';
import { createTestClinic, createTestClock } from './test-clinic.ts';

const accountSid = `AC${'a'.repeat(32)}`;
const person = { phone: '+254712345678', number: '+254203892500' };
const deliveryPath = '/webhooks/africastalking/delivery/the-secret';

/** Both providers; each has its way of sending one text, and of telling what the clinic heard of it. */
function createProviders() {
  const clinic = createTestClinic();
  const emulators = createEmulators({
    now: createTestClock().now,
    fetch: clinic.fetch,
    webhookBaseUrl: 'https://clinic.example',
    twilio: { accountSid, authToken: 'the-token' },
    africastalking: { username: 'sandbox', apiKey: 'the-key', webhookSecret: 'the-secret' },
    clinics: [],
  });
  const post = async (path: string, headers: Record<string, string>, form: Record<string, string>) =>
    emulators.app.request(path, { method: 'POST', headers, body: new URLSearchParams(form) });
  return {
    twilio: {
      clinic,
      emulator: emulators.twilio,
      send: () =>
        post(
          `/emulators/twilio/2010-04-01/Accounts/${accountSid}/Messages.json`,
          { authorization: `Basic ${btoa(`${accountSid}:the-token`)}` },
          {
            ...{ From: person.number, To: person.phone, Body: 'Karibu' },
            StatusCallback: 'https://clinic.example/status',
          },
        ),
      told: () => clinic.formsTo('/status').map((form) => form.MessageStatus),
      inOrder: ['sent', 'delivered'],
      inbox: () => emulators.network.inbox('sms', person.phone),
    },
    africastalking: {
      clinic,
      emulator: emulators.africastalking,
      send: () =>
        post(
          '/emulators/africastalking/version1/messaging',
          { apikey: 'the-key', accept: 'application/json' },
          { username: 'sandbox', from: '22141', to: person.phone, message: 'Karibu' },
        ),
      told: () => clinic.formsTo(deliveryPath).map((form) => form.status),
      inOrder: ['Sent', 'Success'],
      inbox: () => emulators.network.inbox('sms', person.phone),
    },
  };
}

describe.each(['twilio', 'africastalking'] as const)('%s', (name) => {
  const open = () => createProviders()[name];

  test('that is down refuses the connection, until it is up again', async () => {
    const { emulator, send, inbox } = open();
    emulator.lastingFault({ kind: 'unreachable' });
    for (let times = 0; times < 3; times++) {
      await expect(send()).rejects.toMatchObject({
        message: 'fetch failed',
        cause: { code: 'ECONNREFUSED' },
      });
    }
    emulator.lastingFault(null);
    expect((await send()).status).toBe(201);
    expect(inbox()).toHaveLength(1);
  });

  test('that has errors has them until it is mended; the next sends’ own faults come first', async () => {
    const { emulator, send } = open();
    emulator.lastingFault({ kind: 'refuse', status: 503, code: 20503 });
    emulator.fault({ kind: 'refuse', status: 429, code: 20429 });
    const statuses = [(await send()).status, (await send()).status, (await send()).status];
    expect(statuses).toEqual([429, 503, 503]);
    emulator.lastingFault(null);
    expect((await send()).status).toBe(201);
  });

  test('that is silent takes everything and tells of nothing', async () => {
    const { emulator, send, told, inbox } = open();
    emulator.lastingFault({ kind: 'no-receipts' });
    await send();
    await send();
    await emulator.idle();
    expect([told(), inbox().length]).toEqual([[], 2]);
  });

  test('that loses a text says nothing of it', async () => {
    const { emulator, send, told, inbox } = open();
    emulator.fault({ kind: 'lost' });
    expect((await send()).status).toBe(201);
    await emulator.idle();
    expect([told(), inbox(), emulator.accepted.length]).toEqual([[], [], 1]);
  });

  test('that is late tells of it when it is let go', async () => {
    const { emulator, send, told, inOrder, inbox } = open();
    emulator.fault({ kind: 'held-receipts' }, 2);
    await send();
    await send();
    await emulator.idle();
    expect([told(), inbox().length]).toEqual([[], 2]);
    emulator.releaseReceipts((receipts) => [...receipts.toReversed(), ...receipts.slice(0, 1)]);
    await emulator.idle();
    const [sent, delivered] = inOrder;
    expect(told()).toEqual([delivered, sent, delivered, sent, sent]);
    emulator.releaseReceipts();
    await emulator.idle();
    expect(told()).toHaveLength(5);
  });

  test('that mixes its receipts up tells the last first, and each twice', async () => {
    const { emulator, send, told, inOrder } = open();
    emulator.fault({ kind: 'unruly-receipts' });
    await send();
    await emulator.idle();
    const [sent, delivered] = inOrder;
    expect(told()).toEqual([delivered, delivered, sent, sent]);
  });
});

test('an account without credit takes nothing until somebody pays', async () => {
  const { emulator, send, inbox } = createProviders().africastalking;
  const outOfCredit: Fault = { kind: 'refuse', status: 201, code: 405 };
  emulator.lastingFault(outOfCredit);
  for (let times = 0; times < 2; times++) {
    expect(await (await send()).json()).toMatchObject({
      SMSMessageData: { Recipients: [{ statusCode: 405, status: 'InsufficientBalance' }] },
    });
  }
  emulator.lastingFault(null);
  await send();
  expect(inbox()).toHaveLength(1);
});

test('a number on the blacklist gets nothing, whoever else does', async () => {
  const { emulator, send, inbox } = createProviders().africastalking;
  emulator.blacklist.add(person.phone);
  expect(await (await send()).json()).toMatchObject({
    SMSMessageData: { Recipients: [{ statusCode: 406, status: 'UserInBlacklist' }] },
  });
  emulator.blacklist.delete(person.phone);
  await send();
  expect(inbox()).toHaveLength(1);
});
