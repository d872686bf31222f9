import { execFileSync, spawn } from 'node:child_process';
import { lstat, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPhone } from '../rehearsal/phone.ts';
import { rehearse } from '../rehearsal/rehearse.ts';
import { amani } from '../test/amani.ts';
import { createEmptyDatabase, type TestDatabase } from '../test/database.ts';
import { insertVisit } from '../test/happened.ts';
import { assertInvariant } from '../test/invariant.ts';
import { openStage, type Stage } from '../test/play.ts';

let stage: Stage;
let folder: string;
let file: string;
const opened: TestDatabase[] = [];

beforeAll(async () => {
  stage = await openStage('whatsapp', amani);
  folder = await mkdtemp(join(tmpdir(), 'miadi-backup-'));
  file = join(folder, 'miadi.backup');
  await stage.write({ text: 'Hi' });
  const visit = { service: 'General consultation', practitioner: 'Dr. Wanjiku Kamau', branch: 'Westlands' };
  await insertVisit(
    stage,
    { ...visit, patient: 'Amina Otieno', local: '2026-10-07 08:00', status: 'booked' },
    stage.patient,
  );
});
afterAll(async () => {
  for (const one of opened) await one.drop();
  await stage?.close();
  await rm(folder, { recursive: true, force: true });
});

async function fresh(): Promise<TestDatabase> {
  const one = await createEmptyDatabase();
  opened.push(one);
  return one;
}

/** The command itself, as npm runs it. */
async function command(
  name: 'backup' | 'restore',
  args: readonly string[],
  url: string,
  key = Buffer.alloc(32, 7),
) {
  const child = spawn(process.execPath, [fileURLToPath(new URL(`${name}.ts`, import.meta.url)), ...args], {
    env: { PATH: process.env.PATH, DATABASE_URL: url, VAULT_KEY: key.toString('base64') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  const [code, out, problems] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out, problems };
}

const conversation = ({ db }: TestDatabase) =>
  db.selectFrom('conversation').select(['turns', 'revision']).executeTakeFirstOrThrow();

test('a clinic at work is backed up, and goes on in another database with the next message', {
  timeout: 120_000,
}, async () => {
  const written = await command('backup', [file], stage.database.url);
  expect(written).toMatchObject({ code: 0, problems: '' });
  expect(written.out).toMatch(/^Wrote 1 clinic, \d+ rows of \d+ tables, to .+\nTHE KEY IS NOT IN IT/);
  const target = await fresh();
  const restored = await command('restore', [file], target.url);
  expect(restored).toMatchObject({ code: 0, problems: '' });
  expect(restored.out).toMatch(/^Restored 1 clinic, \d+ rows/);
  const before = await conversation(stage.database);
  expect(await conversation(target)).toEqual(before);

  const { clock, vault } = stage;
  const parts = { clinic: amani, clock, vault, log: stage.log.log };
  const rehearsal = await rehearse({ ...parts, database: { ...target, close: target.drop } });
  try {
    const phone = openPhone({ ...parts, rehearsal, database: target }, 'whatsapp', stage.patient);
    await phone.write({ text: '1' }); // the first of the choices that were shown before the backup
    expect(phone.inbox()).toHaveLength(1);
    expect((await conversation(target)).turns).toBe(before.turns + 1);
    expect(await target.db.selectFrom('contact').select('id').execute()).toHaveLength(1);
    expect(await target.db.selectFrom('appointment').select('status').execute()).toEqual([
      { status: 'booked' },
    ]);
    await assertInvariant(target.db);
  } finally {
    await rehearsal.stop();
  }
});

test('what is no file is not replaced; where a link leads to is', { timeout: 60_000 }, async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  expect(await command('backup', [pipe], stage.database.url)).toMatchObject({
    code: 1,
    problems: expect.stringContaining('is no file'),
  });
  expect((await lstat(pipe)).isFIFO()).toBe(true);
  const link = join(folder, 'link');
  await writeFile(file, '');
  await symlink(file, link);
  expect(await command('backup', [link], stage.database.url)).toMatchObject({ code: 0 });
  expect((await lstat(link)).isSymbolicLink()).toBe(true);
  expect((await lstat(file)).size).toBeGreaterThan(100);
});

test('with another key nothing is restored, and the setting is named', { timeout: 60_000 }, async () => {
  await command('backup', [file], stage.database.url);
  const target = await fresh();
  const refused = await command('restore', [file], target.url, Buffer.alloc(32, 8));
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.problems).toMatch(
    /^Nothing was restored from .+: VAULT_KEY: does not open this database's records\n/,
  );
  expect(await target.db.selectFrom('organization').select('id').execute()).toEqual([]);
});

test('a database with records and a file that is missing are refused; called wrongly, they say how', {
  timeout: 60_000,
}, async () => {
  await command('backup', [file], stage.database.url);
  const taken = await command('restore', [file], stage.database.url);
  expect(taken).toMatchObject({ code: 1, problems: expect.stringContaining('has records already') });
  const target = await fresh();
  const missing = await command('restore', [join(folder, 'missing')], target.url);
  expect(missing).toMatchObject({ code: 1, problems: expect.stringMatching(/^Not restored: ENOENT/) });
  expect(await command('backup', [], target.url)).toMatchObject({
    code: 2,
    out: '',
    problems: expect.stringContaining('Usage'),
  });
  expect(await command('restore', ['a', 'b'], target.url)).toMatchObject({ code: 2, out: '' });
});
