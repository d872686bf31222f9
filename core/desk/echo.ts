import { sql } from 'kysely';
import { recordEvent } from '../events.ts';
import type { ChannelId, ContactId, ConversationId, OutboxId } from '../ids.ts';
import type { Language } from '../language.ts';
import { contactKey } from '../messaging/outbox.ts';
import type { Core, Scope } from '../scope.ts';
import { inTransaction } from './access.ts';
import { lockLease, takeLease } from './lease.ts';
import { cleanText, staffContent } from './staff-text.ts';

export type StaffEcho = {
  contactId: ContactId;
  /** The clinic's number that they wrote from. */
  channelId: ChannelId;
  /** The provider's id: the same echo twice is one message. */
  providerMessageId: string;
  text: string;
  sentAt: Temporal.Instant;
};

export type Echoed =
  | { ok: true; known: boolean }
  | { ok: false; reason: 'unknown_contact' | 'no_key' | 'empty' };

/**
 * What staff wrote to a patient from a phone that is paired with the clinic's number, as the channel tells of it: it stands in the
 * conversation as sent, and the bot keeps quiet, for there is a person at it. What the bot had to say and has not sent yet, it does
 * not say any more.
 */
export async function recordStaffEcho(core: Core, scope: Scope, echo: StaffEcho): Promise<Echoed> {
  const cleaned = cleanText(echo.text, Number.POSITIVE_INFINITY);
  if (!cleaned.ok) return { ok: false, reason: 'empty' };
  return inTransaction(core, async (core) => {
    const to = await conversationOf(core, scope, echo.contactId);
    if (to === undefined) return { ok: false, reason: 'unknown_contact' };
    const key = await contactKey(core, scope.organizationId, echo.contactId);
    if (key === null) return { ok: false, reason: 'no_key' };
    const { conversationId, language } = to;
    const lease = await lockLease(core, scope, conversationId);
    const prompt = core.vault.encrypt(key, 'outbox.prompt', staffContent(cleaned.text));
    const outboxId = await insertSent(core, scope, { ...echo, prompt, language });
    if (outboxId === undefined) return { ok: true, known: true };
    await takeLease(core, scope, lease, { conversationId, contactId: echo.contactId, holderId: null });
    await recordEvent(core, scope, 'conversation.answered_by_phone', conversationId, { outboxId });
    return { ok: true, known: false };
  });
}

async function conversationOf(
  core: Core,
  { organizationId }: Scope,
  contactId: ContactId,
): Promise<{ conversationId: ConversationId; language: Language } | undefined> {
  return core.db
    .selectFrom('conversation as v')
    .innerJoin('organization as o', 'o.id', 'v.organization_id')
    .select((row) => [
      'v.id as conversationId',
      row.fn.coalesce('v.language', 'o.default_language').as('language'),
    ])
    .where('v.organization_id', '=', organizationId)
    .where('v.contact_id', '=', contactId)
    .executeTakeFirst();
}

/** Undefined: the message of that id is there already, be it an echo told twice or one that we have sent ourselves. */
async function insertSent(
  core: Core,
  { organizationId, correlationId }: Scope,
  echo: StaffEcho & { prompt: Buffer; language: Language },
): Promise<OutboxId | undefined> {
  const { rows } = await sql<{ id: OutboxId }>`
    insert into outbox (organization_id, id, contact_id, channel_id, prompt, language, state, provider_message_id,
      correlation_id, created_at, wired_at, sent_at, author)
    values (${organizationId}, ${core.ids.next<OutboxId>()}, ${echo.contactId}, ${echo.channelId}, ${echo.prompt},
      ${echo.language}, 'sent', ${echo.providerMessageId}, ${correlationId}, ${echo.sentAt}, ${echo.sentAt}, ${echo.sentAt}, 'phone')
    on conflict (organization_id, channel_id, provider_message_id) where provider_message_id is not null do nothing
    returning id
  `.execute(core.db);
  return rows[0]?.id;
}
