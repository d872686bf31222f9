import { sql } from 'kysely';
import type { Named } from '../clinic/profile.ts';
import type { AppointmentStatus } from '../db/tables.ts';
import type { AppointmentId, PatientId, PractitionerId } from '../ids.ts';
import { decryptOrNull, openKey } from '../people/read-people.ts';
import type { Core } from '../scope.ts';
import { allows, type NotAllowed } from '../staff/allow.ts';
import type { StaffScope } from '../staff/permissions.ts';
import { recordReading } from './reading.ts';

/** A visit as its practitioner sees it. Instants are ISO. */
export type OwnVisit = {
  appointmentId: AppointmentId;
  patientId: PatientId;
  /** Null where it does not open any more. */
  name: string | null;
  status: Exclude<AppointmentStatus, 'hold'>;
  start: string;
  end: string;
  /** The branch's, in which the times are meant. */
  zone: string;
  service: Named;
  branch: string;
  confirmedAt: string | null;
  /** Why they come, in their words. */
  reason: string | null;
};

/** no_practitioner: the clinic has not said which practitioner this member is. */
export type NoPractitioner = { ok: false; reason: 'no_practitioner' };

export type OwnVisits = {
  ok: true;
  /** The first of the days shown, as asked for or the nearest that can be; in the clinic's zone. */
  from: Temporal.PlainDate;
  today: Temporal.PlainDate;
  days: number;
  /** Where to go on; null: nothing is shown before or behind that. */
  earlier: Temporal.PlainDate | null;
  later: Temporal.PlainDate;
  visits: OwnVisit[];
};

/** Days on one page, and how far back one may go. */
const DAYS = 7;
const BACK_DAYS = 8 * DAYS;

type Row = Omit<OwnVisit, 'name' | 'start' | 'end' | 'confirmedAt' | 'reason'> & {
  start: Temporal.Instant;
  end: Temporal.Instant;
  confirmed: Temporal.Instant | null;
  data_key: Buffer | null;
  name: Buffer | null;
  reason: Buffer | null;
};

/**
 * A practitioner's own visits of a week, in order, at whichever branch: where they are to be they must see. What is cancelled ahead is left out, as its
 * time may be somebody else's by now. That it was looked at is an event, once an hour.
 *
 * @param from the first day; null: today
 */
export async function readOwnVisits(
  core: Core,
  scope: StaffScope,
  { from: asked }: { from: Temporal.PlainDate | null },
): Promise<OwnVisits | NotAllowed | NoPractitioner> {
  if (!allows(core, scope, 'visit.read_own')) return { ok: false, reason: 'not_allowed' };
  const { organizationId, practitionerId } = scope;
  if (practitionerId === null) return { ok: false, reason: 'no_practitioner' };
  const { zone } = await core.db
    .selectFrom('organization')
    .select('zone')
    .where('id', '=', organizationId)
    .executeTakeFirstOrThrow();
  const today = core.clock.now().toZonedDateTimeISO(zone).toPlainDate();
  const first = today.subtract({ days: BACK_DAYS });
  const wanted = asked ?? today;
  const from = Temporal.PlainDate.compare(wanted, first) < 0 ? first : wanted;
  await recordReading(core, scope, 'practitioner.visits_read', practitionerId);
  const before = from.subtract({ days: DAYS });
  const rows = await readRows(core, scope, practitionerId, { from, zone });
  return {
    ...{ ok: true, from, today, days: DAYS, later: from.add({ days: DAYS }) },
    earlier: Temporal.PlainDate.compare(from, first) <= 0 ? null : latest(before, first),
    visits: rows.map((row) => toVisit(core, scope, row)),
  };
}

function latest(one: Temporal.PlainDate, other: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(one, other) > 0 ? one : other;
}

async function readRows(
  core: Core,
  { organizationId }: StaffScope,
  practitionerId: PractitionerId,
  { from, zone }: { from: Temporal.PlainDate; zone: string },
): Promise<Row[]> {
  const start = from.toZonedDateTime(zone);
  const { rows } = await sql<Row>`
    select a.id as "appointmentId", a.patient_id as "patientId", a.status, lower(a.visit) as start, upper(a.visit) as end, b.zone,
      json_build_object('en', s.name_en, 'sw', s.name_sw) as service, b.name as branch, a.confirmed_at as confirmed,
      vp.data_key, vp.name, va.reason
    from appointment a
    join branch b on b.organization_id = a.organization_id and b.id = a.branch_id
    join service s on s.organization_id = a.organization_id and s.id = a.service_id
    left join vault.patient vp on vp.organization_id = a.organization_id and vp.patient_id = a.patient_id
    left join vault.appointment va on va.organization_id = a.organization_id and va.appointment_id = a.id
    where a.organization_id = ${organizationId} and a.practitioner_id = ${practitionerId} and a.status <> 'hold'
      and lower(a.visit) >= ${start.toInstant()} and lower(a.visit) < ${start.add({ days: DAYS }).toInstant()}
      and (a.status <> 'cancelled' or lower(a.visit) < ${core.clock.now()})
    order by lower(a.visit), a.id
  `.execute(core.db);
  return rows;
}

function toVisit(core: Core, { organizationId }: StaffScope, row: Row): OwnVisit {
  const { start, end, confirmed, data_key, name, reason, ...visit } = row;
  const key = openKey(core, organizationId, visit.patientId, data_key);
  return {
    ...visit,
    name: decryptOrNull(core, key, 'patient.name', name),
    start: start.toString(),
    end: end.toString(),
    confirmedAt: confirmed?.toString() ?? null,
    reason: decryptOrNull(core, key, 'appointment.reason', reason),
  };
}
