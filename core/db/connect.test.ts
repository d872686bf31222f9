import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { onCommitted } from './committed.ts';
import { connect, connectSteady, retryable, violated } from './connect.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

/** What Postgres gives back for an expression. */
async function read(expression: string): Promise<unknown> {
  const result = await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(database.db);
  return result.rows[0]?.value;
}

/** A parameter's way there and back. */
async function roundTrip(type: string, value: unknown): Promise<unknown> {
  const result = await sql<{ value: unknown }>`select ${value}::${sql.raw(type)} as value`.execute(
    database.db,
  );
  return result.rows[0]?.value;
}

describe('reading', () => {
  test('timestamptz is an instant, whatever zone it was written in', async () => {
    const value = await read(`timestamptz '2026-10-08 09:00:00.123456+03'`);
    expect(value).toBeInstanceOf(Temporal.Instant);
    expect(String(value)).toBe('2026-10-08T06:00:00.123456Z');
  });

  test('timestamptz is the same instant when the connection speaks of another zone', async () => {
    const text = await database.db.connection().execute(async (db) => {
      await sql`set time zone 'Asia/Kathmandu'`.execute(db);
      const result = await sql<{ at: unknown }>`select timestamptz '2026-10-08 06:00:00Z' as at`.execute(db);
      await sql`reset time zone`.execute(db);
      return String(result.rows[0]?.at);
    });
    expect(text).toBe('2026-10-08T06:00:00Z');
  });

  test('date and time are plain ones', async () => {
    const date = await read(`date '2026-02-28'`);
    expect(date).toBeInstanceOf(Temporal.PlainDate);
    expect(String(date)).toBe('2026-02-28');
    const time = await read(`time '08:30'`);
    expect(time).toBeInstanceOf(Temporal.PlainTime);
    expect(String(time)).toBe('08:30:00');
  });

  test('a span has its start and its end', async () => {
    const span = await read(`tstzrange('2026-10-08 09:00+03', '2026-10-08 09:30+03', '[)')`);
    expect(span).toEqual({ start: expect.any(Temporal.Instant), end: expect.any(Temporal.Instant) });
    const { start, end } = span as { start: Temporal.Instant; end: Temporal.Instant };
    expect([String(start), String(end)]).toEqual(['2026-10-08T06:00:00Z', '2026-10-08T06:30:00Z']);
  });

  test.each([
    [`tstzrange('2026-10-08 09:00Z', '2026-10-08 09:30Z', '[]')`],
    [`tstzrange('2026-10-08 09:00Z', '2026-10-08 09:30Z', '(]')`],
    [`tstzrange('2026-10-08 09:00Z', null)`],
    [`tstzrange(null, '2026-10-08 09:00Z')`],
    [`'empty'::tstzrange`],
  ])('a span of any other form fails loudly: %s', async (expression) => {
    await expect(read(expression)).rejects.toThrow('not of the form [start, end)');
  });

  test('an endless time fails loudly', async () => {
    await expect(read(`timestamptz 'infinity'`)).rejects.toThrow(RangeError);
  });

  test('bigint is a number while that is exact, and fails loudly beyond', async () => {
    expect(await read('9007199254740991::bigint')).toBe(9_007_199_254_740_991);
    expect(await read('count(*)')).toBe(1);
    await expect(read('9007199254740992::bigint')).rejects.toThrow('too large');
  });

  test('numeric stays text, and null stays null', async () => {
    expect(await read('1500.50::numeric')).toBe('1500.50');
    expect(await read('null::timestamptz')).toBeNull();
  });

  test('arrays hold what the single ones are', async () => {
    expect(await read('array[1, null, 3]::bigint[]')).toEqual([1, null, 3]);
    const days = (await read(`array['2026-10-08', '2026-10-09']::date[]`)) as Temporal.PlainDate[];
    expect(days.map(String)).toEqual(['2026-10-08', '2026-10-09']);
    const instants = (await read(`array['2026-10-08 06:00Z']::timestamptz[]`)) as Temporal.Instant[];
    expect(instants.map(String)).toEqual(['2026-10-08T06:00:00Z']);
  });

  test("other libraries' clients keep pg's own types", async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      const result = await client.query<{ at: unknown; n: unknown }>('select now() as at, 1::bigint as n');
      expect(result.rows[0]).toEqual({ at: expect.any(Date), n: '1' });
    } finally {
      await client.end();
    }
  });
});

describe('writing', () => {
  test.each([
    ['timestamptz', Temporal.Instant.from('2026-10-08T06:00:00.123456Z')],
    ['timestamptz', Temporal.Instant.from('1969-12-31T23:59:59Z')],
    ['date', Temporal.PlainDate.from('2028-02-29')],
    ['time', Temporal.PlainTime.from('23:59:59.5')],
  ])('%s %s comes back as it went', async (type, value) => {
    const back = await roundTrip(type, value);
    expect(back).toBeInstanceOf(value.constructor);
    expect(String(back)).toBe(String(value));
  });

  test('what Postgres has no room for is cut, never rounded up into the future', async () => {
    const back = await roundTrip('timestamptz', Temporal.Instant.from('2026-10-08T06:00:00.123456999Z'));
    expect(String(back)).toBe('2026-10-08T06:00:00.123456Z');
  });

  test('the hook does not show when a value is walked, and may be set twice', () => {
    const other = connect(database.url);
    const instant = Temporal.Instant.from('2026-10-08T06:00:00Z');
    const shown: string[] = [];
    for (const key in instant) shown.push(key);
    expect(shown).toEqual([]);
    return other.close();
  });
});

