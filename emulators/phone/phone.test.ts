import { describe, expect, test } from 'vitest';
import { createNetwork } from '../network.ts';
import { createTestClock } from '../test-clinic.ts';
import type { Writing } from '../writing.ts';
import type { Clinic } from './choices.ts';
import { createPhone } from './phone.ts';

const patient = '+254712345678';
const number = '+254203892500';
const thread = { kind: 'whatsapp', provider: 'twilio', phone: patient, number } as const;
const clinics: Clinic[] = [
  {
    name: 'Amani Clinic',
    channels: [
      { kind: 'whatsapp', provider: 'twilio', number, label: 'WhatsApp' },
      { kind: 'sms', provider: 'twilio', number, label: 'SMS by Twilio' },
      { kind: 'sms', provider: 'africastalking', number: '21606', label: "SMS by Africa's Talking" },
    ],
  },
];
const bySms = `to=${encodeURIComponent(`twilio.sms.${number}`)}`;

function createTestPhone() {
  const clock = createTestClock();
  const network = createNetwork(clock);
  const written: Writing[] = [];
  const phone = createPhone({
    network,
    clinics,
    basePath: '/phone',
    write: async (writing) => {
      written.push(writing);
      return { status: 200, messageId: 'SM1' };
    },
  });
  const get = (path: string) => Promise.resolve(phone.app.request(`http://localhost/phone${path}`));
  const post = (path: string, form: Record<string, string>, origin = 'http://localhost') =>
    Promise.resolve(
      phone.app.request(`http://localhost/phone${path}`, {
        method: 'POST',
        headers: { origin },
        body: new URLSearchParams(form),
      }),
    );
  const arrive = (id: string, text: string, more = {}) =>
    network.put({ ...thread, id, direction: 'in', text, status: 'delivered', ...more });
  return { ...phone, arrive, clock, get, network, post, written };
}

const row = {
  type: 'list',
  button: 'See times',
  rows: [{ id: 's1', title: 'Thu 09:00', description: 'Dr Otieno' }],
};
const choice = { type: 'buttons', buttons: [{ id: 'book', title: 'Book a visit' }] };

describe('the page', () => {
  test('shows who one is and how one writes, WhatsApp first', async () => {
    const page = await (await createTestPhone().get('')).text();
    expect(page).toContain('Amina Otieno');
    expect(page).toContain('+254 712 345678');
    expect(page).toContain('SMS by Africa&#39;s Talking');
    expect(page).toContain('class="phone whatsapp"');
    expect(page).toContain('Say hello to Amani Clinic.');
  });

  test('takes any number, as people write it', async () => {
    const { get } = createTestPhone();
    const page = await (await get('?as=0722%20000%20111')).text();
    expect(page).toContain('as=%2B254722000111');
    expect(await (await get('?as=abc')).text()).toContain('“abc” is not a phone number.');
  });

  test('escapes everything in a message', async () => {
    const { arrive, get } = createTestPhone();
    arrive('<img src=x>', '<script>alert(1)</script> *<i>*', {
      interactive: { type: 'buttons', buttons: [{ id: '"><b>', title: '<u>Book</u>' }] },
    });
    const page = await (await get('')).text();
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; <strong>&lt;i&gt;</strong>');
    expect(page).toContain('value="&quot;&gt;&lt;b&gt;"');
    expect(page).toContain('&lt;u&gt;Book&lt;/u&gt;');
    expect(page).not.toMatch(/<script>|<img|<u>/);
  });

  test('runs no script and wears no style but its own', async () => {
    const answer = await createTestPhone().get('');
    expect(answer.headers.get('content-security-policy')).toMatch(/script-src 'self'; style-src 'self'/);
    const page = await answer.text();
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|hx-on|<script(?![^>]*src=)/);
  });

  test('shows times in Nairobi, and where a day begins', async () => {
    const { arrive, clock, get } = createTestPhone();
    arrive('a', 'on Monday');
    clock.wait({ hours: 24 });
    arrive('b', 'on Tuesday');
    clock.wait({ hours: 24 });
    arrive('c', 'on Wednesday');
    const page = await (await get('')).text();
    expect(page.match(/class="day"[^>]*><span>[^<]*/g)?.map((day) => day.split('>').at(-1))).toEqual([
      'Monday 5 October',
      'Yesterday',
      'Today',
    ]);
    expect(page).toContain('>09:00</time>');
  });

  test('says of a text how many segments it took, and shows marks as they are', async () => {
    const { get, network } = createTestPhone();
    network.put({
      ...thread,
      kind: 'sms',
      id: 'a',
      direction: 'in',
      text: '*1* Book',
      status: 'sent',
      segments: 2,
    });
    const page = await (await get(`?${bySms}`)).text();
    expect(page).toContain('2 SMS');
    expect(page).toContain('*1* Book');
  });

  test('has nothing to show without a clinic', async () => {
    const { app } = createPhone({
      network: createNetwork(createTestClock()),
      clinics: [],
      basePath: '/phone',
      write: () => Promise.reject(new Error('nobody to write to')),
    });
    expect((await app.request('/phone')).status).toBe(404);
  });

  test.each(['htmx.js', 'hx-sse.js', 'phone.js', 'phone.css', 'panel.css', 'thread.css', 'icon.svg'])(
    'serves %s',
    async (name) => {
      const answer = await createTestPhone().get(`/assets/${name}`);
      expect(answer.status).toBe(200);
      expect((await answer.text()).length).toBeGreaterThan(100);
    },
  );

  test('serves nothing else', async () => {
    const { get } = createTestPhone();
    expect((await get('/assets/phone.ts')).status).toBe(404);
    expect((await get('/assets/..%2fphone.ts')).status).toBe(404);
  });
});

