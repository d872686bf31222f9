import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Attempted, attemptTo } from '../../test/attempts.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { newLine, queueTo } from '../../test/lines.ts';
import { openReception, type Reception } from '../../test/reception.ts';
import type { Executor } from '../db/connect.ts';
import { readBacklog } from './backlog.ts';
import { claimHeads } from './claim.ts';
import { dueLines, type Line } from './outbox.ts';

let database: TestDatabase;
let reception: Reception;
beforeEach(async () => {
  database = await createTestDatabase({ max: 2 });
  reception = await openReception(database.db);
});
afterEach(() => database.drop());

const MANY = 1_000;

/**
 * So many more attempts at notices like that one, to contacts like that one. Postgres' statistics know of none of them: only of
 * as many answers that have arrived.
 */
async function manyMore({ noticeId }: Attempted, line: Line): Promise<void> {
  await sql`
    insert into outbox (organization_id, id, contact_id, channel_id, prompt, language, state, correlation_id, created_at)
    select organization_id, uuidv7(), contact_id, channel_id, prompt, language, 'delivered', correlation_id, created_at
    from outbox cross join generate_series(1, ${MANY}) where notice_id = ${noticeId}
  `.execute(database.db);
  await sql`analyze`.execute(database.db);
  await sql`
    with more as materialized (select uuidv7() as contact_id, uuidv7() as notice_id, uuidv7() as outbox_id, place
      from generate_series(1, ${MANY}) place
    ), contact as (
      insert into contact (organization_id, id, kind, address_hash, created_at)
      select c.organization_id, more.contact_id, c.kind, decode(md5(place::text), 'hex'), c.created_at
      from contact c cross join more where c.id = ${line.contactId}
    ), notice as (
      insert into notice
      select (jsonb_populate_record(n, jsonb_build_object('id', more.notice_id))).* from notice n cross join more
      where n.id = ${noticeId}
    )
    insert into outbox (organization_id, id, contact_id, channel_id, prompt, language, state, next_attempt_at, correlation_id,
      created_at, notice_id)
    select o.organization_id, more.outbox_id, more.contact_id, o.channel_id, o.prompt, o.language, o.state, o.next_attempt_at,
      o.correlation_id, o.created_at, more.notice_id
    from outbox o cross join more where o.notice_id = ${noticeId}
  `.execute(database.db);
}

/** How many rows of the outbox the work looks at, through whichever index. */
async function rowsReadBy(work: (db: Executor) => Promise<unknown>): Promise<number> {
  const read = async (db: Executor) => {
    const { rows } = await sql<{ read: number }>`
      select (seq_tup_read + idx_tup_fetch)::int as read from pg_stat_xact_user_tables where relname = 'outbox'`.execute(
      db,
    );
    return rows[0]?.read ?? 0;
  };
  return database.db.transaction().execute(async (db) => {
    const before = await read(db);
    await work(db);
    return (await read(db)) - before;
  });
}

test('what is due is found by a look-up each, also when it is more than the statistics have ever seen', async () => {
  const line = await newLine(reception);
  const attempted = await attemptTo(reception, line);
  await manyMore(attempted, line);
  const { core } = reception;
  expect(await rowsReadBy((db) => claimHeads({ ...core, db }, [line]))).toBeLessThan(20);
  const dueNow = (db: Executor) =>
    dueLines({ ...core, db }, Temporal.Duration.from({ seconds: 0 }), 5 * MANY);
  expect(await rowsReadBy(dueNow)).toBeLessThan(4 * MANY);
  expect(await rowsReadBy((db) => readBacklog({ ...core, db }))).toBeLessThan(10 * MANY);
});

test('an answer is claimed before a notice that waits longer', async () => {
  const line = await newLine(reception);
  const { outboxId } = await attemptTo(reception, line);
  await queueTo(reception, line, 'the answer');
  const [first] = await claimHeads(reception.core, [line]);
  expect(first?.notice_id).toBeNull();
  expect(first?.id).not.toBe(outboxId);
});
