import { sql } from 'kysely';
import { recordEvent } from '../events.ts';
import type { ConversationId, CorrelationId, OrganizationId } from '../ids.ts';
import { contactKey, type Line } from '../messaging/outbox.ts';
import { readWindow } from '../messaging/window.ts';
import { type DataKey, VaultError } from '../people/vault.ts';
import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';
import { inTransaction, notFound, type Refused, reachConversation } from './access.ts';
import { dropAsking } from './asking.ts';
import { lockLease, takeLease } from './lease.ts';
import { answered, queueStaffText } from './queue-text.ts';

/** An answer that nobody has called for in so many days answers nothing any more. */
export const HELD_DAYS = 7;

/** Keeps a text until the patient writes. Run in a transaction. */
export async function holdReply(
  core: Pick<Core, 'db' | 'clock' | 'ids' | 'vault'>,
  scope: StaffScope,
  { conversationId, key, text }: { conversationId: ConversationId; key: DataKey; text: string },
): Promise<string> {
  const id = core.ids.next<string>();
  const now = core.clock.now();
  await core.db
    .insertInto('held_reply')
    .values({
      ...{ organization_id: scope.organizationId, id, conversation_id: conversationId },
      ...{ staff_id: scope.actor.id, correlation_id: scope.correlationId },
      text: core.vault.encrypt(key, 'held_reply.text', text),
      ...{ held_at: now, until: now.add({ hours: 24 * HELD_DAYS }) },
    })
    .execute();
  await recordEvent(core, scope, 'conversation.answer_held', conversationId, { heldId: id });
  return id;
}

/** Staff have thought better of it, before the patient wrote. */
export async function dropHeldReply(
  core: Core,
  scope: StaffScope,
  { conversationId, heldId }: { conversationId: string; heldId: string },
): Promise<{ ok: true } | Refused> {
  return inTransaction(core, async (core) => {
    const reached = await reachConversation(core, scope, 'conversation.reply', conversationId);
    if (!reached.ok) return reached;
    const { rows } = await sql`
      update held_reply set ended_at = ${core.clock.now()}, ended_by = 'staff'
      where organization_id = ${scope.organizationId} and id::text = ${heldId} and conversation_id = ${reached.conversationId}
        and ended_at is null
      returning id
    `.execute(core.db);
    if (rows.length === 0) return notFound;
    await recordEvent(core, scope, 'conversation.answer_dropped', reached.conversationId, { heldId });
    if (!(await isSomethingHeld(core, scope.organizationId, reached.conversationId))) {
      await dropAsking(core, scope.organizationId, reached.contactId);
    }
    return { ok: true };
  });
}

export async function isSomethingHeld(
  core: Pick<Core, 'db'>,
  organizationId: OrganizationId,
  conversationId: ConversationId,
): Promise<boolean> {
  const held = await core.db
    .selectFrom('held_reply')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('conversation_id', '=', conversationId)
    .where('ended_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return held !== undefined;
}

type Due = { organizationId: OrganizationId; conversationId: ConversationId };

/**
 * Sends the texts of conversations whose patient has written since they were held, and gives up those that have become too old.
 * Safe to run twice at once.
 *
 * @returns whom to write to now, and how many conversations there was something to do for
 */
export async function sendHeldReplies(core: Core, limit: number): Promise<{ wakes: Line[]; found: number }> {
  const now = core.clock.now();
  const { rows } = await sql<Due>`
    select distinct r.organization_id as "organizationId", r.conversation_id as "conversationId" from held_reply r
    left join lateral (select m.received_at as at from inbound_message m
      where m.organization_id = r.organization_id and m.conversation_id = r.conversation_id order by m.seq desc limit 1) last on true
    where r.ended_at is null
      and (r.until <= ${now} or last.at > greatest(r.held_at, ${now}::timestamptz - interval '24 hours'))
    limit ${limit}
  `.execute(core.db);
  const wakes: Line[] = [];
  for (const due of rows) {
    const wake = await inTransaction(core, (own) => sendOf(own, due));
    if (wake) wakes.push(wake);
  }
  return { wakes, found: rows.length };
}

type HeldRow = {
  id: string;
  staffId: string;
  text: Buffer;
  correlationId: CorrelationId;
  heldAt: Temporal.Instant;
  late: boolean;
};

async function sendOf(core: Core, { organizationId, conversationId }: Due): Promise<Line | null> {
  const lease = await lockLease(core, { organizationId }, conversationId);
  const to = await core.db
    .selectFrom('conversation as v')
    .innerJoin('contact as c', (join) =>
      join.onRef('c.organization_id', '=', 'v.organization_id').onRef('c.id', '=', 'v.contact_id'),
    )
    .innerJoin('organization as o', 'o.id', 'v.organization_id')
    .select((row) => [
      ...(['v.contact_id as contactId', 'v.channel_id as channelId', 'c.kind', 'c.detached_at'] as const),
      row.fn.coalesce('v.language', 'o.default_language').as('language'),
    ])
    .where('v.organization_id', '=', organizationId)
    .where('v.id', '=', conversationId)
    .executeTakeFirstOrThrow();
  const key = await contactKey(core, organizationId, to.contactId);
  const { open } = await readWindow(core, { organizationId }, { conversationId, kind: to.kind });
  let sent = false;
  for (const row of await lockHeld(core, { organizationId, conversationId })) {
    const { id: heldId, staffId, correlationId } = row;
    const scope = staffScope(organizationId, staffId, correlationId);
    const text = key && to.detached_at === null && !row.late ? read(core, key, row.text) : null;
    if (text !== null && !open) continue;
    await end(core, organizationId, heldId, text === null ? 'time' : 'sent');
    if (key === null || text === null) {
      await recordEvent(core, scope, 'conversation.answer_dropped', conversationId, { heldId });
      continue;
    }
    const outboxId = await queueStaffText(core, scope, to, key, text);
    await answered(core, scope, { conversationId }, { outboxId, cannedKey: null });
    if (!sent) {
      await takeLease(core, scope, lease, { conversationId, contactId: to.contactId, holderId: null });
    }
    sent = true;
  }
  if (sent) await dropAsking(core, organizationId, to.contactId);
  return sent ? { organizationId, contactId: to.contactId } : null;
}

/** In whose name it goes out: the writer's, who was allowed to when it was held. */
function staffScope(
  organizationId: OrganizationId,
  staffId: string,
  correlationId: CorrelationId,
): StaffScope {
  const actor = { kind: 'staff', id: staffId } as const;
  return {
    ...{ organizationId, correlationId, actor, permissions: new Set() },
    ...{ branches: [], practitionerId: null },
  };
}

async function lockHeld(core: Core, { organizationId, conversationId }: Due): Promise<HeldRow[]> {
  const { rows } = await sql<HeldRow>`
    select id, staff_id as "staffId", text, correlation_id as "correlationId", held_at as "heldAt",
      until <= ${core.clock.now()} as late
    from held_reply
    where organization_id = ${organizationId} and conversation_id = ${conversationId} and ended_at is null
    order by held_at, id for update skip locked
  `.execute(core.db);
  return rows;
}

function read(core: Core, key: DataKey, text: Buffer): string | null {
  try {
    return core.vault.decrypt(key, 'held_reply.text', text);
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

async function end(
  core: Core,
  organizationId: OrganizationId,
  id: string,
  by: 'sent' | 'time',
): Promise<void> {
  await core.db
    .updateTable('held_reply')
    .set({ ended_at: core.clock.now(), ended_by: by })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}
