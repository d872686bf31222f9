import { createServer, connect as dial, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMetrics } from './bot/metrics.ts';
import { connect, type Database } from './core/db/connect.ts';
import { emptyBacklog } from './core/messaging/backlog.ts';
import { createHealth } from './health.ts';
import { createTestDatabase, type TestDatabase } from './test/database.ts';

const publicUrl = 'https://desk.example.org';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Asks for a path as if from that address. */
function open(settings: { stopping?: boolean; publicUrl?: string; database?: Database } = {}) {
  const metrics = createMetrics({ pool: database.pool, readBacklog: async () => emptyBacklog() });
  const health = createHealth({
    ...{ database: settings.database ?? { ...database, close: database.drop }, metrics },
    ...{ publicUrl: settings.publicUrl ?? publicUrl, stopping: () => settings.stopping ?? false },
  });
  return (path: string, remoteAddress?: string, headers: Record<string, string> = {}) => {
    const bindings = remoteAddress === undefined ? {} : { incoming: { socket: { remoteAddress } } };
    return health.request(
      `http://10.0.0.5:3000${path}`,
      { headers: { host: '10.0.0.5:3000', ...headers } },
      bindings,
    );
  };
}

test('/readyz: ready while turns are taken; once told to stop, not at all', async () => {
  const going = open();
  const stopping = open({ stopping: true });
  expect((await going('/readyz')).status).toBe(200);
  expect((await stopping('/readyz')).status).toBe(503);
  expect((await stopping('/healthz')).status).toBe(200);
});

test('/readyz takes one connection, however many ask at the same moment', async () => {
  const health = open();
  let asked = 0;
  const { query } = database.pool;
  database.pool.query = ((...given: unknown[]) => {
    asked++;
    return Reflect.apply(query, database.pool, given);
  }) as typeof query;
  try {
    const answers = await Promise.all(Array.from({ length: 500 }, () => health('/readyz')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(asked).toBe(1);
    expect((await health('/readyz')).status).toBe(200);
    expect(asked).toBe(2);
  } finally {
    database.pool.query = query;
  }
});

test('/readyz: a connection that is dead without a word is given up after five seconds', async () => {
  const { hostname, port } = new URL(database.url);
  const sockets: Socket[] = [];
  const line = createServer((socket) => {
    const server = dial(Number(port), hostname);
    for (const one of [socket, server]) sockets.push(one.on('error', () => undefined));
    socket.pipe(server).pipe(socket);
  });
  await new Promise<void>((listening) => line.listen(0, '127.0.0.1', listening));
  const address = line.address();
  const url = Object.assign(new URL(database.url), {
    host: `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
  });
  const behind = connect(url.href, { max: 2 });
  try {
    const health = open({ database: behind });
    expect((await health('/readyz')).status).toBe(200);
    for (const socket of sockets) socket.unpipe().pause();
    expect((await health('/readyz')).status).toBe(503);
    expect((await health('/readyz')).status).toBe(200);
  } finally {
    for (const socket of sockets) socket.destroy();
    line.close();
    await behind.close();
  }
}, 20_000);

describe('/metrics', () => {
  test('is there for this machine and private networks, and for nobody else', async () => {
    const health = open();
    const near = [
      '127.0.0.1',
      '::1',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.9.9',
      '192.168.7.7',
      '100.64.0.1',
      'fd00::7',
    ];
    const far = [
      '8.8.8.8',
      '172.32.0.1',
      '172.15.9.9',
      '192.169.0.1',
      '100.128.0.1',
      '11.0.0.1',
      '2001:db8::1',
      'no address',
    ];
    for (const address of [...near, '::ffff:10.1.2.3'])
      expect((await health('/metrics', address)).status, address).toBe(200);
    for (const address of [...far, '::ffff:8.8.8.8', undefined])
      expect((await health('/metrics', address)).status, address).toBe(404);
  });

  test.each(['x-forwarded-for', 'forwarded', 'via', 'x-real-ip', 'x-forwarded-proto', 'X-Forwarded-Host'])(
    'is not there through a proxy, which says %s',
    async (name) => {
      const health = open();
      expect((await health('/metrics', '127.0.0.1', { [name]: '' })).status).toBe(404);
    },
  );

  test('is not there by the public name, unless that is this machine’s own', async () => {
    const health = open();
    const local = open({ publicUrl: 'http://localhost:3000' });
    for (const host of ['desk.example.org', 'DESK.example.org', 'desk.example.org:443'])
      expect((await health('/metrics', '127.0.0.1', { host })).status, host).toBe(404);
    expect((await local('/metrics', '127.0.0.1', { host: 'localhost:3000' })).status).toBe(200);
  });

  test('says it as Prometheus reads it', async () => {
    const health = open();
    const answer = await health('/metrics', '127.0.0.1');
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await answer.text()).toContain('miadi_overdue_rows{kind="messages"} 0\n');
  });
});
