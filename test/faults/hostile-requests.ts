import { sign } from '../../emulators/twilio/signature.ts';
import type { Chance } from './seeded.ts';

/** Requests of somebody who means us no good, at each webhook there is: what they are, and how they are to be answered. */
export type Hostile = {
  kind: string;
  path: string;
  init: { method: string; headers: Record<string, string>; body?: string | Uint8Array<ArrayBuffer> };
  /** Any of these; never 2xx but for a replay, never 5xx. */
  expected: readonly number[];
};

export type Target = {
  name: string;
  path: string;
  /** A form that the provider might send. */
  form: Record<string, string>;
  signs: boolean;
};

export type Secrets = { publicUrl: string; authToken: string; webhookSecret: string };

/** Stands in all that is generated and personal: none of it may be found again in the log. */
export const marker = 'zzqx';
const patient = '+254799555111';

export function hostileTargets(
  { webhookSecret }: Secrets,
  numbers: { sms: string; whatsapp: string; shared: string },
): Target[] {
  const twilio = { MessageSid: `SM${'5'.repeat(32)}`, AccountSid: `AC${'0'.repeat(32)}`, NumMedia: '0' };
  const delivery = { id: 'ATXid_replayed', status: 'Success', phoneNumber: patient, retryCount: '0' };
  const sms = { ...twilio, From: patient, To: numbers.sms, Body: `Hi ${marker}` };
  const onWhatsapp = { From: `whatsapp:${patient}`, To: `whatsapp:${numbers.whatsapp}` };
  const status = { MessageSid: twilio.MessageSid, MessageStatus: 'delivered', To: patient };
  const text = { id: 'replayed', linkId: '1', from: patient, to: numbers.shared, text: `Hi ${marker}` };
  return [
    { name: 'twilio/sms', path: '/webhooks/twilio/sms', form: sms, signs: true },
    {
      name: 'twilio/whatsapp',
      path: '/webhooks/twilio/whatsapp',
      form: { ...sms, ...onWhatsapp },
      signs: true,
    },
    { name: 'twilio/status', path: '/webhooks/twilio/status', form: status, signs: true },
    {
      name: 'africastalking/sms',
      path: `/webhooks/africastalking/sms/${webhookSecret}`,
      form: text,
      signs: false,
    },
    {
      name: 'africastalking/delivery',
      path: `/webhooks/africastalking/delivery/${webhookSecret}`,
      ...{ form: delivery, signs: false },
    },
  ];
}

const formType = 'application/x-www-form-urlencoded';

/** The form as the provider itself sends it; told again, it changes nothing. */
export function genuine(secrets: Secrets, target: Target, form = target.form): Hostile {
  const signature = sign(secrets.authToken, secrets.publicUrl + target.path, form);
  const headers = { 'content-type': formType, ...(target.signs ? { 'x-twilio-signature': signature } : {}) };
  const body = new URLSearchParams(form).toString();
  return { kind: 'replayed', path: target.path, init: { method: 'POST', headers, body }, expected: [200] };
}

type Kind = (of: { secrets: Secrets; target: Target; chance: Chance; honest: Hostile }) => Hostile;

/** One of them, by chance. */
export function hostileRequest(secrets: Secrets, target: Target, chance: Chance): Hostile {
  const own = target.signs ? signedKinds : secretKinds;
  const kinds = { ...bodyKinds, ...own };
  const [first = 'replayed', ...rest] = Object.keys(kinds);
  const kind = chance.pick([first, ...rest]);
  const made = kinds[kind]?.({ secrets, target, chance, honest: genuine(secrets, target) });
  return { ...(made ?? genuine(secrets, target)), kind };
}

