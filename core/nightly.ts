import { sql } from 'kysely';
import type { Core } from './scope.ts';

/** A command is repeated within hours, if at all: its key need not be known for longer. */
const KEYS_FOR = Temporal.Duration.from({ hours: 30 * 24 });
/** A receipt that is still of no message then is of none of ours: theirs are recorded within minutes. */
const RECEIPTS_FOR = Temporal.Duration.from({ hours: 7 * 24 });
/** Rows in a statement: none locks or logs so much that a patient's message has to wait for it. */
const BATCH = 1_000;

export type Pruned = { keys: number; receipts: number };

/** Deletes what is of no use any more, in batches. May run twice at once; what is broken off is the next night's. */
export async function prune(core: Core, batch = BATCH): Promise<Pruned> {
  const now = core.clock.now();
  return {
    keys: await inBatches(batch, () => pruneKeys(core, now.subtract(KEYS_FOR), batch)),
    receipts: await inBatches(batch, () => pruneReceipts(core, now.subtract(RECEIPTS_FOR), batch)),
  };
}

async function inBatches(size: number, deleteSome: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const deleted = await deleteSome();
    total += deleted;
    if (deleted < size) return total;
  }
}

async function pruneKeys({ db }: Core, before: Temporal.Instant, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from idempotency where ctid in (
      select ctid from idempotency where created_at < ${before} limit ${most} for update skip locked)
  `.execute(db);
  return Number(numAffectedRows ?? 0);
}

async function pruneReceipts({ db }: Core, before: Temporal.Instant, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from receipt where ctid in (
      select ctid from receipt where outbox_id is null and received_at < ${before} limit ${most} for update skip locked)
  `.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** When the next night's work is due: 03:30 where the first clinic of this installation is, or by UTC. */
export async function nextNight({ db, clock }: Core): Promise<Temporal.Instant> {
  const { rows } = await sql<{ zone: string }>`
    select zone from organization order by created_at, id limit 1`.execute(db);
  return nextTime(clock.now(), rows[0]?.zone ?? 'UTC');
}

const NIGHTLY = { hour: 3, minute: 30, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 };

/** Where a night has no such time (summer time begins), an hour later. */
export function nextTime(now: Temporal.Instant, zone: string): Temporal.Instant {
  const here = now.toZonedDateTimeISO(zone);
  const today = here.with(NIGHTLY).toInstant();
  if (Temporal.Instant.compare(today, now) > 0) return today;
  return here.add({ days: 1 }).with(NIGHTLY).toInstant();
}
