import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { VaultKeys } from './vault.ts';

const ownerOnly = 0o600;

/** Keys as VAULT_KEY lists them: base64 of 32 bytes each, commas between. Undefined where one is anything else. */
export function parseVaultKeys(text: string): VaultKeys | undefined {
  const encoded = text.split(',').map((part) => part.trim());
  const [first, ...others] = encoded.map((part) => Buffer.from(part, 'base64'));
  if (first === undefined) return undefined;
  const keys: VaultKeys = [first, ...others];
  // Decoding skips what is no base64: only what encodes to the same again was whole.
  const whole = keys.every((key, place) => key.length === 32 && key.toString('base64') === encoded[place]);
  return whole ? keys : undefined;
}

/**
 * The keys of VAULT_KEY; without that (in development), the one kept in the folder, which is made at the first start. Who
 * loses the file loses all personal data in the database beside it.
 */
export async function loadVaultKeys(
  config: { vaultKeys: VaultKeys | null },
  folder: string,
): Promise<VaultKeys> {
  if (config.vaultKeys !== null) return config.vaultKeys;
  const path = join(folder, 'vault.key');
  const kept = (await read(path)) ?? (await make(folder, path));
  const keys = parseVaultKeys(kept);
  if (keys === undefined) {
    throw new Error(
      `${path} does not hold a vault key: put the right one back, or start anew without ${folder}`,
    );
  }
  await chmod(path, ownerOnly); // it may have been copied here with others' eyes on it
  return keys;
}

/** Whether an earlier start has made a key in the folder. */
export async function keepsVaultKey(folder: string): Promise<boolean> {
  return (await read(join(folder, 'vault.key'))) !== undefined;
}

async function read(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** On disk before anything is encrypted by it, whole or not at all; of two processes at once both get the same one. */
async function make(folder: string, path: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'wx', ownerOnly);
  try {
    await file.writeFile(`${randomBytes(32).toString('base64')}\n`);
    await file.sync();
    await link(draft, path);
    await syncFolder(folder);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
  return (await readFile(path, 'utf8')).trim();
}

/** Or a power cut could keep the rows and forget the file. */
async function syncFolder(folder: string): Promise<void> {
  const directory = await open(folder);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
