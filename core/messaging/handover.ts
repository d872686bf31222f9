import { sql } from 'kysely';
import type { HandoverReason } from '../db/tables.ts';
import { recordEvent } from '../events.ts';
import type { ContactId, ConversationId, HandoverId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { closeItem, openItem } from '../worklist.ts';
import { readAnswerBy } from './answer-time.ts';

export type BegunHandover = {
  /** When a person will have answered, as the patient is told. */
  answerBy: Temporal.Instant;
  /** Whether the clinic is open now. */
  open: boolean;
  /**
   * False: staff were told of this conversation within the clinic's quiet time already: it is still in a person's hands, or
   * the patient took it back and asks again. Telling them costs money, and a stranger must not be able to spend it.
   */
  fresh: boolean;
};

/**
 * Puts a conversation into the hands of a person: the bot keeps quiet for the clinic's time, and staff have it before them.
 * One that is past that time has ended, and a new one begins. Run in a transaction that holds the conversation's gate.
 */
export async function beginHandover(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  input: { conversationId: ConversationId; contactId: ContactId; reason: HandoverReason },
): Promise<BegunHandover> {
  const { conversationId, contactId, reason } = input;
  const { organizationId } = scope;
  const now = core.clock.now();
  const { answer_minutes, quiet_minutes } = await core.db
    .selectFrom('organization')
    .select(['answer_minutes', 'quiet_minutes'])
    .where('id', '=', organizationId)
    .executeTakeFirstOrThrow();
  const { answerBy, open } = await readAnswerBy(core, scope, answer_minutes);
  const current = await openHandover(core, scope, conversationId);
  if (current !== undefined && Temporal.Instant.compare(now, current.quietUntil) < 0) {
    return { answerBy: current.answerBy, open, fresh: false };
  }
  if (current !== undefined) await endHandover(core, scope, { conversationId, by: 'time' });
  const fresh = !(await begunSince(core, scope, conversationId, now.subtract({ minutes: quiet_minutes })));
  const handoverId = core.ids.next<HandoverId>();
  await core.db
    .insertInto('handover')
    .values({
      ...{ organization_id: organizationId, id: handoverId, conversation_id: conversationId, reason },
      ...{ asked_at: now, answer_by: answerBy, quiet_until: now.add({ minutes: quiet_minutes }) },
    })
    .execute();
  await recordEvent(core, scope, 'handover.begun', handoverId, { conversationId, contactId, reason });
  const item = { recordKind: 'conversation', recordId: conversationId, dueAt: answerBy };
  await openItem(core, scope, { kind: 'person', ...item });
  return { answerBy, open, fresh };
}

async function begunSince(
  core: Pick<Core, 'db'>,
  scope: Scope,
  conversationId: ConversationId,
  since: Temporal.Instant,
): Promise<boolean> {
  const found = await core.db
    .selectFrom('handover')
    .select('id')
    .where('organization_id', '=', scope.organizationId)
    .where('conversation_id', '=', conversationId)
    .where('asked_at', '>', since)
    .where((row) => row.or([row('ended_by', 'is', null), row('ended_by', '<>', 'staff')])) // they have answered that one
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

async function openHandover(
  core: Pick<Core, 'db'>,
  scope: Scope,
  conversationId: ConversationId,
): Promise<{ answerBy: Temporal.Instant; quietUntil: Temporal.Instant } | undefined> {
  return core.db
    .selectFrom('handover')
    .select(['answer_by as answerBy', 'quiet_until as quietUntil'])
    .where('organization_id', '=', scope.organizationId)
    .where('conversation_id', '=', conversationId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

/**
 * The bot speaks again. Staff who hand back have answered, and their item is closed; a patient who goes on alone, or time
 * that has passed, leaves it open: nobody has answered yet. Time ends only what is past its quiet time. Where no hand-over is
 * open, nothing happens.
 */
export async function endHandover(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  { conversationId, by }: { conversationId: ConversationId; by: 'patient' | 'staff' | 'time' },
): Promise<void> {
  const { rows } = await sql<{ id: HandoverId }>`
    update handover set ended_at = ${core.clock.now()}, ended_by = ${by}
    where organization_id = ${scope.organizationId} and conversation_id = ${conversationId} and ended_at is null
      and (${by}::text <> 'time' or quiet_until <= ${core.clock.now()})
    returning id
  `.execute(core.db);
  for (const { id } of rows) {
    await recordEvent(core, scope, 'handover.ended', id, { conversationId, by });
    if (by === 'staff') await closeItem(core, scope, { kind: 'person', recordId: conversationId });
  }
}
