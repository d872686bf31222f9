import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const installed = createRequire(import.meta.url);
const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** What pages load: all of it from here, nothing built. */
const sources = {
  'htmx.js': { path: installed.resolve('htmx.org/dist/htmx.min.js'), type: 'text/javascript' },
  'dashboard.js': { path: beside('dashboard.js'), type: 'text/javascript' },
  'live.js': { path: beside('live.js'), type: 'text/javascript' },
  'dashboard.css': { path: beside('dashboard.css'), type: 'text/css' },
  'forms.css': { path: beside('forms.css'), type: 'text/css' },
  'inbox.css': { path: beside('inbox.css'), type: 'text/css' },
  'desk.css': { path: beside('desk.css'), type: 'text/css' },
  'inbox.js': { path: beside('inbox.js'), type: 'text/javascript' },
  'needs.css': { path: beside('needs.css'), type: 'text/css' },
  'search.js': { path: beside('search.js'), type: 'text/javascript' },
  'urgent.js': { path: beside('urgent.js'), type: 'text/javascript' },
  'icon.svg': { path: beside('icon.svg'), type: 'image/svg+xml' },
} as const;

export type AssetName = keyof typeof sources;

type Asset = { body: Buffer<ArrayBuffer>; type: string; version: string };

const assets = new Map<string, Asset>(
  Object.entries(sources).map(([name, { path, type }]) => {
    const body = Buffer.from(readFileSync(path));
    return [name, { body, type, version: createHash('sha256').update(body).digest('hex').slice(0, 12) }];
  }),
);

/** `/assets/3f2a…/dashboard.css`: another content is another address, so that a browser asks once. */
export function assetPath(name: AssetName): string {
  return `/assets/${assets.get(name)?.version}/${name}`;
}

export function serveAsset(version: string, name: string): Response | undefined {
  const asset = assets.get(name);
  if (asset === undefined || asset.version !== version) return undefined;
  return new Response(asset.body, {
    headers: {
      'content-type': `${asset.type}; charset=utf-8`,
      'cache-control': 'public, max-age=31536000, immutable',
    },
  });
}