describe('limits', () => {
  test.each([
    ['statement_timeout', '15s'],
    ['lock_timeout', '10s'],
    ['idle_in_transaction_session_timeout', '30s'],
  ])('%s is %s on every connection', async (setting, limit) => {
    expect(await read(`current_setting('${setting}')`)).toBe(limit);
  });
});

describe('errors', () => {
  test('a violated constraint has its name', async () => {
    const error = await failure(async (client) => {
      await client.query('create temp table slot (n int, during tstzrange)');
      await client.query('alter table slot add constraint slot_number unique (n)');
      await client.query('insert into slot values (1), (1)');
    });
    expect(violated(error)).toBe('slot_number');
    expect(retryable(error)).toBe(false);
  });

  test('an overlap has the name of its exclusion', async () => {
    const error = await failure(async (client) => {
      await client.query('create temp table span (during tstzrange)');
      await client.query('alter table span add constraint span_once exclude using gist (during with &&)');
      const insert = `insert into span values (tstzrange('2026-10-08 09:00Z', '2026-10-08 10:00Z'))`;
      await client.query(insert);
      await client.query(insert);
    });
    expect(violated(error)).toBe('span_once');
  });

  test('any other refusal has none', async () => {
    const error = await failure((client) => client.query('select 1 / 0'));
    expect(violated(error)).toBeUndefined();
    expect(retryable(error)).toBe(false);
    expect(violated(new Error('23505'))).toBeUndefined();
  });

  test('two transactions that wrote over each other: the loser may try again', async () => {
    await sql`create table counter (n int)`.execute(database.db);
    await sql`insert into counter values (0)`.execute(database.db);
    const attempt = () =>
      database.db
        .transaction()
        .setIsolationLevel('serializable')
        .execute(async (tx) => {
          await sql`select n from counter`.execute(tx);
          await sql`select pg_sleep(0.2)`.execute(tx);
          await sql`update counter set n = n + 1`.execute(tx);
        });
    const outcomes = await Promise.allSettled([attempt(), attempt()]);
    const lost = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: '40001' });
    expect(retryable(lost?.reason)).toBe(true);
  });

  test('connections that go away fail their query or transaction, not the process, and the pool goes on', async () => {
    const other = connect(database.url, { max: 3, applicationName: 'to be ended' });
    const nap = sql`select pg_sleep(0.1)`;
    await Promise.all([nap.execute(other.db), nap.execute(other.db), nap.execute(other.db)]); // three connections
    const cut = Promise.withResolvers<void>();
    const querying = failureOf(sql`select pg_sleep(20)`.execute(other.db));
    const between = failureOf(
      other.db.transaction().execute(async (tx) => {
        await sql`select 1`.execute(tx);
        await cut.promise;
        await sql`select 1`.execute(tx);
      }),
    );
    await sql`select pg_sleep(0.2)`.execute(database.db);
    await endConnections('to be ended');
    expect(retryable(await querying)).toBe(true);
    cut.resolve();
    expect(retryable(await between)).toBe(true);
    await expect.poll(() => failureOf(sql`select 1`.execute(other.db))).toBeUndefined();
    await other.close();
  });

  test.each([
    ['there', '127.0.0.1:1'],
    ['known by its name', 'no-such-host.invalid'],
  ])('a Postgres that is not %s may be tried again', async (_, host) => {
    const nowhere = connect(`postgres://nobody@${host}/nothing`);
    const error = await sql`select 1`.execute(nowhere.db).catch((caught: unknown) => caught);
    expect(retryable(error)).toBe(true);
    await nowhere.close();
  });
});

describe('the steady connections', () => {
  test('plan each statement once, for any values, whatever options the address has', async () => {
    const address = new URL(database.url);
    address.searchParams.set('options', '-c work_mem=8MB');
    const ours = connect(address.href);
    const steady = connectSteady(ours);
    const number = (value: number) =>
      sql<{ number: number }>`select ${value}::int as number`.execute(steady.db);
    await Promise.all([number(1), number(2)]);
    const { rows } = await sql`
      select current_setting('work_mem') as memory, current_setting('plan_cache_mode') as mode, sum(custom_plans)::int as custom from pg_prepared_statements
    `.execute(steady.db);
    expect(rows).toEqual([{ memory: '8MB', mode: 'force_generic_plan', custom: 0 }]);
    await steady.close();
    await ours.close();
  });

  test('tell of what they commit as the database does', async () => {
    const steady = connectSteady(database);
    let heard = 0;
    const end = onCommitted(database.pool, () => {
      heard += 1;
    });
    await steady.db.transaction().execute(async (tx) => {
      await sql`create temp table event (number int) on commit drop`.execute(tx);
      await sql`insert into event (number) values (1)`.execute(tx);
      expect(heard).toBe(0);
    });
    expect(heard).toBe(1);
    end();
    await steady.close();
  });
});

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

async function endConnections(applicationName: string): Promise<void> {
  const ended = sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${applicationName}`;
  await ended.execute(database.db);
}

async function failure(work: (client: pg.PoolClient) => Promise<unknown>): Promise<unknown> {
  const client = await database.pool.connect();
  try {
    await work(client);
  } catch (error) {
    return error;
  } finally {
    client.release();
  }
  throw new Error('nothing failed');
}
