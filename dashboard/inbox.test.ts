import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { receive } from '../bot/conversation/receive.ts';
import type { ContactId, ConversationId, CorrelationId } from '../core/ids.ts';
import { registerPatient } from '../core/people/patients.ts';
import { amani } from '../test/amani.ts';
import {
  type Browser,
  makeClinic,
  makeMember,
  startDashboard,
  systemScope,
  type TestDashboard,
} from './test-dashboard.ts';

let house: TestDashboard;
let njeri: Browser;
let halima: Browser;
/** May read conversations, and nothing else. */
let reader: Browser;
const none: Browser[] = [];
let foreign: string;

const clinicNumber = (kind: string) =>
  amani.channels.find((one) => one.kind === kind && one.provider === 'twilio')?.number ?? '';
let phones = 0;

type Caller = {
  phone: string;
  kind: 'sms' | 'whatsapp';
  conversationId: ConversationId;
  contactId: ContactId;
};

async function say({ phone, kind }: Pick<Caller, 'phone' | 'kind'>, text: string): Promise<void> {
  const message = { provider: 'twilio', channel: kind, to: clinicNumber(kind), from: phone } as const;
  const content = { kind: 'text', text } as const;
  const inbound = { ...message, content, providerMessageId: house.core.ids.next<string>() };
  expect(await receive(house.bot, inbound, house.core.ids.next<CorrelationId>())).toBe('handled');
}

/** Somebody who has written, and whose phone cares for a patient of that name. */
async function call(kind: 'sms' | 'whatsapp' = 'sms', name = 'Asha Wanjiru'): Promise<Caller> {
  phones += 1;
  const phone = `+2547110${String(phones).padStart(5, '0')}`;
  await say({ phone, kind }, 'Hi');
  const { core, organizationId } = house;
  const { id: conversationId, contact_id: contactId } = await core.db
    .selectFrom('conversation')
    .select(['id', 'contact_id'])
    .where('organization_id', '=', organizationId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const patient = { key: phone, contactId, name, relation: 'self' } as const;
  await house.database.db
    .transaction()
    .execute((db) => registerPatient({ ...core, db }, systemScope(organizationId), patient));
  return { phone, kind, conversationId, contactId };
}

async function signedIn(role: Parameters<typeof makeMember>[2], email: string): Promise<Browser> {
  await makeMember(house.core, house.organizationId, role, email);
  const browser = house.browse();
  await browser.signIn(email);
  return browser;
}

beforeAll(async () => {
  house = await startDashboard();
  njeri = await signedIn('front_desk', 'njeri@clinic.example');
  halima = await signedIn('clinic_admin', 'halima@clinic.example');
  reader = await signedIn('front_desk', 'reader@clinic.example');
  none.push(await signedIn('practitioner', 'daktari@clinic.example'));
  none.push(await signedIn('system_admin', 'grace@clinic.example'));
  await house.database.pool.query(
    `update staff.member set permissions = '{conversation.read}'
     where account_id = (select id from staff.account where email = 'reader@clinic.example')`,
  );
  const other = await makeClinic(house.core, 'baraka');
  foreign = 'stranger@clinic.example';
  await makeMember(house.core, other, 'front_desk', foreign);
}, 120_000);
afterAll(() => house.stop());

let asha: Caller;
let path: string;
beforeEach(async () => {
  asha = await call();
  path = `/inbox/${asha.conversationId}`;
});

const key = () => house.core.ids.next<string>();
const text = async (browser: Browser, at: string) => (await browser.ask(at)).text();
const ours = () =>
  house.core.db
    .selectFrom('outbox')
    .select(['id', 'author', 'state'])
    .where('contact_id', '=', asha.contactId)
    .orderBy('seq')
    .execute();
const to = (answer: Response) => answer.headers.get('location');

/** Every action there is, with a form that would do it. */
const actions = (at: string): [string, Record<string, string>][] => {
  const some = '00000000-0000-7000-8000-000000000000';
  const start = '2030-01-01T09:00:00Z';
  return [
    [`${at}/take`, {}],
    [`${at}/renew`, {}],
    [`${at}/hand-back`, {}],
    [`${at}/reply`, { key: key(), text: 'Hello' }],
    [`${at}/ask`, {}],
    [`${at}/note`, { key: key(), text: 'Hello' }],
    [`${at}/patients`, { key: key(), name: 'Musa Otieno', relation: 'child' }],
    [`${at}/measure`, { text: 'Hello' }],
    [`${at}/held/${some}/drop`, {}],
    [`${at}/retry/${some}`, {}],
    [`${at}/book`, { key: key(), patient: some, service: some, branch: some, practitioner: '', start }],
    [`${at}/visits/${some}/move`, { key: key(), start, was: start, practitioner: '' }],
    [`${at}/visits/${some}/cancel`, { key: key(), was: start }],
    [`${at}/visits/${some}/accept`, { start }],
    [`${at}/visits/${some}/decline`, { start }],
    [`${at}/contacts/${some}/show`, {}],
  ];
};

describe('who may', () => {
  test('neither a practitioner nor who runs Miadi sees or does anything', async () => {
    for (const browser of none) {
      for (const at of ['/inbox', '/inbox/list', path, `${path}/now`, `${path}/book`])
        expect((await browser.ask(at)).status, at).toBe(403);
      for (const [at, form] of actions(path)) expect((await browser.post(at, form)).status, at).toBe(403);
    }
    expect(await ours()).toMatchObject([{ author: 'bot', state: 'queued' }]);
  });

  test('who may only read, reads, and is shown nothing to press', async () => {
    const page = await text(reader, path);
    expect(page).toContain('Asha Wanjiru');
    expect(page).not.toMatch(/action="\/inbox/);
    expect(page).not.toContain(asha.phone);
    for (const [at, form] of actions(path)) expect((await reader.post(at, form)).status, at).toBe(403);
    expect((await reader.ask(`${path}/book`)).status).toBe(403);
  });

  test('another clinic’s conversation is none, as is what is no id', async () => {
    const stranger = house.browse();
    await stranger.signIn(foreign);
    const strangers = [path, '/inbox/00000000-0000-7000-8000-000000000000', "/inbox/x' or 1=1--"];
    for (const at of strangers) {
      for (const under of ['', '/now', '/book'])
        expect((await stranger.ask(at + under)).status, at + under).toBe(404);
      for (const [action, form] of actions(at)) {
        // a branch is asked for before the conversation: none of theirs either
        expect((await stranger.post(action, form)).status, action).toBe(404);
      }
    }
    expect(await text(stranger, '/inbox?filter=all')).not.toContain('Asha');
  });
});

describe('the lease', () => {
  test('is taken, shown to a colleague, taken from them, and given back', async () => {
    expect(to(await njeri.post(`${path}/take`))).toBe(`${path}?told=taken`);
    expect(await text(njeri, path)).toContain('You have this conversation until');
    const seen = await text(halima, path);
    expect(seen).toContain('Name of front_desk has this conversation until');
    expect(seen).not.toContain('id="reply"');
    const refused = await halima.post(`${path}/take`);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('Name of front_desk has this conversation right now.');
    expect((await halima.post(`${path}/reply`, { key: key(), text: 'me too' })).status).toBe(422);
    const from = /name="from" value="([^"]+)"/.exec(seen)?.[1] ?? '';
    expect(to(await halima.post(`${path}/take`, { from }))).toBe(`${path}?told=taken`);
    expect((await njeri.post(`${path}/renew`)).status).toBe(422);
    expect(to(await halima.post(`${path}/hand-back`))).toBe(`${path}?told=back`);
    const twice = await halima.post(`${path}/hand-back`);
    expect(await twice.text()).toContain('Nobody had this conversation');
  });
});