/** Whoever knows the secrets, and sends what no provider sends. */
const bodyKinds: Readonly<Record<string, Kind>> = {
  replayed: ({ honest }) => honest,
  'another content type': ({ honest, chance }) => {
    const type = chance.pick([
      'text/plain',
      'application/xml',
      'multipart/form-data; boundary=x',
      '',
      '*/*',
      marker,
    ]);
    return changed(honest, { headers: { 'content-type': type } }, [400]);
  },
  'another method': ({ honest, chance }) => {
    const method = chance.pick(['GET', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']);
    const { path, init } = honest;
    const bare = method === 'GET' || method === 'HEAD';
    const body = bare || init.body === undefined ? {} : { body: init.body };
    return { kind: '', path, init: { method, headers: init.headers, ...body }, expected: [404, 405] };
  },
  'broken escapes': ({ honest, chance }) => {
    const broken = chance.pick(['%FF', '%E0%80%80', '%', '%zz', '%ED%A0%80', '%C3']);
    return changed(honest, { body: `${honest.init.body}&${marker}=${broken}` }, [400]);
  },
  'bytes that are no UTF-8': ({ honest, chance }) => {
    const bytes = Uint8Array.from({ length: 1 + chance.below(2_000) }, () => 128 + chance.below(128));
    bytes[0] = 0xff;
    return changed(honest, { body: bytes }, [400]);
  },
  'too large': ({ honest, chance }) =>
    changed(
      honest,
      { body: `${honest.init.body}&Body=${marker.repeat(17_000 + chance.below(20_000))}` },
      [413],
    ),
  'too many fields': ({ honest, chance }) =>
    changed(honest, { body: `${marker}&`.repeat(201 + chance.below(10_000)) }, [400]),
  'fields missing': ({ secrets, target, chance }) => {
    const needed = ['MessageSid', 'From', 'To', 'MessageStatus', 'id', 'from', 'to'];
    const [first = '', ...rest] = Object.keys(target.form).filter((name) => needed.includes(name));
    const without = chance.pick([first, ...rest]);
    const form = Object.fromEntries(Object.entries(target.form).filter(([name]) => name !== without));
    return changed(genuine(secrets, target, form), {}, [400]);
  },
  'another path': ({ honest, chance }) => {
    const path = chance.pick([
      `${honest.path}/${marker}`,
      `/webhooks/${marker}`,
      '/webhooks/twilio',
      '/webhooks//twilio/sms',
    ]);
    return { ...honest, path, expected: [403, 404] };
  },
};

/** Where a signature covers all. */
const signedKinds: Readonly<Record<string, Kind>> = {
  'no signature': ({ honest }) => {
    const { 'x-twilio-signature': _, ...headers } = honest.init.headers;
    return { ...honest, init: { ...honest.init, headers }, expected: [403] };
  },
  'made-up signature': ({ honest, chance }) => {
    const bytes = Buffer.from(
      Array.from({ length: chance.pick([20, 20, 0, 19, 64, 3_000]) }, () => chance.below(256)),
    );
    return changed(honest, { headers: { 'x-twilio-signature': bytes.toString('base64') } }, [403]);
  },
  "another account's signature": ({ secrets, target, honest }) =>
    resigned(honest, sign(marker, secrets.publicUrl + target.path, target.form)),
  "another address's signature": ({ secrets, target, honest }) =>
    resigned(honest, sign(secrets.authToken, `${secrets.publicUrl}${target.path}?a=1`, target.form)),
  'changed words': ({ honest, chance }) =>
    changed(honest, { body: `${honest.init.body}${words(chance)}` }, [403]),
  'a field twice': ({ honest, target, chance }) => {
    const [first = '', ...rest] = Object.keys(target.form);
    return changed(
      honest,
      { body: `${honest.init.body}&${chance.pick([first, ...rest])}=${words(chance)}` },
      [403],
    );
  },
  'a huge field': ({ honest, chance }) =>
    changed(honest, { body: `Body=${marker.repeat(chance.below(15_000))}&${honest.init.body}x` }, [403]),
  'deep JSON': ({ honest, chance }) => {
    const depth = 1 + chance.below(10_000);
    const [open, shut] = chance.pick([
      ['[', ']'],
      ['{"a":', '}'],
      ['[{"a":', '}]'],
    ]);
    const body =
      open.repeat(depth) +
      chance.pick(['1', '', `"${marker}"`]) +
      shut.repeat(chance.pick([depth, depth, 0]));
    return changed(honest, { headers: { 'content-type': 'application/json' }, body }, [400, 403, 413]);
  },
  'odd JSON': ({ honest, chance }) => {
    const body = chance.pick([
      'null',
      '""',
      '{}',
      '{"__proto__":{"MessageSid":"x"}}',
      `{"Body":"${marker}"`,
      '1e999',
    ]);
    return changed(honest, { headers: { 'content-type': 'application/json' }, body }, [400, 403]);
  },
  'a huge header': ({ honest, chance }) =>
    changed(
      honest,
      { headers: { 'x-twilio-signature': marker.repeat(1 + chance.below(8_000)) } },
      [403, 431],
    ),
};

/** Where a secret stands in the path, and who knows it is believed. */
const secretKinds: Readonly<Record<string, Kind>> = {
  'another secret': ({ honest, secrets, chance }) => {
    const { webhookSecret: secret } = secrets;
    const [known, odd] = [
      [`${secret}x`, secret.slice(1), secret.toUpperCase()],
      ['%F0%9F%99%8F', '%FF', '%', '..%2f..'],
    ];
    const wrong = chance.pick([marker, words(chance), ...known, ...odd, 'x'.repeat(chance.below(4_000))]);
    return { ...honest, path: honest.path.replace(secret, wrong), expected: [400, 403, 404] };
  },
  'a signature in its place': ({ honest, secrets, chance }) => ({
    ...changed(honest, { headers: { 'x-twilio-signature': words(chance) } }, [403]),
    path: honest.path.replace(secrets.webhookSecret, 'none'),
  }),
  'a form as JSON': ({ honest, target }) =>
    changed(
      honest,
      { headers: { 'content-type': 'application/json' }, body: JSON.stringify(target.form) },
      [400],
    ),
};

function changed(
  honest: Hostile,
  by: { headers?: Record<string, string>; body?: Hostile['init']['body'] },
  expected: readonly number[],
): Hostile {
  const { init } = honest;
  const body = by.body ?? init.body;
  const headers = { ...init.headers, ...by.headers };
  return {
    ...honest,
    init: { method: init.method, headers, ...(body === undefined ? {} : { body }) },
    expected,
  };
}

function resigned(honest: Hostile, signature: string): Hostile {
  return changed(honest, { headers: { 'x-twilio-signature': signature } }, [403]);
}

function words(chance: Chance): string {
  const letters = Array.from({ length: 1 + chance.below(40) }, () =>
    String.fromCharCode(97 + chance.below(26)),
  );
  return marker + letters.join('');
}
