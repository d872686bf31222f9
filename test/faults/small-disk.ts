import { spawnSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { run } from '../../core/db/processes.ts';

/** A disk of its own for Postgres, in memory, small enough to be filled within a moment. */
export type SmallDisk = {
  folder: string;
  fill(): Promise<void>;
  free(): Promise<void>;
  close(): Promise<void>;
};

/** Enough for a fresh cluster, its log ahead and some hundred patients. */
const MEGABYTES = 384;

/** Undefined where this account may not mount one: macOS, an ordinary account, most containers. */
export async function openSmallDisk(folder: string): Promise<SmallDisk | undefined> {
  await mkdir(folder, { recursive: true });
  const mounted = await run(['mount', '-t', 'tmpfs', '-o', `size=${MEGABYTES}m,mode=0755`, 'tmpfs', folder]);
  if (!mounted.ok) return undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, leave);
  function leave(signal: NodeJS.Signals): void {
    spawnSync('umount', ['--lazy', folder]); // an interrupted run leaves no disk behind
    process.kill(process.pid, signal);
  }
  const filling = join(folder, 'filling');
  return {
    folder,
    async fill() {
      await run(['dd', 'if=/dev/zero', `of=${filling}`, 'bs=1M']); // to its end, which is the disk's
      await writeFile(`${filling}.last`, Buffer.alloc(1024 * 1024)).catch(() => undefined); // what is left of a megabyte
    },
    async free() {
      await rm(filling, { force: true });
      await rm(`${filling}.last`, { force: true });
    },
    async close() {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, leave);
      await run(['umount', '--lazy', folder]); // lazy: what a process of ours still holds is not waited for
    },
  };
}
