import { access } from 'node:fs/promises';
import process from 'node:process';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

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
  return there ? system : chromium.executablePath();
}
