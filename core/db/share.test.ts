import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { clusterHome } from './cluster.ts';
import { runningEmbeddedUrl } from './embedded.ts';
import { shareEmbeddedPostgres } from './share.ts';

/** Several commands on one embedded server, each a process of its own. */

const script = `
  import { createInterface } from 'node:readline';
  import pg from 'pg';
  import { shareEmbeddedPostgres } from ${JSON.stringify(new URL('./share.ts', import.meta.url).href)};
  const say = (word) => () => console.log(word);
  const log = { info() {}, warn() {}, error() {} };
  const shared = await shareEmbeddedPostgres(
    { folder: process.argv[1], durable: false, log, onWait: say('waits'), onLost: say('lost') }, 'clinic');
  const pool = new pg.Pool({ connectionString: shared.url('clinic'), max: 2 });
  pool.on('error', () => undefined);
  console.log('open');
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'end') break;
    console.log(await pool.query(line).then(({ rows }) => JSON.stringify(rows), (error) => error.code ?? 'gone'));
  }
  await pool.end();
  await shared.stop();
  console.log('ended');
  process.exit();
`;

let folder: string;
let children: ChildProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(inject('folder'), 'share-'));
  children = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await expect.poll(() => runningEmbeddedUrl(folder, 'postgres'), { timeout: 10_000 }).toBeUndefined();
  await rm(await clusterHome(folder), { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

function call() {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, '--', folder], {
    cwd: import.meta.dirname,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const hears = async () => (await lines.next()).value;
  return {
    hears,
    says: (line: string) => child.stdin.write(`${line}\n`),
    async asks(line: string) {
      child.stdin.write(`${line}\n`);
      return hears();
    },
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function opened() {
  const command = call();
  expect(await command.hears()).toBe('open');
  return command;
}

test('the server stays until the last command has ended, also for one that comes while the first waits', async () => {
  const first = await opened();
  const second = await opened();
  expect(await first.asks('end')).toBe('waits');
  const third = await opened();
  second.says('end');
  expect(await second.hears()).toBe('ended');
  expect(await third.asks('select 7 as n')).toBe('[{"n":7}]');
  third.says('end');
  expect([await third.hears(), await first.hears()]).toEqual(['ended', 'ended']);
  expect(await runningEmbeddedUrl(folder, 'clinic')).toBeUndefined();
});

test('who did not start it ends without it, and is not waited for after kill -9', async () => {
  const first = await opened();
  const second = await opened();
  second.says('end');
  expect(await second.hears()).toBe('ended');
  const third = await opened();
  expect(await first.asks('select 1 as n')).toBe('[{"n":1}]');
  first.says('end');
  expect(await first.hears()).toBe('waits');
  await third.kill();
  expect(await first.hears()).toBe('ended');
});

test('after kill -9 of the one that started it the other hears of it, and a third starts it anew', async () => {
  const first = await opened();
  await first.asks('create table kept as select 7 as n');
  const second = await opened();
  await first.kill();
  if (process.platform === 'linux') {
    expect(await second.hears()).toBe('lost');
    expect(await second.asks('select n from kept')).toMatch(/^(57P|ECONN|gone)/);
  }
  second.says('end');
  expect(await second.hears()).toBe('ended');
  const third = await opened();
  expect(await third.asks('select n from kept')).toBe('[{"n":7}]');
});

test('many at once, each of which ends as soon as it has asked, all get their answer', async () => {
  const answers = await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let times = 0; ; times++) {
        const command = await opened();
        const answer = await command.asks('select 1 as n');
        command.says('end');
        let last = await command.hears();
        if (last === 'waits') last = await command.hears();
        if (times === 1) return `${answer} ${last}`;
      }
    }),
  );
  expect(answers).toEqual(Array(6).fill('[{"n":1}] ended'));
}, 60_000);

test('in a folder that holds no server yet it is made, with the database', async () => {
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const told: string[] = [];
  const on = { onWait: () => void told.push('waits'), onLost: () => void told.push('lost') };
  const shared = await shareEmbeddedPostgres({ folder, durable: false, log: quiet, ...on }, 'clinic');
  expect(await runningEmbeddedUrl(folder, 'clinic')).toBe(shared.url('clinic'));
  await shared.stop();
  expect(told).toEqual([]);
});
