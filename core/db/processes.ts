import { execFile, type StdioOptions, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import process from 'node:process';

/**
 * Children get an environment of their own, not ours: a PGPORT or PGDATA of the operator's would bend the server, and
 * our secrets are no business of it.
 */
const environment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

export type Finished = { ok: boolean; output: string };

/** Runs a command to its end; a missing program is a failure like any other. */
export function run(command: readonly string[], cwd = '/'): Promise<Finished> {
  const [program = '', ...rest] = command;
  return new Promise((resolve) => {
    execFile(program, rest, { cwd, env: environment }, (error, stdout, stderr) => {
      resolve({
        ok: error === null,
        output: `${stdout}${stderr}${error && !stderr ? error.message : ''}`.trim(),
      });
    });
  });
}

/**
 * Starts a command that stays. It leads a process group of its own, so that a Ctrl-C in the terminal reaches only us
 * and we end things in their order.
 */
export function launch(command: readonly string[], cwd: string, stdio: StdioOptions) {
  const [program = '', ...rest] = command;
  return spawn(program, rest, { cwd, env: environment, stdio, detached: true });
}

/** `started` tells a process from a later one with the same number; undefined where the system does not show it. */
export type Running = { started: string | undefined; command: string };

/** What runs under this number; undefined when nothing does. A zombie has ended: nobody will ever hear of it again. */
export async function runningProcess(pid: number): Promise<Running | undefined> {
  if (!exists(pid)) return undefined;
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'; // there, but another account's
  }
}

async function fromProc(pid: number): Promise<Running | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    // proc(5): "pid (name) state …", and the name may itself hold spaces and brackets; field 22 counts ticks since boot
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    return { started: `${boot.trim()}/${fields[19]}`, command };
  } catch {
    return exists(pid) ? { started: undefined, command: '' } : undefined; // ended meanwhile, or /proc hides it
  }
}

async function fromPs(pid: number): Promise<Running | undefined> {
  const found = await run(['ps', '-o', 'lstart=', '-o', 'command=', '-p', String(pid)]);
  if (!found.ok) return undefined;
  return { started: found.output.slice(0, 24), command: found.output.slice(24).trim() };
}
