import { sql } from 'kysely';
import type { ConversationId } from '../ids.ts';
import type { Core } from '../scope.ts';
import { may, type StaffScope } from '../staff/permissions.ts';
import { isSomethingHeld } from './held-replies.ts';
import { type HandoverNow, handoverNow } from './inbox.ts';
import type { Item } from './items.ts';

/**
 * What becomes of the conversation with an item of it. nothing: the bot has it, or the item is of something else · give_back: it goes
 * back to the bot with "done", since who asked for a person waits for nobody any more · colleague: one has it, and keeps it · quiet: the
 * bot says nothing in it, done or not.
 */
export type AfterDone =
  | { kind: 'nothing' }
  | { kind: 'give_back'; conversationId: ConversationId }
  | { kind: 'colleague'; holderId: string; until: string }
  | { kind: 'quiet'; until: string };

type Reading = Pick<Core, 'db' | 'clock'>;

/**
 * Not given back where somebody's life may be in danger: the bot writes to them again when staff say so in the conversation itself. Nor
 * where a text is kept for them, as what they will answer to it is for a person.
 */
export async function afterDone(
  core: Reading,
  scope: StaffScope,
  { kind, conversationId, closedAt }: Pick<Item, 'kind' | 'conversationId' | 'closedAt'>,
): Promise<AfterDone> {
  if (conversationId === null || (kind !== 'person' && kind !== 'danger')) return { kind: 'nothing' };
  const { handover, danger } = await readStanding(core, scope, conversationId);
  if (handover === null) return { kind: 'nothing' };
  const { holderId, heldUntil, quietUntil } = handover;
  if (holderId !== null && heldUntil !== null && holderId !== scope.actor.id) {
    return { kind: 'colleague', holderId, until: heldUntil };
  }
  const staysQuiet =
    closedAt !== null ||
    danger ||
    handover.reason === 'danger' || // its item is done already
    !may(scope, 'conversation.reply') ||
    (await isSomethingHeld(core, scope.organizationId, conversationId));
  return staysQuiet ? { kind: 'quiet', until: quietUntil } : { kind: 'give_back', conversationId };
}

async function readStanding(
  core: Reading,
  { organizationId }: StaffScope,
  conversationId: ConversationId,
): Promise<{ handover: HandoverNow | null; danger: boolean }> {
  const { rows } = await sql<{ handover: HandoverNow | null; danger: boolean }>`
    select ${handoverNow(core.clock.now(), sql`${organizationId}::uuid`, sql`${conversationId}::uuid`)} as handover,
      exists (select from worklist_item i where i.organization_id = ${organizationId} and i.kind = 'danger'
        and i.record_id = ${conversationId} and i.closed_at is null) as danger
  `.execute(core.db);
  return rows[0] ?? { handover: null, danger: false };
}
