import { describe, expect, test } from 'vitest';
import { bySms, createTestAccount, onWhatsApp, patient } from './test-account.ts';

type Types = Record<string, unknown>;

const buttons = (...titles: string[]): Types => ({
  'twilio/quick-reply': { body: '{{1}}', actions: titles.map((title, n) => ({ title, id: `id-${n}` })) },
});
const list = (count: number): Types => ({
  'twilio/list-picker': {
    body: '{{1}}',
    button: 'Choose',
    items: Array.from({ length: count }, (_, n) => ({
      item: `Row ${n}`,
      id: `row-${n}`,
      description: `{{${n + 2}}}`,
    })),
  },
});
const oneRow = (row: object): Types => ({
  'twilio/list-picker': { body: 'x', button: 'Choose', items: [row] },
});

async function createTemplate(account: ReturnType<typeof createTestAccount>, types: Types, variables = {}) {
  const body = JSON.stringify({ friendly_name: 'miadi', language: 'en', variables, types });
  const answer = await account.call('/v1/Content', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return {
    status: answer.status,
    json: (await answer.json()) as { sid: string; code?: number; message?: string },
  };
}

describe('templates', () => {
  test("are read and listed by Twilio's own client", async () => {
    const account = createTestAccount();
    const { status, json } = await createTemplate(account, buttons('Yes', 'No'), { 1: 'a sample' });
    expect(status).toBe(201);
    expect(json.sid).toMatch(/^HX[0-9a-f]{32}$/);
    const { contents } = account.client.content.v1;
    expect(await contents(json.sid).fetch()).toMatchObject({
      sid: json.sid,
      friendlyName: 'miadi',
      language: 'en',
      variables: { 1: 'a sample' },
      types: buttons('Yes', 'No'),
      url: `http://emulator.example/v1/Content/${json.sid}`,
    });
    expect((await contents.list()).map((content) => content.sid)).toEqual([json.sid]);
  });

  test('come in pages that lead to one another', async () => {
    const account = createTestAccount();
    for (const title of ['a', 'b', 'c']) await createTemplate(account, buttons(title));
    const seen: string[] = [];
    let next: string | null = '/v1/Content?PageSize=2';
    let pages = 0;
    while (next !== null) {
      const page = (await (await account.call(next)).json()) as {
        meta: { key: string; next_page_url: string | null };
        contents: { sid: string }[];
      };
      expect(page.meta.key).toBe('contents');
      seen.push(...page.contents.map((content) => content.sid));
      next = page.meta.next_page_url;
      pages += 1;
    }
    expect(pages).toBe(2);
    expect(new Set(seen).size).toBe(3);
  });

  test('keep their id when they are made anew, and the same one twice is two', async () => {
    const first = await createTemplate(createTestAccount(), buttons('Yes'));
    const account = createTestAccount();
    const again = await createTemplate(account, buttons('Yes'));
    const twice = await createTemplate(account, buttons('Yes'));
    expect(again.json.sid).toBe(first.json.sid);
    expect(twice.json.sid).not.toBe(first.json.sid);
  });

  test.each([
    { name: 'no type', types: {} },
    { name: 'a type there is not', types: { 'twilio/carousel': {} } },
    { name: 'a button of 21 characters', types: buttons('x'.repeat(21)) },
    { name: 'two buttons of one title', types: buttons('Yes', 'Yes') },
    { name: '11 buttons', types: buttons(...'abcdefghijk') },
    { name: '11 rows', types: list(11) },
    { name: 'no rows', types: list(0) },
    { name: 'a row of 25 characters', types: oneRow({ item: 'x'.repeat(25), id: '1' }) },
    {
      name: 'a description of 73 characters',
      types: oneRow({ item: 'x', id: '1', description: 'x'.repeat(73) }),
    },
    { name: 'a row id of 201 characters', types: oneRow({ item: 'x', id: '1'.repeat(201) }) },
  ])('with $name are refused', async ({ types }) => {
    const { status, json } = await createTemplate(createTestAccount(), types);
    expect(status).toBe(400);
    expect(json.code).toBe(20001);
  });
});

const approved = {
  sid: `HX${'a'.repeat(32)}`,
  language: 'en',
  body: 'Reminder: {{1}}',
  buttons: [
    { title: 'I will come', id: '{{2}}' },
    { title: 'Another time', id: 'again' },
    { title: 'A', id: 'a' },
    { title: 'B', id: 'b' },
  ],
};

function sendApproved({ client }: ReturnType<typeof createTestAccount>, variables: Record<string, string>) {
  const contentVariables = JSON.stringify(variables);
  return client.messages.create({ ...onWhatsApp, contentSid: approved.sid, contentVariables });
}

describe('sending a template', () => {
  async function sendTemplate(types: Types, variables: Record<string, string>, samples = {}) {
    const account = createTestAccount();
    await account.openWindow();
    const { json } = await createTemplate(account, types, samples);
    const send = () =>
      account.client.messages.create({
        ...onWhatsApp,
        contentSid: json.sid,
        contentVariables: JSON.stringify(variables),
      });
    return { send, shown: () => account.network.inbox('whatsapp', patient).at(-1) };
  }

  test('shows buttons on the phone', async () => {
    const { send, shown } = await sendTemplate(buttons('Book', 'Move', 'Talk'), { 1: 'Karibu *Amani*' });
    const { sid } = await send();
    expect(sid).toMatch(/^MM/);
    expect(shown()).toMatchObject({
      id: sid,
      text: 'Karibu *Amani*',
      interactive: {
        type: 'buttons',
        buttons: [
          { id: 'id-0', title: 'Book' },
          { id: 'id-1', title: 'Move' },
          { id: 'id-2', title: 'Talk' },
        ],
      },
    });
  });

  test('shows a list on the phone', async () => {
    const { send, shown } = await sendTemplate(list(2), { 1: 'When?', 2: 'Dr Wanjiku', 3: 'Dr Otieno' });
    await send();
    expect(shown()?.interactive).toEqual({
      type: 'list',
      button: 'Choose',
      rows: [
        { id: 'row-0', title: 'Row 0', description: 'Dr Wanjiku' },
        { id: 'row-1', title: 'Row 1', description: 'Dr Otieno' },
      ],
    });
  });

  test("takes the template's samples where nothing is given", async () => {
    const { send, shown } = await sendTemplate(buttons('Yes'), {}, { 1: 'a sample' });
    await send();
    expect(shown()?.text).toBe('a sample');
  });

  test.each<{ name: string; types: Types; variables: Record<string, string>; code: number }>([
    { name: 'a variable that is empty', types: buttons('Yes'), variables: { 1: ' ' }, code: 21656 },
    { name: 'a variable that is missing', types: list(1), variables: { 1: 'When?' }, code: 21656 },
    {
      name: 'a body of 1025 characters',
      types: buttons('Yes'),
      variables: { 1: 'x'.repeat(1025) },
      code: 63013,
    },
    {
      name: 'a description of 73 characters',
      types: list(1),
      variables: { 1: 'x', 2: 'x'.repeat(73) },
      code: 63013,
    },
    {
      name: 'a title of 21 characters',
      types: buttons('{{2}}'),
      variables: { 1: 'x', 2: 'x'.repeat(21) },
      code: 63013,
    },
    { name: 'four buttons', types: buttons('a', 'b', 'c', 'd'), variables: { 1: 'x' }, code: 63013 },
    {
      name: 'two rows of one id',
      types: {
        'twilio/list-picker': {
          body: 'x',
          button: 'x',
          items: [
            { item: 'a', id: '{{1}}' },
            { item: 'b', id: '{{2}}' },
          ],
        },
      },
      variables: { 1: 'x', 2: 'x' },
      code: 63013,
    },
  ])('with $name is refused with $code', async ({ types, variables, code }) => {
    const { send, shown } = await sendTemplate(types, variables);
    await expect(send()).rejects.toMatchObject({ status: 400, code });
    expect(shown()?.direction).toBe('out');
  });

  test('needs variables that are JSON', async () => {
    const account = createTestAccount();
    await account.openWindow();
    const { json } = await createTemplate(account, buttons('Yes'));
    const sending = account.client.messages.create({
      ...onWhatsApp,
      contentSid: json.sid,
      contentVariables: '{1: x',
    });
    await expect(sending).rejects.toMatchObject({ code: 21656 });
  });

  test('outside the 24 hours goes for what WhatsApp has approved, and nothing else', async () => {
    const account = createTestAccount();
    const { json: quick } = await createTemplate(account, buttons('Yes'), { 1: 'x' });
    const sending = account.client.messages.create({ ...onWhatsApp, contentSid: quick.sid });
    await expect(sending).rejects.toMatchObject({ code: 63016 });
    account.emulator.approve(approved);
    await sendApproved(account, { 1: 'Dental', 2: 'notice-1.confirm' });
    expect(account.network.inbox('whatsapp', patient)).toMatchObject([
      {
        text: 'Reminder: Dental',
        interactive: {
          type: 'buttons',
          buttons: [
            { id: 'notice-1.confirm', title: 'I will come' },
            { id: 'again', title: 'Another time' },
            { id: 'a', title: 'A' },
            { id: 'b', title: 'B' },
          ],
        },
      },
    ]);
  });

  test.each<Record<string, string>>([
    { 1: 'Dental' },
    { 1: 'Den\ntal', 2: 'x' },
    { 1: 'Den     tal', 2: 'x' },
    { 1: ' ', 2: 'x' },
  ])('an approved one needs variables that fit in: %j', async (variables) => {
    const account = createTestAccount();
    account.emulator.approve(approved);
    await expect(sendApproved(account, variables)).rejects.toMatchObject({ code: 21656 });
  });

  test('an approved one without buttons is plain text', async () => {
    const account = createTestAccount();
    account.emulator.approve({ ...approved, body: 'Cancelled: {{1}}', buttons: [] });
    await sendApproved(account, { 1: 'Dental' });
    const [message] = account.network.inbox('whatsapp', patient);
    expect(message).toMatchObject({ text: 'Cancelled: Dental' });
    expect(message?.interactive).toBeUndefined();
  });

  test('by SMS needs its plain text', async () => {
    const account = createTestAccount();
    const { json: rich } = await createTemplate(account, buttons('Yes'), { 1: 'x' });
    const { json: both } = await createTemplate(account, {
      ...buttons('Yes'),
      'twilio/text': { body: 'Reply {{1}}' },
    });
    await expect(account.client.messages.create({ ...bySms, contentSid: rich.sid })).rejects.toMatchObject({
      code: 21655,
    });
    await account.client.messages.create({ ...bySms, contentSid: both.sid, contentVariables: '{"1":"1"}' });
    expect(account.network.inbox('sms', patient)).toMatchObject([{ text: 'Reply 1' }]);
  });
});
