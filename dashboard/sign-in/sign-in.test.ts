import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MemberId } from '../../core/ids.ts';
import { makeLink } from '../../core/staff/link.ts';
import {
  invite,
  makeMember,
  password,
  startDashboard,
  systemScope,
  type TestDashboard,
} from '../test-dashboard.ts';
import { codeOf } from '../test-totp.ts';

let house: TestDashboard;
beforeAll(async () => {
  house = await startDashboard({ admits: () => true });
});
afterAll(() => house.stop());

const events = async (type: string) =>
  await house.core.db.selectFrom('event').select(['record_id', 'details']).where('type', '=', type).execute();

test('signed in, seen, signed out: and none of it says who in the log or the events', async () => {
  const id = await makeMember(house.core, house.organizationId, 'clinic_admin', 'halima@clinic.example');
  const browser = house.browse();
  const asked = await browser.ask('/staff?x=1');
  expect(asked.status).toBe(303);
  expect(asked.headers.get('location')).toBe('/sign-in?back=%2Fstaff%3Fx%3D1');
  const signedIn = await browser.post('/sign-in', {
    email: ' Halima@clinic.example',
    password,
    back: '/staff?x=1',
  });
  expect(signedIn.headers.get('location')).toBe('/staff?x=1');
  const set = signedIn.headers.getSetCookie();
  expect(set.length).toBeGreaterThan(1);
  for (const cookie of set) expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
  const page = await browser.ask('/staff');
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('halima@clinic.example');
  expect((await browser.post('/sign-out')).headers.get('location')).toBe('/sign-in?why=out');
  expect((await browser.ask('/staff')).status).toBe(303);
  expect((await events('staff.signed_in')).map(({ record_id }) => record_id)).toContain(id);
  const told = JSON.stringify(await house.core.db.selectFrom('event').selectAll().execute());
  expect(told + house.lines.join('')).not.toMatch(/halima|clinic\.example/i);
});

test('a cookie of an ended session is of no use, nor is one that is made up', async () => {
  await makeMember(house.core, house.organizationId, 'clinic_admin', 'two@clinic.example');
  const browser = house.browse();
  await browser.signIn('two@clinic.example');
  const kept = new Map(browser.cookies);
  await browser.post('/sign-out');
  const thief = house.browse();
  for (const [name, value] of kept) thief.cookies.set(name, value);
  expect((await thief.ask('/staff')).status).toBe(303);
  thief.cookies.set('miadi.session_token', 'made.up');
  expect((await thief.ask('/staff')).status).toBe(303);
});

test('the way from an invitation with a second factor, by code and by recovery code', async () => {
  const token = await invite(house.core, house.organizationId, 'clinic_admin', 'three@clinic.example');
  const browser = house.browse();
  expect(await (await browser.ask(`/welcome/${token}`)).text()).toContain('three@clinic.example');
  const weak = await browser.post(`/welcome/${token}`, { name: 'Three', password: 'Password2026!' });
  expect(weak.status).toBe(422);
  const joined = await browser.post(`/welcome/${token}`, { name: 'Three', password });
  expect(joined.headers.get('location')).toBe('/account/second-factor');
  expect((await browser.ask('/staff')).headers.get('location')).toBe('/account/second-factor');
  expect((await browser.ask(`/welcome/${token}`)).status).toBe(404); // once

  expect((await browser.post('/account/second-factor', { password: 'wrong wrong wrong' })).status).toBe(401);
  expect((await browser.post('/account/second-factor', { password })).status).toBe(303);
  const setup = await (await browser.ask('/account/second-factor')).text();
  const key = /<code>([A-Z2-7 ]{20,})<\/code>/.exec(setup)?.[1] ?? '';
  const codes = [...setup.matchAll(/<code>(\w{5}-\w{5})<\/code>/g)].map(([, code = '']) => code);
  expect(codes.length).toBe(10);
  expect((await browser.post('/account/second-factor/confirm', { code: '000000' })).status).toBe(422);
  const confirmed = await browser.post('/account/second-factor/confirm', {
    code: await codeOf(key),
  });
  expect(confirmed.headers.get('location')).toBe('/account?done=second-factor');
  expect((await browser.ask('/staff')).status).toBe(200);

  const other = house.browse();
  const first = await other.signIn('three@clinic.example');
  expect(first.headers.get('location')).toBe('/sign-in/code?back=%2F');
  expect((await other.ask('/staff')).status).toBe(303); // a password alone opens nothing
  expect(other.cookies.has('miadi.device')).toBe(false); // nor is the browser known by it
  expect((await other.post('/sign-in/code', { code: '123456' })).status).toBe(401);
  expect((await other.post('/sign-in/code', { code: await codeOf(key) })).status).toBe(303);
  expect((await other.ask('/staff')).status).toBe(200);
  expect(other.cookies.has('miadi.device')).toBe(true);

  const lost = house.browse();
  await lost.signIn('three@clinic.example');
  expect((await lost.post('/sign-in/recovery', { code: 'aaaaa-bbbbb' })).status).toBe(401);
  expect((await lost.post('/sign-in/recovery', { code: codes[0] ?? '' })).status).toBe(303);
  expect((await lost.ask('/staff')).status).toBe(200);
  const again = house.browse();
  await again.signIn('three@clinic.example');
  expect((await again.post('/sign-in/recovery', { code: codes[0] ?? '' })).status).toBe(401); // each works once
});

