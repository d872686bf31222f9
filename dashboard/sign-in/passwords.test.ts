import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { addressReader, netOf } from './client-address.ts';
import { deviceName } from './device-name.ts';
import { passwordProblem } from './passwords.ts';
import { backOf } from './routes.ts';

test.each([
  ['short', 'passwordShort'],
  ['x'.repeat(129), 'passwordLong'],
  ['password123', 'passwordCommon'],
  ['P@ssw0rd2026', 'passwordCommon'],
  ['Manchester1!', 'passwordCommon'],
  ['nenosirilangu', 'passwordCommon'],
  ['0712345678', 'passwordCommon'],
  ['1234567890', 'passwordCommon'],
  ['aaaaaaaaaaaa', 'passwordCommon'],
  ['wanjiku2026', 'passwordCommon'],
  ['mti mrefu karibu na ziwa', null],
  ['Tembo-anapanda-basi', null],
  ['xK3$mmq9wpLe', null],
])('%s %s', (password, problem) => {
  expect(passwordProblem(password, 'wanjiku@clinic.example')).toBe(problem);
});

describe('from where a request comes', () => {
  const asked = async (trusted: string[], socket: string, said?: string) => {
    const app = new Hono();
    app.get('/', (c) => c.text(addressReader(trusted)(c)));
    const env = { incoming: { socket: { remoteAddress: socket, remotePort: 1, remoteFamily: 'IPv4' } } };
    const headers: Record<string, string> = said === undefined ? {} : { 'x-forwarded-for': said };
    return (await app.request('/', { headers }, env)).text();
  };
  test.each<[string, string[], string, string | undefined, string]>([
    ['nobody is trusted', [], '203.0.113.5', '198.51.100.1', '203.0.113.5'],
    ['a proxy is', ['10.0.0.0/8'], '10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['what stands before it is not', ['10.0.0.0/8'], '10.1.2.3', '1.2.3.4, 198.51.100.1', '198.51.100.1'],
    ['two proxies', ['10.0.0.0/8'], '10.1.2.3', '198.51.100.1, 10.9.9.9', '198.51.100.1'],
    ['only proxies', ['10.0.0.0/8'], '10.1.2.3', undefined, '10.1.2.3'],
    ['nonsense', ['10.0.0.0/8'], '10.1.2.3', 'drop table', '10.1.2.3'],
    ['IPv4 on a socket of both', ['127.0.0.1'], '::ffff:127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['IPv6', ['fd00::/8'], 'fd12::1', '2001:db8::1', '2001:db8::1'],
  ])('%s', async (_, trusted, socket, said, expected) => {
    expect(await asked(trusted, socket, said)).toBe(expected);
  });

  test.each([
    ['203.0.113.5', '203.0.113.5'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['nowhere', 'nowhere'],
  ])('the net of %s is %s', (address, net) => expect(netOf(address)).toBe(net));
});

test.each([
  ['/inbox?open=1', '/inbox?open=1'],
  ['/search?q=Asha+Njeri', '/search'],
  ['/search/?q=0711000001', '/search/'],
  ['/search#Asha', '/search'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/sign-out', '/'],
  ['/live', '/'],
  [undefined, '/'],
])('after the sign-in %s leads to %s', (back, to) => expect(backOf(back)).toBe(to));

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0',
    'Edge · Windows',
  ],
  [
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36',
    'Chrome · Android',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1',
    'Safari · iPhone',
  ],
  ['curl/8', null],
  [null, null],
])('%s is %s', (agent, name) => expect(deviceName(agent)).toBe(name));
