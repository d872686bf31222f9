import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect as connectSocket } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { clusterHome } from './cluster.ts';
import { ensureDatabase, runningEmbeddedUrl, startEmbeddedPostgres } from './embedded.ts';
import { pagesInMemory } from './postmaster.ts';
import { runningProcess } from './processes.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(inject('folder'), 'embedded-')); // of mode 700
});

afterEach(async () => {
  const home = await clusterHome(folder);
  await rm(home, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connectSocket(port, '127.0.0.1');
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  }).then((open) => {
    socket.destroy();
    return open === true;
  });
}

async function postmasterPid(): Promise<number> {
  const text = await readFile(join(await clusterHome(folder), 'data', 'postmaster.pid'), 'utf8');
  return Number(text.split('\n')[0]);
}

async function gone(pid: number): Promise<void> {
  await expect.poll(() => runningProcess(pid), { timeout: 10_000 }).toBeUndefined();
}

/** Another Node process that starts Postgres from the folder, writes a row and stays until it is killed. */
async function startElsewhere() {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)};
    import pg from 'pg';
    const log = { info() {}, warn() {}, error() {} };
    const server = await startEmbeddedPostgres({ folder: ${JSON.stringify(folder)}, log });
    const client = new pg.Client({ connectionString: server.url('postgres') });
    await client.connect();
    await client.query('create table kept (n int)');
    await client.query('insert into kept values (7)');
    await client.end();
    console.log(new URL(server.url('postgres')).port);
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() =>
      Promise.reject(new Error('the other process ended before Postgres had started')),
    ),
  ]);
  return {
    pid: child.pid,
    port: Number(String(printed)),
    halt: () => void child.kill('SIGSTOP'),
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

describe('an embedded Postgres', () => {
  test('starts, stops without a trace, and goes on at the next start', async () => {
    const first = await startEmbeddedPostgres({ folder, durable: false, log });
    const port = Number(new URL(first.url('postgres')).port);
    const pid = await postmasterPid();
    await ensureDatabase(first.url('postgres'), 'clinic');
    await query(first.url('clinic'), 'create table kept as select 7 as n');
    expect(await answers(port)).toBe(true);
    await Promise.all([first.stop(), first.stop()]);
    expect(await answers(port)).toBe(false);
    await gone(pid);
    expect(await readdir(folder)).not.toContain('owner');

    const second = await startEmbeddedPostgres({ folder, durable: false, log });
    expect(await query(second.url('clinic'), 'select n from kept')).toEqual([{ n: 7 }]);
    await second.stop();
  });

  test('one that must not lose anything is calm, and takes of the memory what suits the machine', async () => {
    const GIB = 1024 ** 3;
    const asked = [0, 0.25, 1, 1.5, 2, 4, 24, 4096].map((gib) => pagesInMemory(gib * GIB));
    const most = ['shared_buffers=512MB'];
    expect(asked).toEqual([[], [], [], ['shared_buffers=192MB'], ['shared_buffers=256MB'], most, most, most]);

    const server = await startEmbeddedPostgres({ folder, log });
    try {
      const [settings] = await query(
        server.url('postgres'),
        `select current_setting('autovacuum_vacuum_cost_delay') as rest, current_setting('fsync') as fsync,
          current_setting('synchronous_commit') as waits, current_setting('full_page_writes') as pages,
          pg_size_bytes(current_setting('shared_buffers')) between 100 * 1048576 and 512 * 1048576 as fits`,
      );
      expect(settings).toEqual({ rest: '10ms', fsync: 'on', waits: 'on', pages: 'on', fits: true });
    } finally {
      await server.stop();
    }
  });

  test('is a Postgres 18 in UTF-8 and UTC, closed to those without the password', async () => {
    const server = await startEmbeddedPostgres({ folder, durable: false, log });
    try {
      const [settings] = await query(
        server.url('postgres'),
        `select current_setting('server_version_num')::int / 10000 as version, current_setting('timezone') as zone,
           current_setting('server_encoding') as encoding, datlocale as locale, 'ä' < 'b' as dictionary
         from pg_database where datname = 'postgres'`,
      );
      expect(settings).toEqual({
        version: 18,
        zone: 'UTC',
        encoding: 'UTF8',
        locale: 'C.UTF-8',
        dictionary: false,
      });
      const wrong = new URL(server.url('postgres'));
      wrong.password = 'guess';
      await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
      const password = await stat(join(await clusterHome(folder), 'password'));
      expect(password.mode & 0o777).toBe(0o600);
    } finally {
      await server.stop();
    }
  });

  test('lets only one Miadi run from a folder', async () => {
    const server = await startEmbeddedPostgres({ folder, durable: false, log });
    try {
      await expect(startEmbeddedPostgres({ folder, durable: false, log })).rejects.toThrow(
        `Miadi is already running from this folder (process ${process.pid})`,
      );
      expect(await query(server.url('postgres'), 'select 1 as still')).toEqual([{ still: 1 }]);
    } finally {
      await server.stop();
    }
  });

  test('tells another process where it runs, as long as it does', async () => {
    expect(await runningEmbeddedUrl(folder, 'postgres')).toBeUndefined();
    const server = await startEmbeddedPostgres({ folder, durable: false, log });
    try {
      const url = await runningEmbeddedUrl(folder, 'postgres');
      expect(url).toBe(server.url('postgres'));
    } finally {
      await server.stop();
    }
    expect(await runningEmbeddedUrl(folder, 'postgres')).toBeUndefined();
  });

  test('writes nothing into its log of what statements hold', async () => {
    const server = await startEmbeddedPostgres({ folder, durable: false, log });
    const url = server.url('postgres');
    await query(url, 'create table patient (name text primary key)');
    await query(url, `insert into patient values ('Wanjiku')`);
    await expect(query(url, `insert into patient values ('Wanjiku')`)).rejects.toMatchObject({
      code: '23505',
    });
    await expect(query(url, `select 'Wanjiku'::int`)).rejects.toMatchObject({ code: '22P02' });
    await expect(query(url, `do $$ begin raise warning 'Wanjiku'; end $$`)).resolves.toEqual([]);
    await server.stop();
    const written = await readFile(join(await clusterHome(folder), 'postgres.log'), 'utf8');
    expect(written).toContain('ready to accept connections');
    expect(written).not.toContain('Wanjiku');
  });
});

describe('after kill -9', () => {
  test('of the process that started it, nothing runs on and nothing is lost', async () => {
    const other = await startElsewhere();
    const pid = await postmasterPid();
    await other.kill();
    // Without setpriv (macOS) the orphan is stopped by the next start
    if (process.platform === 'linux') {
      await gone(pid);
      expect(await answers(other.port)).toBe(false);
    }
    const server = await startEmbeddedPostgres({ folder, log });
    expect(await query(server.url('postgres'), 'select n from kept')).toEqual([{ n: 7 }]);
    await server.stop();
    await gone(pid);
  });

  test('of both processes, the next start recovers', async () => {
    const other = await startElsewhere();
    const pid = await postmasterPid();
    process.kill(pid, 'SIGKILL');
    await other.kill();
    const server = await startEmbeddedPostgres({ folder, log });
    expect(await query(server.url('postgres'), 'select n from kept')).toEqual([{ n: 7 }]);
    await server.stop();
  });

  test('of a server that nobody has asked after, the next start recovers', async () => {
    const other = await startElsewhere();
    const pid = await postmasterPid();
    other.halt(); // it will not hear of its child's end
    process.kill(pid, 'SIGKILL');
    await rm(join(folder, 'owner')); // as if it had died as well
    const server = await startEmbeddedPostgres({ folder, log });
    expect(await query(server.url('postgres'), 'select n from kept')).toEqual([{ n: 7 }]);
    await server.stop();
    await other.kill();
  });

  test('a number in postmaster.pid that is another process by now does not matter, and it is left alone', async () => {
    await (await startEmbeddedPostgres({ folder, durable: false, log })).stop();
    const stranger = spawn('sleep', ['60']);
    try {
      const data = join(await clusterHome(folder), 'data');
      await writeFile(
        join(data, 'postmaster.pid'),
        `${stranger.pid}\n${data}\n1790000000\n5432\n\n127.0.0.1\n`,
      );
      await writeFile(join(folder, 'owner'), `${stranger.pid} long ago\n`);
      const server = await startEmbeddedPostgres({ folder, durable: false, log });
      await server.stop();
      expect(stranger.exitCode).toBeNull();
    } finally {
      stranger.kill();
    }
  });

  test('an orphan that nobody told to stop is stopped by the next start', async () => {
    const server = await startEmbeddedPostgres({ folder, durable: false, log });
    const pid = await postmasterPid();
    await rm(join(folder, 'owner')); // as if its Miadi had died
    const warnings: string[] = [];
    const watching = { ...log, warn: (event: string) => void warnings.push(event) };
    const next = await startEmbeddedPostgres({ folder, durable: false, log: watching });
    expect(warnings).toEqual(['database.orphan_stopped']);
    await gone(pid);
    expect(await query(next.url('postgres'), 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    await next.stop();
  });
});

test('a database is made once, however many ask for it at the same moment', async () => {
  const server = await startEmbeddedPostgres({ folder, durable: false, log });
  const url = server.url('postgres');
  await Promise.all(Array.from({ length: 5 }, () => ensureDatabase(url, 'odd "name"')));
  await ensureDatabase(url, 'odd "name"');
  expect(await query(server.url('odd "name"'), 'select current_database() as name')).toEqual([
    { name: 'odd "name"' },
  ]);
  await server.stop();
});