describe('answers', () => {
  test('go out once, however often the form is sent', async () => {
    const form = { key: key(), text: 'Karibu' };
    for (let times = 0; times < 3; times++)
      expect(to(await njeri.post(`${path}/reply`, form))).toBe(`${path}?told=sent`);
    expect((await ours()).filter(({ author }) => author === 'staff')).toHaveLength(1);
    expect(await text(njeri, path)).toContain('Karibu');
  });

  test('of a form that is sent once more with another text go out too, as notes are kept and patients added', async () => {
    const form = { key: key() };
    for (const typed of ['At three', 'At four', 'At four'])
      expect(to(await njeri.post(`${path}/reply`, { ...form, text: typed }))).toBe(`${path}?told=sent`);
    expect((await ours()).filter(({ author }) => author === 'staff')).toHaveLength(2);
    const note = { key: key() };
    for (const typed of ['Owes nothing', 'Pays by M-Pesa'])
      expect(to(await njeri.post(`${path}/note`, { ...note, text: typed }))).toBe(`${path}?told=noted`);
    const patient = { key: key(), relation: 'child' };
    for (const name of ['Musa Otieno', 'Amina Otieno'])
      expect(to(await njeri.post(`${path}/patients`, { ...patient, name }))).toBe(`${path}?told=registered`);
    const page = await text(njeri, path);
    for (const kept of ['Owes nothing', 'Pays by M-Pesa', 'Musa Otieno', 'Amina Otieno'])
      expect(page, kept).toContain(kept);
  });

  test.each([
    ['', 'There is no text to send.'],
    ['x'.repeat(1601), 'The text is too long.'],
  ])('are refused in plain words, and what was typed stays: %#', async (typed, words) => {
    const answer = await njeri.post(`${path}/reply`, { key: key(), text: typed });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain(words);
    expect(page).toContain(typed);
  });

  test('are counted as they would go out', async () => {
    const measured = async (typed: string) => (await njeri.post(`${path}/measure`, { text: typed })).text();
    expect(await measured('Hello')).toContain('5 characters · 1 SMS');
    expect(await measured('x'.repeat(161))).toContain('161 characters · 2 SMS');
  });

  test('begin as a ready one, in the language asked for', async () => {
    const page = await text(njeri, path);
    expect(page).toContain('<li data-canned="on_our_way.sw" lang="sw">Habari Asha, asante');
    expect(page).toContain('<li data-canned="on_our_way.en" lang="en">Hello Asha, thank you');
    expect(await text(reader, path)).not.toContain('data-canned');
  });

  test('wait where WhatsApp lets nothing through, and can be dropped', async () => {
    const zuri = await call('whatsapp', 'Zuri Atieno');
    const at = `/inbox/${zuri.conversationId}`;
    expect(await text(njeri, at)).toMatch(/WhatsApp lets you write for another 23 h 5\d min/);
    await house.database.pool.query(
      `update inbound_message set received_at = received_at - interval '25 hours' where conversation_id = $1`,
      [zuri.conversationId],
    );
    expect(await text(njeri, at)).toContain('24 hours are over');
    const form = { key: key(), text: 'Your papers are ready' };
    const closed = await njeri.post(`${at}/reply`, form);
    expect(closed.status).toBe(422);
    expect(await closed.text()).toContain('Your papers are ready');
    expect(to(await njeri.post(`${at}/reply`, { ...form, hold: 'yes' }))).toBe(`${at}?told=held`);
    const page = await text(njeri, at);
    expect(page).toContain('Kept until they write');
    expect(page).toContain('Hello from Amani Family Clinic.');
    expect(to(await njeri.post(`${at}/ask`))).toBe(`${at}?told=asked`);
    const asked = await njeri.post(`${at}/ask`);
    expect(asked.status).toBe(422);
    expect(await asked.text()).toMatch(
      /not asked again within a day.*They were asked to write \(\d\d:\d\d\)/s,
    );
    const drop = /action="([^"]+\/drop)"/.exec(page)?.[1] ?? '';
    expect(to(await njeri.post(drop))).toBe(`${at}?told=dropped`);
    expect(await text(njeri, at)).not.toContain('Your papers are ready');
    await house.database.pool.query(`update conversation set language = 'sw' where id = $1`, [
      zuri.conversationId,
    ]);
    await house.database.pool.query(`delete from message_template where language = 'sw'`);
    expect(await text(njeri, at)).toContain('the clinic has no text in Kiswahili that WhatsApp has approved');
  });

  test('that failed say why, and are sent again once', async () => {
    await njeri.post(`${path}/reply`, { key: key(), text: 'Karibu' });
    const { id } = (await ours()).at(-1) ?? { id: '' };
    await house.database.pool.query(
      `update outbox set state = 'failed', error_code = 'blocked:30007', ended_at = now(), next_attempt_at = null where id = $1`,
      [id],
    );
    const page = await text(njeri, path);
    expect(page).toContain('The network or the patient blocks our messages');
    expect(page).toContain(`${path}/retry/${id}`);
    expect(to(await njeri.post(`${path}/retry/${id}`))).toBe(`${path}?told=retried`);
    expect(await (await njeri.post(`${path}/retry/${id}`)).text()).toContain('It was sent again already.');
    const other = await call('sms', 'Otieno Ouma');
    expect((await njeri.post(`/inbox/${other.conversationId}/retry/${id}`)).status).toBe(404);
  });
});

