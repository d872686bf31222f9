import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { movableClock, systemClock } from '../core/clock.ts';
import { type CorrelationId, type MemberId, uuidIds } from '../core/ids.ts';
import { makeForgottenLink } from '../core/staff/forgotten.ts';
import { makeLink, openLink } from '../core/staff/link.ts';
import { createMailEmulator, type MailEmulator } from '../emulators/mail/emulator.ts';
import {
  type Browser,
  makeClinic,
  makeMember,
  password,
  startDashboard,
  type TestDashboard,
} from './test-dashboard.ts';

/** Invitations and links to a new password, by a mail server that is spoken to. */

let mail: MailEmulator;
let house: TestDashboard;
let halima: Browser;
let ids: Map<string, string>;

beforeAll(async () => {
  mail = createMailEmulator({ now: systemClock.now });
  house = await startDashboard({ admits: () => true }, await mail.listen());
  await makeMember(house.core, house.organizationId, 'clinic_admin', 'halima@clinic.example');
  ids = new Map();
  for (const name of ['njeri', 'peter', 'grace', 'gone'])
    ids.set(name, await makeMember(house.core, house.organizationId, 'front_desk', `${name}@clinic.example`));
  await house.database.pool.query(`update staff.member set language = 'sw' where id = $1`, [
    ids.get('njeri'),
  ]);
  await house.database.pool.query(`update staff.member set active = false where id = $1`, [ids.get('gone')]);
  halima = house.browse();
  await halima.signIn('halima@clinic.example');
});
afterAll(async () => {
  await house?.stop();
  mail.stop();
});

let sent = 0;
beforeEach(() => {
  sent = mail.mails.length;
});
const mails = () => mail.mails.slice(sent);
const linkIn = (text = '') => /http:\/\/localhost:3000(\/welcome\/[\w-]{43})/.exec(text)?.[1] ?? '';

test('an invitation goes to the mailbox, in the language of whom it is for, and is not on the page', async () => {
  const form = { email: ' Mosi@clinic.example', role: 'front_desk', all: 'yes', language: 'sw' };
  const page = await (await halima.post('/staff/invite', form)).text();
  expect(page).toContain('The invitation was sent to Mosi@clinic.example.');
  expect(page).not.toContain('/welcome/');
  expect(mails()).toMatchObject([
    {
      ...{ from: 'miadi@amani.example', sender: 'Amani Family Clinic', to: 'Mosi@clinic.example' },
      subject: 'Amani Family Clinic inakualika Miadi',
      text: expect.stringContaining('kwa siku tatu'),
    },
  ]);
  const link = linkIn(mails()[0]?.text);
  const browser = house.browse();
  expect((await browser.post(link, { name: 'Mosi', password })).headers.get('location')).toBe('/');
});

test('a link to a new password likewise', async () => {
  const page = await (await halima.post(`/staff/${ids.get('njeri')}/link`)).text();
  expect(page).toContain('A link to a new password was sent to njeri@clinic.example.');
  expect(page).not.toContain('/welcome/');
  expect(mails()).toMatchObject([
    { to: 'njeri@clinic.example', text: expect.stringContaining('Nenosiri jipya limeombwa') },
  ]);
  expect(await (await house.browse().ask(linkIn(mails()[0]?.text))).text()).toContain('njeri@clinic.example');
});

test.each([
  ['the mail server is away', { kind: 'unreachable' }],
  ['it refuses the address', { kind: 'refuse', status: 550, code: 550 }],
] as const)('where %s, that is said, and the link is shown to be handed on', async (_, fault) => {
  mail.lastingFault(fault);
  const page = await (await halima.post(`/staff/${ids.get('peter')}/link`)).text();
  mail.lastingFault(null);
  expect(page).toContain('The e-mail could not be sent.');
  expect(page).toMatch(/value="http:\/\/localhost:3000\/welcome\/[\w-]{43}"/);
  expect(house.lines.filter((line) => line.includes('link_not_mailed'))).not.toEqual([]);
});

