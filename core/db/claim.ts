import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { runningProcess } from './processes.ts';

const patienceMs = 5_000;

/** Another process lives that has claimed the folder. */
export class FolderTaken extends Error {}

/**
 * Marks the folder as this process's own, so that no two Miadis ever run one cluster. A claim left behind by a process
 * that has died is taken over; a living one is given five seconds (it may be stopping), then we refuse.
 *
 * @returns gives the folder free again
 * @throws {FolderTaken}
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'owner');
  const ours = await claimOf(process.pid);
  const deadline = performance.now() + patienceMs;
  for (;;) {
    if (await write(path, ours)) return () => give(path, ours);
    const theirs = await read(path);
    const owner = theirs === undefined ? 'unknown' : await livingOwner(theirs);
    const overdue = performance.now() > deadline;
    if (theirs !== undefined && owner === undefined) {
      if (!(await removeStale(path, theirs, overdue))) await pause(50);
    } else if (overdue) {
      if (theirs !== undefined && owner === 'unknown') await removeStale(path, theirs, overdue);
      else throw new FolderTaken(`Miadi is already running from this folder (process ${owner}): ${folder}`);
    } else {
      await pause(50);
    }
  }
}

async function claimOf(pid: number): Promise<string> {
  const running = await runningProcess(pid);
  return `${pid} ${running?.started ?? ''}\n`;
}

/** The claim's process while it lives; 'unknown' for a claim that cannot be read (it may be just being written). */
async function livingOwner(claim: string): Promise<number | 'unknown' | undefined> {
  const [, number, started] = /^(\d+) (.*)\n$/.exec(claim) ?? [];
  if (number === undefined) return 'unknown';
  const pid = Number(number);
  const running = await runningProcess(pid);
  if (running === undefined) return undefined;
  return running.started === undefined || started === '' || running.started === started ? pid : undefined;
}

async function write(path: string, claim: string): Promise<boolean> {
  const written = writeFile(path, claim, { flag: 'wx' });
  return written.then(() => true, otherwise('EEXIST', false));
}

async function read(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(otherwise('ENOENT', undefined));
}

/**
 * One at a time: a claim whose process is dead goes in no other way, so that what is read here is still it when it is removed. Somebody who came
 * later, and had read the same one, would else remove the claim of who has come after it.
 *
 * @param overdue nobody takes so long: who was at it has died over it
 * @returns whether it was ours to remove; else another is at it
 */
async function removeStale(path: string, stale: string, overdue: boolean): Promise<boolean> {
  const guard = `${path}.removing`;
  if (overdue) await rm(guard, { force: true });
  if (!(await write(guard, ''))) return false;
  if ((await read(path)) === stale) await rm(path, { force: true });
  await rm(guard, { force: true });
  return true;
}

async function give(path: string, ours: string): Promise<void> {
  if ((await read(path)) === ours) await rm(path, { force: true });
}

/** Answers one expected code with a value; any other error (a folder we may not write, say) goes on up. */
function otherwise<T>(code: string, value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && 'code' in error && error.code === code) return value;
    throw error;
  };
}
