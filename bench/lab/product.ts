import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { publicUrl, twilio } from '../accounts.ts';
import type { Lab } from './lab.ts';

/** The program as production runs it: a process of its own, `npm start` without npm. */
export type Product = {
  origin: string;
  pid: number;
  /** In bytes: what is held once waste has been collected, and what the system counts as its own at that moment. */
  memory(): Promise<{ held: number; resident: number }>;
  /** The most it was at any time, in bytes. */
  mostResident(): Promise<number>;
  /** Lines of its log that are warnings or errors, and what is no line of a log. */
  troubles(): Promise<string[]>;
  stop(): Promise<void>;
};

export type ProductOptions = {
  databaseUrl: string;
  providerUrl: string;
  /** The checkout that is run; this one where none is named. */
  root?: string;
};

const here = fileURLToPath(new URL('../..', import.meta.url));
const tellMemory = new URL('tell-memory.ts', import.meta.url).href;
const START_WITHIN_MS = 30_000;
let started = 0;

export async function startProduct(
  lab: Pick<Lab, 'folder' | 'vaultKey'>,
  { databaseUrl, providerUrl, root = here }: ProductOptions,
): Promise<Product> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const logPath = join(lab.folder, `product-${++started}.log`);
  const log = await open(logPath, 'a');
  const start = await readStart(root);
  const child = spawn(process.execPath, ['--expose-gc', '--import', tellMemory, ...start.args], {
    cwd: root,
    env: {
      ...start.env,
      MIADI_MODE: 'production',
      MIADI_ROLE: 'all',
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      DATABASE_URL: databaseUrl,
      VAULT_KEY: lab.vaultKey.toString('base64'),
      TWILIO_ACCOUNT_SID: twilio.accountSid,
      TWILIO_AUTH_TOKEN: twilio.authToken,
      TWILIO_API_URL: providerUrl,
    },
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  });
  await log.close();
  const exited = once(child, 'exit');
  const deadline = performance.now() + START_WITHIN_MS;
  while (!(await isReady(origin))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`the program did not start:\n${await readFile(logPath, 'utf8')}`);
    }
    await pause(50);
  }
  return {
    origin,
    pid: child.pid ?? 0,
    async memory() {
      const told = once(child, 'message') as Promise<[{ held: number; resident: number }]>;
      child.send('memory');
      return (await told)[0];
    },
    mostResident: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
    },
    troubles: async () => troublesIn(await readFile(logPath, 'utf8')),
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** What `npm start` gives node, V8's settings among it. */
async function readStart(root: string): Promise<{ env: Record<string, string>; args: string[] }> {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  const [, env, args] = /^exec env (.+) node (.+)$/.exec(scripts.start) ?? [];
  if (env === undefined || args === undefined) throw new Error('npm start does not start node');
  return {
    env: Object.fromEntries(env.split(' ').map((setting) => setting.split('=', 2))),
    args: args.split(' '),
  };
}

async function isReady(origin: string): Promise<boolean> {
  return fetch(`${origin}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

function troublesIn(log: string): string[] {
  return log.split('\n').filter((line) => line !== '' && !/^\{"level":"(?!warn|error)/.test(line));
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
