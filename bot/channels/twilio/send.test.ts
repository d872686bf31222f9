import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { OutboxId } from '../../../core/ids.ts';
import type { Rendered } from '../../render/rendered.ts';
import type { Sending } from '../handler.ts';
import { contentTemplates } from './content-templates.ts';
import { createTwilioHandler, type TwilioSettings } from './send.ts';

const accountSid = `AC${'0'.repeat(32)}`;
const outboxId = '0199a1b2-0000-7000-8000-000000000001' as OutboxId;
const messages = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`;
const contents = 'https://content.twilio.com/v1/Content';

/** A request to anywhere that a case does not name fails the case, whatever the handler makes of it. */
const strays: unknown[] = [];
const server = setupServer();
beforeAll(() =>
  server.listen({
    onUnhandledFrame() {
      strays.push('a request to elsewhere');
      throw new Error('this request has no business here');
    },
  }),
);
afterEach(() => {
  server.resetHandlers();
  expect(strays.splice(0)).toEqual([]);
});
afterAll(() => server.close());

function setup(settings: Partial<TwilioSettings> = {}) {
  const logged: unknown[] = [];
  const handler = createTwilioHandler({
    accountSid,
    authToken: 'token',
    apiUrl: null,
    publicUrl: 'https://miadi.example/',
    fetch: (...call) => fetch(...call),
    timeoutMs: 2_000,
    log: { warn: (event, fields) => logged.push([event, fields]) },
    ...settings,
  });
  return { handler, logged };
}

function sending(message: Rendered, channel: Sending['channel'] = 'whatsapp'): Sending {
  return { outboxId, channel, from: '+254711000001', to: '+254722000001', message };
}

const text: Rendered = { kind: 'text', text: 'Habari', segments: 1 };
const buttons: Rendered = {
  kind: 'buttons',
  body: 'Shall we book it?',
  buttons: [
    { id: 'w.yes', title: 'Yes' },
    { id: 'w.no', title: 'No' },
  ],
  plain: 'Shall we book it?\n\n1 Yes\n2 No\n\nReply with a number, 1-2.',
};
const described: Rendered = {
  kind: 'list',
  body: 'Who should see you?',
  button: 'Choose',
  rows: [
    { id: 'w.a', title: 'Dr Achieng', description: 'Children' },
    { id: 'w.any', title: 'Anyone' },
  ],
  plain: 'Who should see you?\n\n1 Dr Achieng – Children\n2 Anyone',
};

/** Answers each message in turn (the last answer again and again); what was asked is kept. */
function answerMessages(...answers: (() => Response)[]) {
  const asked: { form: Record<string, string>; authorization: string | null }[] = [];
  server.use(
    http.post(messages, async ({ request }) => {
      const form = Object.fromEntries(new URLSearchParams(await request.text()));
      asked.push({ form, authorization: request.headers.get('authorization') });
      const answer = answers[Math.min(asked.length, answers.length) - 1];
      return answer?.() ?? HttpResponse.error();
    }),
  );
  return asked;
}

const taken = () =>
  HttpResponse.json(
    { sid: 'SM01', status: 'queued', date_created: 'Tue, 06 Oct 2026 06:00:00 +0000' },
    { status: 201 },
  );
const refusal = (status: number, code: number) => () =>
  HttpResponse.json({ code, message: `The number +254722000001 …`, more_info: '', status }, { status });

/** Twilio's side of Content: what is there, what was created. */
function answerContents(there: { sid: string; friendly_name: string }[] = []) {
  const made: { friendly_name: string; types: object }[] = [];
  server.use(
    http.get(contents, () => HttpResponse.json({ contents: there, meta: { next_page_url: null } })),
    http.post(contents, async ({ request }) => {
      const template = (await request.json()) as (typeof made)[number];
      made.push(template);
      return HttpResponse.json({ sid: `HX_${template.friendly_name}` }, { status: 201 });
    }),
  );
  return made;
}

describe('a text', () => {
  test('by WhatsApp: addresses, words, status callback, credentials', async () => {
    const asked = answerMessages(taken);
    expect(await setup().handler.send(sending(text))).toEqual({ ok: true, providerMessageId: 'SM01' });
    expect(asked).toEqual([
      {
        form: {
          From: 'whatsapp:+254711000001',
          To: 'whatsapp:+254722000001',
          Body: 'Habari',
          StatusCallback: `https://miadi.example/webhooks/twilio/status?outbox=${outboxId}`,
        },
        authorization: `Basic ${Buffer.from(`${accountSid}:token`).toString('base64')}`,
      },
    ]);
  });

  test('by SMS: numbers as they are', async () => {
    const asked = answerMessages(taken);
    await setup().handler.send(sending(text, 'sms'));
    expect(asked[0]?.form).toMatchObject({ From: '+254711000001', To: '+254722000001' });
  });

  test('to another server, behind a path of its own', async () => {
    const seen: string[] = [];
    server.use(
      http.all('http://emulator.test/*', ({ request }) => {
        seen.push(request.url);
        return request.method === 'GET' ? HttpResponse.json({ contents: [], meta: {} }) : taken();
      }),
    );
    const { handler } = setup({ apiUrl: 'http://emulator.test/twilio/' });
    await handler.prepare();
    expect(await handler.send(sending(text))).toEqual({ ok: true, providerMessageId: 'SM01' });
    expect(seen[0]).toBe('http://emulator.test/twilio/v1/Content?PageSize=100');
    expect(seen.at(-1)).toBe(`http://emulator.test/twilio/2010-04-01/Accounts/${accountSid}/Messages.json`);
  });
});

