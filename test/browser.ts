import { access, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import { inject } from 'vitest';

/** A Chromium without a screen: CHROMIUM_PATH, the system's, or the one that comes with the development packages. */
export async function openBrowser(): Promise<Browser> {
  // the package's own arguments switch the web's security off, which is what is tested here
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return playwright.launch({
    executablePath: await findChromium(),
    args: [...sandbox, '--disable-dev-shm-usage', '--disable-gpu'],
  });
}

async function findChromium(): Promise<string> {
  const given = process.env.CHROMIUM_PATH;
  if (given) return given;
  const system = '/usr/bin/chromium';
  const there = await access(system).then(
    () => true,
    () => false,
  );
  return there ? system : unpack();
}

/** The package unpacks into the system's temporary folder, where another account's may lie that we must not run: into our own. */
async function unpack(): Promise<string> {
  const { TMPDIR } = process.env;
  process.env.TMPDIR = await mkdtemp(join(inject('folder'), 'chromium-'));
  try {
    return await chromium.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}
