import { describe, expect, test } from 'vitest';
import {
  accountSid,
  bySms,
  clinicNumber,
  createTestAccount,
  onWhatsApp,
  patient,
  statusCallback,
} from './test-account.ts';

const refusals: { name: string; form: Record<string, string>; status: number; code: number }[] = [
  { name: 'no recipient', form: { From: clinicNumber, Body: 'x' }, status: 400, code: 21604 },
  { name: 'no sender', form: { To: patient, Body: 'x' }, status: 400, code: 21603 },
  {
    name: 'a recipient that is no number',
    form: { From: clinicNumber, To: '+12', Body: 'x' },
    status: 400,
    code: 21211,
  },
  {
    name: 'a sender that is no sender',
    form: { From: '+12', To: patient, Body: 'x' },
    status: 400,
    code: 21212,
  },
  {
    name: 'WhatsApp to SMS',
    form: { From: onWhatsApp.from, To: patient, Body: 'x' },
    status: 400,
    code: 21910,
  },
  { name: 'nothing to say', form: { From: clinicNumber, To: patient }, status: 400, code: 21619 },
  {
    name: '1601 characters',
    form: { From: clinicNumber, To: patient, Body: 'x'.repeat(1601) },
    status: 400,
    code: 21617,
  },
  {
    name: 'an unknown template',
    form: { From: clinicNumber, To: patient, ContentSid: 'HX1' },
    status: 404,
    code: 20404,
  },
  {
    name: 'a callback that is no address',
    form: { From: clinicNumber, To: patient, Body: 'x', StatusCallback: 'status' },
    status: 400,
    code: 21609,
  },
  {
    name: 'free text to somebody who never wrote on WhatsApp',
    form: { From: onWhatsApp.from, To: onWhatsApp.to, Body: 'x' },
    status: 400,
    code: 63016,
  },
];

describe('sending', () => {
  test("Twilio's own client reads the answer, and the message is on the phone", async () => {
    const { client, emulator, network } = createTestAccount();
    const message = await client.messages.create({ ...bySms, body: 'Karibu Amani Clinic' });

    expect(message).toMatchObject({
      status: 'queued',
      direction: 'outbound-api',
      numSegments: '1',
      body: 'Karibu Amani Clinic',
      accountSid,
      errorCode: null,
      apiVersion: '2010-04-01',
    });
    expect(message.sid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(message.dateCreated).toEqual(new Date('2026-10-05T06:00:00Z'));
    expect(network.inbox('sms', patient)).toMatchObject([
      { id: message.sid, direction: 'in', number: clinicNumber, text: 'Karibu Amani Clinic', segments: 1 },
    ]);
    expect(emulator.accepted).toEqual([{ sid: message.sid, ...bySms, text: 'Karibu Amani Clinic' }]);
  });

  test('1600 characters are taken, and counted in segments', async () => {
    const { client } = createTestAccount();
    const message = await client.messages.create({ ...bySms, body: 'x'.repeat(1600) });
    expect(message.numSegments).toBe('11');
  });

  test.each(refusals)('$name is refused with $code', async ({ form, status, code }) => {
    const { send, emulator, network } = createTestAccount();
    const answer = await send(form);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({
      code,
      status,
      message: expect.any(String),
      more_info: `https://www.twilio.com/docs/errors/${code}`,
    });
    expect(emulator.accepted).toEqual([]);
    expect(network.phones()).toEqual([]);
  });

  test.each([
    { name: 'a wrong token', credentials: `${accountSid}:wrong` },
    { name: 'no credentials', credentials: '' },
  ])('$name is refused with 20003', async ({ credentials }) => {
    const { call } = createTestAccount();
    const answer = await call(
      `/2010-04-01/Accounts/${accountSid}/Messages.json`,
      { method: 'POST' },
      credentials,
    );
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 20003, message: 'Authenticate' });
  });

  test("Twilio's own client throws the code of a refusal", async () => {
    const { client } = createTestAccount();
    await expect(client.messages.create({ from: clinicNumber, to: '+12', body: 'x' })).rejects.toMatchObject({
      status: 400,
      code: 21211,
    });
  });
});

describe('the 24 hours on WhatsApp', () => {
  test('begin with what the patient writes, and end a day after', async () => {
    const { client, clock, openWindow } = createTestAccount();
    await openWindow();
    clock.wait({ hours: 23, minutes: 59 });
    await client.messages.create({ ...onWhatsApp, body: 'still in time' });
    clock.wait({ minutes: 1 });
    await expect(client.messages.create({ ...onWhatsApp, body: 'too late' })).rejects.toMatchObject({
      code: 63016,
    });
  });

  test('what the patient wrote to another number opens nothing', async () => {
    const { client, emulator } = createTestAccount();
    await emulator.write({ kind: 'whatsapp', phone: patient, number: '+254203892501', text: 'Habari' });
    await expect(client.messages.create({ ...onWhatsApp, body: 'x' })).rejects.toMatchObject({ code: 63016 });
  });

  test('may also be found out only by the receipt', async () => {
    const { client, clinic, emulator, network } = createTestAccount({ outsideWindow: 'fail' });
    await client.messages.create({ ...onWhatsApp, body: 'x', statusCallback });
    await emulator.idle();
    expect(clinic.formsTo('/webhooks/twilio/status')).toMatchObject([
      { MessageStatus: 'undelivered', ErrorCode: '63016' },
    ]);
    expect(network.inbox('whatsapp', patient)).toEqual([]);
  });
});

