import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Permission, permissionsOf, type Role, roles } from '../core/staff/permissions.ts';
import { covers } from '../core/staff/roles.ts';
import type { Page } from './page.ts';
import { pages } from './pages.ts';
import {
  type Browser,
  invite,
  makeClinic,
  makeMember,
  origin,
  startDashboard,
  type TestDashboard,
} from './test-dashboard.ts';

let house: TestDashboard;
const browsers = new Map<Role, Browser>();
const ids = new Map<Role, string>();

/** A page that fails, and one that nobody may see yet: as others will add them. */
const more: Page[] = [
  {
    path: '/broken',
    permission: ['audit.read'],
    label: null,
    routes: (app) =>
      app.get('/', () => {
        throw new Error('Wanjiku Kamau +254711000001');
      }),
  },
];

beforeAll(async () => {
  house = await startDashboard({ pages: [...pages, ...more] });
  for (const role of roles) {
    const email = `${role.replace('_', '-')}@clinic.example`;
    ids.set(role, await makeMember(house.core, house.organizationId, role, email));
    const browser = house.browse();
    await browser.signIn(email);
    browsers.set(role, browser);
  }
}, 120_000);
afterAll(() => house.stop());

const of = (role: Role) => browsers.get(role) ?? house.browse();

describe('every role on every page', () => {
  const rows = pages.flatMap((page) => roles.map((role) => [page.path, role] as const));
  test.each(rows)('%s %s', async (path, role) => {
    const page = pages.find((one) => one.path === path);
    const open =
      page?.permission === 'anyone' || page?.permission.some((one) => permissionsOf[role].includes(one));
    const answer = await of(role).ask(path);
    expect(answer.status).toBe(open ? 200 : 403);
    const text = await answer.text();
    if (page?.label) expect(text.includes(`href="${path}"`)).toBe(open);
    if (!open) expect(text).toContain('Your role does not allow it');
  });

  test.each([...pages, ...more].map(({ path }) => path))('nobody’s: %s', async (path) => {
    expect((await house.browse().ask(path)).status).toBe(303);
    expect((await house.browse().ask(path, { headers: { 'hx-request': 'true' } })).status).toBe(401);
    expect((await house.browse().post(path)).status).toBe(303);
  });
});

describe('every role on every action on staff', () => {
  const actions = ['role', 'deactivate', 'reactivate', 'unlock', 'second-factor', 'link'];
  const refusedRoles = roles.filter((role) => !permissionsOf[role].includes('staff.manage'));
  const rows = refusedRoles.flatMap((role) => actions.map((action) => [role, action] as const));
  test.each(rows)('%s may not: %s', async (role, action) => {
    const answer = await of(role).post(`/staff/${ids.get('practitioner')}/${action}`, {
      role: 'clinic_admin',
    });
    expect(answer.status).toBe(403);
  });

  test.each(refusedRoles)('%s may not invite', async (role) => {
    expect(
      (await of(role).post('/staff/invite', { email: 'x@clinic.example', role: 'front_desk', all: 'yes' }))
        .status,
    ).toBe(403);
  });

  test('who runs Miadi manages their like, and gives nobody what they do not have', async () => {
    const { post } = of('system_admin');
    const form = { email: 'new@clinic.example', all: 'yes' };
    expect((await post('/staff/invite', { ...form, role: 'front_desk' })).status).toBe(403);
    expect((await post('/staff/invite', { ...form, role: 'clinic_admin' })).status).toBe(403);
    expect((await post(`/staff/${ids.get('front_desk')}/link`)).status).toBe(403);
    expect((await post(`/staff/${ids.get('front_desk')}/role`, { role: 'system_admin' })).status).toBe(403);
    expect((await post('/staff/invite', { ...form, role: 'system_admin' })).status).toBe(200);
  });

  test('an admin invites, changes a role, and does neither to themselves', async () => {
    const { post } = of('clinic_admin');
    const invited = await post('/staff/invite', {
      email: 'desk2@clinic.example',
      role: 'front_desk',
      all: 'yes',
    });
    expect(await invited.text()).toMatch(/value="http:\/\/localhost:3000\/welcome\/[\w-]{43}"/);
    const twice = await post('/staff/invite', {
      email: 'desk2@clinic.example',
      role: 'front_desk',
      all: 'yes',
    });
    expect(twice.status).toBe(422);
    const own = ids.get('clinic_admin');
    expect((await post(`/staff/${own}/role`, { role: 'front_desk' })).status).toBe(422);
    expect((await post(`/staff/${own}/deactivate`)).status).toBe(422);
    const changed = await post(`/staff/${ids.get('practitioner')}/role`, { role: 'front_desk' });
    expect(changed.status).toBe(303);
    expect((await of('practitioner').ask('/account')).status).toBe(200);
    expect((await post(`/staff/${ids.get('practitioner')}/role`, { role: 'practitioner' })).status).toBe(303);
  });

  test.each(['role', 'deactivate', 'second-factor', 'link'])(
    'an admin does not do this to their own account: %s',
    async (action) => {
      const own = ids.get('clinic_admin') ?? '';
      for (const id of [own, own.toUpperCase()]) {
        const answer = await of('clinic_admin').post(`/staff/${id}/${action}`, { role: 'front_desk' });
        expect(answer.status, id).toBe(422);
        const text = await answer.text();
        expect(text).toContain('You cannot do that to your own account.');
        expect(text).not.toContain('/welcome/');
      }
      expect((await of('clinic_admin').ask('/staff')).status).toBe(200); // still signed in
    },
  );

  test('ids of another clinic, or of nothing, are none', async () => {
    const other = await makeClinic(house.core, 'baraka');
    const stranger = await makeMember(house.core, other, 'front_desk', 'stranger@clinic.example');
    const { post, ask } = of('clinic_admin');
    for (const id of [stranger, '00000000-0000-7000-8000-000000000000', "x' or 1=1", '%00']) {
      for (const action of [...actions, 'nothing', '__proto__', 'constructor']) {
        expect(
          (await post(`/staff/${encodeURIComponent(id)}/${action}`, { role: 'front_desk' })).status,
          `${id} ${action}`,
        ).toBe(404);
      }
    }
    expect(await (await ask('/staff')).text()).not.toContain('stranger@');
  });
});

