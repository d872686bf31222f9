import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { importsOf, offenders, type RoomRule, type SourceFile, type WordRule } from './imports.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The rooms as docs/data-path.md walks through them. A new room or library is a decision: it is written down here. */
const rooms: readonly RoomRule[] = [
  {
    under: 'core',
    rooms: [],
    libraries: ['kysely', 'libphonenumber-js', 'pg', 'pg-copy-streams', 'pino', 'yaml', 'zod'],
    node: true,
  },
  {
    under: 'flows',
    rooms: [],
    types: ['core'],
    libraries: ['xstate', 'libphonenumber-js'],
    node: false,
  },
  {
    under: 'bot',
    rooms: ['core', 'flows'],
    libraries: ['kysely', 'nodemailer', 'prom-client', 'sms-segments-calculator', 'undici', 'zod'],
    node: true,
  },
  {
    under: 'bot/jobs',
    rooms: ['core', 'flows'],
    libraries: ['bullmq', 'ioredis', 'kysely'],
    node: true,
  },
  {
    under: 'webhooks',
    rooms: ['core', 'bot/channels', 'bot/conversation'],
    libraries: ['hono', 'twilio'],
    node: true,
  },
  {
    under: 'dashboard',
    rooms: ['core', 'bot/render', 'bot/channels/failure-words.ts'],
    types: ['flows'],
    libraries: ['@hono/node-server', 'better-auth', 'hono', 'kysely', 'pg', 'uqr', 'zod'],
    node: true,
  },
  {
    under: 'emulators',
    rooms: [],
    libraries: ['hono', 'libphonenumber-js', 'sms-segments-calculator', 'smtp-server', 'twilio', 'zod'],
    node: true,
  },
  { under: 'assemble.ts', rooms: ['core', 'bot', 'webhooks', 'health.ts'], libraries: ['hono'], node: false },
  { under: 'health.ts', rooms: ['core', 'bot'], libraries: ['hono', '@hono/node-server'], node: true },
  {
    under: 'main.ts',
    rooms: ['core', 'bot/jobs', 'dashboard', 'assemble.ts', 'development.ts'],
    libraries: ['hono', '@hono/node-server'],
    node: true,
  },
  {
    under: 'development.ts',
    rooms: ['core', 'dashboard', 'emulators', 'flows/notice'],
    libraries: ['hono'],
    node: true,
  },
  {
    under: 'rehearsal',
    rooms: ['core', 'emulators', 'flows/notice', 'assemble.ts'],
    types: ['flows'],
    libraries: ['kysely'],
    node: false,
  },
  {
    under: 'scripts',
    rooms: ['core', 'flows', 'rehearsal', 'bot/channels/failure-words.ts'],
    libraries: ['vitest'],
    node: true,
  },
  { under: 'vitest.config.ts', rooms: [], libraries: ['vitest'], node: true },
];

