import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { until } from './server.ts';

/** One process of Miadi, as production runs it, with somebody beside it who starts it again when it has ended. */
export type Program = {
  role: 'web' | 'worker';
  port: number;
  /** Where it answers. */
  origin: string;
  /** All that its processes wrote, one after another. */
  lines: readonly string[];
  /** How often it ended without having been told to. */
  ended(): number;
  pid(): number | undefined;
  kill(): void;
  /** Its clock is off by this much from now on. */
  shift(ms: number): void;
  ready(): Promise<void>;
  stop(): Promise<void>;
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const shiftedClock = new URL('shifted-clock.ts', import.meta.url).href;
/** A start that fails (its Postgres is away) is tried again after this. */
const AGAIN_AFTER_MS = 250;

export async function runProgram(role: Program['role'], env: Record<string, string>): Promise<Program> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const lines: string[] = [];
  let [shiftMs, ended, killed, stopping] = [0, 0, false, false];
  let child = start();

  function start(): ChildProcess {
    killed = false;
    const started = spawn(process.execPath, ['--import', shiftedClock, 'main.ts'], {
      cwd: root,
      env: { ...env, MIADI_ROLE: role, PORT: String(port), TEST_CLOCK_SHIFT_MS: String(shiftMs) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [started.stdout, started.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => lines.push(text));
    }
    started.on('error', () => undefined); // told too late what its clock is: it has ended
    started.once('exit', () => void again());
    return started;
  }
  async function again(): Promise<void> {
    if (!killed && !stopping) {
      ended += 1;
      await pause(AGAIN_AFTER_MS);
    }
    if (!stopping) child = start();
  }
  return {
    ...{ role, port, origin, lines },
    ended: () => ended,
    pid: () => child.pid,
    kill() {
      killed = true;
      child.kill('SIGKILL');
    },
    shift(ms) {
      shiftMs = ms;
      if (child.connected) child.send(ms, () => undefined);
    },
    ready: () => until(`the ${role} answers`, async () => (await fetch(`${origin}/readyz`)).ok),
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      const slow = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await exited;
      clearTimeout(slow);
    },
  };
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
