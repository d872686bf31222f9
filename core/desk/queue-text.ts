import { recordEvent } from '../events.ts';
import type { OutboxId } from '../ids.ts';
import type { StaffTemplate } from '../messaging/template.ts';
import type { DataKey } from '../people/vault.ts';
import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';
import { closeItems } from '../worklist.ts';
import type { Reached } from './access.ts';
import { staffContent } from './staff-text.ts';

type Author = Pick<StaffScope, 'organizationId' | 'correlationId' | 'actor'>;
type To = Pick<Reached, 'contactId' | 'channelId' | 'language'>;

/** Staff's own words go into the outbox, under their name. */
export function queueStaffText(
  core: Pick<Core, 'db' | 'clock' | 'ids' | 'vault'>,
  scope: Author,
  to: To,
  key: DataKey,
  text: string,
): Promise<OutboxId> {
  return insertForStaff(core, scope, to, key, { content: staffContent(text), template: null });
}

/** @param message.template which text that WhatsApp has approved it is sent by; null: it is sent as it is */
export async function insertForStaff(
  core: Pick<Core, 'db' | 'clock' | 'ids' | 'vault'>,
  { organizationId, correlationId, actor }: Author,
  { contactId, channelId, language }: To,
  key: DataKey,
  { content, template }: { content: string; template: StaffTemplate | null },
): Promise<OutboxId> {
  const id = core.ids.next<OutboxId>();
  const now = core.clock.now();
  await core.db
    .insertInto('outbox')
    .values({
      ...{ organization_id: organizationId, id, contact_id: contactId, channel_id: channelId, language },
      prompt: core.vault.encrypt(key, 'outbox.prompt', content),
      ...{ state: 'queued', next_attempt_at: now, correlation_id: correlationId, created_at: now },
      ...{ author: 'staff', staff_id: actor.id, template },
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