test('on three devices at a time; the one not used for longest goes, and one may sign the others out', async () => {
  await makeMember(house.core, house.organizationId, 'front_desk', 'four@clinic.example');
  const browsers = Array.from({ length: 4 }, () => house.browse());
  for (const browser of browsers) await browser.signIn('four@clinic.example');
  const seen = async () => Promise.all(browsers.map(async (one) => (await one.ask('/account')).status));
  expect(await seen()).toEqual([303, 200, 200, 200]);
  await browsers[2]?.post('/account/devices');
  expect(await seen()).toEqual([303, 303, 200, 303]);
});

test('who changes the password closes the links to a new one that are still open; a wrong password closes none', async () => {
  const { core, organizationId } = house;
  const email = 'ten@clinic.example';
  const id = (await makeMember(core, organizationId, 'front_desk', email)) as MemberId;
  const other = (await makeMember(core, organizationId, 'front_desk', 'eleven@clinic.example')) as MemberId;
  const linkOf = (member: MemberId) => makeLink(core, systemScope(organizationId), member, 'reset');
  const links = [await linkOf(id), await linkOf(id), await linkOf(other)];
  const opened = () =>
    Promise.all(links.map(async (token) => (await house.browse().ask(`/welcome/${token}`)).status));
  const browser = house.browse();
  await browser.signIn(email);
  const change = (current: string) =>
    browser.post('/account/password', { current, password: 'ziwa kubwa karibu na mti' });
  expect((await change('wrong wrong wrong')).status).toBe(401);
  expect(await opened()).toEqual([200, 200, 200]);
  expect((await change(password)).headers.get('location')).toBe('/account?done=password');
  expect(await opened()).toEqual([404, 404, 200]);
});

describe('a session', () => {
  async function shifted(email: string, sql: 'expires_at' | 'created_at') {
    await makeMember(house.core, house.organizationId, 'front_desk', email);
    const browser = house.browse();
    await browser.signIn(email);
    await house.database.pool.query(
      `update staff.sign_in set ${sql} = ${sql} - interval '13 hours' where account_id = (select id from staff.account where email = $1)`,
      [email],
    );
    return browser;
  }

  test('that nothing happened in is over: a page leads to the sign-in and back, a part of one hears 401', async () => {
    const browser = await shifted('five@clinic.example', 'expires_at');
    const part = await browser.ask('/account', {
      headers: { 'hx-request': 'true', 'hx-current-url': 'http://localhost:3000/account?x=1' },
    });
    expect(part.status).toBe(401);
    expect(part.headers.get('hx-redirect')).toBe('/sign-in?back=%2Faccount%3Fx%3D1&why=expired');
    expect((await browser.ask('/account')).status).toBe(303);
  });

  test('that ran out beside a page which looks for news: who then does something is told why', async () => {
    const browser = await shifted('five.live@clinic.example', 'expires_at');
    expect((await browser.ask('/signed-in', { headers: { 'x-live': '1' } })).status).toBe(401);
    expect((await browser.ask('/account')).headers.get('location')).toBe(
      '/sign-in?back=%2Faccount&why=expired',
    );
  });

  test('is over after twelve hours, whatever happens in it', async () => {
    expect((await (await shifted('six@clinic.example', 'created_at')).ask('/account')).status).toBe(303);
  });

  test('is kept alive by who does something, not by a page that looks for news', async () => {
    const email = 'seven@clinic.example';
    await makeMember(house.core, house.organizationId, 'front_desk', email);
    const browser = house.browse();
    await browser.signIn(email);
    const left = async () =>
      Number(
        (
          await house.database.pool.query(
            'select extract(epoch from expires_at - now()) as left from staff.sign_in s join staff.account a on a.id = s.account_id where a.email = $1',
            [email],
          )
        ).rows[0].left,
      );
    await house.database.pool.query(`update staff.sign_in set expires_at = now() + interval '10 minutes'`);
    await browser.ask('/account', { headers: { 'x-live': '1' } });
    expect(await left()).toBeLessThan(601);
    await browser.ask('/account');
    expect(await left()).toBeGreaterThan(1700);
  });
});

test('who was deactivated is out, and does not come in', async () => {
  const id = await makeMember(house.core, house.organizationId, 'front_desk', 'eight@clinic.example');
  await makeMember(house.core, house.organizationId, 'clinic_admin', 'nine@clinic.example');
  const browser = house.browse();
  await browser.signIn('eight@clinic.example');
  const admin = house.browse();
  await admin.signIn('nine@clinic.example');
  expect((await admin.post(`/staff/${id}/deactivate`)).headers.get('location')).toBe('/staff?done=yes');
  expect((await browser.ask('/account')).status).toBe(303);
  expect((await browser.signIn('eight@clinic.example')).status).toBe(401);
});