describe('what may go wrong', () => {
  test.each([
    [400, 21211, 'bad_number'],
    [400, 21614, 'bad_number'],
    [400, 21610, 'opted_out'],
    [400, 21617, 'too_long'],
    [400, 63016, 'outside_window'],
    [400, 63014, 'blocked'],
    [400, 63033, 'blocked'],
    [400, 30004, 'blocked'],
    [400, 63018, 'throttled'],
    [400, 63003, 'bad_number'],
    [429, 20429, 'throttled'],
    [401, 20003, 'bad_credentials'],
    [404, 20404, 'bad_credentials'],
    [400, 21606, 'refused'],
    [500, 20500, 'provider_error'],
    [503, 20503, 'provider_error'],
  ])('HTTP %i, code %i → %s', async (status, code, expected) => {
    answerMessages(refusal(status, code));
    const outcome = await setup().handler.send(sending(text));
    expect(outcome).toEqual({ ok: false, error: { code: expected, providerCode: String(code) } });
  });

  test.each([
    [302, '', 'provider_error'],
    [401, '', 'bad_credentials'],
    [403, '', 'bad_credentials'],
    [404, '', 'refused'],
    [429, 'slow down', 'throttled'],
    [502, '<html>Bad gateway</html>', 'provider_error'],
    [504, '<html>Gateway timeout</html>', 'no_answer'],
  ])('HTTP %i and no code → %s', async (status, body, expected) => {
    answerMessages(() => new HttpResponse(body, { status, headers: { 'content-type': 'text/html' } }));
    const outcome = await setup().handler.send(sending(text));
    expect(outcome).toEqual({ ok: false, error: { code: expected, providerCode: `http_${status}` } });
  });

  test.each([
    ['no JSON', () => new HttpResponse('<html>', { status: 201 })],
    ['nothing', () => new HttpResponse('', { status: 201 })],
    ['JSON without a sid', () => HttpResponse.json({ status: 'queued' }, { status: 201 })],
  ])('taken, and answered with %s: in doubt', async (_, answer) => {
    answerMessages(answer);
    const outcome = await setup().handler.send(sending(text));
    expect(outcome).toEqual({ ok: false, error: { code: 'answer_unreadable', providerCode: null } });
  });

  test('no host but the one that a case names is reached', async () => {
    expect(await setup({ apiUrl: 'http://elsewhere.test' }).handler.send(sending(text))).toMatchObject({
      ok: false,
    });
    expect(strays.splice(0)).toHaveLength(1);
  });

  test('broken off: in doubt', async () => {
    answerMessages(() => HttpResponse.error());
    const outcome = await setup().handler.send(sending(text));
    expect(outcome).toEqual({ ok: false, error: { code: 'no_answer', providerCode: null } });
  });
});

