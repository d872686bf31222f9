import { access, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from './core/config.ts';
import { demandedInProduction, settingNames } from './core/settings.ts';
import { importsOf } from './test/imports.ts';

/** Nothing is built here: what is checked is that the files name what is there, and leave out nothing that runs. */

const root = fileURLToPath(new URL('.', import.meta.url));
const read = (path: string) => readFile(`${root}${path}`, 'utf8');

const dockerfile = await read('Dockerfile');
const ignored = (await read('.dockerignore')).split('\n').filter((line) => line !== '');
/** What is copied out of the checkout, stage by stage; not out of another stage. */
const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) =>
  paths.split(' '),
);

const compose = z
  .object({
    services: z.object({
      app: z.object({
        build: z.literal('.'),
        depends_on: z.object({ postgres: z.object({ condition: z.literal('service_healthy') }) }),
        ports: z.array(z.string()),
        environment: z.record(z.string(), z.string().nullable()),
      }),
      postgres: z.object({
        image: z.literal('postgres:18'),
        environment: z.record(z.string(), z.string()),
        volumes: z.array(z.string()),
        healthcheck: z.object({ test: z.array(z.string()) }),
      }),
    }),
    volumes: z.record(z.string(), z.null()),
  })
  .parse(parse(await read('docker-compose.yml')));
const { app, postgres } = compose.services;

describe('Dockerfile', () => {
  test('what is copied is there, and is not ignored', async () => {
    expect(copied.length).toBeGreaterThan(8);
    for (const path of copied) {
      await expect(access(`${root}${path}`), path).resolves.toBeUndefined();
      expect(ignored).not.toContain(path);
    }
  });

  test.each(['main.ts', 'scripts/clinic.ts'])('all that %s imports is copied or installed', async (entry) => {
    const manifest = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(await read('package.json')));
    const { files, libraries } = await reachedFrom(entry);
    expect(files.length).toBeGreaterThan(20);
    const left = files.filter((file) => !copied.some((path) => file === path || file.startsWith(`${path}/`)));
    expect(left).toEqual([]);
    const installed = Object.keys(manifest.dependencies);
    expect(libraries.filter((library) => !installed.includes(library))).toEqual([]);
  });

  test('it runs in production, not as root, and is asked whether it is ready', () => {
    expect(dockerfile).toContain('ENV MIADI_MODE=production');
    expect(dockerfile.indexOf('USER node')).toBeGreaterThan(dockerfile.lastIndexOf('RUN '));
    expect(dockerfile).toMatch(/^HEALTHCHECK [\s\S]+?\/readyz/m);
    const [, port] = /^EXPOSE (\d+)$/m.exec(dockerfile) ?? [];
    expect(app.ports).toEqual([`127.0.0.1:${port}:${port}`]);
  });

  test('it starts node as npm start does', async () => {
    const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: { start: string } };
    const [, environment = '', flags = ''] = /^exec env (.+) node (.+) main\.ts/.exec(scripts.start) ?? [];
    const command = JSON.stringify(['node', ...flags.split(' '), 'main.ts']).replaceAll(',', ', ');
    expect(dockerfile).toContain(`\nCMD ${command}\n`);
    for (const setting of environment.split(' ')) {
      expect(dockerfile).toContain(
        `\nENV ${setting.startsWith('NODE_COMPILE_CACHE=') ? 'NODE_COMPILE_CACHE=' : setting}`,
      );
    }
  });
});

describe('docker-compose.yml', () => {
  test('the app is given settings that there are, and all that production demands', () => {
    const given = Object.keys(app.environment);
    expect(given.filter((name) => !settingNames.some((setting) => setting === name))).toEqual([]);
    expect(given).toEqual(expect.arrayContaining([...demandedInProduction]));
  });

  test('with the secrets in the environment the app starts; without one, Compose names it', () => {
    const secrets: Record<string, string> = {
      PUBLIC_URL: 'https://desk.example.org',
      POSTGRES_PASSWORD: 'a1b2c3d4e5f6',
      VAULT_KEY: Buffer.alloc(32, 7).toString('base64'),
    };
    const environment = Object.fromEntries(
      Object.entries(app.environment).map(([name, value]) => [name, interpolate(value, secrets)]),
    );
    expect(readConfig(environment)).toMatchObject({
      ok: true,
      config: { mode: 'production', databaseUrl: 'postgres://miadi:a1b2c3d4e5f6@postgres:5432/miadi' },
    });
    for (const name of Object.keys(secrets)) {
      const used = [...Object.values(app.environment), ...Object.values(postgres.environment)].join(' ');
      expect(used).toContain(`\${${name}:?`);
    }
  });

  test('no secret stands in it', () => {
    const written = [...Object.entries(app.environment), ...Object.entries(postgres.environment)].filter(
      ([name, value]) => /KEY|TOKEN|SECRET|PASSWORD/.test(name) && value !== null,
    );
    for (const [name, value] of written) expect(value, name).toMatch(/^\$\{\w+:\?[^}]+\}$/);
  });

  test('the database lies in a volume that is declared, and is asked whether it is ready', () => {
    expect(postgres.volumes).toEqual(['postgres:/var/lib/postgresql']);
    expect(compose.volumes).toHaveProperty('postgres');
    const { POSTGRES_USER, POSTGRES_DB } = postgres.environment;
    expect(postgres.healthcheck.test).toEqual([
      'CMD',
      'pg_isready',
      `--username=${POSTGRES_USER}`,
      `--dbname=${POSTGRES_DB}`,
    ]);
  });
});

function interpolate(value: string | null, from: Record<string, string>): string | undefined {
  return value?.replace(/\$\{(\w+):\?[^}]*\}/g, (_, name: string) => from[name] ?? '');
}

/** All that is loaded when the file is run. */
async function reachedFrom(entry: string): Promise<{ files: string[]; libraries: string[] }> {
  const files = new Set<string>([entry]);
  const libraries = new Set<string>();
  for (const path of files) {
    for (const { what, ours, typeOnly } of importsOf({ path, text: await read(path) })) {
      if (typeOnly || what.startsWith('node:')) continue;
      if (ours) files.add(what);
      else libraries.add(/^(@[^/]+\/)?[^/]+/.exec(what)?.[0] ?? what);
    }
  }
  return { files: [...files], libraries: [...libraries] };
}
