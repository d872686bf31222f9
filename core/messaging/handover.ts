import { sql } from 'kysely';
import type { HandoverReason } from '../db/tables.ts';
import { recordEvent } from '../events.ts';
import type { ContactId, ConversationId, HandoverId, OrganizationId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { closeItems, openItem } from '../worklist.ts';
import { readAnswerBy } from './answer-time.ts';
import { lockConversation } from './outbox.ts';

export type BegunHandover = {
  /** When a person will have answered, as the patient is told. */
  answerBy: Temporal.Instant;
  /** Whether the clinic is open now. */
  open: boolean;
  /**
   * False: staff were told of this conversation within the clinic's quiet time already: it is still in a person's hands, or
   * the patient took it back and asks again. Telling them costs money, and a stranger must not be able to spend it. Of a danger
   * to life they are told again after ten minutes.
   */
  fresh: boolean;
};

/** So long after staff were told of a danger to life, the same conversation may tell them again. */
const ALARM_AGAIN_MINUTES = 10;

type Terms = { answerBy: Temporal.Instant; quietUntil: Temporal.Instant; open: boolean };

/**
 * Puts a conversation into the hands of a person: the bot keeps quiet for the clinic's time, and staff have it before them.
 * One that is past that time has ended, and a new one begins. Danger to life does not wait for opening hours, nor behind what
 * was asked before. Run in a transaction that holds the conversation's gate.
 */
export async function beginHandover(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  input: { conversationId: ConversationId; contactId: ContactId; reason: HandoverReason },
): Promise<BegunHandover> {
  const { conversationId, contactId, reason } = input;
  const now = core.clock.now();
  const { quietMinutes, ...terms } = await readTerms(core, scope, reason);
  const current = await openHandover(core, scope, conversationId);
  const inForce = current !== undefined && Temporal.Instant.compare(now, current.quietUntil) < 0;
  if (inForce && reason !== 'danger') return { answerBy: current.answerBy, open: terms.open, fresh: false };
  let { answerBy } = terms;
  let fresh = false;
  if (inForce) answerBy = await makeUrgent(core, scope, conversationId, terms);
  else {
    if (current !== undefined) await endHandover(core, scope, { conversationId, by: 'time' });
    fresh = !(await begunSince(core, scope, conversationId, now.subtract({ minutes: quietMinutes })));
    await insertHandover(core, scope, { conversationId, contactId, reason }, terms);
  }
  if (reason === 'danger') fresh = await noteAlarm(core, scope, conversationId);
  const item = { recordKind: 'conversation', recordId: conversationId, dueAt: answerBy };
  await openItem(core, scope, { kind: reason === 'danger' ? 'danger' : 'person', ...item });
  return { answerBy, open: terms.open, fresh };
}

/** What is promised now. The bot keeps quiet until the promise was to be kept, and for the clinic's time after it. */
async function readTerms(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  reason: HandoverReason,
): Promise<Terms & { quietMinutes: number }> {
  const { answer_minutes: minutes, quiet_minutes: quietMinutes } = await core.db
    .selectFrom('organization')
    .select(['answer_minutes', 'quiet_minutes'])
    .where('id', '=', scope.organizationId)
    .executeTakeFirstOrThrow();
  const promised = await readAnswerBy(core, scope, minutes);
  const answerBy = reason === 'danger' ? core.clock.now().add({ minutes }) : promised.answerBy;
  return { answerBy, quietUntil: answerBy.add({ minutes: quietMinutes }), open: promised.open, quietMinutes };
}

async function insertHandover(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  { conversationId, contactId, reason }: Parameters<typeof beginHandover>[2],
  { answerBy, quietUntil }: Terms,
): Promise<void> {
  const handoverId = core.ids.next<HandoverId>();
  await core.db
    .insertInto('handover')
    .values({
      ...{ organization_id: scope.organizationId, id: handoverId, conversation_id: conversationId, reason },
      ...{ asked_at: core.clock.now(), answer_by: answerBy, quiet_until: quietUntil },
    })
    .execute();
  await recordEvent(core, scope, 'handover.begun', handoverId, { conversationId, contactId, reason });
}

/** What was asked before turns out to be a danger to life: answered sooner, never later. */
async function makeUrgent(
  core: Pick<Core, 'db'>,
  scope: Scope,
  conversationId: ConversationId,
  { answerBy, quietUntil }: Terms,
): Promise<Temporal.Instant> {
  const { rows } = await sql<{ answerBy: Temporal.Instant }>`
    update handover set reason = 'danger', answer_by = least(answer_by, ${answerBy}),
      quiet_until = greatest(quiet_until, ${quietUntil})
    where organization_id = ${scope.organizationId} and conversation_id = ${conversationId} and ended_at is null
    returning answer_by as "answerBy"
  `.execute(core.db);
  return rows[0]?.answerBy ?? answerBy;
}

/** Whether staff are to be told of the danger now: not where this conversation has told them only just. */
async function noteAlarm(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  conversationId: ConversationId,
): Promise<boolean> {
  const now = core.clock.now();
  const { rows } = await sql<{ id: HandoverId }>`
    update handover h set alarmed_at = ${now}
    where organization_id = ${scope.organizationId} and conversation_id = ${conversationId} and ended_at is null
      and not exists (select from handover told
        where told.organization_id = h.organization_id and told.conversation_id = h.conversation_id
          and told.alarmed_at > ${now.subtract({ minutes: ALARM_AGAIN_MINUTES })})
    returning id
  `.execute(core.db);
  for (const { id } of rows) await recordEvent(core, scope, 'handover.alarmed', id, { conversationId });
  return rows.length > 0;
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
    .where('reason', '<>', 'staff') // nobody was told of that one
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
 * The bot speaks again. Staff who hand back have answered, and their items are closed; a patient who goes on alone, or time
 * that has passed, leaves them open: nobody has answered yet. Time ends only what is past its quiet time. Where no hand-over is
 * open, nothing happens.
 *
 * @returns whether one has ended by this
 */
export async function endHandover(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  { conversationId, by }: { conversationId: ConversationId; by: 'patient' | 'staff' | 'time' },
): Promise<boolean> {
  const { rows } = await sql<{ id: HandoverId }>`
    update handover set ended_at = ${core.clock.now()}, ended_by = ${by}
    where organization_id = ${scope.organizationId} and conversation_id = ${conversationId} and ended_at is null
      and (${by}::text <> 'time' or quiet_until <= ${core.clock.now()})
    returning id
  `.execute(core.db);
  for (const { id } of rows) {
    await recordEvent(core, scope, 'handover.ended', id, { conversationId, by });
    if (by !== 'staff') continue;
    await closeItems(core, scope, { kinds: ['person', 'danger'], recordId: conversationId });
  }
  return rows.length > 0;
}

/** Whether a person has the conversation now. Locks its row, so that nobody takes it before the transaction ends. */
export async function isWithPerson(
  core: Pick<Core, 'db' | 'clock'>,
  organizationId: OrganizationId,
  contactId: ContactId,
): Promise<boolean> {
  await lockConversation(core.db, { organizationId, contactId });
  const { rows } = await sql`
    select from conversation v
    join handover h on h.organization_id = v.organization_id and h.conversation_id = v.id
    where v.organization_id = ${organizationId} and v.contact_id = ${contactId} and h.ended_at is null
      and h.quiet_until > ${core.clock.now()}
  `.execute(core.db);
  return rows.length > 0;
}
