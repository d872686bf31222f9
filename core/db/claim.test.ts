import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { claimFolder } from './claim.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(inject('folder'), 'claim-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** No process has this number: Linux ends at 4194304. */
const dead = '4194999 some boot/1\n';

test('of a dead process is taken over and given back; a living one is left alone', async () => {
  await writeFile(join(folder, 'owner'), dead);
  const give = await claimFolder(folder);
  await expect(claimFolder(folder)).rejects.toThrow(
    `already running from this folder (process ${process.pid})`,
  );
  await give();
  expect(await readdir(folder)).toEqual([]);
}, 20_000);

test('who was killed while it took a claim away holds up the next for five seconds, not for ever', async () => {
  await writeFile(join(folder, 'owner'), dead);
  await writeFile(join(folder, 'owner.removing'), '');
  const began = performance.now();
  const give = await claimFolder(folder);
  expect(performance.now() - began).toBeGreaterThan(4_000);
  await give();
  expect(await readdir(folder)).toEqual([]);
}, 20_000);
