import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadVaultKeys, parseVaultKeys } from './vault-key.ts';

const none = { vaultKeys: null };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'miadi-vault-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const path = () => join(folder, 'vault.key');
const modeOf = async (file: string) => (await stat(file)).mode & 0o777;

describe('loadVaultKeys', () => {
  test('takes those of VAULT_KEY and writes nothing', async () => {
    const vaultKeys = [randomBytes(32)] as const;
    expect(await loadVaultKeys({ vaultKeys }, folder)).toBe(vaultKeys);
    expect(await readdir(folder)).toEqual([]);
  });

  test('makes one at the first start, for its owner alone, and finds it at the next', async () => {
    const made = await loadVaultKeys(none, folder);
    expect(made).toHaveLength(1);
    expect(made[0]).toHaveLength(32);
    expect(await modeOf(path())).toBe(0o600);
    expect(await loadVaultKeys(none, folder)).toEqual(made);
    expect(await readdir(folder)).toEqual(['vault.key']);
  });

  test('makes the folder where there is none', async () => {
    const deeper = join(folder, 'a', 'b');
    const made = await loadVaultKeys(none, deeper);
    expect(await loadVaultKeys(none, deeper)).toEqual(made);
  });

  test('many first starts at once agree', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => loadVaultKeys(none, folder)));
    expect(new Set(made.map(([key]) => key.toString('hex'))).size).toBe(1);
    expect(await readdir(folder)).toEqual(['vault.key']);
  });

  test('takes a file with several keys, such as one has while changing them', async () => {
    const keys = [randomBytes(32), randomBytes(32)];
    await writeFile(path(), `${keys.map((key) => key.toString('base64')).join(',')}\n`);
    expect(await loadVaultKeys(none, folder)).toEqual(keys);
  });

  test("takes others' eyes off the file", async () => {
    const made = await loadVaultKeys(none, folder);
    await chmod(path(), 0o644);
    expect(await loadVaultKeys(none, folder)).toEqual(made);
    expect(await modeOf(path())).toBe(0o600);
  });

  test('refuses a damaged file rather than to begin anew over records that nobody could read', async () => {
    for (const damaged of ['', 'hunter2', randomBytes(16).toString('base64')]) {
      await writeFile(path(), damaged);
      const refused = loadVaultKeys(none, folder);
      await expect(refused).rejects.toThrow('does not hold a vault key');
      await expect(refused).rejects.not.toThrow('hunter2');
      expect(await readFile(path(), 'utf8')).toBe(damaged);
    }
  });
});

describe('parseVaultKeys', () => {
  const key = randomBytes(32);
  const text = key.toString('base64');

  test('reads one or several', () => {
    expect(parseVaultKeys(text)).toEqual([key]);
    expect(parseVaultKeys(`${text}, ${text}`)).toEqual([key, key]);
  });

  test.each([
    '',
    ',',
    `${text},`,
    `${text}!`,
    text.slice(1),
    key.toString('hex'),
    randomBytes(33).toString('base64'),
  ])('refuses %j', (damaged) => expect(parseVaultKeys(damaged)).toBeUndefined());
});
