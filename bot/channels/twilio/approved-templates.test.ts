import { expect, test } from 'vitest';
import type { OutboxId } from '../../../core/ids.ts';
import {
  accountSid,
  authToken,
  clinicNumber,
  createTestAccount,
  patient,
} from '../../../emulators/twilio/test-account.ts';
import type { Sending } from '../handler.ts';
import { createTwilioHandler } from './send.ts';

const contentSid = `HX${'a'.repeat(32)}`;
const variables = { 1: 'Amani', 2: 'notice-1.confirm' };

function setup() {
  const account = createTestAccount();
  const warned: unknown[] = [];
  const handler = createTwilioHandler({
    ...{ accountSid, authToken, apiUrl: 'http://twilio.test', publicUrl: 'https://clinic.example' },
    fetch: async (input, init) => account.emulator.app.fetch(new Request(input, init)),
    timeoutMs: 2_000,
    log: { warn: (event, fields) => warned.push([event, fields]) },
  });
  account.emulator.approve({
    ...{ sid: contentSid, language: 'en', body: 'Reminder from {{1}}' },
    buttons: [{ title: 'I will come', id: '{{2}}' }],
  });
  const send = (message: Sending['message']) =>
    handler.send({
      ...{ outboxId: '0199a1b2-0000-7000-8000-000000000001' as OutboxId, channel: 'whatsapp' },
      ...{ from: clinicNumber, to: patient, message },
    });
  return { ...account, send, warned };
}

test('an approved text reaches who has not written for a day, with its buttons', async () => {
  const { send, network, emulator } = setup();
  expect(await send({ kind: 'template', contentSid, variables })).toMatchObject({ ok: true });
  expect(network.inbox('whatsapp', patient)).toMatchObject([
    {
      text: 'Reminder from Amani',
      interactive: { buttons: [{ title: 'I will come', id: 'notice-1.confirm' }] },
    },
  ]);
  expect(emulator.accepted).toMatchObject([{ contentSid }]);
});

test.each<[string, Sending['message'], string]>([
  ['free text', { kind: 'text', text: 'Karibu', segments: 1 }, 'outside_window:63016'],
  [
    'a template that is not there',
    { kind: 'template', contentSid: `HX${'b'.repeat(32)}`, variables },
    'refused:20404',
  ],
  [
    'a variable that is missing',
    { kind: 'template', contentSid, variables: { 1: 'Amani' } },
    'refused:21656',
  ],
])('%s is refused for good, and nothing else is tried', async (_, message, code) => {
  const { send, emulator, warned } = setup();
  const outcome = await send(message);
  expect(outcome.ok ? null : `${outcome.error.code}:${outcome.error.providerCode}`).toBe(code);
  expect(emulator.accepted).toEqual([]);
  expect(warned).toHaveLength(message.kind === 'template' ? 1 : 0);
});

test('one that WhatsApp has not approved, or has paused, goes to nobody outside the 24 hours', async () => {
  const { send, call } = setup();
  const types = { 'twilio/text': { body: 'Reminder from {{1}}' } };
  const made = await call('/v1/Content', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ language: 'en', variables: {}, types }),
  });
  const { sid } = (await made.json()) as { sid: string };
  expect(await send({ kind: 'template', contentSid: sid, variables: { 1: 'Amani' } })).toEqual({
    ok: false,
    error: { code: 'outside_window', providerCode: '63016' },
  });
});
