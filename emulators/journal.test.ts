import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJournal } from './journal.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'miadi-journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const modeOf = async (file: string) => (await stat(file)).mode & 0o777;

test('is its owner’s alone to read, from the first line on and after being written anew', async () => {
  const path = join(folder, 'phones.jsonl');
  const journal = openJournal(path);
  journal.append({ n: 1 });
  expect(await modeOf(path)).toBe(0o600);
  journal.rewrite([{ n: 2 }]);
  expect(await modeOf(path)).toBe(0o600);
  expect(openJournal(path).entries).toEqual([{ n: 2 }]);
});

test('becomes its owner’s alone where an earlier one was everybody’s, whole or half-written', async () => {
  const path = join(folder, 'phones.jsonl');
  for (const file of [path, `${path}.new`]) {
    await writeFile(file, '{"n":1}\n');
    await chmod(file, 0o644);
  }
  const journal = openJournal(path);
  journal.rewrite(journal.entries);
  expect(await modeOf(path)).toBe(0o600);
  expect(openJournal(path).entries).toEqual([{ n: 1 }]);
});