describe('visits, on a patient’s behalf', () => {
  const hidden = (page: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(page.slice(page.indexOf('class="slots"')))?.[1] ?? '';
  const formOf = (page: string) => {
    const names = ['key', 'patient', 'service', 'branch', 'practitioner', 'day'];
    return Object.fromEntries(names.map((name) => [name, hidden(page, name)]));
  };
  const starts = (page: string) =>
    [...page.matchAll(/name="start" value="([^"]+)"/g)].map(([, at = '']) => at);
  /** The first day after the one that is shown by itself on which two times are free: the last of today is alone, and soon gone. */
  const bookLater = async () => {
    let day = Temporal.PlainDate.from(hidden(await text(njeri, `${path}/book`), 'day'));
    for (;;) {
      day = day.add({ days: 1 });
      const page = await text(njeri, `${path}/book?day=${day}`);
      if (starts(page).length > 1) return page;
    }
  };

  test('for somebody who is not known yet, once their name is written down', async () => {
    const form = { key: key(), name: 'Musa Otieno', relation: 'child' };
    for (const _ of ['once', 'by a second click'])
      expect(to(await njeri.post(`${path}/patients`, form))).toBe(`${path}?told=registered`);
    expect([...(await text(njeri, `${path}/book`)).matchAll(/>Musa Otieno<\/option>/g)]).toHaveLength(1);
    const refused = await njeri.post(`${path}/patients`, { ...form, key: key(), name: '12345' });
    expect(await refused.text()).toContain('That does not look like a name.');
  });

  test('are booked, moved and cancelled; a time that is gone is said to be', async () => {
    const page = await bookLater();
    const [first = '', second = ''] = starts(page);
    const form = formOf(page);
    expect(to(await njeri.post(`${path}/book`, { ...form, start: first }))).toMatch(/\?told=booked&visit=/);
    expect(to(await njeri.post(`${path}/book`, { ...form, start: first }))).toMatch(/\?told=booked&visit=/);
    const busy = await njeri.post(`${path}/book`, { ...form, key: key(), start: first });
    expect(busy.status).toBe(422);
    expect(await busy.text()).toMatch(/The patient has another visit|has just taken that time/);

    const visit = /href="([^"]+\/visits\/[^"]+)"/.exec(await text(njeri, path))?.[1] ?? '';
    const moving = await text(njeri, visit);
    const wish = { was: first, key: hidden(moving, 'key'), practitioner: hidden(moving, 'practitioner') };
    const moved = to(await njeri.post(`${visit}/move`, { ...wish, start: second })) ?? '';
    expect(moved).toBe(`${path}?told=moved&visit=${visit.split('/').at(-1)}`);
    const time = Temporal.Instant.from(second).toZonedDateTimeISO('Africa/Nairobi').toPlainTime();
    expect(await text(njeri, moved)).toMatch(
      new RegExp(`The visit is moved\\. .*${time.toString().slice(0, 5)} · .* with `),
    );
    const stale = await njeri.post(`${visit}/cancel`, { key: key(), was: first });
    expect(await stale.text()).toContain('Somebody has changed that visit meanwhile.');
    expect(to(await njeri.post(`${visit}/cancel`, { key: key(), was: second }))).toBe(
      `${path}?told=cancelled`,
    );
  });

  test.each([
    ['accept', 'accepted'],
    ['decline', 'declined'],
  ])('that were asked for: %s', async (action, told) => {
    const page = await bookLater();
    const [start = ''] = starts(page);
    await njeri.post(`${path}/book`, { ...formOf(page), start });
    await house.database.pool.query(`update appointment set status = 'pending' where contact_id = $1`, [
      asha.contactId,
    ]);
    expect(await text(njeri, '/inbox?filter=requests')).toContain('1 to confirm');
    const at = new RegExp(`action="([^"]+/${action})"`).exec(await text(njeri, path))?.[1] ?? '';
    expect(to(await njeri.post(at, { start }))).toBe(`${path}?told=${told}`);
  });
});

describe('an attacker', () => {
  const script = '<script>alert(1)</script>"><img src=x onerror=alert(1)>';
  test('has a script for a name, a message and a note', async () => {
    const evil = await call('sms', script);
    await say(evil, script);
    const at = `/inbox/${evil.conversationId}`;
    await njeri.post(`${at}/note`, { key: key(), text: script });
    await njeri.post(`${at}/reply`, { key: key(), text: script });
    for (const page of [at, `${at}/now`, `${at}/book`, '/inbox?filter=all', `${at}?told=${script}`]) {
      const shown = await text(njeri, page);
      expect(shown, page).toContain('&lt;script&gt;alert(1)');
      expect(shown, page).not.toMatch(/<script>|<img src=x/);
    }
    expect(await (await njeri.post(`${at}/reply`, { key: 'no', text: script })).text()).not.toContain(
      '<img src=x',
    );
    expect(house.lines.join('')).not.toContain('alert(1)');
  });

  test('asks for odd filters and pages', async () => {
    const someId = '00000000-0000-7000-8000-000000000000';
    for (const query of [
      'filter=nothing',
      "filter=all&after=x' or 1=1",
      'after=%00',
      'filter=waiting&after=2026/x',
      ...[
        '2026-10-05T06:00:00.000000Z',
        '2026-99-99T99:99:99Z',
        `${someId}/2026-99-99T99:99Z`,
        `${someId}/x`,
      ].map((place) => `filter=all&after=${place}/${someId}`),
    ])
      expect((await njeri.ask(`/inbox?${query}`)).status, query).toBe(200);
    for (const query of ['before=1.2', 'before=x', 'told=toString', 'told=constructor'])
      expect((await njeri.ask(`${path}?${query}`)).status, query).toBe(200);
    for (const query of ['day=2026-13-40', 'day=0001-01-01', 'service=x&branch=y', 'day=9999-12-31'])
      expect((await njeri.ask(`${path}/book?${query}`)).status, query).toBe(200);
  });
});
