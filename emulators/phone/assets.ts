import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const installed = createRequire(import.meta.url);
const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** What the page loads: all of it from here, nothing built. */
const assets = new Map([
  ['htmx.js', { path: installed.resolve('htmx.org/dist/htmx.min.js'), type: 'text/javascript' }],
  ['hx-sse.js', { path: installed.resolve('htmx.org/dist/ext/hx-sse.min.js'), type: 'text/javascript' }],
  ['phone.js', { path: beside('phone.js'), type: 'text/javascript' }],
  ['phone.css', { path: beside('phone.css'), type: 'text/css' }],
  ['panel.css', { path: beside('panel.css'), type: 'text/css' }],
  ['thread.css', { path: beside('thread.css'), type: 'text/css' }],
  ['icon.svg', { path: beside('icon.svg'), type: 'image/svg+xml' }],
]);

export async function serveAsset(name: string): Promise<Response | undefined> {
  const asset = assets.get(name);
  if (!asset) return undefined;
  const headers = { 'content-type': `${asset.type}; charset=utf-8`, 'cache-control': 'no-cache' };
  return new Response(await readFile(asset.path), { headers });
}
