import type { ChannelId, ContactId } from '../core/ids.ts';
import { isWithPerson } from '../core/messaging/handover.ts';
import { queueMessage, type Wired } from '../core/messaging/outbox.ts';
import { languageOf } from '../core/messaging/standing.ts';
import type { Core, Scope } from '../core/scope.ts';
import { prompt } from '../flows/vocabulary.ts';
import { writeContent } from './render/content.ts';

/**
 * "Something went wrong on our side": said where a message of the patient's, or one to them, had to be given up. Not where a
 * person has the conversation: they read along, and the bot does not speak in between. Run in a transaction.
 */
export async function queueApology(
  core: Core,
  scope: Scope,
  { contactId, channelId }: { contactId: ContactId; channelId: ChannelId },
): Promise<void> {
  const { correlationId, organizationId } = scope;
  if (await isWithPerson(core, organizationId, contactId)) return;
  const { language, phone } = await languageOf(core, organizationId, contactId);
  const content = writeContent({ prompt: prompt('common.dead_turn', { phone }), waitId: null });
  const queued = await queueMessage(core, scope, { contactId, channelId, language, content });
  if (!queued.ok) core.log.error('apology_impossible', { correlationId, reason: queued.reason });
}

/** In place of a message that has no words; whoever never wrote to us (a phone on call) is told nothing. */
export async function apologise(core: Core, wired: Wired): Promise<void> {
  const { organizationId, contactId, correlationId } = wired;
  const conversation = await core.db
    .selectFrom('conversation')
    .select('channel_id')
    .where('organization_id', '=', organizationId)
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  if (!conversation) return;
  const scope: Scope = { organizationId, correlationId, actor: { kind: 'system' } };
  await queueApology(core, scope, { contactId, channelId: conversation.channel_id });
}
