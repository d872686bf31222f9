import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listItems } from '../core/desk/items.ts';
import type { Line } from '../core/messaging/outbox.ts';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import { type FrontDesk, openFrontDesk } from '../test/front-desk.ts';
import { tellOfPatient } from './on-call.ts';

/** The on-call phone is a phone like any other: it may send STOP. */

const phone = '+254711082009';

let database: TestDatabase;
let desk: FrontDesk;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  desk = await openFrontDesk(database.db);
  await onCallIs(phone);
});
afterAll(() => database.drop());

const onCallIs = (to: string) =>
  sql`update organization set on_call_phone = ${to} where id = ${desk.clinic.organizationId}`.execute(
    database.db,
  );

function alarm(): Promise<Line | null> {
  desk.core.clock.advance(Temporal.Duration.from({ minutes: 10 }));
  const answerBy = desk.core.clock.now();
  return desk.turn((core) => tellOfPatient(core, desk.clinic.scope, { kind: 'danger', answerBy }));
}

/** What staff are shown. */
async function items() {
  const listed = await listItems(desk.core, desk.staff);
  if (!listed.ok) throw new Error(listed.reason);
  return listed.items.map(({ kind, address }) => ({ kind, address }));
}

const stopped = { kind: 'on_call_stopped', address: '+254…009' };

test('a STOP of the on-call phone is put before staff with the next alarm, once, until it sends START', async () => {
  expect(await alarm()).not.toBeNull();
  expect(await items()).toEqual([]);
  await desk.say({ phone }, 'STOP');
  for (let times = 0; times < 3; times++) expect(await alarm()).toBeNull();
  expect(await items()).toEqual([stopped]);
  await desk.say({ phone }, 'START');
  expect(await items()).toEqual([]);
  expect(await alarm()).not.toBeNull();
  const said = desk.logged.filter((line) => line.includes('on_call_opted_out'));
  expect(said).toHaveLength(3);
  expect(desk.logged.join()).not.toContain(phone.slice(1));
});

test('or until another phone has had an alarm; said to be done too early, it is there again', async () => {
  await desk.say({ phone }, 'STOP');
  await alarm();
  await sql`update worklist_item set closed_at = now() where organization_id = ${desk.clinic.organizationId}`.execute(
    database.db,
  );
  await alarm();
  expect(await items()).toEqual([stopped]);
  await onCallIs('+254711082010');
  expect(await alarm()).not.toBeNull();
  expect(await items()).toEqual([]);
});
