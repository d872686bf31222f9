import { sql } from 'kysely';
import { recordEvent } from '../events.ts';
import type { OutboxId } from '../ids.ts';
import type { Language } from '../language.ts';
import type { Core, Scope } from '../scope.ts';
import type { Standing } from './standing.ts';

/** Where a conversation stands when the bot has it again. All comes as JSON, and what patients would not want read is encrypted here. */
export type Resumed = {
  standing: Standing;
  language: Language;
  frames: string;
  offered: string | null;
  replies: { id: OutboxId; content: string }[];
};

/** As commitTurns, of no message: not a turn, so that none is counted. Run in the transaction that has taken the gate. */
export async function writeResumed(core: Core, scope: Scope, resumed: Resumed): Promise<void> {
  const { standing, language, frames, offered, replies } = resumed;
  const { organizationId, correlationId } = scope;
  const { contactKey, conversationId, contactId, channelId } = standing;
  const now = core.clock.now();
  const sealed = offered === null ? null : core.vault.encrypt(contactKey, 'conversation.offered', offered);
  await sql`
    update conversation set frames = ${frames}::jsonb, offered = ${sealed}, misses = 0
    where organization_id = ${organizationId} and id = ${conversationId}
  `.execute(core.db);
  if (replies.length > 0) {
    await core.db
      .insertInto('outbox')
      .values(
        replies.map(({ id, content }) => ({
          ...{ organization_id: organizationId, id, contact_id: contactId, channel_id: channelId, language },
          prompt: core.vault.encrypt(contactKey, 'outbox.prompt', content),
          ...{ state: 'queued' as const, next_attempt_at: now, created_at: now },
          correlation_id: correlationId,
        })),
      )
      .execute();
  }
  await recordEvent(core, scope, 'conversation.returned', conversationId, { replies: replies.length });
}
