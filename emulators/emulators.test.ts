import { serve } from '@hono/node-server';
import { describe, expect, test, vi } from 'vitest';
import { createEmulators } from './emulators.ts';
import { createTestClinic, createTestClock } from './test-clinic.ts';

const accountSid = `AC${'a'.repeat(32)}`;
const authorization = `Basic ${Buffer.from(`${accountSid}:the-token`).toString('base64')}`;
const messagesPath = `/emulators/twilio/2010-04-01/Accounts/${accountSid}/Messages.json`;
const person = { phone: '+254712345678', number: '+254203892500', text: 'Habari' };
const form = () => new URLSearchParams({ From: person.number, To: person.phone, Body: 'Karibu' });

function createTestEmulators() {
  const clinic = createTestClinic();
  const emulators = createEmulators({
    now: createTestClock().now,
    fetch: clinic.fetch,
    webhookBaseUrl: 'https://clinic.example',
    twilio: { accountSid, authToken: 'the-token' },
    africastalking: { username: 'sandbox', apiKey: 'the-key', webhookSecret: 'the-secret' },
    clinics: [
      { name: 'Amani', channels: [{ kind: 'sms', provider: 'twilio', number: person.number, label: 'SMS' }] },
    ],
  });
  return { clinic, emulators };
}

describe('the emulators', () => {
  test('stand side by side under their paths', async () => {
    const { emulators } = createTestEmulators();
    const twilio = await emulators.app.request(messagesPath, {
      method: 'POST',
      headers: { authorization },
      body: form(),
    });
    expect(twilio.status).toBe(201);
    const africastalking = await emulators.app.request('/emulators/africastalking/version1/messaging', {
      method: 'POST',
      headers: { apikey: 'the-key', accept: 'application/json' },
      body: new URLSearchParams({ username: 'sandbox', to: person.phone, message: 'Karibu' }),
    });
    expect(africastalking.status).toBe(201);
    const page = await (await emulators.app.request(`/phone?as=${encodeURIComponent(person.phone)}`)).text();
    expect(page).toContain('Karibu');
    expect(emulators.network.inbox('sms', person.phone)).toHaveLength(2);
  });

  test('a template page leads on under the path it is served from', async () => {
    const { emulators } = createTestEmulators();
    for (const title of ['Yes', 'No']) {
      await emulators.app.request('/emulators/twilio/v1/Content', {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ language: 'en', types: { 'twilio/text': { body: title } } }),
      });
    }
    const url = 'http://localhost:3000/emulators/twilio/v1/Content?PageSize=1';
    const page = (await (await emulators.app.request(url, { headers: { authorization } })).json()) as {
      meta: { next_page_url: string };
    };
    expect(page.meta.next_page_url).toBe(
      'http://localhost:3000/emulators/twilio/v1/Content?PageSize=1&Page=1',
    );
  });

  test('write by the provider that is asked for', async () => {
    const { clinic, emulators } = createTestEmulators();
    expect(await emulators.write({ provider: 'twilio', kind: 'whatsapp', ...person })).toMatchObject({
      status: 200,
    });
    await emulators.write({ provider: 'twilio', kind: 'sms', ...person });
    await emulators.write({ provider: 'africastalking', kind: 'sms', ...person });
    expect(clinic.calls.map((call) => call.path)).toEqual([
      '/webhooks/twilio/whatsapp',
      '/webhooks/twilio/sms',
      '/webhooks/africastalking/sms/the-secret',
    ]);
  });

  test('are idle once every receipt is told', async () => {
    const { clinic, emulators } = createTestEmulators();
    const body = form();
    body.set('StatusCallback', 'https://clinic.example/webhooks/twilio/status');
    await emulators.app.request(messagesPath, { method: 'POST', headers: { authorization }, body });
    expect(clinic.calls).toHaveLength(0);
    await emulators.idle();
    expect(clinic.calls).toHaveLength(2);
  });

  test('over a socket, a broken line is an error of the client, and stop lets go of one that hangs', async () => {
    const { emulators } = createTestEmulators();
    const listening = Promise.withResolvers<number>();
    const server = serve({ fetch: emulators.app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      listening.resolve(port),
    );
    const url = `http://127.0.0.1:${await listening.promise}${messagesPath}`;
    const send = async () => {
      const answer = await fetch(url, { method: 'POST', headers: { authorization }, body: form() });
      return { status: answer.status, text: await answer.text() };
    };
    // The server prints the line that broke; that is what was asked for.
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
    emulators.twilio.fault({ kind: 'drop', taken: true });
    await expect(send()).rejects.toThrow();
    expect(emulators.twilio.accepted).toHaveLength(1);

    printed.mockRestore();
    emulators.twilio.fault({ kind: 'hang', taken: false });
    const hanging = send();
    await expect.poll(() => emulators.twilio.waitingFaults()).toBe(0);
    emulators.stop();
    expect((await hanging).status).toBe(503);
    await new Promise((resolve) => server.close(resolve));
  });
});
