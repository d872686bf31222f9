import { describe, expect, test } from 'vitest';
import { parseTwilioMessage, parseTwilioStatus } from './parse.ts';

const outboxId = '0199a1b2-0000-7000-8000-000000000001';

/** As Twilio posts them, with the fields it sends along unasked. */
const sms = {
  ToCountry: 'KE',
  SmsMessageSid: 'SM00000000000000000000000000000001',
  NumMedia: '0',
  SmsSid: 'SM00000000000000000000000000000001',
  SmsStatus: 'received',
  Body: 'Hi',
  To: '+254711000001',
  NumSegments: '1',
  MessageSid: 'SM00000000000000000000000000000001',
  AccountSid: 'AC00000000000000000000000000000000',
  From: '+254722000001',
  ApiVersion: '2010-04-01',
};
const whatsapp = {
  ...sms,
  From: 'whatsapp:+254722000001',
  To: 'whatsapp:+254711000001',
  WaId: '254722000001',
  ProfileName: 'Achieng',
  MessageType: 'text',
};

describe('a message', () => {
  test('by SMS', () => {
    expect(parseTwilioMessage(sms, 'sms')).toEqual({
      ok: true,
      value: {
        provider: 'twilio',
        channel: 'sms',
        from: '+254722000001',
        to: '+254711000001',
        providerMessageId: 'SM00000000000000000000000000000001',
        content: { kind: 'text', text: 'Hi' },
      },
    });
  });

  test('by WhatsApp, numbers without their scheme', () => {
    expect(parseTwilioMessage(whatsapp, 'whatsapp')).toMatchObject({
      ok: true,
      value: { channel: 'whatsapp', from: '+254722000001', to: '+254711000001' },
    });
  });

  test('from somebody whose number WhatsApp hides', () => {
    const hidden = {
      ...whatsapp,
      From: 'whatsapp:KE.13491208655302741918',
      ExternalUserId: 'KE.13491208655302741918',
    };
    expect(parseTwilioMessage(hidden, 'whatsapp')).toMatchObject({
      value: { from: 'KE.13491208655302741918' },
    });
  });

  test.each([
    [
      'words as they were written',
      { Body: ' Kesho saa tatu 🙏\n' },
      { kind: 'text', text: ' Kesho saa tatu 🙏\n' },
    ],
    ['a NUL is dropped', { Body: 'a\0b' }, { kind: 'text', text: 'ab' }],
    [
      'a word on which Twilio has opted the number out',
      { Body: 'CANCEL', OptOutType: 'STOP' },
      { kind: 'text', text: 'CANCEL', providerDid: 'opted_out' },
    ],
    [
      'a word on which Twilio has opted the number in again',
      { Body: 'START', OptOutType: 'START' },
      { kind: 'text', text: 'START', providerDid: 'opted_in' },
    ],
    [
      'a word that Twilio answers itself',
      { Body: 'HELP', OptOutType: 'HELP' },
      { kind: 'text', text: 'HELP' },
    ],
    ['an opt-out of a kind nobody knows', { OptOutType: 'constructor' }, { kind: 'text', text: 'Hi' }],
    ['no words', { Body: '' }, { kind: 'empty' }],
    ['blanks', { Body: ' \n ' }, { kind: 'empty' }],
    ['a picture', { Body: '', NumMedia: '1', MediaUrl0: 'https://x' }, { kind: 'media' }],
    ['words under a picture', { Body: 'my card', NumMedia: '1' }, { kind: 'text', text: 'my card' }],
    ['a number of media we cannot read', { NumMedia: 'many' }, { kind: 'text', text: 'Hi' }],
    [
      'a tap on a button',
      { Body: 'Yes', ButtonText: 'Yes', ButtonPayload: 'w1.yes', MessageType: 'button' },
      { kind: 'tap', payload: 'w1.yes', title: 'Yes' },
    ],
    [
      'a tap without its title',
      { Body: 'Yes', ButtonPayload: 'w1.yes' },
      { kind: 'tap', payload: 'w1.yes', title: 'Yes' },
    ],
    [
      'a tap in a list',
      { Body: 'Dental', ListId: 'w1.dental', ListTitle: 'Dental', MessageType: 'interactive' },
      { kind: 'tap', payload: 'w1.dental', title: 'Dental' },
    ],
    [
      'a place',
      { Body: '', Latitude: '-1.2921', Longitude: '36.8219' },
      { kind: 'location', latitude: -1.2921, longitude: 36.8219 },
    ],
    ['no place on Earth', { Body: 'x', Latitude: '91', Longitude: '36.8' }, { kind: 'text', text: 'x' }],
    ['half a place', { Body: 'x', Latitude: '1' }, { kind: 'text', text: 'x' }],
  ])('%s', (_, fields, content) => {
    expect(parseTwilioMessage({ ...whatsapp, ...fields }, 'whatsapp')).toMatchObject({
      ok: true,
      value: { content },
    });
  });

  test('without a body at all', () => {
    const { Body: _, ...bare } = sms;
    expect(parseTwilioMessage(bare, 'sms')).toMatchObject({ value: { content: { kind: 'empty' } } });
  });

  test.each([
    ['no id', { MessageSid: '' }, 'sms', 'MessageSid'],
    ['an id with blanks', { MessageSid: 'SM 1' }, 'sms', 'MessageSid'],
    ['no sender', { From: ' ' }, 'sms', 'From'],
    ['a sender with a line break', { From: '+254\n722' }, 'sms', 'From'],
    ['an endless sender', { From: '1'.repeat(65) }, 'sms', 'From'],
    ['no number of ours', { To: '' }, 'sms', 'To'],
    ['WhatsApp where SMS comes in', { From: 'whatsapp:+254722000001' }, 'sms', 'From'],
    ['SMS where WhatsApp comes in', {}, 'whatsapp', 'From'],
    ['ours on the other channel', { From: 'whatsapp:+254722000001' }, 'whatsapp', 'To'],
    ['a scheme alone', { From: 'whatsapp:', To: 'whatsapp:+1' }, 'whatsapp', 'From'],
  ] as const)('%s', (_, fields, channel, field) => {
    expect(parseTwilioMessage({ ...sms, ...fields }, channel)).toEqual({ ok: false, field });
  });

  test('no fields', () => {
    expect(parseTwilioMessage({}, 'sms')).toEqual({ ok: false, field: 'MessageSid' });
  });
});

