import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { newLine, queueTo, wireNext } from '../../test/lines.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import { recordReceipts } from '../messaging/receipts.ts';
import { backUp } from './backup.ts';
import { migrate } from './migrate.ts';
import { restore } from './restore.ts';

let database: TestDatabase;
let reception: Reception;
let folder: string;
let file: string;
const opened: TestDatabase[] = [];

beforeAll(async () => {
  folder = join(inject('folder'), 'backup');
  await mkdir(folder, { recursive: true });
  file = join(folder, 'good');
  database = await createTestDatabase();
  reception = await openReception(database.db);
  for (const text of ['Habari', 'a\\b\tc\n\\.\nand “quotes”', '']) {
    const line = await newLine(reception);
    await queueTo(reception, line, text);
  }
  const line = await newLine(reception);
  await queueTo(reception, line);
  const wired = await wireNext(reception, line);
  await reception.turn((core) =>
    recordReceipts(core, [
      {
        ...{ provider: 'twilio', providerMessageId: 'SM\\.\nodd\tid', outboxId: wired.id },
        ...{ providerStatus: 'x\\n', state: 'delivered', errorCode: null },
      },
    ]),
  );
  await database.db
    .updateTable('organization')
    .set({ name: 'Zahanati ya “Amani”\n\\.\n\\N', on_call_phone: null })
    .execute();
  await backUp(closable(database), reception.core.clock, file);
});
afterAll(async () => {
  for (const one of [...opened, database]) await one.drop();
  await rm(folder, { recursive: true, force: true });
});

const closable = (one: TestDatabase) => ({ ...one, close: one.drop });
const fits = { findMisfit: async () => null };

async function fresh(): Promise<TestDatabase> {
  const one = await createEmptyDatabase();
  opened.push(one);
  return one;
}

