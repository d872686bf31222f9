import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../core/clock.ts';
import { uuidIds } from '../core/ids.ts';
import { createLog } from '../core/log.ts';
import { openVault } from '../core/people/vault.ts';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import { applyFile, type WithCore } from './clinic/apply-file.ts';
import { exportFile } from './clinic/export-file.ts';

const demo = fileURLToPath(new URL('../demo/amani.yaml', import.meta.url));
const script = fileURLToPath(new URL('clinic.ts', import.meta.url));
const vaultKey = randomBytes(32);

let database: TestDatabase;
let folder: string;
let withCore: WithCore;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'miadi-clinic-'));
  const log = createLog({ level: 'silent' });
  const core = { db: database.db, clock: systemClock, ids: uuidIds, vault: openVault([vaultKey]), log };
  withCore = (work) => work(core);
});

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** The command itself, as npm runs it, on the test's database. */
async function command(args: readonly string[], settings: Record<string, string> = {}) {
  const own = { DATABASE_URL: database.url, VAULT_KEY: vaultKey.toString('base64') };
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH, ...own, ...settings },
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
  expect(await exportFile(withCore, '-', null)).toMatchObject({
    code: 1,
    problems: expect.stringMatching(/no clinic yet/),
  });
  expect(await applyFile(withCore, demo)).toMatchObject({
    code: 0,
    out: 'Applied:\n  amani: a new clinic\n',
  });
  expect(await applyFile(withCore, demo)).toMatchObject({ code: 0, out: 'Nothing to change.\n' });

  await database.db.updateTable('organization').set({ notice_minutes: 120 }).execute();
  const refused = await applyFile(withCore, demo);
  expect(refused.code).toBe(1);
  expect(refused.problems).toContain('  rules.notice: 2 hours → 1 hour\n');
  expect(refused.problems).toContain('npm run clinic -- export amani-now.yaml --clinic amani');

  expect(await exportFile(withCore, file, null)).toMatchObject({ code: 0 });
  expect(await readdir(folder)).toEqual(['amani.yaml']);
  const exported = await readFile(file, 'utf8');
  expect(exported).toContain('notice: 2 hours');
  expect(await exportFile(withCore, '-', 'amani')).toEqual({ code: 0, out: exported, problems: '' });
  await writeFile(file, exported.replace('currency: KES', 'currency: TZS'));
  expect(await applyFile(withCore, file)).toMatchObject({
    code: 0,
    out: 'Applied:\n  currency: KES → TZS\n',
  });
});

test('of several clinics one has to be named', async () => {
  const second = join(folder, 'second.yaml');
  const [beforeChannels = ''] = (await readFile(demo, 'utf8')).split('# Numbers at the providers');
  await writeFile(second, beforeChannels.replace('slug: amani', 'slug: baraka'));
  await applyFile(withCore, demo);
  expect(await applyFile(withCore, second)).toMatchObject({ code: 0 });
  expect(await exportFile(withCore, '-', null)).toMatchObject({
    code: 2,
    problems: expect.stringMatching(/one of amani, baraka/),
  });
  expect(await exportFile(withCore, '-', 'tumaini')).toMatchObject({
    code: 1,
    problems: expect.stringMatching(/There is: amani, baraka/),
  });
  const { code, out } = await exportFile(withCore, '-', 'baraka');
  expect({ code, slug: /^slug: (.*)$/m.exec(out)?.[1] }).toEqual({ code: 0, slug: 'baraka' });
});

test('a file in other letters than UTF-8 is refused: patients would read what becomes of them', async () => {
  const file = join(folder, 'latin.yaml');
  await writeFile(file, Buffer.from((await readFile(demo, 'utf8')).replace('Amani', 'Amané'), 'latin1'));
  expect(await applyFile(withCore, file)).toMatchObject({
    code: 1,
    problems: expect.stringContaining('UTF-8'),
  });
});

test('a file that is wrong is told in full, before the database is asked', async () => {
  const file = join(folder, 'wrong.yaml');
  const good = await readFile(demo, 'utf8');
  await writeFile(
    file,
    good.replace('zone: Africa/Nairobi', 'zone: Nairobi').replace('price: 800', 'price: cheap'),
  );
  const noDatabase: WithCore = () => Promise.reject(new Error('the database was asked'));
  const { code, out, problems } = await applyFile(noDatabase, file);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(problems).toContain('has 2 problems; nothing was changed');
  expect(problems).toContain('zone: "Nairobi" is no time zone');
  expect(problems).toContain('services.child-vaccination.price: "cheap" is no price');
});

test('the command ends with the answer’s code, and says what is wrong where errors go', {
  timeout: 120_000,
}, async () => {
  await applyFile(withCore, demo);
  const exported = await exportFile(withCore, '-', 'amani');
  const missing = join(folder, 'missing.yaml');
  const [wrong, refused, written] = await Promise.all([
    command(['import', demo]),
    command(['apply', missing]),
    command(['export', '-', '--clinic', 'amani']),
  ]);
  expect(wrong).toMatchObject({
    code: 2,
    out: '',
    problems: expect.stringContaining('npm run clinic -- apply FILE'),
  });
  expect(refused).toMatchObject({ code: 1, out: '', problems: expect.stringContaining(missing) });
  expect(written).toEqual({ ...exported, problems: '' });
});

test('settings that do not fit the database end the command by name, and nothing is changed', {
  timeout: 120_000,
}, async () => {
  await applyFile(withCore, demo);
  const changed = join(folder, 'changed.yaml');
  const good = await readFile(demo, 'utf8');
  await writeFile(changed, good.replace('currency: KES', 'currency: UGX'));
  const [otherKey, noKey, nobody] = await Promise.all([
    command(['apply', changed], { VAULT_KEY: randomBytes(32).toString('base64') }),
    command(['apply', changed], { VAULT_KEY: '' }),
    command(['apply', changed], { DATABASE_URL: 'postgres://miadi:hunter2@127.0.0.1:1/miadi' }),
  ]);
  const key = "VAULT_KEY: does not open this database's records\n";
  expect(otherKey).toMatchObject({ code: 1, out: '', problems: expect.stringContaining(key) });
  // whether this checkout's development has made a key of its own or not
  expect(noKey).toMatchObject({ code: 1, out: '', problems: expect.stringMatching(/^VAULT_KEY: /) });
  expect(nobody.problems).toMatch(
    /^DATABASE_URL: names a host and port at which nothing listens \(ECONNREFUSED\)\n {2}Check .*\n$/,
  );
  expect(nobody.code).toBe(1);
  const { currency } = await database.db
    .selectFrom('organization')
    .select('currency')
    .where('slug', '=', 'amani')
    .executeTakeFirstOrThrow();
  expect(currency).not.toBe('UGX');
});
