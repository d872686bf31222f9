import { sql } from 'kysely';
import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';

/** Who has looked at what: once for each member of staff, record and hour (the index event_read_once says so). */
export async function recordReading(
  core: Pick<Core, 'db' | 'clock'>,
  { organizationId, actor, correlationId }: StaffScope,
  recordKind: 'conversation' | 'patient',
  recordId: string,
): Promise<void> {
  await sql`
    insert into event (organization_id, at, type, actor_kind, actor_id, record_kind, record_id, correlation_id, details)
    values (${organizationId}, ${core.clock.now()}, ${`${recordKind}.read`}, ${actor.kind}, ${actor.id}, ${recordKind},
      ${recordId}, ${correlationId}, '{}')
    on conflict do nothing
  `.execute(core.db);
}
