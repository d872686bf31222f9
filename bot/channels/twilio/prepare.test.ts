import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OutboxId } from '../../../core/ids.ts';
import type { Rendered } from '../../render/rendered.ts';
import { contentTemplates } from './content-templates.ts';
import { createTwilioHandler } from './send.ts';

/** Twilio: its Content API is down until it is not; every message is taken. */
const contents = 'https://content.twilio.com/v1/Content';
const twilio = { isUp: false, listed: 0, made: 0, taken: [] as URLSearchParams[] };
const server = setupServer(
  http.get(contents, () => {
    twilio.listed += 1;
    return twilio.isUp ? HttpResponse.json({ contents: [], meta: {} }) : HttpResponse.error();
  }),
  http.post(contents, async ({ request }) => {
    const { friendly_name } = (await request.json()) as { friendly_name: string };
    twilio.made += 1;
    return HttpResponse.json({ sid: `HX_${friendly_name}` }, { status: 201 });
  }),
  http.post('https://api.twilio.com/2010-04-01/Accounts/*/Messages.json', async ({ request }) => {
    twilio.taken.push(new URLSearchParams(await request.text()));
    return HttpResponse.json({ sid: 'SM01' }, { status: 201 });
  }),
);
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterAll(() => server.close());

const text: Rendered = { kind: 'text', text: 'Habari', segments: 1 };
const buttons: Rendered = {
  kind: 'buttons',
  body: 'Shall we book it?',
  buttons: [{ id: 'w.yes', title: 'Yes' }],
  plain: 'Shall we book it?\n\n1 Yes',
};

test('templates that could not be made at start are made when they are wanted, tried once a minute', async () => {
  let ms = 0;
  const warned: string[] = [];
  const handler = createTwilioHandler({
    ...{ accountSid: `AC${'0'.repeat(32)}`, authToken: 'token', apiUrl: null, timeoutMs: 2_000 },
    publicUrl: 'https://miadi.example',
    fetch: (...call) => fetch(...call),
    log: { warn: (event) => warned.push(event) },
    elapsed: () => ms,
  });
  const sendAt = async (at: number, message: Rendered) => {
    ms = at;
    const to = { from: '+254711000001', to: '+254722000001' };
    const outboxId = '0199a1b2-0000-7000-8000-000000000001' as OutboxId;
    expect(await handler.send({ outboxId, channel: 'whatsapp', ...to, message })).toMatchObject({ ok: true });
    return twilio.taken.at(-1);
  };

  await handler.prepare();
  await sendAt(59_999, buttons);
  await sendAt(60_000, text); // needs none
  expect([twilio.listed, warned.length]).toEqual([1, 1]);

  await sendAt(60_000, buttons);
  await expect.poll(() => warned).toEqual(['content_templates_incomplete', 'content_templates_incomplete']);
  await sendAt(119_999, buttons);
  expect(twilio.listed).toBe(2);

  twilio.isUp = true;
  await sendAt(120_000, buttons);
  // none of these has waited for its template
  const said = twilio.taken.map((form) => form.get('Body'));
  expect(said).toEqual([buttons.plain, 'Habari', buttons.plain, buttons.plain, buttons.plain]);
  const sentWith = async () => (await sendAt(120_001, buttons))?.get('ContentSid');
  await expect.poll(sentWith, { timeout: 5_000 }).toBe('HX_miadi_buttons_1_v1');
  expect([twilio.listed, twilio.made, warned.length]).toEqual([3, contentTemplates().length, 2]);
});
