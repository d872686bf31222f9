import { sql } from 'kysely';
import type { Core } from '../scope.ts';

/** When notices become due within that time, each moment once, soonest first. */
export async function noticesAhead(
  core: Pick<Core, 'db' | 'clock'>,
  within: Temporal.Duration,
  limit: number,
): Promise<Temporal.Instant[]> {
  const now = core.clock.now();
  const { rows } = await sql<{ at: Temporal.Instant }>`
    select distinct look_at as at from notice where state = 'open' and look_at > ${now} and look_at <= ${now.add(within)}
    order by look_at limit ${limit}
  `.execute(core.db);
  return rows.map(({ at }) => at);
}
