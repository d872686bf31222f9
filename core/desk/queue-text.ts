import { recordEvent } from '../events.ts';
import type { OutboxId } from '../ids.ts';
import type { DataKey } from '../people/vault.ts';
import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';
import { closeItems } from '../worklist.ts';
import type { Reached } from './access.ts';
import { staffContent } from './staff-text.ts';

/** Staff's own words go into the outbox, under their name. */
export async function queueStaffText(
  core: Pick<Core, 'db' | 'clock' | 'ids' | 'vault'>,
  { organizationId, correlationId, actor }: Pick<StaffScope, 'organizationId' | 'correlationId' | 'actor'>,
  { contactId, channelId, language }: Pick<Reached, 'contactId' | 'channelId' | 'language'>,
  key: DataKey,
  text: string,
): Promise<OutboxId> {
  const id = core.ids.next<OutboxId>();
  const now = core.clock.now();
  await core.db
    .insertInto('outbox')
    .values({
      ...{ organization_id: organizationId, id, contact_id: contactId, channel_id: channelId, language },
      prompt: core.vault.encrypt(key, 'outbox.prompt', staffContent(text)),
      ...{ state: 'queued', next_attempt_at: now, correlation_id: correlationId, created_at: now },
      ...{ author: 'staff', staff_id: actor.id },
    })
    .execute();
  return id;
}

/** A person was asked for, and has answered: what was on the list for that is done. */
export async function answered(
  core: Pick<Core, 'db' | 'clock'>,
  scope: StaffScope,
  { conversationId }: Pick<Reached, 'conversationId'>,
  details: { outboxId: OutboxId; cannedKey: string | null },
): Promise<void> {
  await recordEvent(core, scope, 'conversation.answered', conversationId, details);
  await closeItems(core, scope, { kinds: ['person', 'danger'], recordId: conversationId });
}
