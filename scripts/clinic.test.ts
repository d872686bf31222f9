import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';

const demo = fileURLToPath(new URL('../demo/amani.yaml', import.meta.url));
const script = fileURLToPath(new URL('clinic.ts', import.meta.url));
const vaultKey = randomBytes(32).toString('base64');

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'miadi-clinic-'));
});

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the command as npm does, on the test's own database. */
async function clinic(...args: string[]) {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH, DATABASE_URL: database.url, VAULT_KEY: vaultKey },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  const [code, out, problems] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out, problems };
}

test('the way of a clinic’s file: applied, changed elsewhere, exported, applied again', async () => {
  const file = join(folder, 'amani.yaml');
  expect(await clinic('export', '-')).toMatchObject({
    code: 1,
    out: '',
    problems: 'There is no clinic yet: apply one.\n',
  });
  expect(await clinic('apply', demo)).toEqual({
    code: 0,
    out: 'Applied:\n  amani: a new clinic\n',
    problems: '',
  });
  expect(await clinic('apply', demo)).toEqual({ code: 0, out: 'Nothing to change.\n', problems: '' });

  await database.db.updateTable('organization').set({ notice_minutes: 120 }).execute();
  const refused = await clinic('apply', demo);
  expect(refused.code).toBe(1);
  expect(refused.problems).toContain('  rules.notice: 2 hours → 1 hour\n');
  expect(refused.problems).toContain('npm run clinic -- export amani.yaml --clinic amani');

  expect(await clinic('export', file)).toMatchObject({ code: 0, problems: '' });
  const exported = await readFile(file, 'utf8');
  expect(exported).toContain('notice: 2 hours');
  expect((await clinic('export', '-', '--clinic', 'amani')).out).toBe(exported);
  await writeFile(file, exported.replace('currency: KES', 'currency: TZS'));
  expect(await clinic('apply', file)).toMatchObject({ code: 0, out: 'Applied:\n  currency: KES → TZS\n' });
});

test('a file that is wrong is told in full, and nothing happens', async () => {
  const file = join(folder, 'wrong.yaml');
  const good = await readFile(demo, 'utf8');
  await writeFile(
    file,
    good.replace('zone: Africa/Nairobi', 'zone: Nairobi').replace('price: 800', 'price: cheap'),
  );
  const { code, out, problems } = await clinic('apply', file);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(problems).toContain('has 2 problems; nothing was changed');
  expect(problems).toContain('zone: "Nairobi" is no time zone');
  expect(problems).toContain('services.child-vaccination.price: "cheap" is no price');
});

test.each([
  ['nothing', [], /Say apply or export/],
  ['no file', ['apply'], /Name the file/],
  ['another word', ['import', 'x.yaml'], /cannot "import"/],
  ['two files', ['apply', 'a.yaml', 'b.yaml'], /One file at a time/],
  ['an unknown option', ['export', '-', '--all'], /--all/],
  ['apply with a clinic', ['apply', 'a.yaml', '--clinic', 'amani'], /the file itself/],
])('called with %s it says how to be called', async (_, args, problem) => {
  const { code, out, problems } = await clinic(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(problems).toMatch(problem);
  expect(problems).toContain('npm run clinic -- apply FILE');
});

test('a file that is not there is named', async () => {
  const missing = join(folder, 'missing.yaml');
  expect(await clinic('apply', missing)).toMatchObject({
    code: 1,
    problems: expect.stringContaining(missing),
  });
});
