import { access, glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { languages } from '../core/language.ts';
import { templateKeys } from '../core/messaging/template.ts';
import { aboutSetting, demandedInProduction, settingNames } from '../core/settings.ts';

import { approvedTemplate } from '../flows/notice/templates.ts';

/** What documents say of files, commands and settings must be so. */

const root = fileURLToPath(new URL('..', import.meta.url));
const documents = ['README.md', 'CONTRIBUTING.md'].concat(
  (await Array.fromAsync(glob('docs/**/*.md', { cwd: root }))).sort(),
);
const read = (path: string) => readFile(`${root}${path}`, 'utf8');
const exists = (path: string) =>
  access(`${root}${path}`).then(
    () => true,
    () => false,
  );

describe.each(documents)('%s', (document) => {
  test('its links lead somewhere', async () => {
    const links = [...(await read(document)).matchAll(/\]\((?!https?:)([^)#]+)(#[^)]*)?\)/g)];
    for (const [, link = ''] of links) {
      expect(await exists(join(dirname(document), link)), link).toBe(true);
    }
  });

  test('the files it names are there', async () => {
    const named = [...(await read(document)).matchAll(/`([a-z][\w./-]*\/[\w./-]+\.(?:ts|sql|yaml))`/g)];
    for (const [, path = ''] of named) expect(await exists(path), path).toBe(true);
  });

  test('the commands it names are there', async () => {
    const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };
    const named = [...(await read(document)).matchAll(/npm run (?:--silent )?([a-z][a-z-]*)/g)];
    for (const [, command = ''] of named) expect(scripts).toHaveProperty(command);
  });
});

test('README.md has the two commands, each alone in its line', async () => {
  const lines = (await read('README.md')).split('\n');
  expect(lines).toContain('npm install && npm start');
  expect(lines).toContain('npm install && npm test');
});

test('docs/README.md lists every document', async () => {
  const index = await read('docs/README.md');
  for (const document of documents.filter((one) => /^docs\/.+/.test(one) && one !== 'docs/README.md')) {
    expect(index).toContain(`(${document.slice('docs/'.length)})`);
  }
});

test('docs/settings.md has every setting, as it is', async () => {
  const rows = (await read('docs/settings.md')).split('\n').filter((line) => line.startsWith('| `'));
  expect(rows.map((row) => row.split('`')[1])).toEqual(settingNames);
  for (const name of settingNames) {
    const row = rows.find((line) => line.startsWith(`| \`${name}\` `)) ?? '';
    const { meaning, wanted } = aboutSetting(name);
    expect(row).toContain(`| ${meaning} | ${wanted} |`);
    expect(row.includes('*demanded*')).toBe(demandedInProduction.some((one) => one === name));
  }
});

test('docs/how-to/whatsapp-templates.md has the texts that are filled in, word for word', async () => {
  const page = await read('docs/how-to/whatsapp-templates.md');
  const rows = page.split('\n').filter((line) => /^\| `[a-z-]+` (en|sw) /.test(line));
  const texts = templateKeys.flatMap((kind) =>
    languages.map((language) => {
      const { body, buttons } = approvedTemplate(kind, language);
      const told = buttons.map(({ title, id }) => `${title} → \`${id}\``).join('<br>');
      return `| \`${kind.replaceAll('_', '-')}\` ${language} | ${body.replaceAll('\n', '<br>')} | ${told} |`;
    }),
  );
  expect(rows).toEqual(texts);
});

test('a how-to stays short', async () => {
  for (const document of documents.filter((one) => one.startsWith('docs/how-to/'))) {
    expect((await read(document)).trimEnd().split('\n').length, document).toBeLessThanOrEqual(60);
  }
});

test('what the program warns of stands in the table of the log', async () => {
  const places = await Array.fromAsync(
    glob('{*.ts,{bot,core,dashboard,flows,webhooks}/**/*.ts}', { cwd: root }),
  );
  const programs = places.filter((path) => !path.endsWith('.test.ts'));
  const texts = await Promise.all(programs.map(read));
  const said = texts.flatMap((text) =>
    [...text.matchAll(/\.(?:warn|error)\(\s*'(\w+)'/g)].map(([, event]) => event),
  );
  expect(said.length).toBeGreaterThan(30);
  const operations = await read('docs/operations.md');
  expect([...new Set(said)].filter((event) => !operations.includes(`\`${event}\``))).toEqual([]);
});