describe('receipts', () => {
  test('say sent, then delivered; and read when the patient looks', async () => {
    const { client, clinic, emulator, network, openWindow } = createTestAccount();
    await openWindow();
    const { sid } = await client.messages.create({ ...onWhatsApp, body: 'Karibu', statusCallback });
    await emulator.idle();
    expect(network.find(sid)?.status).toBe('delivered');

    network.read({ kind: 'whatsapp', provider: 'twilio', phone: patient, number: clinicNumber });
    await emulator.idle();

    const receipts = clinic.formsTo('/webhooks/twilio/status');
    expect(receipts.map((receipt) => receipt.MessageStatus)).toEqual(['sent', 'delivered', 'read']);
    expect(receipts[1]).toMatchObject({
      MessageSid: sid,
      SmsSid: sid,
      AccountSid: accountSid,
      From: onWhatsApp.from,
      To: onWhatsApp.to,
      ChannelPrefix: 'whatsapp',
      ApiVersion: '2010-04-01',
    });
  });

  test('nobody reads an SMS', async () => {
    const { client, clinic, emulator, network } = createTestAccount();
    await client.messages.create({ ...bySms, body: 'Karibu', statusCallback });
    await emulator.idle();
    network.read({ kind: 'sms', provider: 'twilio', phone: patient, number: clinicNumber });
    await emulator.idle();
    const receipts = clinic.formsTo('/webhooks/twilio/status');
    expect(receipts.map((receipt) => receipt.MessageStatus)).toEqual(['sent', 'delivered']);
    expect(receipts[0]).not.toHaveProperty('ChannelPrefix');
  });

  test('are not sent where none were asked for', async () => {
    const { client, clinic, emulator } = createTestAccount();
    await client.messages.create({ ...bySms, body: 'Karibu' });
    await emulator.idle();
    expect(clinic.calls).toEqual([]);
  });

  test('that the clinic refuses are remembered', async () => {
    const { client, clinic, emulator } = createTestAccount();
    clinic.answers.status = 500;
    await client.messages.create({ ...bySms, body: 'Karibu', statusCallback });
    await emulator.idle();
    expect(emulator.failures).toEqual([
      { url: statusCallback, status: 500, reason: 'refused' },
      { url: statusCallback, status: 500, reason: 'refused' },
    ]);
  });
});

describe('faults', () => {
  const form = { From: clinicNumber, To: patient, Body: 'Karibu', StatusCallback: statusCallback };

  test('refuse the next sends, then let go', async () => {
    const { emulator, send } = createTestAccount();
    emulator.fault({ kind: 'refuse', status: 429, code: 20429 }, 2);
    const answers = [await send(form), await send(form), await send(form)];
    expect(answers.map((answer) => answer.status)).toEqual([429, 429, 201]);
    expect(await answers[0]?.json()).toMatchObject({ code: 20429, status: 429 });
    expect(emulator.accepted).toHaveLength(1);
  });

  test.each([
    { taken: true, accepted: 1 },
    { taken: false, accepted: 0 },
  ])('break the line (taken: $taken)', async ({ taken, accepted }) => {
    const { emulator, network, send } = createTestAccount();
    emulator.fault({ kind: 'drop', taken });
    const answer = await send(form);
    await expect(answer.text()).rejects.toThrow('connection broken');
    expect(emulator.accepted).toHaveLength(accepted);
    expect(network.inbox('sms', patient)).toHaveLength(accepted);
  });

  test('hang until the emulator stops', async () => {
    const { emulator, send } = createTestAccount();
    emulator.fault({ kind: 'hang', taken: true });
    const answer = send(form);
    const first = await Promise.race([
      answer,
      new Promise((resolve) => setTimeout(() => resolve('silence'), 30)),
    ]);
    expect(first).toBe('silence');
    expect(emulator.accepted).toHaveLength(1);
    emulator.stop();
    expect((await answer).status).toBe(503);
  });

  test('answer nonsense, late, or without receipts', async () => {
    const { clinic, emulator, send } = createTestAccount();
    emulator.fault({ kind: 'nonsense' });
    emulator.fault({ kind: 'delay', ms: 20 });
    emulator.fault({ kind: 'no-receipts' });
    expect(await (await send(form)).text()).toContain('<html>');
    await emulator.idle();
    const begun = performance.now();
    expect((await send(form)).status).toBe(201);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(15);
    await emulator.idle();
    const told = clinic.calls.length;
    expect((await send(form)).status).toBe(201);
    await emulator.idle();
    expect(clinic.calls.length).toBe(told);
    expect(emulator.accepted).toHaveLength(3);
  });

  test('lose a message on its way', async () => {
    const { clinic, emulator, network, send } = createTestAccount();
    emulator.fault({ kind: 'undelivered', code: '30003' });
    expect((await send(form)).status).toBe(201);
    await emulator.idle();
    expect(network.inbox('sms', patient)).toEqual([]);
    expect(clinic.formsTo('/webhooks/twilio/status')).toMatchObject([
      { MessageStatus: 'undelivered', ErrorCode: '30003' },
    ]);
  });
});
