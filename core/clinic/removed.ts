import { sql } from 'kysely';
import type { Core, Scope } from '../scope.ts';
import type { ClinicSettings } from './settings.ts';

/** Tables of keyed records, and where a visit refers to them; in the order in which an appointment's foreign keys lock them. */
const keyed = [
  { table: 'branch', column: 'branch_id', part: 'branches' },
  { table: 'service', column: 'service_id', part: 'services' },
  { table: 'practitioner', column: 'practitioner_id', part: 'practitioners' },
  { table: 'room', column: 'room_id', part: 'rooms' },
] as const;

function keptKeys(settings: ClinicSettings, part: (typeof keyed)[number]['part']): string[] {
  const kept = part === 'rooms' ? settings.branches.flatMap(({ rooms }) => rooms) : settings[part];
  return kept.map(({ key }) => key);
}

/**
 * Waits for bookings that are under way with what is to be removed, and keeps new ones out until the change is
 * committed: a booking's foreign keys lock these rows FOR KEY SHARE.
 */
export async function lockRemoved(
  core: Pick<Core, 'db'>,
  scope: Pick<Scope, 'organizationId'>,
  settings: ClinicSettings,
): Promise<void> {
  for (const { table, part } of keyed) {
    const kept = keptKeys(settings, part);
    await sql`
      select from ${sql.table(table)}
      where organization_id = ${scope.organizationId} and active and key <> all(${kept}::text[])
      order by id for update
    `.execute(core.db);
  }
}

/** 'branches.westlands: 2 visits to come', of those that the settings no longer have. */
export async function visitsOfRemoved(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Pick<Scope, 'organizationId'>,
  settings: ClinicSettings,
): Promise<string[]> {
  const found: string[] = [];
  for (const { table, column, part } of keyed) {
    const kept = keptKeys(settings, part);
    const now = core.clock.now();
    const { rows } = await sql<{ key: string; visits: number }>`
      select r.key, count(*) as visits
      from ${sql.table(table)} r
      join appointment a on a.organization_id = r.organization_id and ${sql.ref(`a.${column}`)} = r.id
      where r.organization_id = ${scope.organizationId} and r.active and r.key <> all(${kept}::text[])
        and a.status in ('hold', 'pending', 'booked') and upper(a.visit) > ${now}
        and (a.expires_at is null or a.expires_at > ${now})
      group by r.key order by r.key
    `.execute(core.db);
    found.push(
      ...rows.map(({ key, visits }) => `${part}.${key}: ${visits} visit${visits === 1 ? '' : 's'} to come`),
    );
  }
  return found;
}
