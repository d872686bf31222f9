import { type Due, dueOnPages, takeFromPages } from '../../core/desk/presence.ts';
import type { CorrelationId } from '../../core/ids.ts';
import type { Scope } from '../../core/scope.ts';
import type { Bot } from '../bot.ts';
import { tellOfPatient } from '../on-call.ts';

/**
 * What was left to who had a page open, and nobody has taken in time, goes to the on-call phone after all. The number of items
 * whose time was over. Safe to run twice at once.
 */
export async function callAfterAll(bot: Bot, limit: number): Promise<number> {
  const due = await dueOnPages(bot, limit);
  for (const item of due) await callFor(bot, item);
  return due.length;
}

/** One item's trouble must not keep the others from the phone. */
async function callFor(bot: Bot, item: Due): Promise<void> {
  const { organizationId } = item;
  const scope: Scope = {
    ...{ organizationId, correlationId: bot.ids.next<CorrelationId>() },
    actor: { kind: 'system' },
  };
  try {
    const line = await bot.db.transaction().execute(async (db) => {
      const own = { ...bot, db };
      const untaken = await takeFromPages(own, item);
      return untaken && tellOfPatient(own, scope, untaken);
    });
    if (line === null) return;
    bot.log.info('on_call_after_all', { organizationId, correlationId: scope.correlationId });
    bot.wake(line);
  } catch (error) {
    bot.log.error('on_call_failed', { organizationId }, error);
  }
}
