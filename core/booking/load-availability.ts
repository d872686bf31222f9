import { type RawBuilder, sql } from 'kysely';
import type { AppointmentId, BranchId, ContactId, PractitionerId, RoomId, ServiceId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import type { Hours, HoursException, PractitionerAvailability, SlotRules, Stretch } from './availability.ts';

export type AvailabilityInput = {
  serviceId: ServiceId;
  branchId: BranchId;
  /** null: whoever gives the service at the branch. */
  practitionerId: PractitionerId | null;
  window: { from: Temporal.Instant; to: Temporal.Instant };
  now: Temporal.Instant;
  /** A visit that is about to move does not stand in its own way. */
  ignoreAppointmentId?: AppointmentId | undefined;
  /** What this contact keeps on hold does not stand in the contact's own way. */
  ignoreContactHolds?: ContactId | undefined;
};

export type Availability =
  | { ok: true; rules: SlotRules; practitioners: PractitionerAvailability[] }
  | { ok: false; reason: 'unknown_service' | 'unknown_branch' | 'nobody_gives_it_there' };

/** The one row of the query. Times are text and instants epoch milliseconds: that is what JSON carries cheaply. */
type Row = {
  slot_minutes: number;
  notice_minutes: number;
  horizon_days: number;
  zone: string | null;
  duration_minutes: number | null;
  buffer_minutes: number | null;
  practitioners: { id: PractitionerId; busy: BusyRow[] | null }[] | null;
  rooms: { id: RoomId; busy: BusyRow[] | null }[] | null;
  hours: { practitioner: PractitionerId | null; weekday: number; opens: string; closes: string }[] | null;
  exceptions: ExceptionRow[] | null;
};

type BusyRow = [from: number, to: number];

type ExceptionRow = {
  kind: HoursException['kind'];
  practitioner: PractitionerId | null;
  first: string;
  last: string;
  opens: string | null;
  closes: string | null;
};

/** All that findSlots needs, in one round trip. */
export async function loadAvailability(
  core: Pick<Core, 'db'>,
  scope: Pick<Scope, 'organizationId'>,
  input: AvailabilityInput,
): Promise<Availability> {
  const { rows } = await availabilityQuery(scope, input).execute(core.db);
  const [row] = rows;
  if (row === undefined || row.duration_minutes === null || row.buffer_minutes === null) {
    return { ok: false, reason: 'unknown_service' };
  }
  if (row.zone === null) return { ok: false, reason: 'unknown_branch' };
  if (row.practitioners === null) return { ok: false, reason: 'nobody_gives_it_there' };
  return {
    ok: true,
    rules: {
      zone: row.zone,
      slotMinutes: row.slot_minutes,
      durationMinutes: row.duration_minutes,
      bufferMinutes: row.buffer_minutes,
      noticeMinutes: row.notice_minutes,
      horizonDays: row.horizon_days,
      rooms: row.rooms?.map(({ id, busy }) => ({ roomId: id, busy: toStretches(busy) })) ?? null,
    },
    practitioners: toPractitioners(row.practitioners, row.hours ?? [], row.exceptions ?? []),
  };
}

/**
 * Busy spans are read for whole days of the branch, so that "least booked that day" is true for a narrow window too.
 * Statuses are those of the constraints practitioner_busy and room_busy, or their indexes would not serve.
 */
function availabilityQuery(scope: Pick<Scope, 'organizationId'>, input: AvailabilityInput) {
  const { serviceId, branchId, practitionerId, window, now } = input;
  const isInTheWay = sql`a.organization_id = o.id and a.busy && days.span
    and a.status in ('hold', 'pending', 'booked', 'arrived')
    and (a.status <> 'hold' or a.expires_at > ${now})
    and a.id is distinct from ${input.ignoreAppointmentId ?? null}
    and (a.status <> 'hold' or a.contact_id is distinct from ${input.ignoreContactHolds ?? null})`;
  const msOf = (end: RawBuilder<unknown>) => sql`(date_part('epoch', ${end}) * 1000)::bigint`;
  // Visits that follow each other become one span: of a full calendar there is little to read.
  const busyOf = (resource: RawBuilder<unknown>) => sql`
    select json_agg(json_build_array(${msOf(sql`lower(span)`)}, ${msOf(sql`upper(span)`)})) as busy
    from unnest((select range_agg(a.busy) from appointment a where ${isInTheWay} and ${resource})) as span`;
  return sql<Row>`
    select o.slot_minutes, o.notice_minutes, o.horizon_days, b.zone, s.duration_minutes, s.buffer_minutes,
      (
        select json_agg(json_build_object('id', p.id, 'busy', taken.busy) order by p.position, p.id)
        from practitioner p
        join practitioner_service using (organization_id)
        join practitioner_branch using (organization_id)
        cross join lateral (
          ${busyOf(sql`a.practitioner_id = p.id`)}
        ) taken
        where p.organization_id = o.id and p.active
          and practitioner_service.practitioner_id = p.id and practitioner_service.service_id = s.id
          and practitioner_branch.practitioner_id = p.id and practitioner_branch.branch_id = b.id
          and (${practitionerId}::uuid is null or p.id = ${practitionerId})
      ) as practitioners,
      (
        select json_agg(json_build_object('id', r.id, 'busy', taken.busy) order by r.position, r.id)
        from room r
        join service_room sr on sr.organization_id = r.organization_id and sr.room_id = r.id and sr.service_id = s.id
        cross join lateral (
          ${busyOf(sql`a.room_id = r.id`)}
        ) taken
        where r.organization_id = o.id and r.branch_id = b.id and r.active
      ) as rooms,
      (
        select json_agg(json_build_object(
          'practitioner', w.practitioner_id, 'weekday', w.weekday, 'opens', w.opens, 'closes', w.closes
        ))
        from weekly_hours w
        where w.organization_id = o.id and w.branch_id = b.id
      ) as hours,
      (
        select json_agg(json_build_object(
          'kind', e.kind, 'practitioner', e.practitioner_id, 'first', e.first_day, 'last', e.last_day,
          'opens', e.opens, 'closes', e.closes
        ))
        from hours_exception e
        where e.organization_id = o.id and (e.branch_id is null or e.branch_id = b.id)
          and e.last_day >= days.first and e.first_day <= days.last
      ) as exceptions
    from organization o
    left join service s on s.organization_id = o.id and s.id = ${serviceId} and s.active
    left join branch b on b.organization_id = o.id and b.id = ${branchId} and b.active
    cross join lateral (
      select (${window.from}::timestamptz at time zone b.zone)::date as first,
        (${window.to}::timestamptz at time zone b.zone)::date as last
    ) local
    cross join lateral (
      select local.first, local.last,
        tstzrange(local.first::timestamp at time zone b.zone, (local.last + 1)::timestamp at time zone b.zone) as span
    ) days
    where o.id = ${scope.organizationId}
  `;
}

function toPractitioners(
  practitioners: NonNullable<Row['practitioners']>,
  hours: NonNullable<Row['hours']>,
  exceptions: readonly ExceptionRow[],
): PractitionerAvailability[] {
  const hoursOf = Map.groupBy(hours, (row) => row.practitioner);
  const ofBranch = toWeekly(hoursOf.get(null) ?? []);
  return practitioners.map(({ id, busy }) => {
    const own = hoursOf.get(id);
    return {
      practitionerId: id,
      weekly: own === undefined ? ofBranch : toWeekly(own),
      exceptions: exceptions
        .filter((row) => row.practitioner === null || row.practitioner === id)
        .map(toException),
      busy: toStretches(busy),
    };
  });
}

function toStretches(busy: readonly BusyRow[] | null): Stretch[] {
  return (busy ?? []).map(([from, to]) => ({ from, to }));
}

function toWeekly(rows: NonNullable<Row['hours']>): Record<number, Hours[]> {
  const weekly: Record<number, Hours[]> = {};
  for (const { weekday, opens, closes } of rows) {
    weekly[weekday] ??= [];
    weekly[weekday].push(toHours(opens, closes));
  }
  return weekly;
}

function toException({ kind, first, last, opens, closes }: ExceptionRow): HoursException {
  return {
    kind,
    firstDay: Temporal.PlainDate.from(first),
    lastDay: Temporal.PlainDate.from(last),
    hours: opens === null || closes === null ? null : toHours(opens, closes),
  };
}

function toHours(opens: string, closes: string): Hours {
  return { opens: Temporal.PlainTime.from(opens), closes: Temporal.PlainTime.from(closes) };
}
