import { describe, expect, test } from 'vitest';
import { parseAfricasTalkingDelivery, parseAfricasTalkingMessage } from './parse.ts';

const sms = {
  linkId: 'SampleLinkId123',
  text: 'AFYA 1',
  to: '22141',
  id: '3a1f7c52-96c4-4f3f-9e8e-0b6a2f1f4c11',
  date: '2026-10-06 09:12:45',
  from: '+254722000001',
  cost: 'None',
  networkCode: '63902',
};

describe('a message', () => {
  test('as they post it', () => {
    expect(parseAfricasTalkingMessage(sms)).toEqual({
      ok: true,
      value: {
        provider: 'africastalking',
        channel: 'sms',
        from: '+254722000001',
        to: '22141',
        providerMessageId: '3a1f7c52-96c4-4f3f-9e8e-0b6a2f1f4c11',
        content: { kind: 'text', text: 'AFYA 1' },
      },
    });
  });

  test.each([
    ['the other form of date', { date: '2017-05-03T06:04:45Z' }, { kind: 'text', text: 'AFYA 1' }],
    ['no link', { linkId: '' }, { kind: 'text', text: 'AFYA 1' }],
    ['no words', { text: '' }, { kind: 'empty' }],
    ['blanks', { text: ' \n' }, { kind: 'empty' }],
    ['a NUL is dropped', { text: 'a\0b' }, { kind: 'text', text: 'ab' }],
    ['Swahili in several lines', { text: 'Ndiyo\nkesho' }, { kind: 'text', text: 'Ndiyo\nkesho' }],
  ])('%s', (_, fields, content) => {
    expect(parseAfricasTalkingMessage({ ...sms, ...fields })).toMatchObject({ ok: true, value: { content } });
  });

  test.each([
    [{ from: '' }, 'from'],
    [{ from: '+254\t722' }, 'from'],
    [{ to: ' ' }, 'to'],
    [{ id: '' }, 'id'],
    [{ id: 'a b' }, 'id'],
    [{ id: 'x'.repeat(129) }, 'id'],
  ])('malformed: %o', (fields, field) => {
    expect(parseAfricasTalkingMessage({ ...sms, ...fields })).toEqual({ ok: false, field });
  });

  test('no fields', () => {
    expect(parseAfricasTalkingMessage({})).toEqual({ ok: false, field: 'from' });
  });
});

describe('a delivery report', () => {
  const report = {
    id: 'ATXid_16a9c9e7d1b3',
    status: 'Success',
    phoneNumber: '+254722000001',
    networkCode: '63902',
    retryCount: '0',
  };

  test('as they post it', () => {
    expect(parseAfricasTalkingDelivery(report)).toEqual({
      ok: true,
      value: {
        provider: 'africastalking',
        channel: 'sms',
        providerMessageId: 'ATXid_16a9c9e7d1b3',
        outboxId: null,
        providerStatus: 'Success',
        state: 'delivered',
        errorCode: null,
      },
    });
  });

  test.each([
    ['Sent', 'sent'],
    ['Submitted', 'sent'],
    ['Buffered', 'sent'],
    ['Success', 'delivered'],
    ['Rejected', 'failed'],
    ['Failed', 'failed'],
    ['Expired', 'failed'],
    ['AbsentSubscriber', 'failed'],
    ['SomethingNew', null],
    ['toString', null],
  ])('%s → %s', (status, state) => {
    expect(parseAfricasTalkingDelivery({ ...report, status })).toMatchObject({
      ok: true,
      value: { providerStatus: status, state },
    });
  });

  test.each([
    [{ status: 'Failed', failureReason: 'UserDoesNotExist' }, 'UserDoesNotExist'],
    [{ status: 'Failed', failureReason: '' }, null],
    [{ status: 'Failed', failureReason: 'text was: "Hi"' }, null],
  ])('its reason: %o', (fields, errorCode) => {
    expect(parseAfricasTalkingDelivery({ ...report, ...fields })).toMatchObject({
      ok: true,
      value: { errorCode },
    });
  });

  test.each([
    [{ ...report, status: '' }],
    [{ ...report, status: '<b>' }],
    [{ ...report, status: 'x'.repeat(65) }],
    [{ id: report.id }],
  ])('a status that is no code is recorded as another: %o', (form) => {
    expect(parseAfricasTalkingDelivery(form)).toMatchObject({
      ok: true,
      value: { providerMessageId: report.id, providerStatus: 'other', state: null },
    });
  });

  test.each([
    [{ id: '' }, 'id'],
    [{ id: 'a b' }, 'id'],
  ])('malformed: %o', (fields, field) => {
    expect(parseAfricasTalkingDelivery({ ...report, ...fields })).toEqual({ ok: false, field });
  });
});