describe('writing', () => {
  test('sends what was typed, by the channel that is open', async () => {
    const { post, written } = createTestPhone();
    expect((await post('/write', { text: ' Habari ' })).status).toBe(204);
    expect((await post(`/write?as=0722000111&${bySms}`, { text: '1' })).status).toBe(204);
    expect(written).toEqual([
      { ...thread, text: 'Habari', profileName: 'Amina Otieno' },
      { ...thread, kind: 'sms', phone: '+254722000111', text: '1' },
    ]);
  });

  test('sends a tap as what it stands for', async () => {
    const { arrive, post, written } = createTestPhone();
    arrive('MM1', 'Karibu', { interactive: choice });
    arrive('MM2', 'When?', { interactive: row });
    await post('/write', { on: 'MM1', tap: 'book' });
    await post('/write', { on: 'MM2', tap: 's1' });
    expect(written.map((writing) => writing.tap)).toEqual([
      { id: 'book', title: 'Book a visit', type: 'button', on: 'MM1' },
      { id: 's1', title: 'Thu 09:00', type: 'list', on: 'MM2' },
    ]);
  });

  test.each<{ name: string; path: string; form: Record<string, string>; status: number }>([
    { name: 'nothing', path: '/write', form: { text: '  ' }, status: 422 },
    { name: 'a choice that is not there', path: '/write', form: { on: 'MM1', tap: 'other' }, status: 404 },
    {
      name: "a choice on somebody else's phone",
      path: '/write?as=0722000111',
      form: { on: 'MM1', tap: 'book' },
      status: 404,
    },
  ])('$name sends nothing', async ({ path, form, status }) => {
    const { arrive, post, written } = createTestPhone();
    arrive('MM1', 'Karibu', { interactive: choice });
    expect((await post(path, form)).status).toBe(status);
    expect(written).toEqual([]);
  });

  test('another site cannot write', async () => {
    const { post, written } = createTestPhone();
    expect((await post('/write', { text: 'Habari' }, 'https://elsewhere.example')).status).toBe(403);
    expect(written).toEqual([]);
  });

  test('counts what one is typing', async () => {
    const { post } = createTestPhone();
    const counted = async (text: string) => (await post('/count', { text })).text();
    expect(await counted('')).toBe('0/160 · 1 SMS');
    expect(await counted('x'.repeat(161))).toBe('161/306 · 2 SMS');
    expect(await counted('“ok”')).toBe('4/70 · 1 SMS');
  });
});

describe('a list', () => {
  test('opens with its rows, however old it is', async () => {
    const { arrive, clock, get } = createTestPhone();
    arrive('MM1', 'When?', { interactive: row });
    clock.wait({ hours: 100 });
    const sheet = await (await get('/list?on=MM1')).text();
    expect(sheet).toContain('See times');
    expect(sheet).toContain('Thu 09:00');
    expect(sheet).toContain('Dr Otieno');
    expect((await get('/list?on=MM2')).status).toBe(404);
  });
});

describe('the live thread', () => {
  /** Reads whole events off the stream. */
  async function* eventsOf(answer: Response): AsyncGenerator<string> {
    let rest = '';
    for await (const chunk of (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      const events = (rest + chunk).split('\n\n');
      rest = events.pop() ?? '';
      yield* events;
    }
  }

  test('shows a new message, and tells that it was read', async () => {
    const { arrive, get, network, stop } = createTestPhone();
    const answer = await get('/stream');
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const events = eventsOf(answer);
    expect((await events.next()).value).toContain('Say hello');

    arrive('MM1', 'Karibu\n<b>');
    const shown = String((await events.next()).value);
    expect(shown).toMatch(/^data: /);
    expect(shown).toContain('Karibu\ndata: &lt;b&gt;');
    expect(shown).toContain('id: 1');
    await expect.poll(() => network.find('MM1')?.status).toBe('read');
    stop();
  });

  test('begins with all that came while the page was away', async () => {
    const { arrive, get, stop } = createTestPhone();
    arrive('MM1', 'while you were away');
    const events = eventsOf(await get('/stream'));
    expect((await events.next()).value).toContain('while you were away');
    stop();
  });

  test('ends when it is told to', async () => {
    const { get, stop } = createTestPhone();
    const events = eventsOf(await get('/stream'));
    await events.next();
    stop();
    for await (const _ of events);
    expect((await events.next()).done).toBe(true);
    expect((await get('/stream')).status).toBe(503);
  });

  test("does not stir for another phone's messages", async () => {
    const { arrive, get, stop } = createTestPhone();
    const events = eventsOf(await get('/stream'));
    await events.next();
    arrive('a', 'for Baraka', { phone: '+254722410936' });
    arrive('b', 'for Amina');
    const shown = (await events.next()).value;
    expect(shown).toContain('for Amina');
    expect(shown).not.toContain('for Baraka');
    stop();
  });
});
