import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import { accountSid, authToken, bySms, clinicNumber, createTestAccount, patient } from './test-account.ts';

const whatsapp = { kind: 'whatsapp', phone: patient, number: clinicNumber } as const;
const sms = { kind: 'sms', phone: patient, number: clinicNumber } as const;

describe('a message to the clinic', () => {
  test("is signed so that Twilio's own package accepts it, and no other token", async () => {
    const { clinic, emulator } = createTestAccount();
    await emulator.write({ ...whatsapp, text: 'Nataka miadi – “kesho” & 9am?', profileName: 'Amina Otieno' });
    const [{ url, headers, form } = { url: '', headers: new Headers(), form: {} }] = clinic.calls;
    const signature = headers.get('x-twilio-signature') ?? '';
    expect(url).toBe('https://clinic.example/webhooks/twilio/whatsapp');
    expect(twilio.validateRequest(authToken, signature, url, form)).toBe(true);
    expect(twilio.validateRequest('another-token', signature, url, form)).toBe(false);
  });

  test('by WhatsApp carries who writes', async () => {
    const { clinic, emulator, network } = createTestAccount();
    const written = await emulator.write({ ...whatsapp, text: 'Habari', profileName: 'Amina Otieno' });
    expect(written).toEqual({ status: 200, messageSid: expect.stringMatching(/^SM[0-9a-f]{32}$/) });
    expect(clinic.calls[0]?.form).toEqual({
      MessageSid: written.messageSid,
      SmsMessageSid: written.messageSid,
      SmsSid: written.messageSid,
      SmsStatus: 'received',
      AccountSid: accountSid,
      ApiVersion: '2010-04-01',
      From: `whatsapp:${patient}`,
      To: `whatsapp:${clinicNumber}`,
      Body: 'Habari',
      NumSegments: '1',
      NumMedia: '0',
      ProfileName: 'Amina Otieno',
      WaId: '254712345678',
      ChannelMetadata: expect.stringContaining('"ProfileName":"Amina Otieno"'),
      MessageType: 'text',
    });
    expect(network.inbox('whatsapp', patient)).toMatchObject([{ direction: 'out', status: 'delivered' }]);
  });

  test('by SMS carries where from, and how many segments', async () => {
    const { clinic, emulator } = createTestAccount();
    await emulator.write({ ...sms, text: 'x'.repeat(161) });
    expect(clinic.calls[0]).toMatchObject({
      path: '/webhooks/twilio/sms',
      form: { From: patient, To: clinicNumber, NumSegments: '2', FromCountry: 'KE', ToCountry: 'KE' },
    });
    expect(clinic.calls[0]?.form).not.toHaveProperty('WaId');
  });

  test.each([
    {
      type: 'button' as const,
      form: {
        Body: 'Book a visit',
        MessageType: 'button',
        ButtonText: 'Book a visit',
        ButtonPayload: 'book',
      },
    },
    {
      type: 'list' as const,
      form: { Body: 'Book a visit', MessageType: 'interactive', ListTitle: 'Book a visit', ListId: 'book' },
    },
  ])('may be a tap ($type)', async ({ type, form }) => {
    const { clinic, emulator, network } = createTestAccount();
    await emulator.write({ ...whatsapp, tap: { id: 'book', title: 'Book a visit', type, on: 'MM1' } });
    expect(clinic.calls[0]?.form).toMatchObject({ ...form, OriginalRepliedMessageSid: 'MM1' });
    expect(network.inbox('whatsapp', patient)).toMatchObject([{ text: 'Book a visit', replyTo: 'MM1' }]);
  });

  test('may carry a picture', async () => {
    const { clinic, emulator } = createTestAccount();
    const media = [{ url: 'https://media.example/1', contentType: 'image/jpeg' }];
    const { messageSid } = await emulator.write({ ...whatsapp, media });
    expect(messageSid).toMatch(/^MM/);
    expect(clinic.calls[0]?.form).toMatchObject({
      Body: '',
      NumMedia: '1',
      MediaUrl0: 'https://media.example/1',
      MediaContentType0: 'image/jpeg',
      MessageType: 'image',
    });
  });

  test('may be a place, by WhatsApp', async () => {
    const { clinic, emulator } = createTestAccount();
    await emulator.write({ ...whatsapp, location: { latitude: -1.2649, longitude: 36.8041 } });
    expect(clinic.calls[0]?.form).toMatchObject({
      Body: '',
      MessageType: 'location',
      Latitude: '-1.2649',
      Longitude: '36.8041',
    });
  });

  test('may come twice, and stands on the phone once', async () => {
    const { clinic, emulator, network } = createTestAccount();
    const { messageSid: messageId } = await emulator.write({ ...sms, text: 'Hi' });
    await emulator.write({ ...sms, text: 'Hi', messageId });
    expect(clinic.calls.map(({ form }) => form.MessageSid)).toEqual([messageId, messageId]);
    expect(network.inbox('sms', patient)).toHaveLength(1);
  });

  test('is told as failed when the clinic refuses it or cannot be reached', async () => {
    const { clinic, emulator, network } = createTestAccount();
    clinic.answers.status = 503;
    expect(await emulator.write({ ...sms, text: 'Hi' })).toMatchObject({ status: 503 });
    expect(network.inbox('sms', patient)).toMatchObject([{ status: 'failed' }]);

    const unreachable = createTestAccount({ fetch: () => Promise.reject(new Error('connection refused')) });
    expect(await unreachable.emulator.write({ ...sms, text: 'Hi' })).toMatchObject({ status: 0 });
    expect(unreachable.emulator.failures).toMatchObject([{ status: 0, reason: 'connection refused' }]);
  });
});

describe("Twilio's opt-out words", () => {
  test.each(['STOP', 'stop ', 'Cancel', 'END', 'QUIT', 'UNSUBSCRIBE', 'STOPALL', 'REVOKE', 'OPTOUT'])(
    '%s blocks the number until it comes back',
    async (text) => {
      const { client, clinic, emulator, network } = createTestAccount();
      await emulator.write({ ...sms, text });
      expect(clinic.calls[0]?.form).toMatchObject({ Body: text, OptOutType: 'STOP' });
      expect(network.inbox('sms', patient).at(-1)?.text).toContain('unsubscribed');
      await expect(client.messages.create({ ...bySms, body: 'x' })).rejects.toMatchObject({
        status: 400,
        code: 21610,
      });

      await emulator.write({ ...sms, text: 'yes' });
      expect(clinic.calls[1]?.form).toMatchObject({ Body: 'yes', OptOutType: 'START' });
      await client.messages.create({ ...bySms, body: 'Karibu tena' });
    },
  );

  test.each([
    { name: 'in a sentence', writing: { ...sms, text: 'cancel my visit' } },
    { name: 'on WhatsApp', writing: { ...whatsapp, text: 'STOP' } },
    { name: 'to a short code', writing: { ...sms, number: '21606', text: 'STOP' } },
    { name: 'YES of one who is not blocked', writing: { ...sms, text: 'YES' } },
  ])('mean nothing $name', async ({ writing }) => {
    const { clinic, emulator, network } = createTestAccount();
    await emulator.write(writing);
    expect(clinic.calls[0]?.form).not.toHaveProperty('OptOutType');
    expect(network.inbox(writing.kind, patient)).toHaveLength(1);
  });

  test('block one number of the clinic, not its others', async () => {
    const { client, emulator } = createTestAccount();
    await emulator.write({ ...sms, text: 'STOP' });
    await client.messages.create({ from: '+254203892501', to: patient, body: 'x' });
  });
});
