import type { WantedSlot } from '../core/booking/offered.ts';
import { type MovableClock, movableClock } from '../core/clock.ts';
import type { Db, Executor } from '../core/db/connect.ts';
import { type Ids, type PatientId, uuidIds } from '../core/ids.ts';
import { type Clinic, type ClinicOverrides, insertClinic } from './clinic-fixture.ts';

export type DeskCore = { db: Executor; clock: MovableClock; ids: Ids };

/** A clinic of a test's own, early on Monday 5 October 2026 in Nairobi: what tests of the booking room stand at. */
export type Desk = {
  clinic: Clinic;
  core: DeskCore;
  /** Runs in one transaction, as a turn does. */
  turn<T>(run: (core: DeskCore) => Promise<T>): Promise<T>;
  /** A service of the clinic's with any practitioner, at a time of the Monday (`09:00`) or of another day (`2026-10-06T09:00`). */
  slot(local: string): WantedSlot;
  at(local: string): Temporal.Instant;
  /** A contact and its patient, counted from 1 as in `calendar`. */
  person(number: number): Clinic['people'][number];
  /** Who has what when, in order: `09:00–09:30 booked 1 for 2` is the first practitioner's visit with the second patient. */
  calendar(): Promise<string[]>;
  /** Types of the clinic's events, in order; what is planned for a visit is the business of core/reminders. */
  events(): Promise<string[]>;
};

const zone = 'Africa/Nairobi';

export async function openDesk(db: Db, overrides: ClinicOverrides = {}): Promise<Desk> {
  const clinic = await insertClinic(db, overrides);
  const at = (local: string) =>
    Temporal.PlainDateTime.from(local.length > 5 ? local : `2026-10-05T${local}`)
      .toZonedDateTime(zone)
      .toInstant();
  const core = { clock: movableClock(at('06:00')), ids: uuidIds };
  const [serviceId] = clinic.serviceIds;
  const [branchId] = clinic.branchIds;
  return {
    clinic,
    core: { ...core, db },
    turn: (run) => db.transaction().execute((tx) => run({ ...core, db: tx })),
    slot: (local) => ({ serviceId, branchId, practitionerId: null, start: at(local) }),
    at,
    person: (number) => {
      const person = clinic.people[number - 1];
      if (person === undefined) throw new RangeError(`the clinic has ${clinic.people.length} people`);
      return person;
    },
    calendar: () => readCalendar(db, clinic),
    events: async () => {
      const rows = await db
        .selectFrom('event')
        .select('type')
        .where('organization_id', '=', clinic.organizationId)
        .where('record_kind', '<>', 'notice')
        .orderBy('seq')
        .execute();
      return rows.map((row) => row.type.replace('appointment.', ''));
    },
  };
}

async function readCalendar(db: Db, clinic: Clinic): Promise<string[]> {
  const rows = await db
    .selectFrom('appointment')
    .select(['status', 'visit', 'practitioner_id', 'patient_id'])
    .where('organization_id', '=', clinic.organizationId)
    .execute();
  const patientIds: (PatientId | null)[] = clinic.people.map((person) => person.patientId);
  return rows
    .map(({ status, visit, practitioner_id, patient_id }) => {
      const [start, end] = [visit.start, visit.end].map((moment) =>
        moment.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' }),
      );
      const practitioner = clinic.practitionerIds.indexOf(practitioner_id) + 1;
      const patient = patient_id === null ? 'somebody' : patientIds.indexOf(patient_id) + 1;
      return `${start}–${end} ${status} ${practitioner} for ${patient}`;
    })
    .sort();
}