async function rowsOf({ db }: TestDatabase): Promise<Record<string, unknown[]>> {
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'vault') and tablename !~ '^kysely' order by 1`.execute(db);
  const all: Record<string, unknown[]> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{
      row: string;
    }>`select t::text as row from ${sql.raw(name)} t order by 1`.execute(db);
    all[name] = rows.map(({ row }) => row);
  }
  return all;
}

describe('there and back', () => {
  test('every table, row by row; what comes next goes on counting', async () => {
    const target = await fresh();
    const restored = await restore(closable(target), file, fits);
    expect(restored).toMatchObject({ ok: true, organizations: 1, migrated: [] });
    const [before, after] = [await rowsOf(database), await rowsOf(target)];
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(after).toEqual(before);
    expect(before['public.receipt']).toHaveLength(1);
    const last = await sql<{ seq: number }>`select max(seq)::int as seq from outbox`.execute(database.db);
    const next = await sql<{ seq: number }>`select nextval('outbox_seq_seq')::int as seq`.execute(target.db);
    expect(next.rows[0]?.seq).toBe((last.rows[0]?.seq ?? 0) + 1);
  });

  test('it is of one moment, whatever is written meanwhile, and the file is for nobody else', async () => {
    const meanwhile = join(folder, 'meanwhile');
    const writing = Promise.withResolvers<void>();
    let stop = false;
    const writer = (async () => {
      while (!stop) {
        await queueTo(reception, await newLine(reception));
        writing.resolve();
      }
    })();
    await writing.promise;
    await backUp(closable(database), reception.core.clock, meanwhile);
    stop = true;
    await writer;
    const target = await fresh();
    // foreign keys hold, and the manifest's counts: a message never without its contact
    expect(await restore(closable(target), meanwhile, fits)).toMatchObject({ ok: true });
    const { rows } = await sql<{ odd: number }>`select count(*)::int as odd from contact c
      where not exists (select from vault.contact v where v.contact_id = c.id)
        and exists (select from outbox o where o.contact_id = c.id)`.execute(target.db);
    expect(rows).toEqual([{ odd: 0 }]);
    const { mode } = await stat(meanwhile);
    expect(mode & 0o777).toBe(0o600);
  });
});

describe('writing', () => {
  test('where there are no tables there is nothing to back up', async () => {
    const target = join(folder, 'none');
    await expect(backUp(closable(await fresh()), reception.core.clock, target)).rejects.toThrow(
      'nothing to back up',
    );
    expect(await readdir(folder)).not.toContain('none');
  });

  test('that breaks off leaves the file that was there, and no other', async () => {
    const target = join(folder, 'kept');
    await writeFile(target, 'the one of yesterday');
    const tables = await fresh();
    await migrate(tables.db);
    const dying = {
      ...closable(tables),
      pool: Object.assign(Object.create(tables.pool), {
        async connect() {
          const client = await tables.pool.connect();
          const query = client.query.bind(client);
          return Object.assign(Object.create(client), {
            release: (destroy: boolean) => client.release(destroy),
            // all rows are written by then
            query: (...given: Parameters<typeof query>) =>
              String(given[0]).includes('pg_sequence_last_value')
                ? Promise.reject(new Error('gone'))
                : query(...given),
          });
        },
      }),
    };
    await expect(backUp(dying, reception.core.clock, target)).rejects.toThrow('gone');
    expect(await readFile(target, 'utf8')).toBe('the one of yesterday');
    expect((await readdir(folder)).filter((name) => name.startsWith('kept'))).toEqual(['kept']);
  });

  test('to a place that is not there says so', async () => {
    const nowhere = join(folder, 'no', 'such', 'folder');
    await expect(backUp(closable(database), reception.core.clock, nowhere)).rejects.toThrow('ENOENT');
  });
});

describe('a file that is not as it was written is refused in words, and nothing is touched', () => {
  const text = async () => gunzipSync(await readFile(file)).toString('utf8');
  const changed = (from: string | RegExp, to: string) => async () =>
    gzipSync((await text()).replace(from, to));

  test.each<[string, () => Promise<Buffer>, RegExp]>([
    [
      'a value changed',
      changed('Africa/Nairobi', 'Africa/Kampala'),
      /rows of the table public\.\w+ are not as they were written/,
    ],
    [
      'a row taken out',
      changed(/(?<="columns":\[[^\]]*\]}\n)[^\n\\][^\n]*\n/, ''),
      /has \d+ rows, and was written with \d+/,
    ],
    [
      'a table taken out',
      changed(/{"table":"public\.receipt".*?\n\\\.\n/s, ''),
      /table public\.receipt is missing/,
    ],
    ['the end missing', async () => gzipSync((await text()).split('\n').slice(0, -2).join('\n')), /cut off/],
    ['half of the bytes', async () => (await readFile(file)).subarray(0, 900), /cut off/],
    [
      'a bit of the bytes',
      async () => flipped(await readFile(file)),
      /damaged|cut off|not as they were|neither/,
    ],
    ['no backup at all', async () => Buffer.from('slug: amani\n'), /damaged, or no backup/],
    ['another zip', async () => gzipSync('slug: amani\n'), /no backup of Miadi/],
    ['nothing in it', async () => Buffer.alloc(0), /cut off/],
    ['more behind it', async () => gzipSync(`${await text()}{}\n`), /behind its end/],
    [
      'of a later format',
      changed('"miadiBackup":1', '"miadiBackup":2'),
      /of format 2, and this Miadi reads format 1/,
    ],
    [
      'of a later Miadi',
      changed(/"migrations":\[/, '"migrations":["0000_of_tomorrow",'),
      /another Miadi \(it has 0000_of_tomorrow\)/,
    ],
  ])('%s', async (_, make, words) => {
    const bad = join(folder, 'bad');
    await writeFile(bad, await make());
    const target = await fresh();
    const restored = await restore(closable(target), bad, fits);
    expect(restored).toEqual({ ok: false, problem: expect.stringMatching(words) });
    expect(await rowsOf(target)).toEqual({});
  });

  test('statements in the place of a table’s name', async () => {
    const bad = join(folder, 'bad');
    const odd = 'public.receipt (id) from stdin; drop table event; --';
    await writeFile(bad, gzipSync((await text()).replaceAll('"table":"public.receipt"', `"table":"${odd}"`)));
    const target = await fresh();
    expect(await restore(closable(target), bad, fits)).toMatchObject({
      ok: false,
      problem: /none of this Miadi/,
    });
    expect(await rowsOf(target)).toMatchObject({ 'public.event': [], 'public.organization': [] });
  });
});

function flipped(bytes: Buffer): Buffer {
  const at = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 4, at);
  return bytes;
}

describe('the database', () => {
  test('that has records is refused, and keeps them', async () => {
    const before = await rowsOf(database);
    expect(await restore(closable(database), file, fits)).toEqual({
      ok: false,
      problem: expect.stringMatching(/has records already/),
    });
    expect(await rowsOf(database)).toEqual(before);
  });

  test('that has a migration which the backup has not is refused', async () => {
    const older = join(folder, 'older');
    const { migrations, text } = await headingOf(file);
    await writeFile(older, gzipSync(text.replace(`,"${migrations.at(-1)}"]`, ']')));
    const target = await createTestDatabase();
    opened.push(target);
    expect(await restore(closable(target), older, fits)).toEqual({
      ok: false,
      problem: expect.stringMatching(/past it \(it has \d{4}_\w+\)/),
    });
  });

  test('is left without records where what looks at them finds that they do not fit', async () => {
    const target = await fresh();
    let seen = 0;
    const findMisfit = async (db: TestDatabase['db']) => {
      seen = (await db.selectFrom('organization').select('id').execute()).length;
      return 'another key';
    };
    expect(await restore(closable(target), file, { findMisfit })).toEqual({
      ok: false,
      problem: 'another key',
    });
    expect(seen).toBe(1);
    expect(Object.values(await rowsOf(target)).flat()).toEqual([]);
    expect(await restore(closable(target), file, fits)).toMatchObject({ ok: true });
  });
});

async function headingOf(path: string) {
  const text = gunzipSync(await readFile(path)).toString('utf8');
  const { migrations } = JSON.parse(text.slice(0, text.indexOf('\n'))) as { migrations: string[] };
  return { migrations, text };
}

test('a backup of an older Miadi is read at its own migration, and brought up to now', async () => {
  // written at the first migration alone
  const [source, target] = [await fresh(), await fresh()];
  await migrate(source.db, undefined, '0001_clinic_records');
  await sql`insert into organization (id, slug, name, phone, default_language, zone, currency, notice_minutes, horizon_days,
    slot_minutes, hold_minutes, staff_confirm, applied_digest, created_at) values (uuidv7(), 'amani', 'Amani', '+254200000000',
    'sw', 'Africa/Nairobi', 'KES', 0, 30, 15, 10, false, 'x', now())`.execute(source.db);
  const older = join(folder, 'first-version');
  await backUp(closable(source), reception.core.clock, older);
  const restored = await restore(closable(target), older, fits);
  expect(restored).toMatchObject({
    ok: true,
    organizations: 1,
    migrated: expect.arrayContaining(['0002_whole_conversation']),
  });
  const { most_moves } = await target.db
    .selectFrom('organization')
    .select('most_moves')
    .executeTakeFirstOrThrow();
  expect(most_moves).toBe(3);
});
