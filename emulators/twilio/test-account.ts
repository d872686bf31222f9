import twilio from 'twilio';
import { createNetwork } from '../network.ts';
import { createTestClinic, createTestClock } from '../test-clinic.ts';
import { createTwilioEmulator, type TwilioOptions } from './emulator.ts';

export const accountSid = `AC${'a'.repeat(32)}`;
export const authToken = 'the-auth-token';
export const patient = '+254712345678';
export const clinicNumber = '+254203892500';
export const statusCallback = 'https://clinic.example/webhooks/twilio/status';
export const onWhatsApp = { from: `whatsapp:${clinicNumber}`, to: `whatsapp:${patient}` };
export const bySms = { from: clinicNumber, to: patient };

/** An emulator with a clinic behind it, and Twilio's own client in front. */
export function createTestAccount(options: Partial<TwilioOptions> = {}) {
  const clock = createTestClock();
  const network = createNetwork({ now: clock.now });
  const clinic = createTestClinic();
  const webhookBaseUrl = 'https://clinic.example';
  const emulator = createTwilioEmulator({
    network,
    accountSid,
    authToken,
    webhookBaseUrl,
    fetch: clinic.fetch,
    ...options,
  });

  /** A request as any HTTP client makes it, signed in unless told otherwise. */
  const call = (path: string, init: RequestInit = {}, credentials = `${accountSid}:${authToken}`) =>
    Promise.resolve(
      emulator.app.request(path, {
        ...init,
        headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}`, ...init.headers },
      }),
    );

  return {
    emulator,
    network,
    clinic,
    clock,
    call,
    send: (form: Record<string, string>) =>
      call(`/2010-04-01/Accounts/${accountSid}/Messages.json`, {
        method: 'POST',
        body: new URLSearchParams(form),
      }),
    /** The patient has just written on WhatsApp, so the clinic may write freely for 24 hours. */
    openWindow: () =>
      emulator.write({ kind: 'whatsapp', phone: patient, number: clinicNumber, text: 'Habari' }),
    client: createClient((url, init) => emulator.app.request(url, init)),
  };
}

/** The `twilio` package's client, with only its socket exchanged for the emulator. */
function createClient(request: (url: string, init: RequestInit) => Response | Promise<Response>) {
  const httpClient = new twilio.RequestClient();
  httpClient.request = async ({ method, uri, username, password, headers, params, data: body }) => {
    const query = new URLSearchParams(
      Object.entries(params ?? {}).map(([name, value]) => [name, String(value)]),
    );
    const { pathname } = new URL(uri);
    const type = String(headers?.['Content-Type'] ?? '');
    const isJson = type.includes('json');
    const form = new URLSearchParams(
      Object.entries(body ?? {}).map(([name, value]) => [name, String(value)]),
    );
    const answer = await request(`http://emulator.example${pathname}?${query}`, {
      method: method.toUpperCase(),
      headers: {
        authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
        ...(body ? { 'content-type': type } : {}),
      },
      ...(body ? { body: isJson ? JSON.stringify(body) : form.toString() } : {}),
    });
    return {
      statusCode: answer.status,
      body: JSON.parse(await answer.text()),
      headers: {},
      toString: () => '',
    };
  };
  return twilio(accountSid, authToken, { httpClient });
}
