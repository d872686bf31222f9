import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { onlyThisMachine } from './this-machine.ts';

const app = new Hono().use(onlyThisMachine()).get('/', (c) => c.text('in'));

test.each([
  ['localhost:3000', 200],
  ['localhost', 200],
  ['LOCALHOST:1', 200],
  ['127.0.0.1:3000', 200],
  ['[::1]:3000', 200],
  ['clinic.example', 403],
  ['clinic.example:3000', 403],
  ['localhost.clinic.example:3000', 403],
  ['clinic.example:3000@localhost', 403],
  ['127.0.0.1.clinic.example', 403],
  ['127.0.0.10', 403],
  ['192.168.1.5:3000', 403],
  ['localhost:3000x', 403],
])('by the name %s: %i', async (host, status) => {
  expect((await app.request('http://localhost/', { headers: { host } })).status).toBe(status);
});

test('without a name the address counts', async () => {
  expect((await app.request('http://localhost:3000/')).status).toBe(200);
  expect((await app.request('http://clinic.example/')).status).toBe(403);
});