test('a clinic without a mailbox has its links shown, as without a mail server', async () => {
  const baraka = await makeClinic(house.core, 'baraka');
  await makeMember(house.core, baraka, 'clinic_admin', 'amina@baraka.example');
  const amina = house.browse();
  await amina.signIn('amina@baraka.example');
  const form = { email: 'otieno@baraka.example', role: 'front_desk', all: 'yes', language: 'en' };
  const page = await (await amina.post('/staff/invite', form)).text();
  expect(page).toMatch(/value="http:\/\/localhost:3000\/welcome\//);
  expect(page).not.toContain('could not be sent');
  expect(mails()).toEqual([]);
});

test('who has forgotten the password gets a link; who asks hears the same, whoever has an account', async () => {
  const browser = house.browse();
  expect(await (await browser.ask('/sign-in')).text()).toContain('href="/sign-in/forgotten"');
  const ask = async (email: string) => {
    const answer = await browser.post('/sign-in/forgotten', { email });
    const { status } = answer;
    const to = answer.headers.get('location') ?? '';
    const page = await (await browser.ask(to)).text();
    return { status, to, page: page.replace(/nonce="[^"]*"/g, '') };
  };
  const known = await ask(' Grace@clinic.example ');
  expect(known).toMatchObject({ status: 303, to: '/sign-in?why=forgotten' });
  expect(known.page).toContain('If that e-mail has an account here');
  for (const other of ['grace@clinic.example', 'nobody@clinic.example', 'gone@clinic.example'])
    expect(await ask(other), other).toEqual(known);
  await expect
    .poll(mails)
    .toMatchObject([
      { to: 'grace@clinic.example', subject: 'A new password for Miadi, Amani Family Clinic' },
    ]);
  expect((await browser.post('/sign-in/forgotten', { email: 'no address' })).status).toBe(422);

  const joined = await browser.post(linkIn(mails()[0]?.text), {
    name: 'Grace',
    password: `${password} mpya`,
  });
  expect(joined.headers.get('location')).toBe('/');
  expect((await house.browse().signIn('grace@clinic.example')).status).toBe(401); // by the old one
});

test('the answer does not wait for the mail server', async () => {
  await house.database.pool.query(`update staff.link set created_at = created_at - interval '1 hour'`);
  mail.fault({ kind: 'delay', ms: 1_500 });
  const began = performance.now();
  await house.browse().post('/sign-in/forgotten', { email: 'njeri@clinic.example' });
  expect(performance.now() - began).toBeLessThan(1_000);
  await expect.poll(mails).toMatchObject([{ to: 'njeri@clinic.example' }]);
});

test('an account gets a link once in five minutes, and from the fifth of a day on once an hour, however often it is asked for', async () => {
  const id = ids.get('peter');
  const browser = house.browse();
  const count = `select count(*)::int as n from staff.link where member_id = $1 and created_at > now() - interval '24 hours'`;
  const made = async () => (await house.database.pool.query(count, [id])).rows[0].n;
  const answered = () => house.lines.filter((line) => line.includes('password_forgotten')).length;
  /** All that comes after the answer has been done, too. */
  async function ask(times: number): Promise<void> {
    const before = answered();
    const form = { email: 'peter@clinic.example' };
    await Promise.all(Array.from({ length: times }, () => browser.post('/sign-in/forgotten', form)));
    await expect.poll(answered).toBe(before + times);
  }
  const move = (time: string) =>
    house.database.pool.query(`update staff.link set created_at = created_at - $1::interval`, [time]);
  await move('25 hours');
  await ask(4);
  expect(await made()).toBe(1);
  await move('4 minutes');
  await ask(1);
  expect(await made()).toBe(1);
  for (let times = 0; times < 6; times++) {
    await move('6 minutes');
    await ask(1);
  }
  expect(await made()).toBe(5);
  await move('1 hour');
  await ask(1);
  expect(await made()).toBe(6);
});

test('who is asked for all day long still has one in the mailbox that opens, and not many', async () => {
  const now = systemClock.now();
  const clock = movableClock(now);
  const core = { ...house.core, clock };
  const correlationId = uuidIds.next<CorrelationId>();
  await house.database.pool.query(`update staff.link set created_at = created_at - interval '2 days'`);
  let [latest, all] = ['', 0];
  for (let minutes = 0; minutes < 24 * 60; minutes += 4) {
    const made = await makeForgottenLink(core, correlationId, 'peter@clinic.example');
    if (made !== null) [latest, all] = [made.token, all + 1];
    expect(
      await openLink({ ...core, clock: movableClock(clock.now().add({ minutes: 50 })) }, latest),
    ).toBeDefined();
    clock.advance(Temporal.Duration.from({ minutes: 4 }));
  }
  expect(all).toBeLessThanOrEqual(28);
});

test('who asks in another’s name takes no link away; the first that is used ends all', async () => {
  const { rows } = await house.core.db.transaction().execute(async (db) => {
    const core = { ...house.core, db };
    const scope = { organizationId: house.organizationId, correlationId: uuidIds.next<CorrelationId>() };
    const system = { ...scope, actor: { kind: 'system' as const } };
    const memberId = ids.get('peter') as MemberId;
    return {
      rows: [
        await makeLink(core, system, memberId, 'reset'),
        await makeLink(core, system, memberId, 'reset'),
      ],
    };
  });
  const [first = '', second = ''] = rows;
  const use = (token: string) =>
    house.browse().post(`/welcome/${token}`, { name: 'Peter', password: `${password} mpya` });
  expect((await use(first)).headers.get('location')).toBe('/');
  expect((await use(second)).headers.get('location')).not.toBe('/');
});

test('a clinic without a mailbox takes no part in it', async () => {
  const mwangaza = await makeClinic(house.core, 'mwangaza');
  await makeMember(house.core, mwangaza, 'front_desk', 'zawadi@mwangaza.example');
  const before = house.lines.filter((line) => line.includes('password_forgotten')).length;
  await house.browse().post('/sign-in/forgotten', { email: 'zawadi@mwangaza.example' });
  await expect
    .poll(() => house.lines.filter((line) => line.includes('password_forgotten')).length)
    .toBe(before + 1);
  const links = await house.core.db
    .selectFrom('staff.link')
    .select('digest')
    .where('organization_id', '=', mwangaza)
    .where('purpose', '=', 'reset')
    .execute();
  expect(links).toEqual([]);
});

test('neither link nor address is in the log or in an event', async () => {
  const told = JSON.stringify(await house.core.db.selectFrom('event').selectAll().execute());
  expect(told + house.lines.join('')).not.toMatch(/clinic\.example|baraka\.example|\/welcome\/[\w-]{20}/i);
});

test('without a mail server nobody is asked for an address', async () => {
  const without = await startDashboard();
  const browser = without.browse();
  expect(await (await browser.ask('/sign-in')).text()).toContain('Ask an administrator of your clinic');
  expect((await browser.ask('/sign-in/forgotten')).status).toBe(404);
  expect((await browser.post('/sign-in/forgotten', { email: 'x@clinic.example' })).status).toBe(404);
  await without.stop();
});
