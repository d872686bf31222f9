import { sql } from 'kysely';
import type { PractitionerId } from '../ids.ts';
import type { Core } from '../scope.ts';
import { allows, type NotAllowed } from '../staff/allow.ts';
import type { StaffScope } from '../staff/permissions.ts';
import type { NoPractitioner } from './own-visits.ts';

/** Local times, "09:00"; weekday: ISO, 1 is Monday. */
export type OwnSpan = { weekday: number; opens: string; closes: string };

export type OwnBranchHours = {
  branch: string;
  /** False: they have no hours of their own there, and work whenever the branch is open. */
  own: boolean;
  spans: OwnSpan[];
};

/** A holiday or an absence (no visits then), or extra hours. Days and times are the branch's own; no times: the whole day. */
export type OwnException = {
  kind: 'holiday' | 'absence' | 'extra';
  /** Null: at all of them. */
  branch: string | null;
  firstDay: Temporal.PlainDate;
  lastDay: Temporal.PlainDate;
  hours: { opens: string; closes: string } | null;
  label: string;
};

export type OwnHours = { ok: true; branches: OwnBranchHours[]; exceptions: OwnException[] };

const MOST_EXCEPTIONS = 100;
/** So far ahead is told of what is different: patients book a few weeks ahead. */
const AHEAD_DAYS = 183;

/** When a practitioner sees patients, as the clinic's records have it: a week, and what is different in the half year from today on. */
export async function readOwnHours(
  core: Core,
  scope: StaffScope,
): Promise<OwnHours | NotAllowed | NoPractitioner> {
  if (!allows(core, scope, 'visit.read_own')) return { ok: false, reason: 'not_allowed' };
  const { practitionerId } = scope;
  if (practitionerId === null) return { ok: false, reason: 'no_practitioner' };
  return {
    ok: true,
    branches: await readWeek(core, scope, practitionerId),
    exceptions: await readExceptions(core, scope, practitionerId),
  };
}

/** A practitioner without rows at a branch has the branch's (core/booking/load-availability.ts). */
async function readWeek(
  core: Pick<Core, 'db'>,
  { organizationId }: StaffScope,
  practitionerId: PractitionerId,
): Promise<OwnBranchHours[]> {
  const { rows } = await sql<{ branch: string; own: OwnSpan[] | null; open: OwnSpan[] | null }>`
    select b.name as branch, ${spansOf(sql`w.practitioner_id = pb.practitioner_id`)} as own,
      ${spansOf(sql`w.practitioner_id is null`)} as open
    from practitioner_branch pb
    join branch b on b.organization_id = pb.organization_id and b.id = pb.branch_id and b.active
    where pb.organization_id = ${organizationId} and pb.practitioner_id = ${practitionerId}
    order by b.position, b.id
  `.execute(core.db);
  return rows.map(({ branch, own, open }) => ({ branch, own: own !== null, spans: own ?? open ?? [] }));
}

function spansOf(whose: ReturnType<typeof sql>) {
  return sql<OwnSpan[] | null>`(
    select json_agg(json_build_object('weekday', w.weekday, 'opens', to_char(w.opens, 'HH24:MI'), 'closes', to_char(w.closes, 'HH24:MI'))
      order by w.weekday, w.opens)
    from weekly_hours w where w.organization_id = pb.organization_id and w.branch_id = pb.branch_id and ${whose})`;
}

async function readExceptions(
  core: Pick<Core, 'db' | 'clock'>,
  { organizationId }: StaffScope,
  practitionerId: PractitionerId,
): Promise<OwnException[]> {
  const now = core.clock.now();
  const { rows } = await sql<
    Omit<OwnException, 'firstDay' | 'lastDay' | 'hours'> & {
      first: string;
      last: string;
      opens: string | null;
      closes: string | null;
    }
  >`
    select e.kind, b.name as branch, e.first_day::text as first, e.last_day::text as last, e.label,
      to_char(e.opens, 'HH24:MI') as opens, to_char(e.closes, 'HH24:MI') as closes
    from hours_exception e
    join organization o on o.id = e.organization_id
    left join branch b on b.organization_id = e.organization_id and b.id = e.branch_id
    where e.organization_id = ${organizationId}
      and (e.practitioner_id = ${practitionerId} or (e.kind = 'holiday' and (e.branch_id is null or e.branch_id in (
        select pb.branch_id from practitioner_branch pb
        where pb.organization_id = e.organization_id and pb.practitioner_id = ${practitionerId}))))
      and e.last_day >= (${now}::timestamptz at time zone coalesce(b.zone, o.zone))::date
      and e.first_day <= (${now}::timestamptz at time zone o.zone)::date + ${AHEAD_DAYS}::int
    order by e.first_day, e.last_day, e.kind, e.id limit ${MOST_EXCEPTIONS}
  `.execute(core.db);
  return rows.map(({ first, last, opens, closes, ...exception }) => ({
    ...exception,
    firstDay: Temporal.PlainDate.from(first),
    lastDay: Temporal.PlainDate.from(last),
    hours: opens === null || closes === null ? null : { opens, closes },
  }));
}
