import { sql } from 'kysely';
import type { EventType } from '../events.ts';
import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';

/** The index event_read_once has the same list. */
type Reading = Extract<
  EventType,
  'conversation.read' | 'patient.read' | 'practitioner.visits_read' | 'audit.read'
>;

/** Who has looked at what: once for each member of staff, record and hour (the index event_read_once says so). */
export async function recordReading(
  core: Pick<Core, 'db' | 'clock'>,
  { organizationId, actor, correlationId }: StaffScope,
  type: Reading,
  recordId: string,
): Promise<void> {
  const recordKind = type.slice(0, type.indexOf('.'));
  await sql`
    insert into event (organization_id, at, type, actor_kind, actor_id, record_kind, record_id, correlation_id, details)
    values (${organizationId}, ${core.clock.now()}, ${type}, ${actor.kind}, ${actor.id}, ${recordKind},
      ${recordId}, ${correlationId}, '{}')
    on conflict do nothing
  `.execute(core.db);
}
