import { afterEach, beforeEach, expect, test } from 'vitest';
import { connect, type Database } from '../../core/db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { endConnectionOnce, openOutage } from '../../test/faults.ts';
import { type Front, openFront } from '../../test/front.ts';
import { assertInvariant } from '../../test/invariant.ts';
import { createSweeper } from '../jobs/sweeper.ts';

/** A turn that writes loses its connection: "1" to the menu records the patient's consent. */

const from = '+254712000001';

let database: TestDatabase;
let ours: Database;
let front: Front;
beforeEach(async () => {
  database = await createTestDatabase();
  ours = connect(database.url, { max: 4, applicationName: 'turns' });
  front = await openFront(ours.db);
  await front.hand(from, 'Hi');
});
afterEach(async () => {
  await ours.close();
  await database.drop();
});

const consents = async () => (await database.pool.query('select from consent')).rowCount;
const states = async () => {
  const { rows } = await database.pool.query<{ state: string }>(
    'select state from inbound_message order by seq',
  );
  return rows.map((row) => row.state);
};
const heldBySomebody = () => ours.pool.totalCount - ours.pool.idleCount;

async function expectOneTurnMore(): Promise<void> {
  expect(await states()).toEqual(['handled', 'handled']);
  expect(await consents()).toBe(1);
  await expect.poll(heldBySomebody).toBe(0);
  await assertInvariant(database.db);
}

test('killed in its middle: the turn is taken again at once', async () => {
  const other = await database.pool.connect();
  await other.query('begin; lock table consent in share mode');
  const handed = front.hand(from, '1');
  const waiting = `from pg_stat_activity where application_name = 'turns' and wait_event_type = 'Lock'`;
  await expect.poll(async () => (await database.pool.query(`select ${waiting}`)).rowCount).toBe(1);
  await database.pool.query(`select pg_terminate_backend(pid) ${waiting}`);
  await other.query('rollback');
  other.release();
  expect(await handed).toBe('handled');
  await expectOneTurnMore();
});

test('killed in its commit: the turn is taken again, and no connection is missing', async () => {
  await endConnectionOnce(
    database.pool,
    'constraint trigger at_commit after insert on consent deferrable initially deferred for each row',
  );
  expect(await front.hand(from, '1')).toBe('handled');
  await expectOneTurnMore();
});

test('refused in its commit: the message is kept, no connection is missing, and the sweeper takes the turn', async () => {
  await database.pool.query(`
    create function refuse() returns trigger language plpgsql as $$ begin raise exception 'not today'; end $$;
    create constraint trigger at_commit after insert on consent deferrable initially deferred
      for each row execute function refuse();
  `);
  expect(await front.hand(from, '1')).toBe('kept');
  await expect.poll(heldBySomebody).toBe(0);
  expect(await consents()).toBe(0);
  await database.pool.query('drop trigger at_commit on consent');
  front.core.clock.advance(Temporal.Duration.from({ seconds: 1 }));
  await createSweeper(front.bot).sweep();
  await expectOneTurnMore();
});

test('a second without a database: the turn is taken when it is back', async () => {
  const outage = await openOutage(database.url);
  const away = connect(outage.url, { max: 4 });
  try {
    const there = await openFront(away.db);
    await there.hand(from, 'Hi');
    outage.begin(1_000);
    expect(await there.hand(from, '1')).toBe('handled');
    expect(await consents()).toBe(1);
    await assertInvariant(database.db);
  } finally {
    await away.close();
    await outage.close();
  }
});