describe('an attacker', () => {
  test.each([
    ['from another site', { origin: 'https://evil.example' }],
    ['from nowhere', { origin: 'null' }],
    ['with a like name', { origin: 'http://localhost.evil.example:3000' }],
    ['by a site’s own word', { origin, 'sec-fetch-site': 'cross-site' }],
  ])('%s posts no form', async (_, headers) => {
    const form = { email: 'forged@clinic.example', role: 'front_desk', all: 'yes' };
    const { ask } = of('clinic_admin');
    const body = new URLSearchParams(form);
    expect((await ask('/staff/invite', { method: 'POST', body, headers })).status).toBe(403);
    expect(await (await ask('/staff')).text()).not.toContain('forged@');
  });

  test('sends ten megabytes', async () => {
    const body = new URLSearchParams({ email: 'x'.repeat(10_000_000), password: 'y' });
    const answer = await house.browse().ask('/sign-in', { method: 'POST', body, headers: { origin } });
    expect(answer.status).toBe(413);
  });

  test('has a script for a name', async () => {
    const token = await invite(house.core, house.organizationId, 'front_desk', 'script@clinic.example');
    const name = '<script>alert(1)</script>"><img src=x onerror=alert(1)>';
    await house.browse().post(`/welcome/${token}`, { name, password: 'mti mrefu karibu na ziwa' });
    const text = await (await of('clinic_admin').ask('/staff')).text();
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toContain('<img src=x');
  });

  test('leads nobody out of the house', async () => {
    const answer = await house.browse().post('/sign-in', {
      email: 'front-desk@clinic.example',
      password: 'mti mrefu karibu na ziwa',
      back: '//evil.example/',
    });
    expect(answer.headers.get('location')).toBe('/');
  });
});

test.each([
  ['leads back to its page', `${origin}/inbox/1?told=sent`, '%2Finbox%2F1'],
  ['of another site leads home', 'https://evil.example/inbox/1', '%2F'],
  ['that may loop leads home', `${origin}/sign-in`, '%2F'],
  ['from who knows where leads home', 'nowhere', '%2F'],
])('a form sent when one is signed out %s', async (_, referer, back) => {
  const answer = await house.browse().post('/inbox/1/reply', {}, { referer });
  expect(answer.headers.get('location')).toBe(`/sign-in?back=${back}`);
});

test('what fails is a page with a number, and the log has the number and nothing of what it was about', async () => {
  const answer = await of('clinic_admin').ask('/broken');
  const text = await answer.text();
  expect(answer.status).toBe(500);
  const id = answer.headers.get('x-correlation-id') ?? 'none';
  expect(text).toContain(id);
  expect(text).not.toContain('Wanjiku');
  expect(house.lines.find((line) => line.includes('page_failed'))).toContain(id);
  expect(house.lines.join('')).not.toMatch(/Wanjiku|254711/);
});

test('a page that is not there says so, and no page is kept or framed', async () => {
  const answer = await of('clinic_admin').ask('/nothing/here');
  expect(answer.status).toBe(404);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'; style-src 'self'");
  expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(answer.headers.get('strict-transport-security')).toBeNull(); // not over http
});

