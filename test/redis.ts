import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { access, mkdir, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';

/**
 * The redis-server to test with; null where this machine has none. MIADI_TEST_REDIS, a setting of the tests alone, is a path to
 * one, or `required`: then there must be one, as in .ci/run.
 */
export async function findRedisServer(): Promise<string | null> {
  const given = process.env.MIADI_TEST_REDIS || undefined;
  const folders = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'redis-server'));
  const candidates = given === undefined || given === 'required' ? folders : [given];
  for (const path of candidates) if (await runs(path)) return path;
  if (given !== undefined) throw new Error(`MIADI_TEST_REDIS: there is no redis-server (${given})`);
  return null;
}

function runs(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Servers of a test's own, on free ports, with nothing kept but what a cluster knows of itself. */
export type RedisServers = {
  urls: string[];
  flush(): Promise<void>;
  /** kill -9, all of them; what they held is lost. */
  kill(): Promise<void>;
  start(): Promise<void>;
};

/** @param count 1, or 3 for a cluster of three masters */
export async function openRedis(program: string, folder: string, count: 1 | 3): Promise<RedisServers> {
  const home = await mkdtemp(join(folder, 'redis-'));
  const ports: number[] = [];
  for (let place = 0; place < count; place++) {
    ports.push(await freePort());
    await mkdir(join(home, String(place)));
  }
  let running: ChildProcess[] = [];

  async function start(): Promise<void> {
    running = ports.map((port, place) => startServer(program, join(home, String(place)), port, count > 1));
    await Promise.all(ports.map((port) => ask(port, (redis) => redis.ping())));
    if (count > 1) await Promise.all(ports.map((port) => ask(port, clusterStands)));
  }
  async function kill(): Promise<void> {
    const ended = running.map((child) => once(child, 'exit'));
    for (const child of running) child.kill('SIGKILL');
    await Promise.all(ended);
  }

  running = ports.map((port, place) => startServer(program, join(home, String(place)), port, count > 1));
  if (count > 1) await makeCluster(ports);
  else await ask(ports[0] ?? 0, (redis) => redis.ping());
  return {
    urls: ports.map((port) => `redis://127.0.0.1:${port}`),
    flush: async () => void (await Promise.all(ports.map((port) => ask(port, (redis) => redis.flushall())))),
    kill,
    start,
  };
}

function startServer(program: string, home: string, port: number, cluster: boolean): ChildProcess {
  const options = [
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--dir',
    home,
    '--save',
    '',
    '--appendonly',
    'no',
  ];
  const ofCluster = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'];
  return spawn(program, [...options, ...(cluster ? ofCluster : [])], { stdio: 'ignore' });
}

const SLOTS = 16_384;

async function makeCluster(ports: readonly number[]): Promise<void> {
  const [first = 0] = ports;
  for (const [place, port] of ports.entries()) {
    const from = Math.ceil((SLOTS * place) / ports.length);
    const slots = Array.from(
      { length: Math.ceil((SLOTS * (place + 1)) / ports.length) - from },
      (_, at) => from + at,
    );
    await ask(port, async (redis) => {
      await redis.call('CLUSTER', 'ADDSLOTS', ...slots.map(String));
      await redis.call('CLUSTER', 'SET-CONFIG-EPOCH', String(place + 1));
      if (port !== first) await redis.call('CLUSTER', 'MEET', '127.0.0.1', String(first));
    });
  }
  await Promise.all(ports.map((port) => ask(port, clusterStands)));
}

async function clusterStands(redis: Redis): Promise<void> {
  const asked = performance.now();
  while (!/cluster_state:ok.*cluster_known_nodes:3/s.test(String(await redis.call('CLUSTER', 'INFO')))) {
    if (performance.now() - asked > 30_000) throw new Error('the cluster does not come to stand');
    await pause(50);
  }
}

async function ask<Answer>(port: number, question: (redis: Redis) => Promise<Answer>): Promise<Answer> {
  const redis = new Redis({ port, retryStrategy: () => 50, maxRetriesPerRequest: 200 });
  redis.on('error', () => undefined); // it is only starting
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}

/** One whose number plus 10,000 is free too: there the nodes of a cluster talk. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if ((await isFree(port)) && (await isFree(port + 10_000))) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  });
  if (free) await new Promise((resolve) => server.close(resolve));
  return free;
}
