import { sql } from 'kysely';
import type { AppointmentStatus } from '../db/tables.ts';
import { type EventType, recordEvent } from '../events.ts';
import type { AppointmentId, BranchId } from '../ids.ts';
import { planVisitNotices, type VisitChange } from '../reminders/plan.ts';
import type { Core, Scope } from '../scope.ts';
import { type ExpectedVisit, isChanged, lockVisit, type Visit } from './visit.ts';

type Status = Exclude<AppointmentStatus, 'hold'>;

/** What staff may make of a visit, and out of what. Nothing leads back: a mistake is a new visit, and both stand in the records. */
export const marks = {
  accept: { from: ['pending'], to: 'booked', event: 'appointment.accepted' },
  decline: { from: ['pending'], to: 'cancelled', event: 'appointment.declined' },
  /** They are here; of a request that nobody had confirmed, too. */
  arrived: { from: ['pending', 'booked'], to: 'arrived', event: 'appointment.arrived' },
  /** They have been seen. */
  out: { from: ['arrived'], to: 'fulfilled', event: 'appointment.fulfilled' },
  missed: { from: ['booked'], to: 'noshow', event: 'appointment.missed' },
} as const satisfies Record<string, { from: readonly Status[]; to: Status; event: EventType }>;
export type Mark = keyof typeof marks;

/** What a mark is for the notices of the visit; of the others the patient knows. */
const changes: Partial<Record<Mark, VisitChange>> = {
  accept: 'accepted',
  decline: 'cancelled',
  missed: 'missed',
};

export type MarkInput = {
  appointmentId: AppointmentId;
  /** As whoever marks it was shown the visit: where it is another by now, nothing is done. */
  expected?: ExpectedVisit;
};

/**
 * already: it was so before, and nothing was done. wrong_state: what it is by now does not become that · too_early: that day, or for a
 * missed visit that hour, has not come · past: a request whose time is over can only be declined.
 */
export type Marked =
  | { ok: true; already: boolean; status: Status; branchId: BranchId; start: string }
  | { ok: false; reason: 'not_found' | 'changed' | 'too_early' | 'past' }
  | { ok: false; reason: 'wrong_state'; status: Status };

/** Run in a transaction. The row's lock is enough: a mark only ever frees a slot, or keeps it. */
export async function markVisit(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  mark: Mark,
  { appointmentId, expected }: MarkInput,
): Promise<Marked> {
  const visit = await lockVisit(core, scope, appointmentId, null);
  if (visit === undefined) return { ok: false, reason: 'not_found' };
  const { from, to, event }: { from: readonly Status[]; to: Status; event: EventType } = marks[mark];
  const { branchId, status } = visit;
  const told = { branchId, start: visit.start.toString() };
  if (status === to && (await wasMarked(core, scope, event, appointmentId))) {
    return { ok: true, already: true, status, ...told };
  }
  if (isChanged(visit, expected)) return { ok: false, reason: 'changed' };
  if (!from.includes(status)) return { ok: false, reason: 'wrong_state', status };
  const now = core.clock.now();
  const untimely = await untimelyFor(core, scope, mark, visit);
  if (untimely !== undefined) return { ok: false, reason: untimely };
  await sql`
    update appointment set status = ${to}, updated_at = ${now},
      cancelled_by = case when ${to}::text = 'cancelled' then 'staff' else cancelled_by end
    where organization_id = ${scope.organizationId} and id = ${appointmentId}
  `.execute(core.db);
  await recordEvent(core, scope, event, appointmentId, { from: status });
  const change = changes[mark];
  if (change !== undefined) await planVisitNotices(core, scope, appointmentId, change);
  return { ok: true, already: false, status: to, ...told };
}

/** A visit that became so in another way (booked at once, cancelled by its patient) is no repetition. */
async function wasMarked(
  core: Pick<Core, 'db'>,
  { organizationId }: Scope,
  event: EventType,
  appointmentId: AppointmentId,
): Promise<boolean> {
  const found = await core.db
    .selectFrom('event')
    .select('seq')
    .where('organization_id', '=', organizationId)
    .where('record_kind', '=', 'appointment')
    .where('record_id', '=', appointmentId)
    .where('type', '=', event)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

async function untimelyFor(
  core: Pick<Core, 'db' | 'clock'>,
  { organizationId }: Scope,
  mark: Mark,
  { start, branchId }: Visit,
): Promise<'too_early' | 'past' | undefined> {
  const now = core.clock.now();
  const begun = Temporal.Instant.compare(start, now) <= 0;
  if (mark === 'accept') return begun ? 'past' : undefined;
  if (mark === 'missed') return begun ? undefined : 'too_early';
  if (mark !== 'arrived' || begun) return undefined;
  const { zone } = await core.db
    .selectFrom('branch')
    .select('zone')
    .where('organization_id', '=', organizationId)
    .where('id', '=', branchId)
    .executeTakeFirstOrThrow();
  const day = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).toPlainDate();
  return day(start).equals(day(now)) ? undefined : 'too_early';
}
