import type { ConversationId, CorrelationId, OrganizationId } from '../../core/ids.ts';
import { endHandover } from '../../core/messaging/handover.ts';
import type { Scope } from '../../core/scope.ts';
import type { Bot } from '../bot.ts';

/**
 * Gives back to the bot the conversations whose person has had the time that the clinic sets; the number of them. The bot speaks
 * again from that time on, swept or not: this writes down that it was time that ended the hand-over.
 */
export async function lapseHandovers(bot: Bot, limit: number): Promise<number> {
  const due = await bot.db
    .selectFrom('handover')
    .select(['organization_id as organizationId', 'conversation_id as conversationId'])
    .where('ended_at', 'is', null)
    .where('quiet_until', '<=', bot.clock.now())
    .orderBy('quiet_until')
    .limit(limit)
    .execute();
  for (const { organizationId, conversationId } of due) await lapse(bot, organizationId, conversationId);
  return due.length;
}

async function lapse(
  bot: Bot,
  organizationId: OrganizationId,
  conversationId: ConversationId,
): Promise<void> {
  const correlationId = bot.ids.next<CorrelationId>();
  const scope: Scope = { organizationId, correlationId, actor: { kind: 'system' } };
  await bot.db
    .transaction()
    .execute((db) => endHandover({ ...bot, db }, scope, { conversationId, by: 'time' }));
}