test('home is the first page that one may see; the language stays chosen', async () => {
  expect((await of('clinic_admin').ask('/')).headers.get('location')).toBe(pages[0]?.path);
  expect((await of('system_admin').ask('/')).headers.get('location')).toBe('/staff');
  expect((await of('practitioner').ask('/')).headers.get('location')).toBe('/my-visits');
  const { post, ask } = of('front_desk');
  expect((await post('/language', { language: 'sw', back: '/account' })).headers.get('location')).toBe(
    '/account',
  );
  expect(await (await ask('/account')).text()).toContain('Akaunti yangu');
});

describe('what was searched for', () => {
  const asked = '/search?q=Asha%20Njeri'; // of an address that somebody has kept
  const q = 'Asha Njeri';

  test('is posted by every form that asks for it, and never read from an address', async () => {
    const { ask, post } = of('clinic_admin');
    for (const path of ['/inbox', '/patients', '/search', asked]) {
      const text = await (await ask(path)).text();
      expect(text.match(/<form[^>]* action="\/search"[^>]*>/g), path).toEqual([
        expect.stringContaining('method="post"'),
      ]);
      expect(text, path).not.toContain('Njeri');
    }
    const found = await post('/search', { q });
    expect(found.status).toBe(200);
    expect(found.headers.get('cache-control')).toBe('no-store');
    expect(await found.text()).toContain('name="q" value="Asha Njeri"'); // the search's own form keeps it
  });

  test('comes from a page of ours, and is looked for by who may alone', async () => {
    const headers = { origin: 'https://evil.example' };
    const { post } = of('clinic_admin');
    expect((await post('/search', { q }, headers)).status).toBe(403);
    expect((await of('practitioner').post('/search', { q })).status).toBe(403);
  });

  test('is not in the address of the sign-in, whether a page or a part of one is asked for', async () => {
    const page = await house.browse().ask(asked);
    expect(page.headers.get('location')).toBe('/sign-in?back=%2Fsearch');
    const posted = await house.browse().post('/search', { q }, { referer: `${origin}/inbox/1` });
    expect(posted.headers.get('location')).toBe('/sign-in?back=%2Fsearch');
    const headers = { 'hx-request': 'true', 'hx-current-url': `${origin}${asked}` };
    const part = await house.browse().ask('/needs/urgent', { headers });
    expect(part.headers.get('hx-redirect')).toBe('/sign-in?back=%2Fsearch&why=expired');
    const form = await (await house.browse().ask(`/sign-in?back=${encodeURIComponent(asked)}`)).text();
    expect(form).not.toContain('value="/search?');
  });

  test('is not in the form that changes the language, nor where that leads', async () => {
    const { post } = of('clinic_admin');
    const text = await (await post('/search', { q })).text();
    expect(text).toContain('name="back" value="/search"');
    const changed = await post('/language', { language: 'en', back: asked });
    expect(changed.headers.get('location')).toBe('/search');
  });
});

test.each<[Role, string, number]>([
  ['clinic_admin', "/audit?by=x'%20or%201=1&kind=__proto__&day=2026-99-99&after=zzz", 200],
  ['clinic_admin', '/audit?after=2026-99-99T99:99:99Z_1&day=0000-00-00', 200],
  ['clinic_admin', '/audit?patient=%00', 404],
  ['clinic_admin', '/audit?patient=00000000-0000-7000-8000-000000000000', 404],
  ['practitioner', '/my-visits?from=99999-01-01', 200],
  ['practitioner', '/my-visits?from=9999-12-31', 200],
  ['practitioner', '/my-visits?from=0000-01-01', 200],
  ['practitioner', "/my-visits/list?from='", 200],
])('%s asks for nonsense: %s is %i', async (role, path, status) => {
  expect((await of(role).ask(path)).status).toBe(status);
});

test('what is loaded is kept for good, under an address of its content', async () => {
  const page = await (await house.browse().ask('/sign-in')).text();
  const paths = [...page.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
  expect(paths.length).toBeGreaterThan(3);
  for (const path of paths) {
    const answer = await house.browse().ask(path);
    expect(answer.headers.get('cache-control')).toContain('immutable');
  }
  expect((await house.browse().ask('/assets/000000000000/dashboard.css')).status).toBe(404);
});

test.each<[Permission[], Permission[], boolean]>([
  [['staff.manage'], ['staff.manage'], true],
  [['staff.manage'], ['conversation.read'], false],
  [['visit.read', 'visit.change'], ['visit.read_own', 'hours.change_own'], true],
  [['visit.read_own'], ['visit.read'], false],
  [[], [], true],
])('%j covers %j: %s', (own, wanted, expected) => {
  expect(covers(new Set(own), new Set(wanted))).toBe(expected);
});
