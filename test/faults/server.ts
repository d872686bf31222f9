import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { clusterHome } from '../../core/db/cluster.ts';
import { type EmbeddedPostgres, ensureDatabase, startEmbeddedPostgres } from '../../core/db/embedded.ts';
import { type Crossing, openProxy } from './proxy.ts';

/** The Postgres that is to suffer: durable, as in production, and reached by a way that can be cut. */
export type Server = {
  /** Holds while the server behind it stops and starts. */
  url: string;
  proxy: Crossing;
  /** `pg_ctl stop -m immediate`: it ends without writing anything down. */
  crash(): Promise<void>;
  /** Starts it where it does not run; it goes on from what lies on disk. */
  ensureRuns(): Promise<void>;
  close(): Promise<void>;
};

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function openServer(folder: string): Promise<Server> {
  const proxy = await openProxy();
  let running: EmbeddedPostgres = await startEmbeddedPostgres({ folder, log: silent });
  await ensureDatabase(running.url('postgres'), 'miadi');
  const url = new URL(running.url('miadi'));
  proxy.aim(Number(url.port));
  url.port = String(proxy.port);

  async function start(): Promise<void> {
    running = await startEmbeddedPostgres({ folder, log: silent });
    proxy.aim(Number(new URL(running.url('miadi')).port));
  }
  return {
    url: url.href,
    proxy,
    async crash() {
      const pid = await postmasterOf(folder);
      if (pid === undefined) throw new Error('Postgres does not run');
      process.kill(pid, 'SIGQUIT');
      await running.stop();
    },
    async ensureRuns() {
      const pid = await postmasterOf(folder);
      if (pid !== undefined && lives(pid)) return;
      await running.stop();
      await start();
    },
    async close() {
      await running.stop();
      await proxy.close();
    },
  };
}

async function postmasterOf(folder: string): Promise<number | undefined> {
  const file = join(await clusterHome(folder), 'data', 'postmaster.pid');
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  return pid > 1 ? pid : undefined;
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Tries until it is so; what is waited for is said where it does not come. */
export async function until(what: string, so: () => Promise<boolean>, withinMs = 60_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await so().catch(() => false))) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await pause(50);
  }
}
