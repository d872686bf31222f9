import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { createEmptyDatabase, type TestDatabase } from '../test/database.ts';
import { findDatabaseProblem } from './database-problem.ts';

/** Of `db.example`, signed by itself and made for this test alone. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgn6wzCAT/4F2PmdBt
0kC0zR0s6c/WpHqMmIvhMZFTC2ahRANCAAQntKJhpDx/WAVjEEtp1AVfC78ngKD4
Vv/Q0mDa/RLqMCkrY3kR3ZksdDZY6jRmjC7gZjyN1Js/sP18E5VI3kqU
-----END PRIVATE KEY-----`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBRDCB66ADAgECAgEBMAoGCCqGSM49BAMCMBUxEzARBgNVBAMMCmRiLmV4YW1w
bGUwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBUxEzARBgNVBAMM
CmRiLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQntKJhpDx/WAVj
EEtp1AVfC78ngKD4Vv/Q0mDa/RLqMCkrY3kR3ZksdDZY6jRmjC7gZjyN1Js/sP18
E5VI3kqUoyowKDAVBgNVHREEDjAMggpkYi5leGFtcGxlMA8GA1UdEwEB/wQFMAMB
Af8wCgYIKoZIzj0EAwIDSAAwRQIhAJwXHyZ+zJPrzlvWyfaGOt+MEXTlIwzR8jWZ
JhgkAmWgAiBv32mV5t0aX4zB+UXZv9Cg5D9iRXnjfbkwChV+pfOyRw==
-----END CERTIFICATE-----`;

let database: TestDatabase;
let folder: string;
let servers: Server[] = [];
beforeAll(async () => {
  database = await createEmptyDatabase();
  folder = await mkdtemp(join(inject('folder'), 'database-problem-'));
  await writeFile(join(folder, 'root.crt'), cert);
});
afterEach(() => {
  for (const server of servers) server.close();
  servers = [];
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

async function listen(answer: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    answer(socket);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A port on which something listened a moment ago. */
async function closedPort(): Promise<number> {
  const port = await listen(() => undefined);
  await new Promise((closed) => servers.pop()?.close(closed));
  return port;
}

/** As far as TLS, which is asked for by eight bytes and granted by one. */
const withTls = () =>
  listen((socket) =>
    socket.once('data', () => {
      socket.write('S');
      new TLSSocket(socket, { isServer: true, key, cert }).on('error', () => undefined);
    }),
  );

/** A refusal in Postgres' own words (protocol 3.0, ErrorResponse). */
const refusing = (code: string, message: string) =>
  listen((socket) =>
    socket.once('data', () => {
      const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
      const head = Buffer.alloc(5);
      head.write('E');
      head.writeInt32BE(fields.length + 4, 1);
      socket.end(Buffer.concat([head, fields]));
    }),
  );

const password = 'hunter2-hunter2';
const at = (port: number | string, rest = '') =>
  `postgres://miadi:${password}@127.0.0.1:${port}/miadi${rest}`;
const ours = (change: (url: URL) => void) => () => {
  const url = new URL(database.url);
  change(url);
  return url.href;
};

test('a database that answers is no problem, whatever the way to it is called', async () => {
  for (const end of ['', '?sslmode=disable', '?ssl=0', '?application_name=x'])
    expect(await findDatabaseProblem(database.url + end)).toBeNull();
});

test.each<[string, () => string | Promise<string>, string, RegExp]>([
  [
    'TLS of a server that has none',
    ours((url) => {
      url.search = 'sslmode=verify-full';
    }),
    'asks for TLS, and the server has none',
    /ssl = on.*sslmode=disable/,
  ],
  [
    'a mode that does not exist',
    () => at(5432, '?sslmode=nonsense'),
    'has an sslmode that does not exist',
    /disable, .*verify-full/,
  ],
  ['a word for TLS that does not exist', () => at(5432, '?ssl=false'), 'has an ssl that does not exist', /0/],
  [
    'a certificate that nobody has signed',
    async () => at(await withTls(), '?sslmode=verify-full'),
    'leads to a server whose certificate is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)',
    /sslrootcert=/,
  ],
  [
    'a certificate of another host',
    async () => at(await withTls(), `?sslmode=verify-full&sslrootcert=${folder}/root.crt`),
    "names a host that is not in the server's certificate (ERR_TLS_CERT_ALTNAME_INVALID)",
    /host/,
  ],
  [
    'a certificate that is not there',
    () => at(5432, `?sslmode=verify-full&sslrootcert=${folder}/none.crt`),
    'names a file that cannot be read (ENOENT)',
    /sslrootcert/,
  ],
  [
    'a server that demands TLS',
    async () => at(await refusing('28000', 'no pg_hba.conf entry for host "10.0.0.1", no encryption')),
    'does not lead in: the server lets nobody in from here without TLS, or by that name into that database (28000)',
    /sslmode=verify-full/,
  ],
  [
    'a name that may not log in',
    async () => at(await refusing('28000', 'role "miadi" is not permitted to log in')),
    'is refused: the server does not let that name in from here (28000)',
    /pg_hba\.conf/,
  ],
  [
    'a server that is starting',
    async () => at(await refusing('57P03', 'the database system is starting up')),
    'leads to a server that is just starting or stopping (57P03)',
    /again/,
  ],
  [
    'another password',
    ours((url) => {
      url.password = password;
    }),
    'is refused: the name or the password is wrong (28P01)',
    /password.*%XX/,
  ],
  [
    'another database',
    ours((url) => {
      url.pathname = '/not_there';
    }),
    'names a database that the server does not have (3D000)',
    /createdb/,
  ],
  [
    'another host',
    () => `postgres://miadi:${password}@nowhere.invalid/miadi`,
    'names a host that is not known here (E',
    /host/,
  ],
  [
    'another port',
    async () => at(await closedPort()),
    'names a host and port at which nothing listens (ECONNREFUSED)',
    /port/,
  ],
  [
    'a port of something else',
    async () => at(await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))),
    'leads to something that does not answer as Postgres does',
    /port/,
  ],
  [
    'an escape that is none',
    () => `postgres://miadi:${password}%ff@127.0.0.1/miadi`,
    'is no address of a Postgres database (ERR_INVALID_URL)',
    /%XX/,
  ],
])('%s: said so, with how to mend it, and never with the password', async (_, url, problem, mend) => {
  const found = await findDatabaseProblem(await url());
  expect(found).toMatchObject({ setting: 'DATABASE_URL', problem: expect.stringContaining(problem) });
  expect(found?.problem.startsWith(problem)).toBe(true);
  expect(found?.mend).toMatch(mend);
  expect(found?.mend).toMatch(/\.$/);
  expect(JSON.stringify(found)).not.toContain('hunter2');
});
