import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { clusterHome } from '../../core/db/cluster.ts';
import { endOrphan } from '../../core/db/postmaster.ts';
import { runningProcess } from '../../core/db/processes.ts';

/** Makes a fresh folder for this chat, and removes those of chats that were killed. */
export async function makeChatFolder(within: string): Promise<string> {
  await mkdir(within, { recursive: true });
  for (const entry of await readdir(within)) {
    const [, pid] = /^chat-(\d+)$/.exec(entry) ?? [];
    if (pid === undefined) continue;
    const lives = Number(pid) !== process.pid && (await runningProcess(Number(pid))) !== undefined;
    if (!lives) await removeChatFolder(join(within, entry));
  }
  const folder = join(within, `chat-${process.pid}`);
  await mkdir(folder);
  return folder;
}

/** With the cluster, also where it had to be moved out of the folder; a server that outlived its chat is ended first. */
export async function removeChatFolder(folder: string): Promise<void> {
  const home = await clusterHome(folder);
  await endOrphan(home);
  for (const path of [home, folder]) {
    await rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