const words: readonly WordRule[] = [
  {
    pattern: /\bprocess\.env\b/,
    instead: 'core/config.ts reads the environment, and is handed it',
    borders: {
      'main.ts': 'hands it in',
      'scripts/clinic.ts': 'hands it in',
      'scripts/dead-letters.ts': 'hands it in',
      'scripts/staff.ts': 'hands it in',
      'scripts/backup.ts': 'hands it in',
      'scripts/restore.ts': 'hands it in',
    },
  },
  {
    pattern: /\bnew Date\b|\bDate\.\w+\(|\bDate\(\)/,
    instead: 'Temporal, and the clock that is passed in',
    borders: {
      'core/clock.ts': 'is the clock',
      'emulators/twilio/message-routes.ts': 'Twilio writes its times as RFC 2822 has them',
    },
  },
  {
    pattern: /\bTemporal\.Now\b/,
    instead: 'the clock is passed in',
    borders: { 'core/clock.ts': 'is the clock' },
  },
];

test('nobody in the project offends against the rules of the house', async () => {
  const files = await readProject();
  expect(files.length).toBeGreaterThan(100);
  expect(offenders(files, { rooms, words })).toEqual([]);
});

test('every border that is named is there, and is one', async () => {
  const files = new Map((await readProject()).map(({ path, text }) => [path, text]));
  for (const { pattern, borders } of words) {
    for (const path of Object.keys(borders)) expect(files.get(path), path).toMatch(pattern);
  }
});

describe('an offender that is planted is found', () => {
  const lines = (count: number) => 'line\n'.repeat(count);
  test.each<[string, string, string]>([
    ['core/a.ts', "import { x } from '../flows/b.ts';", 'core/a.ts: may not import flows/b.ts'],
    ['core/a.ts', "import type { X } from '../flows/b.ts';", 'core/a.ts: may not import flows/b.ts'],
    ['core/x/a.ts', "import { Queue } from 'bullmq';", 'core/x/a.ts: may not import bullmq'],
    ['bot/x/a.ts', "import { Queue } from 'bullmq';", 'bot/x/a.ts: may not import bullmq'],
    ['core/a.ts', "import { setup } from 'xstate';", 'core/a.ts: may not import xstate'],
    ['core/a.ts', "import {\n  x,\n} from '../main.ts';", 'core/a.ts: may not import main.ts'],
    ['flows/a.ts', "import { x } from '../core/b.ts';", 'flows/a.ts: may not import core/b.ts'],
    ['flows/a.ts', "import { type X } from '../core/b.ts';", 'flows/a.ts: may not import core/b.ts'],
    [
      'flows/a.ts',
      "import { readFile } from 'node:fs/promises';",
      'flows/a.ts: may not import node:fs/promises',
    ],
    ['flows/a.ts', "export { x } from '../bot/b.ts';", 'flows/a.ts: may not import bot/b.ts'],
    ['flows/a.ts', "const x = await import('pg');", 'flows/a.ts: may not import pg'],
    ['bot/a.ts', "import '../webhooks/b.ts';", 'bot/a.ts: may not import webhooks/b.ts'],
    ['webhooks/a.ts', "import { x } from '../bot/jobs/b.ts';", 'webhooks/a.ts: may not import bot/jobs/b.ts'],
    ['emulators/a.ts', "import { x } from '../core/b.ts';", 'emulators/a.ts: may not import core/b.ts'],
    ['assemble.ts', "import { x } from './emulators/b.ts';", 'assemble.ts: may not import emulators/b.ts'],
    [
      'bot/a.ts',
      "import { x } from '../rehearsal/rehearse.ts';",
      'bot/a.ts: may not import rehearsal/rehearse.ts',
    ],
    ['bot/a.ts', "import { x } from '../test/b.ts';", 'bot/a.ts: imports a test, test/b.ts'],
    ['bot/a.ts', "import { expect } from 'vitest';", 'bot/a.ts: may not import vitest'],
    ['cellar/a.ts', "import { x } from 'zod';", 'cellar/a.ts: no rule says whom this room may import'],
    ['core/a.ts', 'const x = process.env.X;', 'core/a.ts: process.env (core/config.ts reads'],
    ['flows/a.ts', 'const x = new Date();', 'flows/a.ts: new Date (Temporal'],
    ['flows/a.ts', 'const x = Date.now();', 'flows/a.ts: Date.now( (Temporal'],
    ['bot/a.ts', 'Temporal.Now.instant();', 'bot/a.ts: Temporal.Now (the clock is passed in)'],
    ['core/a.ts', 'export default 1;', 'core/a.ts: a default export'],
    ['core/takeSlot.ts', '', 'core/takeSlot.ts: the name is not kebab-case'],
    ['core/a.test.ts', lines(401), 'core/a.test.ts: 401 lines'],
    ['emulators/a.css', lines(401), 'emulators/a.css: 401 lines'],
  ])('%s %#', (path, text, offence) => {
    const found = offenders([{ path, text }], { rooms, words });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(offence);
  });

  test('a circle of imports, told once; one of types alone is none', () => {
    const circle = [
      { path: 'core/a.ts', text: "import { b } from './b.ts';" },
      { path: 'core/b.ts', text: "import { c } from './x/c.ts';" },
      { path: 'core/x/c.ts', text: "import { a } from '../a.ts';" },
    ];
    expect(offenders(circle, { rooms, words })).toEqual([
      'core/a.ts: a circle of imports: core/a.ts → core/b.ts → core/x/c.ts → core/a.ts',
    ]);
    const ofTypes = circle.map(({ path, text }) => ({
      path,
      text: text.replace('import {', 'import type {'),
    }));
    expect(offenders(ofTypes, { rooms, words })).toEqual([]);
  });
});

test.each<[string, string]>([
  ['flows/a.ts', "import type { X } from '../core/b.ts';"],
  ['flows/a.ts', "import { x } from './b.ts';\nimport { setup } from 'xstate';"],
  [
    'webhooks/a.ts',
    "import { x } from '../bot/channels/b.ts';\nimport { bodyLimit } from 'hono/body-limit';",
  ],
  ['core/a.ts', "// new Date() and import { x } from '../flows/b.ts' are not for here\n * process.env"],
  ['core/a.test.ts', "import { x } from '../flows/b.ts';\nnew Date();"],
  ['emulators/test-clinic.ts', "import { x } from '../core/b.ts';"],
  ['core/a.ts', 'line\n'.repeat(400)],
])('what is allowed is let pass: %s %#', (path, text) => {
  expect(offenders([{ path, text }], { rooms, words })).toEqual([]);
});

test('imports are read in every form', () => {
  const text = [
    "import { a } from './a.ts';",
    "import type { B } from '../b.ts';",
    "import {\n  c,\n  type D,\n} from 'c';",
    "import './e.ts';",
    "export * from './f.ts';",
    "const g = await import('g');",
    "const from = 'h';",
  ].join('\n');
  expect(importsOf({ path: 'core/x.ts', text }).map(({ what, typeOnly }) => [what, typeOnly])).toEqual([
    ['core/a.ts', false],
    ['b.ts', true],
    ['c', false],
    ['core/e.ts', false],
    ['core/f.ts', false],
    ['g', false],
  ]);
});

async function readProject(): Promise<SourceFile[]> {
  const exclude = (path: string) => /^(node_modules|\.miadi|\.git|coverage)$/.test(path);
  const paths = await Array.fromAsync(glob('**/*.{ts,js,css}', { cwd: root, exclude }));
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(`${root}${path}`, 'utf8') })));
}
