import { sql } from 'kysely';
import type { Core, Scope } from '../scope.ts';
import { openItem } from '../worklist.ts';
import type { BudgetStep } from './budget.ts';

/**
 * Puts before staff how far a day's budget has gone. Run in a transaction.
 *
 * @returns whether it is news: a step is told once a day, whichever process sees it first
 */
export async function noteBudget(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  { day, step }: { day: Temporal.PlainDate; step: BudgetStep },
): Promise<boolean> {
  const noticeId = core.ids.next<string>();
  const { rows } = await sql`
    insert into budget_notice (organization_id, id, day, step, told_at)
    values (${scope.organizationId}, ${noticeId}, ${day.toString()}::date, ${step}, ${core.clock.now()})
    on conflict (organization_id, day, step) do nothing
    returning id
  `.execute(core.db);
  if (rows.length === 0) return false;
  await openItem(core, scope, { kind: 'budget', recordKind: 'budget_notice', recordId: noticeId });
  return true;
}
