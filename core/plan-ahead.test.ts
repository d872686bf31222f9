import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import { assertInvariant } from '../test/invariant.ts';
import { openReception, type Reception } from '../test/reception.ts';
import { loadAvailability } from './booking/load-availability.ts';
import { connectSteady, type SteadyDatabase } from './db/connect.ts';
import type { ContactId } from './ids.ts';
import { captureLog } from './log.ts';
import { claimHeads, mayGoOutYet } from './messaging/claim.ts';
import { recordAllSent } from './messaging/outbox.ts';
import { readStandings } from './messaging/standing.ts';
import { planAhead } from './plan-ahead.ts';

let database: TestDatabase;
let reception: Reception;
beforeAll(async () => {
  database = await createTestDatabase();
  reception = await openReception(database.db);
});
afterAll(() => database.drop());

test('each steady connection has planned what every message asks, and nothing has been written', async () => {
  const steady = connectSteady(database);
  await using _ = { [Symbol.asyncDispose]: () => steady.close() };
  const { log, lines } = captureLog();
  const before = await rowCount();
  await planAhead({ ...reception.core, log }, steady);
  expect(lines).toEqual([]);
  expect(await rowCount()).toEqual(before);
  await assertInvariant(database.db);
  const now = reception.core.clock.now();
  const [serviceId] = reception.clinic.serviceIds;
  const [branchId] = reception.clinic.branchIds;
  const window = { from: now, to: now.add({ hours: 240 }) };
  const ignoreContactHolds = reception.core.ids.next<ContactId>();
  const wanted = { serviceId, branchId, practitionerId: null, window, now, ignoreContactHolds };
  const plans: number[] = [];
  await steady.onEach(async (db) => {
    const own = { ...reception.core, db };
    const known = await prepared(db);
    await readStandings(own, []);
    await claimHeads(own, []);
    await mayGoOutYet(own, []);
    await recordAllSent(own, []);
    await loadAvailability(own, reception.clinic, wanted);
    expect(await prepared(db)).toBe(known); // the very texts that messages use
    plans.push(known);
  });
  expect(plans).toHaveLength(6);
  expect(new Set(plans)).toEqual(new Set([7]));
});

test('what fails is done without, and told', async () => {
  const { log, lines } = captureLog();
  const steady = connectSteady(database);
  await steady.pool.end();
  await planAhead({ ...reception.core, log }, steady);
  expect(lines.map((line) => JSON.parse(line).event)).toEqual(['not_planned_ahead']);
});

/** Of this connection: statements that have a plan for any values. */
async function prepared(db: SteadyDatabase['db']): Promise<number> {
  const { rows } = await sql<{ many: number }>`
    select count(*)::int as many from pg_prepared_statements where generic_plans > 0
  `.execute(db);
  return rows[0]?.many ?? 0;
}

async function rowCount(): Promise<unknown> {
  const { rows } = await sql`
    select (select count(*) from outbox) as outbox, (select count(*) from inbound_message) as inbox,
      (select count(*) from event) as events, (select sum(revision) from conversation) as revisions
  `.execute(database.db);
  return rows;
}
