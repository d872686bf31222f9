import { sql } from 'kysely';
import type { Database } from '../../core/db/connect.ts';
import { type Clinic, insertClinic } from '../../test/clinic-fixture.ts';
import { unhurried } from './lab.ts';

/** A clinic of one branch, a service of a quarter of an hour, and practitioners with so many bookings in the next 30 days. */
export const practitioners = 20;
export const bookingsEach = 200;
export const days = 30;
const slotsADay = 36; // 08:00–17:00 in quarters of an hour, all days of the week
const zone = 'Africa/Nairobi';

/** The first day that is searched: tomorrow, as the clinic has it. */
export function firstDay(now: Temporal.Instant): Temporal.PlainDate {
  return now.toZonedDateTimeISO(zone).toPlainDate().add({ days: 1 });
}

export function searchWindow(now: Temporal.Instant): { from: Temporal.Instant; to: Temporal.Instant } {
  const from = firstDay(now).toZonedDateTime(zone);
  return { from: from.toInstant(), to: from.add({ days }).toInstant() };
}

/**
 * @param total bookings in the table: those beside the searched ones are in the past, one slot after the other, and nobody
 * has marked them as over, so that they all stand in the indexes that the search goes by
 */
export async function fillBookings(database: Database, now: Temporal.Instant, total: number): Promise<void> {
  const clinic = await insertClinic(database.db, {
    organization: { slot_minutes: 15, horizon_days: 60 },
    services: [{ duration_minutes: 15 }],
    practitioners: Array.from({ length: practitioners }, () => ({})) as [object],
    people: practitioners,
  });
  const first = firstDay(now);
  const ahead = sql`select slot from generate_series(0, ${days * slotsADay - 1}::int) slot
    order by md5(p.number || '/' || slot) limit ${bookingsEach}::int`;
  await insertBookings(database, clinic, first, ahead);
  const behind = Math.max(0, Math.round(total / practitioners) - bookingsEach);
  const past = sql`select -slot as slot from generate_series(${slotsADay}::int, ${slotsADay - 1 + behind}::int) slot`;
  await withoutConstraints(database, () => insertBookings(database, clinic, first, past));
}

async function insertBookings(
  { db }: Database,
  clinic: Clinic,
  first: Temporal.PlainDate,
  slots: ReturnType<typeof sql>,
): Promise<void> {
  const people = clinic.people.map(({ contactId, patientId }) => ({ contactId, patientId }));
  for (const [place, practitionerId] of clinic.practitionerIds.entries()) {
    const { contactId, patientId } = people[place] ?? { contactId: null, patientId: null };
    await sql`
      insert into appointment (organization_id, id, status, branch_id, service_id, practitioner_id, contact_id, patient_id,
        visit, busy, created_at, updated_at)
      select ${clinic.organizationId}, uuidv7(), 'booked', ${clinic.branchIds[0]}, ${clinic.serviceIds[0]}, ${practitionerId},
        ${contactId}, ${patientId}, span, span, lower(span), lower(span)
      from (select ${place}::int as number) p
      cross join lateral (${slots}) taken
      cross join lateral (select (${first}::date + floor(slot / ${slotsADay}::numeric)::int + time '08:00'
        + (((slot % ${slotsADay}::int) + ${slotsADay}::int) % ${slotsADay}::int) * interval '15 minutes') at time zone ${zone} as start) at
      cross join lateral (select tstzrange(start, start + interval '15 minutes') as span) as spans
    `.execute(db);
  }
}

/** Rows by the million go in faster before the constraints, which are checked all the same when they come back. */
async function withoutConstraints(database: Database, insert: () => Promise<void>): Promise<void> {
  const { rows } = await database.pool.query<{ name: string; definition: string }>(
    `select quote_ident(conname) as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where conrelid = 'appointment'::regclass and contype = 'x'`,
  );
  await database.pool.query(
    rows.map(({ name }) => `alter table appointment drop constraint ${name};`).join('\n'),
  );
  await insert();
  for (const { name, definition } of rows) {
    await unhurried(database, `alter table appointment add constraint ${name} ${definition}`);
  }
}
