import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeMember, origin, startDashboard, type TestDashboard } from './test-dashboard.ts';

let house: TestDashboard;
beforeAll(async () => {
  const mailLink = async () => 'sent' as const;
  house = await startDashboard({ admits: () => true, mailLink });
});
afterAll(() => house.stop());

const urlencoded = 'application/x-www-form-urlencoded';
const boundary = '----of-a-form-0123456789abcdef';
const multipart = `multipart/form-data; boundary=${boundary}`;
const field = (text: string) =>
  `--${boundary}\r\ncontent-disposition: form-data; name="email"\r\n\r\n${text}\r\n--${boundary}--\r\n`;

const send = (path: string, type: string, body: string, more: Record<string, string> = {}) =>
  house.browse().ask(path, { method: 'POST', body, headers: { origin, 'content-type': type, ...more } });

describe('before anybody is signed in', () => {
  test.each([
    ['no parts', '/sign-in', multipart, 'garbage'],
    ['nothing', '/sign-in', multipart, ''],
    ['no boundary', '/sign-in', 'multipart/form-data', field('a@c.example')],
    ['half of a part', '/sign-in/code', multipart, field('a@c.example').slice(0, 60)],
    ['no parts, for the language', '/language', multipart, 'garbage'],
    ['no parts, for a page', '/staff/invite', multipart, 'garbage'],
    ['a NUL in an address', '/sign-in/forgotten', urlencoded, 'email=a%00@c.example'],
    ['a NUL in a part', '/sign-in/forgotten', multipart, field('a\0@c.example')],
    ['a NUL in the first of two', '/sign-in/forgotten', urlencoded, 'email=a%00@c.example&email=b@c.example'],
    ['a NUL in a password', '/sign-in', urlencoded, 'email=a@c.example&password=x%00'],
  ])('%s is 400', async (what, path, type, body) => {
    const before = house.lines.length;
    const answer = await send(path, type, body);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('That could not be read');
    const told = house.lines.slice(before).join('');
    const reason = /NUL/.test(what) ? 'nul' : 'malformed';
    expect(told).toContain(`"reason":"${reason}"`);
    expect(told).not.toMatch(/page_failed|c\.example/);
  });

  test.each([
    ['a form of parts', '/sign-in/forgotten', multipart, field('a@c.example'), 303],
    ['a form', '/sign-in/forgotten', urlencoded, 'email=a@c.example', 303],
    ['bytes that are no text', '/sign-in', urlencoded, 'email=%ff%fe&password=%', 401],
    ['an escape', '/sign-in', urlencoded, 'email=a%1b[2J@c.example&password=x', 401],
    ['one of the later controls', '/sign-in', urlencoded, 'email=a%c2%9b@c.example&password=x', 401],
    ['what is no form', '/sign-in', 'application/json', '{', 401],
  ])('%s is read as ever', async (_, path, type, body, status) => {
    expect((await send(path, type, body)).status).toBe(status);
  });

  test('it is said in Swahili, too', async () => {
    const answer = await send('/sign-in', multipart, 'garbage', { 'accept-language': 'sw-KE' });
    expect(await answer.text()).toContain('Fomu hii haikusomeka');
  });
});

test('who is signed in goes on; a NUL is refused wherever it stands', async () => {
  await makeMember(house.core, house.organizationId, 'front_desk', 'desk@clinic.example');
  const browser = house.browse();
  await browser.signIn('desk@clinic.example');
  const form = { current: 'wrong\r\n\twrong', password: 'x' };
  expect((await browser.post('/account/password', form)).status).toBe(401);
  expect((await browser.post('/account/password', { ...form, password: '\0' })).status).toBe(400);
  expect((await browser.ask('/account')).status).toBe(200);
});
