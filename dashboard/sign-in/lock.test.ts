import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { movableClock } from '../../core/clock.ts';
import { type CorrelationId, uuidIds } from '../../core/ids.ts';
import { countTry, forgetTries, mostTries } from '../../core/staff/lock.ts';
import { openStaffKey } from '../../core/staff/staff-key.ts';
import { type Browser, makeMember, password, startDashboard, type TestDashboard } from '../test-dashboard.ts';

let house: TestDashboard;
beforeAll(async () => {
  house = await startDashboard({ trustedProxies: ['10.0.0.0/8'] });
});
afterAll(() => house.stop());

const by = (address: string) => ({
  incoming: { socket: { remoteAddress: address, remotePort: 1, remoteFamily: 'IPv4' } },
});

test('a thousand wrong passwords from a thousand addresses: eight are looked at, and then the right one is refused, too', {
  timeout: 120_000,
}, async () => {
  const id = await makeMember(house.core, house.organizationId, 'clinic_admin', 'target@clinic.example');
  const statuses = new Map<number, number>();
  const browser = house.browse();
  for (let place = 0; place < 1_000; place += 20) {
    const tries = Array.from({ length: 20 }, (_, within) => {
      const from = `197.${(place + within) % 250}.${Math.floor((place + within) / 250)}.7`;
      return browser.post(
        '/sign-in',
        { email: 'target@clinic.example', password: `wrong wrong ${place + within}` },
        { 'x-forwarded-for': from },
        by('10.0.0.1'),
      );
    });
    for (const { status } of await Promise.all(tries)) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  expect([...statuses]).toEqual([[401, 1_000]]);
  const looked = house.lines.filter((line) => line.includes('"reason":"wrong"')).length;
  expect(looked).toBe(mostTries);
  const right = await browser.post(
    '/sign-in',
    { email: 'target@clinic.example', password },
    { 'x-forwarded-for': '197.9.9.9' },
    by('10.0.0.1'),
  );
  expect(right.status).toBe(401);
  expect(await right.text()).toMatch(/wait 1[45] minutes/);
  const locked = await house.core.db
    .selectFrom('event')
    .select('record_id')
    .where('type', '=', 'staff.locked')
    .execute();
  expect(locked).toEqual([{ record_id: id }]);

  await makeMember(house.core, house.organizationId, 'clinic_admin', 'admin@clinic.example');
  const admin = house.browse();
  await admin.post('/sign-in', { email: 'admin@clinic.example', password }, {}, by('192.0.2.1'));
  expect(await (await admin.ask('/staff')).text()).toContain('locked until');
  expect((await admin.post(`/staff/${id}/unlock`)).status).toBe(303);
  const now = await browser.post(
    '/sign-in',
    { email: 'target@clinic.example', password },
    { 'x-forwarded-for': '197.9.9.9' },
    by('10.0.0.1'),
  );
  expect(now.status).toBe(303);
});

test('an address that has no account is locked all the same, and answered in the same words', async () => {
  const words: string[] = [];
  await makeMember(house.core, house.organizationId, 'front_desk', 'real@clinic.example');
  for (const email of ['real@clinic.example', 'nobody@clinic.example']) {
    const answers: string[] = [];
    for (let tries = 0; tries <= mostTries; tries++) {
      const env = by(`192.0.2.${tries + 10}`);
      const answer = await house.browse().post('/sign-in', { email, password: 'wrong wrong wrong' }, {}, env);
      answers.push(`${answer.status} ${(await answer.text()).replaceAll(email, 'EMAIL')}`);
    }
    words.push(answers.join('\n'));
  }
  expect(words[0]).toBe(words[1]);
  expect(words[0]).toMatch(/wait 15 minutes/);
});

test('X-Forwarded-For is believed of named proxies only: from one address twenty tries a minute are heard', async () => {
  const statuses: number[] = [];
  for (let tries = 0; tries < 30; tries++) {
    const forged = { 'x-forwarded-for': `198.51.100.${tries}` };
    const form = { email: `x${tries}@clinic.example`, password: 'wrong wrong wrong' };
    statuses.push((await house.browse().post('/sign-in', form, forged, by('203.0.113.5'))).status);
  }
  expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(25);
  expect(statuses.at(-1)).toBe(429);
});

describe('a browser that has signed in to the account before', () => {
  let place = 0;
  const somewhere = () => by(`192.0.2.${100 + (place++ % 100)}`);
  const tryOn = (browser: Browser, email: string, typed = password) =>
    browser.post('/sign-in', { email, password: typed }, {}, somewhere());
  async function known(email: string) {
    await makeMember(house.core, house.organizationId, 'front_desk', email);
    const browser = house.browse();
    expect((await tryOn(browser, email)).status).toBe(303);
    return browser;
  }
  async function wrong(browser: () => Browser, email: string, times: number = mostTries) {
    for (let tries = 0; tries < times; tries++)
      expect((await tryOn(browser(), email, `wrong wrong ${tries}`)).status).toBe(401);
  }

  test('is let in and may change the password while strangers lock the account, and gives them no fresh start', async () => {
    const email = 'known@clinic.example';
    const browser = await known(email);
    await wrong(house.browse, email, mostTries + 3);
    expect(
      (await browser.post('/account/password', { current: password, password: `${password} mpya` })).status,
    ).toBe(303);
    await browser.post('/sign-out');
    expect((await tryOn(browser, email, `${password} mpya`)).status).toBe(303);
    expect(await (await tryOn(house.browse(), email, `${password} mpya`)).text()).toMatch(
      /on a device that you have used here before, wait 1[45] minutes/,
    );
  });

  test('has eight tries of its own, and they lock neither another of theirs nor strangers; an admin unlocks it', async () => {
    const email = 'own@clinic.example';
    const browser = await known(email);
    const other = house.browse();
    await tryOn(other, email);
    await browser.post('/sign-out');
    await wrong(() => browser, email);
    expect(await (await tryOn(browser, email)).text()).toMatch(/Wait 15 minutes, or ask/);
    expect((await tryOn(other, email)).status).toBe(303);
    expect((await tryOn(house.browse(), email)).status).toBe(303);
    await makeMember(house.core, house.organizationId, 'clinic_admin', 'opens@clinic.example');
    const admin = house.browse();
    await tryOn(admin, 'opens@clinic.example');
    const { rows } = await house.database.pool.query(
      'select m.id from staff.member m join staff.account a on a.id = m.account_id where a.email = $1',
      [email],
    );
    expect(await (await admin.ask('/staff')).text()).toContain('locked until');
    expect((await admin.post(`/staff/${rows[0].id}/unlock`)).status).toBe(303);
    expect((await tryOn(browser, email)).status).toBe(303);
  });

  test('is a stranger to every other account, to its own after a new password, and when its mark is made up', async () => {
    const email = 'mark@clinic.example';
    const old = await known(email);
    const mark = old.cookies.get('miadi.device') ?? '';
    expect(mark).not.toBe('');
    await makeMember(house.core, house.organizationId, 'front_desk', 'another@clinic.example');
    const changing = house.browse();
    await tryOn(changing, email);
    await changing.post('/account/password', { current: password, password: `${password} mpya` });
    const [id = '', signature = '', account = ''] = mark.split('.');
    const made = [
      `${id}.${signature}x.${account}`,
      `x${id}.${signature}.${account}`,
      `x.x.${account}`,
      '..',
      '',
    ];
    const browserWith = (value: string) => () => {
      const browser = house.browse();
      browser.cookies.set('miadi.device', value);
      return browser;
    };
    await wrong(browserWith(mark), 'another@clinic.example');
    expect((await tryOn(house.browse(), 'another@clinic.example')).status).toBe(401);
    for (const value of [mark, ...made]) await wrong(browserWith(value), email, 2);
    expect((await tryOn(browserWith(mark)(), email, `${password} mpya`)).status).toBe(401);
    expect((await tryOn(changing, email, `${password} mpya`)).status).toBe(303);
  });

  test('is known to each of those who share it, and tells of none of them', async () => {
    const browser = await known('first@clinic.example');
    for (const email of ['second@clinic.example', 'third@clinic.example', 'first@clinic.example']) {
      if (email !== 'first@clinic.example')
        await makeMember(house.core, house.organizationId, 'front_desk', email);
      expect((await tryOn(browser, email)).status).toBe(303);
    }
    const mark = browser.cookies.get('miadi.device') ?? '';
    expect(mark.split('.')).toHaveLength(5);
    for (const email of ['first@clinic.example', 'second@clinic.example', 'third@clinic.example']) {
      await wrong(house.browse, email);
      expect((await tryOn(browser, email)).status).toBe(303);
    }
  });

  test('is heard also where strangers use up the tries of its address', async () => {
    const browser = await known('behind@clinic.example');
    const from = by('198.51.100.77');
    const form = { email: 'nobody@clinic.example', password: 'wrong wrong wrong' };
    let status = 0;
    for (let tries = 0; tries < 30; tries++)
      status = (await house.browse().post('/sign-in', form, {}, from)).status;
    expect(status).toBe(429);
    const own = { email: 'behind@clinic.example', password };
    expect((await browser.post('/sign-in', own, {}, from)).status).toBe(303);
  });
});

test('a flood from hundreds of addresses: few passwords are looked at, the others hear so, and a known browser comes in meanwhile', async () => {
  const email = 'meanwhile@clinic.example';
  await makeMember(house.core, house.organizationId, 'front_desk', email);
  const browser = house.browse();
  await browser.post('/sign-in', { email, password }, {}, by('192.0.2.9'));
  const looked = () => house.lines.filter((line) => line.includes('"reason":"wrong"')).length;
  const before = looked();
  let [over, answeredBefore] = [0, 0];
  const flood = Array.from({ length: 300 }, async (_, n) => {
    const form = { email: `flood${n}@clinic.example`, password: 'wrong wrong wrong' };
    const from = by(`100.64.${Math.floor(n / 200)}.${n % 200}`);
    const { status } = await house.browse().post('/sign-in', form, {}, from);
    over += 1;
    return status;
  });
  const own = browser.post('/sign-in', { email, password }, {}, by('192.0.2.9')).then(({ status }) => {
    answeredBefore = over;
    return status;
  });
  expect(await own).toBe(303);
  const statuses = await Promise.all(flood);
  expect(answeredBefore).toBeLessThan(300);
  const few = looked() - before; // those at once and those in line, and who has come when one of these was done
  expect(few).toBeGreaterThanOrEqual(42);
  expect(few).toBeLessThan(150);
  expect(statuses.filter((status) => status === 401)).toHaveLength(few);
  expect(statuses.filter((status) => status === 503)).toHaveLength(300 - few);
  const { status } = await house.browse().post('/sign-in', { email, password }, {}, by('192.0.2.9'));
  expect(status).toBe(303); // the line is open again
});

describe('the lock', () => {
  const correlationId = uuidIds.next<CorrelationId>();

  test('of eight at once eight pass, of fifty eight; it lasts 15 minutes, then 30, and is forgotten after a day', async () => {
    const clock = movableClock(Temporal.Instant.from('2026-11-26T08:00:00Z'));
    const core = { ...house.core, clock };
    const key = await openStaffKey(core);
    const tryIt = () => countTry(core, key, { email: 'locked@clinic.example', device: null }, correlationId);
    const fifty = await Promise.all(Array.from({ length: 50 }, tryIt));
    expect(fifty.filter(({ ok }) => ok)).toHaveLength(8);
    const lasts = async () => {
      const tried = await tryIt();
      return tried.ok ? null : clock.now().until(tried.until).total('minutes');
    };
    expect(await lasts()).toBe(15);
    clock.advance(Temporal.Duration.from({ minutes: 15, seconds: 1 }));
    for (let tries = 0; tries < mostTries; tries++) expect((await tryIt()).ok).toBe(true);
    expect(await lasts()).toBe(30);
    clock.advance(Temporal.Duration.from({ hours: 25 }));
    for (let tries = 0; tries < mostTries; tries++) expect((await tryIt()).ok).toBe(true);
    expect(await lasts()).toBe(15);
  });

  test('is counted also by a Miadi of before known browsers, which still runs beside', async () => {
    const key = await openStaffKey(house.core);
    for (const device of [null, 'a browser'])
      await countTry(house.core, key, { email: 'both@clinic.example', device }, correlationId);
    const { rows } = await sql<{ tries: number }>`
      insert into staff.lock as l (digest, tries, locks, tried_at)
      select digest, 1, 0, now() from staff.lock where digest = account_digest and tries > 0
      on conflict (digest) do update set tries = l.tries + 1 returning tries
    `.execute(house.core.db);
    expect(rows.length).toBeGreaterThan(0);
    for (const { tries } of rows) expect(tries).toBeGreaterThan(1);
  });

  test('is not reached by who types it right now and then', async () => {
    const key = await openStaffKey(house.core);
    for (let tries = 0; tries < 40; tries++) {
      const by = { email: 'now@clinic.example', device: null };
      expect((await countTry(house.core, key, by, correlationId)).ok).toBe(true);
      if (tries % 5 === 4) await forgetTries(house.core, key, by);
    }
  });
});