describe('content templates', () => {
  test('the missing are created, those there are kept', async () => {
    const made = answerContents([
      { sid: 'HX_ours', friendly_name: 'miadi_buttons_2_v1' },
      { sid: 'HX_other', friendly_name: 'somebody_elses' },
    ]);
    const asked = answerMessages(taken);
    const { handler, logged } = setup();
    await handler.prepare();
    await handler.send(sending(buttons));
    expect(made.map((template) => template.friendly_name)).toEqual(
      contentTemplates()
        .map((template) => template.friendly_name)
        .filter((name) => name !== 'miadi_buttons_2_v1'),
    );
    expect(asked[0]?.form).toMatchObject({ ContentSid: 'HX_ours' });
    expect(asked[0]?.form).not.toHaveProperty('Body');
    expect(logged).toEqual([]);
  });

  test('all pages are read, and pages in a circle only once', async () => {
    const pages: string[] = [];
    server.use(
      http.get(contents, ({ request }) => {
        const page = new URL(request.url).searchParams.get('Page') ?? '0';
        pages.push(page);
        return HttpResponse.json({
          contents: contentTemplates()
            .filter((_, at) => at % 2 === Number(page))
            .map(({ friendly_name }) => ({ sid: `HX_${friendly_name}`, friendly_name, types: {} })),
          meta: {
            page: Number(page),
            next_page_url: `${contents}?PageSize=100&Page=${page === '0' ? 1 : 0}`,
          },
        });
      }),
    );
    const { handler, logged } = setup();
    await handler.prepare();
    expect(pages).toEqual(['0', '1', '0']);
    expect(logged).toEqual([]);
  });

  test('a template’s variables are given in its order, none of them empty', async () => {
    answerContents();
    const asked = answerMessages(taken);
    const { handler } = setup();
    await handler.prepare();
    await handler.send(sending(buttons));
    await handler.send(sending(described));
    expect(asked.map(({ form }) => [form.ContentSid, JSON.parse(form.ContentVariables ?? '')])).toEqual([
      ['HX_miadi_buttons_2_v1', { 1: 'Shall we book it?', 2: 'Yes', 3: 'w.yes', 4: 'No', 5: 'w.no' }],
      [
        'HX_miadi_list_described_2_v1',
        {
          1: 'Who should see you?',
          2: 'Choose',
          3: 'Dr Achieng',
          4: 'w.a',
          5: 'Children',
          6: 'Anyone',
          7: 'w.any',
          8: '–',
        },
      ],
    ]);
  });

  test.each([
    ['before they are prepared', () => undefined, []],
    [
      'where the account may not make any',
      () => {
        server.use(
          http.get(contents, () => HttpResponse.json({ contents: [], meta: {} })),
          http.post(contents, refusal(403, 20003)),
        );
      },
      [
        [
          'content_templates_incomplete',
          { provider: 'twilio', code: 'bad_credentials', providerCode: '20003' },
        ],
      ],
    ],
    [
      'where they cannot be listed',
      () => server.use(http.get(contents, () => new HttpResponse('<html>', { status: 200 }))),
      [
        [
          'content_templates_incomplete',
          { provider: 'twilio', code: 'answer_unreadable', providerCode: null },
        ],
      ],
    ],
    [
      'where the provider cannot be reached',
      () => server.use(http.get(contents, () => HttpResponse.error())),
      [['content_templates_incomplete', { provider: 'twilio', code: 'no_answer', providerCode: null }]],
    ],
  ])('numbered lines %s', async (_, prepareServer, expected) => {
    prepareServer();
    const asked = answerMessages(taken);
    const { handler, logged } = setup();
    if (expected.length > 0) await handler.prepare();
    expect(await handler.send(sending(buttons))).toMatchObject({ ok: true });
    expect(asked.map(({ form }) => form.Body)).toEqual([buttons.plain]);
    expect(logged).toEqual(expected);
  });

  test('where a line break is refused, lines are joined, and it is not tried again', async () => {
    answerContents();
    const asked = answerMessages(refusal(400, 21656), taken);
    const { handler, logged } = setup();
    await handler.prepare();
    const lines: Rendered = {
      ...buttons,
      body: 'Please check:\n*Dental*\nTue 6 Oct, 9:00\n\nShall we book it?',
    };
    expect(await handler.send(sending(lines))).toMatchObject({ ok: true });
    expect(await handler.send(sending(lines))).toMatchObject({ ok: true });
    const joined = 'Please check: *Dental* · Tue 6 Oct, 9:00 · Shall we book it?';
    expect(asked.map(({ form }) => JSON.parse(form.ContentVariables ?? '')['1'])).toEqual([
      lines.body,
      joined,
      joined,
    ]);
    expect(logged).toEqual([
      ['content_template_refused', { provider: 'twilio', code: 'refused', providerCode: '21656' }],
    ]);
  });

  test.each([
    [400, 21655],
    [404, 20404],
    [400, 63013],
  ])(
    'where the template itself is refused (HTTP %i, %i), lines are numbered; the next message tries it again',
    async (status, code) => {
      answerContents();
      const asked = answerMessages(refusal(status, code), taken, taken);
      const { handler } = setup();
      await handler.prepare();
      expect(await handler.send(sending(buttons))).toMatchObject({ ok: true });
      expect(await handler.send(sending(buttons))).toMatchObject({ ok: true });
      expect(asked.map(({ form }) => form.Body ?? form.ContentSid)).toEqual([
        'HX_miadi_buttons_2_v1',
        buttons.plain,
        'HX_miadi_buttons_2_v1',
      ]);
    },
  );

  test('any other refusal is final: nothing is sent a second time', async () => {
    answerContents();
    const asked = answerMessages(refusal(400, 21610));
    const { handler } = setup();
    await handler.prepare();
    expect(await handler.send(sending(buttons))).toMatchObject({ ok: false, error: { code: 'opted_out' } });
    expect(asked).toHaveLength(1);
  });
});