describe('a status', () => {
  const status = {
    SmsSid: 'SM00000000000000000000000000000002',
    SmsStatus: 'delivered',
    MessageStatus: 'delivered',
    To: 'whatsapp:+254722000001',
    From: 'whatsapp:+254711000001',
    MessageSid: 'SM00000000000000000000000000000002',
    AccountSid: 'AC00000000000000000000000000000000',
    ApiVersion: '2010-04-01',
  };

  test('says of which message', () => {
    expect(parseTwilioStatus(status, outboxId)).toEqual({
      ok: true,
      value: {
        provider: 'twilio',
        channel: 'whatsapp',
        providerMessageId: 'SM00000000000000000000000000000002',
        outboxId,
        providerStatus: 'delivered',
        state: 'delivered',
        errorCode: null,
      },
    });
  });

  test.each([
    ['accepted', null],
    ['scheduled', null],
    ['queued', null],
    ['sending', null],
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['partially_delivered', 'sent'],
    ['read', 'read'],
    ['undelivered', 'failed'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
    ['received', null],
    ['something_new', null],
    ['constructor', null],
  ])('%s → %s', (MessageStatus, state) => {
    expect(parseTwilioStatus({ ...status, MessageStatus }, null)).toMatchObject({
      ok: true,
      value: { providerStatus: MessageStatus, state },
    });
  });

  test.each([
    ['an error code', { MessageStatus: 'undelivered', ErrorCode: '30003' }, { errorCode: '30003' }],
    ['no error', { ErrorCode: '' }, { errorCode: null }],
    ['prose in place of a code', { ErrorCode: 'said: "Hi"' }, { errorCode: null }],
    ['an SMS', { To: '+254722000001' }, { channel: 'sms' }],
  ])('%s', (_, fields, value) => {
    expect(parseTwilioStatus({ ...status, ...fields }, null)).toMatchObject({ ok: true, value });
  });

  test.each([null, '', 'not-an-id', "1' or 1=1"])('no outbox id of ours: %s', (written) => {
    expect(parseTwilioStatus(status, written)).toMatchObject({ ok: true, value: { outboxId: null } });
  });

  test.each([
    [{ MessageSid: '' }, 'MessageSid'],
    [{ MessageStatus: '' }, 'MessageStatus'],
    [{ MessageStatus: 'Dear <patient>' }, 'MessageStatus'],
    [{ To: '' }, 'To'],
  ])('malformed: %o', (fields, field) => {
    expect(parseTwilioStatus({ ...status, ...fields }, null)).toEqual({ ok: false, field });
  });
});
