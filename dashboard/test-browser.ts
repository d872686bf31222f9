import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { announceEvents } from '../core/db/announce.ts';
import { openBrowser } from '../test/browser.ts';
import type { Dashboard } from './app.ts';
import { password, startDashboard } from './test-dashboard.ts';
import { openTestDesk } from './test-desk.ts';

/** The dashboard in a browser, over HTTP. With SCREENSHOTS=FOLDER each page that is judged is kept as a picture, at two widths. */

const folder = process.env.SCREENSHOTS;

type Fault = { id: string; impact: string; nodes: { html: string }[] };

export type Browsing = Awaited<ReturnType<typeof startBrowsing>>;

export async function startBrowsing() {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  let dashboard: Dashboard | undefined;
  const server = await new Promise<ServerType>((resolve) => {
    const fetch = (request: Request, env: object) =>
      dashboard?.fetch(request, env) ?? new Response(null, { status: 503 });
    const listening = serve({ fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(listening));
  });
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const house = await startDashboard({ publicUrl: url }, 'smtp://127.0.0.1:9'); // nobody takes e-mail there
  dashboard = house.dashboard;
  await house.live.start();
  const quiet = announceEvents(house.database);
  const desk = await openTestDesk(house.core, house.organizationId);
  const browser = await openBrowser();
  if (folder) await mkdir(folder, { recursive: true });
  const contexts: BrowserContext[] = [];

  return {
    ...{ house, url, desk },
    async openPage(options: { locale?: string } = {}): Promise<Page> {
      const context = await browser.newContext({ baseURL: url, locale: 'en-GB', ...options });
      contexts.push(context);
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error' && /Content.Security|Refused to/.test(message.text()))
          throw new Error(message.text());
      });
      return page;
    },
    /** No fault for who cannot see or use a mouse; nothing that has to be scrolled sideways. */
    async judge(page: Page, name: string): Promise<void> {
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: width === 360 ? 740 : 800 });
        if (folder) await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
        const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
        expect(wide, name).toBeLessThanOrEqual(width);
        if ((await page.evaluate<string>('typeof axe')) === 'undefined') await page.evaluate(axe);
        const found = await page.evaluate<Fault[]>('axe.run().then(({ violations }) => violations)');
        const faults = found.map(({ id, impact, nodes }) => `${impact} ${id} ${nodes[0]?.html}`);
        expect(faults, `${name} at ${width}`).toEqual([]);
      }
    },
    async signIn(page: Page, email: string): Promise<void> {
      await page.goto('/sign-in');
      await page.getByLabel('E-mail', { exact: true }).fill(email);
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.waitForURL(({ pathname }) => pathname !== '/sign-in');
    },
    async closePages(): Promise<void> {
      for (const context of contexts.splice(0)) await context.close();
    },
    async stop(): Promise<void> {
      await browser.close();
      quiet();
      await house.stop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
