import { once } from '../booking/idempotent.ts';
import { recordEvent } from '../events.ts';
import type { OrganizationId } from '../ids.ts';
import { contactKey } from '../messaging/outbox.ts';
import { decryptOrNull } from '../people/read-people.ts';
import type { DataKey } from '../people/vault.ts';
import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';
import { inTransaction, type Refused, reachConversation } from './access.ts';
import { formKey } from './form-key.ts';
import { cleanText } from './staff-text.ts';

/** A note is for colleagues: the patient never sees it. */
const MOST_CHARACTERS = 2000;

export type Noted = { ok: true; noteId: string };

/** @param input.key of the form that it was written in: the same text sent twice is one note */
export async function addNote(
  core: Core,
  scope: StaffScope,
  input: { key: string; conversationId: string; text: string },
): Promise<Noted | Refused | { ok: false; reason: 'empty' | 'too_long' | 'no_key' }> {
  const cleaned = cleanText(input.text, MOST_CHARACTERS);
  return inTransaction(core, async (core) => {
    const reached = await reachConversation(core, scope, 'conversation.reply', input.conversationId);
    if (!reached.ok) return reached;
    if (!cleaned.ok) return cleaned;
    const { conversationId, contactId } = reached;
    const key = await contactKey(core, scope.organizationId, contactId);
    if (key === null) return { ok: false, reason: 'no_key' };
    const own = formKey(core, scope, key, { key: input.key, text: cleaned.text });
    return once<Noted>(core, scope, 'staff_note', own, async () => {
      const noteId = core.ids.next<string>();
      await core.db
        .insertInto('conversation_note')
        .values({
          ...{ organization_id: scope.organizationId, id: noteId, conversation_id: conversationId },
          ...{ staff_id: scope.actor.id, noted_at: core.clock.now() },
          text: core.vault.encrypt(key, 'conversation_note.text', cleaned.text),
        })
        .execute();
      await recordEvent(core, scope, 'conversation.noted', conversationId, { noteId });
      return { ok: true, noteId };
    });
  });
}

/** text: null where it does not open any more. */
export type Note = { noteId: string; staffId: string; text: string | null; at: string };

/** Oldest first, the latest so many. */
export async function readNotes(
  core: Pick<Core, 'db' | 'vault'>,
  organizationId: OrganizationId,
  conversationId: string,
  key: DataKey | null,
  most = 50,
): Promise<Note[]> {
  const rows = await core.db
    .selectFrom('conversation_note')
    .select(['id', 'staff_id', 'text', 'noted_at'])
    .where('organization_id', '=', organizationId)
    .where('conversation_id', '=', conversationId as never)
    .orderBy('noted_at', 'desc')
    .limit(most)
    .execute();
  return rows.toReversed().map(({ id, staff_id, text, noted_at }) => ({
    noteId: id,
    staffId: staff_id,
    text: decryptOrNull(core, key, 'conversation_note.text', text),
    at: noted_at.toString(),
  }));
}
