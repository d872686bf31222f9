import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import { wireOne } from '../test/lines.ts';
import { openReception, type Reception } from '../test/reception.ts';
import { nextNight, nextTime, prune } from './nightly.ts';

let database: TestDatabase;
let reception: Reception;
beforeEach(async () => {
  database = await createTestDatabase();
  reception = await openReception(database.db);
});
afterEach(() => database.drop());

const daysAgo = (days: number) => reception.core.clock.now().subtract({ hours: Math.round(days * 24) });

async function insertKeys(days: number, count: number): Promise<void> {
  const keys = Array.from({ length: count }, (_, place) => ({
    organization_id: reception.clinic.organizationId,
    key: `${days} ${place}`,
    command: 'book',
    result: JSON.stringify({ ok: true }),
    created_at: daysAgo(days),
  }));
  await database.db.insertInto('idempotency').values(keys).execute();
}

async function insertReceipt(days: number, outboxId: string | null): Promise<void> {
  const { organizationId } = reception.clinic;
  await database.pool.query(
    `insert into receipt (id, organization_id, outbox_id, provider, provider_message_id, provider_status, state, received_at)
     values (gen_random_uuid(), $1, $2, 'twilio', $3, 'sent', 'sent', $4)`,
    [outboxId && organizationId, outboxId, `SM${days} ${outboxId}`, daysAgo(days).toString()],
  );
}

async function left(table: 'idempotency' | 'receipt', column: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ one: string }>(
    `select ${column} as one from ${table} order by 1`,
  );
  return rows.map(({ one }) => one);
}

describe('a night deletes', () => {
  test('keys of commands after 30 days', async () => {
    for (const days of [29.9, 30.1, 400]) await insertKeys(days, 1);
    expect(await prune(reception.core)).toEqual({ keys: 2, receipts: 0 });
    expect(await left('idempotency', 'key')).toEqual(['29.9 0']);
  });

  test('receipts that are of no message after 7 days, and no others', async () => {
    const wired = await wireOne(reception);
    for (const days of [6.9, 7.1, 400]) {
      await insertReceipt(days, null);
      await insertReceipt(days, wired.id);
    }
    expect(await prune(reception.core)).toEqual({ keys: 0, receipts: 2 });
    const kept = [6.9, 7.1, 400].map((days) => `SM${days} ${wired.id}`);
    expect(await left('receipt', 'provider_message_id')).toEqual([...kept, 'SM6.9 null'].toSorted());
  });

  test('in batches, all there is; and two at once do not hinder each other', async () => {
    await insertKeys(31, 95);
    const both = await Promise.all([prune(reception.core, 10), prune(reception.core, 10)]);
    const again = await prune(reception.core, 10);
    expect([...both, again].reduce((sum, { keys }) => sum + keys, 0)).toBe(95);
    expect(await left('idempotency', 'key')).toEqual([]);
  });
});

test.each([
  ['2026-10-05T00:29:59Z', 'Africa/Nairobi', '2026-10-05T00:30:00Z'],
  ['2026-10-05T00:30:00Z', 'Africa/Nairobi', '2026-10-06T00:30:00Z'],
  ['2026-10-05T12:00:00Z', 'UTC', '2026-10-06T03:30:00Z'],
  ['2026-03-28T20:00:00Z', 'Europe/Athens', '2026-03-29T01:30:00Z'], // 03:30 is not there: 04:30
])('after %s in %s the next night is at %s', (now, zone, next) => {
  expect(nextTime(Temporal.Instant.from(now), zone).toString()).toBe(next);
});

test('night is where the first clinic is', async () => {
  expect((await nextNight(reception.core)).toString()).toBe('2026-10-06T00:30:00Z'); // Nairobi
  await database.pool.query('update organization set zone = $1', ['Asia/Kolkata']);
  expect((await nextNight(reception.core)).toString()).toBe('2026-10-05T22:00:00Z');
});
