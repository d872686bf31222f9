import { sql } from 'kysely';
import type { HandoverReason } from '../db/tables.ts';
import { recordEvent } from '../events.ts';
import type { ContactId, ConversationId, HandoverId } from '../ids.ts';
import { endHandover } from '../messaging/handover.ts';
import type { Core, Scope } from '../scope.ts';

/**
 * Who has a conversation: the bot, or for a time one member of staff. From the commit on in which it is taken the bot says
 * nothing. A turn that is under way at that moment has either committed (then what it had to say and is not yet on the wire is cancelled here), or
 * loses its race for the conversation's revision, is taken again, and sees the hand-over.
 */

/** So long after what a member of staff last did here a colleague may take the conversation. The bot keeps quiet for longer. */
export const LEASE_MINUTES = 15;

export type Lease = {
  handoverId: HandoverId;
  /** Null: it waits for a person, or somebody writes from a paired phone. */
  holderId: string | null;
  /** Null: nobody holds it. */
  heldUntil: Temporal.Instant | null;
  quietUntil: Temporal.Instant;
  reason: HandoverReason;
};

export type HeldBy = { ok: false; reason: 'held_by'; holderId: string; heldUntil: string };

/** Keeps turns, and colleagues, away until the transaction ends; then what the conversation's lease is. */
export async function lockLease(
  core: Pick<Core, 'db'>,
  { organizationId }: Pick<Scope, 'organizationId'>,
  conversationId: ConversationId,
): Promise<Lease | undefined> {
  await sql`
    select from conversation where organization_id = ${organizationId} and id = ${conversationId} for no key update
  `.execute(core.db);
  const { rows } = await sql<Lease>`
    select id as "handoverId", holder_id as "holderId", held_until as "heldUntil", quiet_until as "quietUntil", reason
    from handover where organization_id = ${organizationId} and conversation_id = ${conversationId} and ended_at is null
  `.execute(core.db);
  return rows[0];
}

/** The colleague who has it now, if one has. */
export function heldByOther(
  lease: Lease | undefined,
  actorId: string,
  now: Temporal.Instant,
): HeldBy | undefined {
  if (!lease?.holderId || lease.heldUntil === null || lease.holderId === actorId) return undefined;
  if (Temporal.Instant.compare(lease.heldUntil, now) <= 0) return undefined;
  const { holderId, heldUntil } = lease;
  return { ok: false, reason: 'held_by', holderId, heldUntil: heldUntil.toString() };
}

export type TakeLeaseInput = {
  conversationId: ConversationId;
  contactId: ContactId;
  /** Null: staff with a paired phone, and nobody knows who. */
  holderId: string | null;
  /** The bot keeps quiet at least until then. */
  quietUntil?: Temporal.Instant;
};

/** Ends of the lease that was just taken or renewed, as ISO instants. cancelled: the bot's messages that do not go out any more. */
export type Taken = { heldUntil: string | null; quietUntil: string; cancelled: number };

/**
 * Takes the conversation, or renews what one has. Run in the transaction in which lockLease was asked, and whether a colleague has
 * it.
 */
export async function takeLease(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  current: Lease | undefined,
  input: TakeLeaseInput,
): Promise<Taken> {
  const { conversationId, contactId, holderId } = input;
  const now = core.clock.now();
  const inForce = current !== undefined && Temporal.Instant.compare(now, current.quietUntil) < 0;
  if (current !== undefined && !inForce) await endHandover(core, scope, { conversationId, by: 'time' });
  await core.db
    .updateTable('conversation')
    .set((row) => ({ revision: row('revision', '+', 1) }))
    .where('organization_id', '=', scope.organizationId)
    .where('id', '=', conversationId)
    .execute();
  if (!inForce) await beginByStaff(core, scope, input);
  const { heldUntil, quietUntil, handoverId } = await hold(core, scope, input);
  const cancelled = await cancelUnsent(core, scope, contactId);
  if (!inForce || (holderId !== null && current?.holderId !== holderId)) {
    const from = inForce ? (current?.holderId ?? null) : null;
    await recordEvent(core, scope, 'handover.taken', handoverId, { conversationId, from, cancelled });
  }
  return {
    heldUntil: heldUntil?.toString() ?? null,
    quietUntil: quietUntil.toString(),
    cancelled,
  };
}

async function beginByStaff(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  { conversationId, contactId }: TakeLeaseInput,
): Promise<void> {
  const handoverId = core.ids.next<HandoverId>();
  const now = core.clock.now();
  const reason = 'staff';
  await core.db
    .insertInto('handover')
    .values({
      ...{ organization_id: scope.organizationId, id: handoverId, conversation_id: conversationId, reason },
      ...{ asked_at: now, answer_by: now, quiet_until: now },
    })
    .execute();
  await recordEvent(core, scope, 'handover.begun', handoverId, { conversationId, contactId, reason });
}

type Hold = { handoverId: HandoverId; heldUntil: Temporal.Instant | null; quietUntil: Temporal.Instant };

/** A phone's echo takes nothing out of a colleague's hands: it only keeps the bot quiet. */
async function hold(
  core: Pick<Core, 'db' | 'clock'>,
  { organizationId }: Scope,
  { conversationId, contactId, holderId, quietUntil }: TakeLeaseInput,
): Promise<Hold> {
  const now = core.clock.now();
  const heldUntil = holderId === null ? null : now.add({ minutes: LEASE_MINUTES });
  const isTaken = sql`(h.taken_at is null or h.holder_id is distinct from coalesce(${holderId}::uuid, h.holder_id))`;
  const { rows } = await sql<Hold>`
    update handover h set
      taken_at = case when ${isTaken} then ${now} else h.taken_at end,
      taken_seq = case when ${isTaken} then (select max(m.seq) from outbox m
        where m.organization_id = h.organization_id and m.contact_id = ${contactId}) else h.taken_seq end,
      holder_id = coalesce(${holderId}::uuid, h.holder_id), held_until = coalesce(${heldUntil}::timestamptz, h.held_until),
      quiet_until = greatest(h.quiet_until, ${now}::timestamptz + make_interval(mins => o.quiet_minutes),
        ${heldUntil}::timestamptz, ${quietUntil ?? null}::timestamptz)
    from organization o
    where o.id = h.organization_id and h.organization_id = ${organizationId} and h.conversation_id = ${conversationId}
      and h.ended_at is null
    returning h.id as "handoverId", h.held_until as "heldUntil", h.quiet_until as "quietUntil"
  `.execute(core.db);
  const [held] = rows;
  if (held === undefined) throw new Error('the hand-over just begun is not to be found');
  return held;
}

/**
 * What the bot had to say and has not yet put on the wire does not go out any more. What is in doubt is not sent again. Reminders stay: they have rules
 * of their own.
 */
async function cancelUnsent(
  core: Pick<Core, 'db' | 'clock'>,
  { organizationId }: Scope,
  contactId: ContactId,
): Promise<number> {
  // One statement: what is queued once more in this very moment is seen as what it has become.
  const { rows } = await sql<{ cancelled: boolean }>`
    update outbox o set next_attempt_at = null,
      state = case when o.state = 'unknown' then 'unknown' else 'cancelled' end,
      ended_at = case when o.state = 'unknown' then o.ended_at else ${core.clock.now()}::timestamptz end
    where organization_id = ${organizationId} and contact_id = ${contactId} and state in ('queued', 'errored', 'unknown')
      and next_attempt_at is not null and author = 'bot' and notice_id is null
    returning o.state = 'cancelled' as cancelled
  `.execute(core.db);
  return rows.filter(({ cancelled }) => cancelled).length;
}
