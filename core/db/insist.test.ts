import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { foundNoConnection, ranOutOfTime, urlOf } from './connect.ts';
import { insist, insistOnTransaction } from './insist.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await sql`create table mark (n integer)`.execute(database.db);
});
afterAll(() => database.drop());

/** Fails so often, and then does not. */
function failing(times: number, error: Error) {
  let tries = 0;
  const work = async () => {
    if (++tries <= times) throw error;
    return tries;
  };
  return { work, tries: () => tries };
}

const lost = Object.assign(new Error('gone'), { code: 'ECONNRESET' });

test('what is lost on the way is done again', async () => {
  const { work } = failing(2, lost);
  expect(await insist(work)).toBe(3);
});

test('what found all connections taken is done when one is free', async () => {
  const pool = new pg.Pool({ connectionString: urlOf(database), max: 1, connectionTimeoutMillis: 2_000 });
  const taken = await pool.connect();
  const refused = await pool.query('select').catch((error: unknown) => error);
  taken.release();
  expect(foundNoConnection(refused)).toBe(true);
  const { work } = failing(1, refused as Error);
  expect(await insist(work)).toBe(2);
  await pool.end();
});

test('what is refused is refused', async () => {
  const { work, tries } = failing(1, new Error('no such column'));
  await expect(insist(work)).rejects.toThrow('no such column');
  expect(tries()).toBe(1);
});

test('what somebody else has held for too long is waited for only by who keeps nobody waiting', async () => {
  const locked = Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' });
  await expect(insist(failing(1, locked).work)).rejects.toThrow('lock timeout');
  expect(await insist(failing(1, locked).work, ranOutOfTime)).toBe(2);
});

test('a transaction that loses its connection is taken again from its start', async () => {
  let tries = 0;
  await insistOnTransaction(database.db, async (tx) => {
    tries++;
    await sql`insert into mark values (${tries})`.execute(tx);
    if (tries === 1) await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
  });
  const { rows } = await sql`select n from mark`.execute(database.db);
  expect(rows).toEqual([{ n: 2 }]);
});

test('of two transactions that wait for each other both are done in the end', async () => {
  await sql`create table pair (id integer primary key, n integer not null)`.execute(database.db);
  await sql`insert into pair values (1, 0), (2, 0)`.execute(database.db);
  const add = (order: number[]) =>
    insistOnTransaction(database.db, async (tx) => {
      for (const id of order) {
        await sql`update pair set n = n + 1 where id = ${id}`.execute(tx);
        await sql`select pg_sleep(0.1)`.execute(tx);
      }
    });
  await Promise.all([add([1, 2]), add([2, 1])]);
  const { rows } = await sql`select n from pair`.execute(database.db);
  expect(rows).toEqual([{ n: 2 }, { n: 2 }]);
});
