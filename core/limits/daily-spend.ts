import { sql } from 'kysely';
import type { OrganizationId } from '../ids.ts';
import type { Core } from '../scope.ts';
import { asMoney, inParts, type Share, type Spent } from './budget.ts';

/** What was spent on one clinic's day. */
export type Day = { organizationId: OrganizationId; day: Temporal.PlainDate; spent: Spent };

/** How a clinic's today stands, in the clinic's zone. */
export type Today = Day & { zone: string; budget: number; currency: string };

/**
 * Adds to days and reads how the organizations' own today stands then, in one statement. Rows are added to in one order, so
 * that no two who write deadlock.
 */
export async function addAndRead(
  core: Pick<Core, 'db' | 'clock'>,
  days: readonly Day[],
  organizationIds: readonly OrganizationId[],
): Promise<Today[]> {
  const ids = days.map(({ organizationId }) => organizationId);
  const dates = days.map(({ day }) => day.toString());
  const sums = (share: Share) => days.map(({ spent }) => asMoney(spent[share]));
  const { rows } = await sql<
    Record<Share, string> & {
      organizationId: OrganizationId;
      zone: string;
      day: Temporal.PlainDate;
      budget: string;
      currency: string;
    }
  >`
    with added as (
      insert into daily_spend as d (organization_id, day, newcomers, others, staff)
      select spent.organization_id, spent.day, spent.newcomers, spent.others, spent.staff
      from unnest(${ids}::uuid[], ${dates}::date[], ${sums('newcomers')}::numeric[], ${sums('others')}::numeric[],
        ${sums('staff')}::numeric[]) as spent (organization_id, day, newcomers, others, staff)
      order by spent.organization_id, spent.day
      on conflict (organization_id, day) do update set newcomers = d.newcomers + excluded.newcomers,
        others = d.others + excluded.others, staff = d.staff + excluded.staff
      returning organization_id, day, newcomers, others, staff
    )
    select o.id as "organizationId", o.zone, today.day, o.daily_budget as budget, o.currency,
      coalesce(added.newcomers, stored.newcomers, 0) as newcomers, coalesce(added.others, stored.others, 0) as others,
      coalesce(added.staff, stored.staff, 0) as staff
    from organization o
    cross join lateral (select (${core.clock.now()}::timestamptz at time zone o.zone)::date as day) today
    left join added on added.organization_id = o.id and added.day = today.day
    left join daily_spend stored on stored.organization_id = o.id and stored.day = today.day
    where o.id = any(${[...organizationIds]}::uuid[])
  `.execute(core.db);
  return rows.map(({ organizationId, zone, day, budget, currency, newcomers, others, staff }) => ({
    ...{ organizationId, zone, day, budget: inParts(budget), currency },
    spent: { newcomers: inParts(newcomers), others: inParts(others), staff: inParts(staff) },
  }));
}
