import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { connect } from './connect.ts';
import { migrate } from './migrate.ts';

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await createEmptyDatabase();
  folder = await mkdtemp(join(inject('folder'), 'migrations-'));
});

afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const first = `
  create table visit (n integer primary key);
  insert into visit values (1); -- several statements in a file
  create function double(n integer) returns integer language sql as $$ select n * 2; $$;
`;

async function write(name: string, text: string): Promise<void> {
  await writeFile(join(folder, name), text);
}

async function visits(): Promise<unknown[]> {
  return (await sql`select * from visit order by n`.execute(database.db)).rows;
}

describe('migrations', () => {
  test('run in order, once, and later ones when they come', async () => {
    await write('0001_visits.sql', first);
    expect(await migrate(database.db, folder)).toEqual(['0001_visits']);
    expect(await migrate(database.db, folder)).toEqual([]);
    await write('0003_more.sql', 'insert into visit select double(note) from visit_note;');
    await write(
      '0002_notes.sql',
      'create table visit_note (note integer); insert into visit_note values (21);',
    );
    expect(await migrate(database.db, folder)).toEqual(['0002_notes', '0003_more']);
    expect(await visits()).toEqual([{ n: 1 }, { n: 42 }]);
  });

  test('are one transaction: a file that fails takes the others back with it, and is named', async () => {
    await write('0001_visits.sql', first);
    await write('0002_broken.sql', 'insert into visit values (2); insert into visit values (2);');
    await expect(migrate(database.db, folder)).rejects.toThrow('migration 0002_broken failed');
    const left = await sql<{ found: boolean }>`select to_regclass('visit') is not null as found`.execute(
      database.db,
    );
    expect(left.rows).toEqual([{ found: false }]);
    await write('0002_broken.sql', 'insert into visit values (2);');
    expect(await migrate(database.db, folder)).toEqual(['0001_visits', '0002_broken']);
  });

  test('refuse a database of a newer version', async () => {
    await write('0001_visits.sql', first);
    await write('0002_later.sql', 'insert into visit values (2);');
    await migrate(database.db, folder);
    const older = join(folder, 'older');
    await mkdir(older);
    await writeFile(join(older, '0001_visits.sql'), first);
    await expect(migrate(database.db, older)).rejects.toThrow('newer Miadi (it has 0002_later)');
  });

  test('refuse a file whose name has no place in the order', async () => {
    await write('1_visits.sql', first);
    await expect(migrate(database.db, folder)).rejects.toThrow('not 1_visits.sql');
  });

  test('run once when several processes start at the same moment', async () => {
    await write('0001_visits.sql', `${first} select pg_sleep(0.2);`);
    await write('0002_more.sql', 'insert into visit values (2);');
    const processes = Array.from({ length: 4 }, () => connect(database.url));
    const applied = await Promise.all(processes.map(({ db }) => migrate(db, folder)));
    expect(applied.flat().sort()).toEqual(['0001_visits', '0002_more']);
    expect(await visits()).toEqual([{ n: 1 }, { n: 2 }]);
    await Promise.all(processes.map((each) => each.close()));
  });

  test('take as long as they take: the limits of other statements do not bind them, and bind again afterwards', async () => {
    const one = connect(database.url, { max: 1 });
    try {
      await write(
        '0001_limits.sql',
        `create table bound as select current_setting('statement_timeout') as statement,
          current_setting('lock_timeout') as lock;`,
      );
      await migrate(one.db, folder);
      expect((await sql`select * from bound`.execute(one.db)).rows).toEqual([{ statement: '0', lock: '0' }]);
      const after = sql`select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock`;
      expect((await after.execute(one.db)).rows).toEqual([{ statement: '15s', lock: '10s' }]);
    } finally {
      await one.close();
    }
  });

  test('of another process are waited for without the limits, too', async () => {
    await write('0001_visits.sql', 'create table visit (n integer primary key); select pg_sleep(1);');
    const [first, second] = [connect(database.url), connect(`${database.url}?statement_timeout=300`)];
    try {
      expect((await sql`show statement_timeout`.execute(second.db)).rows).toEqual([
        { statement_timeout: '300ms' },
      ]);
      const done = await Promise.all([migrate(first.db, folder), migrate(second.db, folder)]);
      expect(done.flat()).toEqual(['0001_visits']);
    } finally {
      await Promise.all([first.close(), second.close()]);
    }
  });
});

test("the house's own are applied in the database that each test file gets", async () => {
  const migrated = await createTestDatabase();
  try {
    expect(await migrate(migrated.db)).toEqual([]);
    await expect(migrated.db.selectFrom('appointment').select('visit').execute()).resolves.toEqual([]);
    expect(await migrate(database.db)).toContain('0001_clinic_records');
  } finally {
    await migrated.drop();
  }
});

test('of what each message writes Postgres counts few rows, and nothing that is sealed or JSON', async () => {
  const own = await createTestDatabase();
  await using _ = { [Symbol.asyncDispose]: () => own.drop() };
  const { rows } = await sql<{ column: string; sealed: boolean; target: number | null }>`
    with written as (select unnest(array['conversation', 'inbound_message', 'outbox', 'receipt', 'event'])::regclass as id)
    select written.id || '.' || a.attname as column, a.atttypid in ('bytea'::regtype, 'jsonb'::regtype) as sealed, a.attstattarget as target
    from written join pg_attribute a on a.attrelid = written.id and a.attnum > 0 and not a.attisdropped
    union all -- what an index works out is counted as well
    select i.indexrelid::regclass || '.' || a.attname, false, a.attstattarget
    from written join pg_index i on i.indrelid = written.id and i.indexprs is not null
    join pg_attribute a on a.attrelid = i.indexrelid and i.indkey[a.attnum - 1] = 0
  `.execute(own.db);
  expect(rows.length).toBeGreaterThan(60);
  expect(rows.filter(({ sealed, target }) => target !== (sealed ? 0 : 25))).toEqual([]);
});
