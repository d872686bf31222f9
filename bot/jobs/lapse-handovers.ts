import { sql } from 'kysely';
import type { ConversationId, CorrelationId, OrganizationId } from '../../core/ids.ts';
import { endHandover } from '../../core/messaging/handover.ts';
import { isWaking } from '../../core/messaging/notice-gate.ts';
import type { Scope } from '../../core/scope.ts';
import type { Bot } from '../bot.ts';
import { giveBack } from '../conversation/hand-back.ts';

type Due = { organizationId: OrganizationId; conversationId: ConversationId; tells: boolean };

/**
 * Gives back to the bot the conversations whose person has had the time that the clinic sets; the number of them. The bot speaks
 * again from that time on, swept or not: this writes down that it was time that ended the hand-over. Where somebody had taken
 * the conversation, the patient is told who answers now, except at night: then the next answer shows it.
 */
export async function lapseHandovers(bot: Bot, limit: number): Promise<number> {
  const now = bot.clock.now();
  const { rows: due } = await sql<Due>`
    select h.organization_id as "organizationId", h.conversation_id as "conversationId",
      h.taken_at is not null and ${isWaking(now, { hours: 'o', zone: 'o' })} as tells
    from handover h join organization o on o.id = h.organization_id
    where h.ended_at is null and h.quiet_until <= ${now}
    order by h.quiet_until limit ${limit}
  `.execute(bot.db);
  for (const one of due) await lapse(bot, one);
  return due.length;
}

async function lapse(bot: Bot, { organizationId, conversationId, tells }: Due): Promise<void> {
  const correlationId = bot.ids.next<CorrelationId>();
  const scope: Scope = { organizationId, correlationId, actor: { kind: 'system' } };
  const given = { conversationId, by: 'time' } as const;
  if (tells && (await tellOfReturn(bot, scope, given))) return;
  await bot.db.transaction().execute((db) => endHandover({ ...bot, db }, scope, given));
}

/** False: it is still to be ended. One conversation's trouble must not keep all others with nobody. */
async function tellOfReturn(
  bot: Bot,
  scope: Scope,
  given: { conversationId: ConversationId; by: 'time' },
): Promise<boolean> {
  try {
    return (await giveBack(bot, scope, given)).ok;
  } catch (error) {
    const { conversationId } = given;
    bot.log.error('return_untold', { organizationId: scope.organizationId, conversationId }, error);
    return false;
  }
}
