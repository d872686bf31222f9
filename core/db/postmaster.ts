import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, open, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { exists, launch, runningProcess } from './processes.ts';

/** The server's own process: the port it listens on, its end (by itself or by us), and how to stop it. */
export type Postmaster = { port: number; ended: Promise<void>; stop(): Promise<void> };

const patienceMs = 5_000;

/** Statements in the server's log would carry patients' names: only what tells of the server itself is written. */
const silent = [
  'log_min_messages=log',
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
  'log_statement=none',
  'log_min_duration_statement=-1',
  'log_parameter_max_length=0',
  'log_parameter_max_length_on_error=0',
];

/** For what may be lost with the machine's power: tests and `npm run chat`. */
const hasty = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * Old rows are cleared away in small portions: at the server's own pace, 2 ms of rest between two of them, it took half a core for two seconds of
 * each busy minute, and messages waited.
 */
const calm = ['autovacuum_vacuum_cost_delay=10ms'];

const MIB = 1024 * 1024;

/**
 * The indexes that a message goes into are 350 MB with a million messages, and each goes somewhere else in them: with Postgres' own 128 MB for
 * pages a turn takes a sixth more of the processor. An eighth of the memory where that is more than Postgres would take, and 512 MB at most.
 *
 * @param memory in bytes
 */
export function pagesInMemory(memory: number): string[] {
  const megabytes = Math.min(512, Math.round(memory / 8 / MIB));
  return megabytes > 128 ? [`shared_buffers=${megabytes}MB`] : [];
}

/** The machine's, or what this process may have of it. */
function memoryHere(): number {
  const limit = process.constrainedMemory(); // 0, or more than there is: none
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/** Starts the server and waits until it takes connections. What a former one still holds is retried for five seconds. */
export async function startPostmaster(cluster: Cluster, durable: boolean): Promise<Postmaster> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const attempt = await startOnce(cluster, durable);
    if ('port' in attempt) return attempt;
    const passing = /Address already in use|still in use/.test(attempt.log);
    if (!passing || performance.now() > deadline) {
      throw new Error(`Postgres did not start in ${cluster.home}; its log ends with:\n${attempt.log}`);
    }
    await pause(250);
  }
}

async function startOnce(cluster: Cluster, durable: boolean): Promise<Postmaster | { log: string }> {
  const { home, runner } = cluster;
  const folder = join(home, 'data');
  const port = await freePort();
  const settings = [
    ...['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories=', 'max_connections=200'],
    ...['timezone=UTC', 'log_timezone=UTC', 'logging_collector=off', 'log_destination=stderr'],
    ...silent,
    ...calm,
    ...(durable ? pagesInMemory(memoryHere()) : hasty),
  ].flatMap((setting) => ['-c', setting]);
  const logPath = join(home, 'postgres.log');
  await rename(logPath, `${logPath}.before`).catch(() => undefined); // there is none at the first start
  const log = await open(logPath, 'a', 0o600);
  const command = [...runner.prefix, join(runner.bin, 'postgres'), '-D', folder, ...settings];
  const child = launch(command, home, ['ignore', log.fd, log.fd]);
  const ended = once(child, 'exit').then(
    () => undefined,
    () => undefined, // the program was not there: its first event is 'error', and it never ran
  );
  await log.close();
  if (!(await ready(child, folder))) {
    await stopChild(child, ended);
    return { log: (await readFile(logPath, 'utf8')).trim().split('\n').slice(-15).join('\n') };
  }
  child.unref(); // alone it keeps no process from ending
  return { port, ended, stop: () => stopChild(child, ended) };
}

/** postmaster.pid: its first line is the process, its eighth the state. Recovery after a crash may take a while. */
async function ready(child: ChildProcess, folder: string): Promise<boolean> {
  const deadline = performance.now() + 120_000;
  while (child.exitCode === null && child.signalCode === null && child.pid && performance.now() < deadline) {
    const lines = await pidFile(folder);
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true;
    await pause(20);
  }
  return false;
}

async function pidFile(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '');
  return text.split('\n');
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  await end(pid, () => child.exitCode === null && child.signalCode === null);
  await ended;
}

/** Fast shutdown; then one that recovers at the next start; then the kernel's. */
async function end(pid: number, lives: () => boolean | Promise<boolean>): Promise<void> {
  for (const [signal, waitMs] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return; // gone already
    }
    const deadline = performance.now() + waitMs;
    while (performance.now() < deadline) {
      if (!(await lives())) return;
      await pause(20);
    }
  }
}

/**
 * Ends a server that outlived the Miadi which started it. The kernel has mostly told it to stop by now, and to be told
 * twice does no harm; without setpriv (macOS) it would run on for ever. To be called only by the owner of the folder.
 *
 * @returns whether one was still there
 */
export async function endOrphan(home: string): Promise<boolean> {
  const folder = join(home, 'data');
  const pid = Number((await pidFile(folder))[0]);
  if (!Number.isInteger(pid) || pid <= 1) return false;
  const served = await serves(pid, folder);
  if (served) await end(pid, () => serves(pid, folder));
  if (exists(pid) && !(await serves(pid, folder))) await disclaim(folder, await pidFile(folder), pid);
  return served;
}

/**
 * Postgres takes any process of that number for its like, and refuses to start: after a reboot it may be another's, and after kill -9
 * it is a dead one that nobody has asked after yet. Only its own parent's number it passes over. The rest of the file is to
 * stay: by it Postgres sees that processes of the former server are still at work.
 */
async function disclaim(folder: string, [first, ...rest]: string[], pid: number): Promise<void> {
  if (Number(first) !== pid) return; // it has taken its file away itself
  const path = join(folder, 'postmaster.pid');
  const { uid, gid } = await stat(path);
  await writeFile(`${path}.new`, [process.pid, ...rest].join('\n'), { mode: 0o600 });
  await chown(`${path}.new`, uid, gid); // ours, or root's to give
  await rename(`${path}.new`, path);
}

/** Where the cluster's server listens, while one runs (this process's own, or another's); undefined while none does. */
export async function listeningPort(home: string): Promise<number | undefined> {
  const folder = join(home, 'data');
  const lines = await pidFile(folder);
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  const ready = lines[7]?.trim() === 'ready' && Number.isInteger(pid) && (await serves(pid, folder));
  return ready ? port : undefined;
}

async function serves(pid: number, folder: string): Promise<boolean> {
  const running = await runningProcess(pid);
  return running?.command.includes(`-D ${folder} `) ?? false;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port on 127.0.0.1');
  return address.port;
}
