import { expect, test } from 'vitest';
import type { Receipt } from './handler.ts';
import { toRecord } from './receipt.ts';

const twilio: Receipt = {
  provider: 'twilio',
  channel: 'sms',
  providerMessageId: 'SM00000000000000000000000000000001',
  outboxId: null,
  providerStatus: 'undelivered',
  state: 'failed',
  errorCode: null,
};
const africastalking: Receipt = { ...twilio, provider: 'africastalking', providerStatus: 'Failed' };

test.each([
  ['a handset that is not there', { ...twilio, errorCode: '30005' }, 'bad_number:30005'],
  ['blocked by the patient', { ...twilio, errorCode: '63014' }, 'blocked:63014'],
  ['opted out', { ...twilio, errorCode: '21610' }, 'opted_out:21610'],
  ['outside the window', { ...twilio, errorCode: '63016' }, 'outside_window:63016'],
  ['a code nobody knows', { ...twilio, errorCode: '99999' }, 'undelivered:99999'],
  ['no reason', twilio, 'undelivered'],
  ['a blacklisted number', { ...africastalking, errorCode: 'UserInBlackList' }, 'opted_out:UserInBlackList'],
  ['no such number', { ...africastalking, errorCode: 'UserDoesNotExist' }, 'bad_number:UserDoesNotExist'],
  ['a word of the prototype', { ...africastalking, errorCode: 'constructor' }, 'undelivered:constructor'],
  ['no reason there either', africastalking, 'undelivered'],
  ['an error beside good news', { ...twilio, state: 'delivered', errorCode: '30005' }, null],
] as const)('%s', (_, receipt, errorCode) => expect(toRecord(receipt).errorCode).toBe(errorCode));
