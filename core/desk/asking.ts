import { sql } from 'kysely';
import type { DeliveryState } from '../db/tables.ts';
import { recordEvent } from '../events.ts';
import type { ContactId, ConversationId, OrganizationId, OutboxId } from '../ids.ts';
import { readWindow } from '../messaging/window.ts';
import type { DataKey } from '../people/vault.ts';
import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';
import { type Reached, seesContact } from './access.ts';
import { insertForStaff } from './queue-text.ts';
import { pleaseWriteContent } from './staff-text.ts';

/**
 * When WhatsApp's window is closed nothing of what staff wrote goes through. The clinic's approved text does: it says that there
 * is a message, and asks the patient to write. Their answer opens the window, and what is held goes out.
 */

/** Whoever was asked is not asked again within so long, by whomever. */
const AGAIN_AFTER_HOURS = 24;

/**
 * Why they are not asked. window_open: there is no need · no_template: the clinic has no such text in their language · opted_out,
 * unreachable, detached: of the address · asked_already: it is on its way, or went out within a day; askedAt says when.
 */
export type AskRefusal =
  | 'window_open'
  | 'no_template'
  | 'opted_out'
  | 'unreachable'
  | 'detached'
  | 'asked_already';

export type Asking =
  | { ok: true; contentSid: string; clinic: string }
  | { ok: false; reason: AskRefusal; askedAt: Temporal.Instant | null };

type Around = {
  clinic: string;
  contentSid: string | null;
  optedOut: boolean;
  unreachable: boolean;
  detached: boolean;
  askedAt: Temporal.Instant | null;
  asked: DeliveryState | null;
};

/** Whether they can be asked now. In the transaction that asks, behind the conversation's lock (lockLease): of two, one sees the other's. */
export async function readAsking(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Pick<StaffScope, 'organizationId'>,
  reached: Reached,
): Promise<Asking> {
  const refuse = (reason: AskRefusal, askedAt: Temporal.Instant | null = null): Asking => ({
    ...{ ok: false, reason, askedAt },
  });
  if ((await readWindow(core, scope, reached)).open) return refuse('window_open');
  const around = await lookAround(core, scope.organizationId, reached);
  if (around.optedOut) return refuse('opted_out');
  if (around.unreachable) return refuse('unreachable');
  if (around.detached) return refuse('detached');
  if (wasAsked(around, core.clock.now())) return refuse('asked_already', around.askedAt);
  const { contentSid, clinic } = around;
  return contentSid === null ? refuse('no_template') : { ok: true, contentSid, clinic };
}

/** What did not go out, or did not arrive, counts for nothing. */
function wasAsked({ asked, askedAt }: Around, now: Temporal.Instant): boolean {
  if (asked === null || askedAt === null || asked === 'failed' || asked === 'cancelled') return false;
  if (asked === 'queued' || asked === 'wired' || asked === 'errored') return true;
  return Temporal.Instant.compare(now, askedAt.add({ hours: AGAIN_AFTER_HOURS })) < 0;
}

async function lookAround(
  core: Pick<Core, 'db'>,
  organizationId: OrganizationId,
  { contactId, channelId, language }: Reached,
): Promise<Around> {
  const { rows } = await sql<Around>`
    select o.name as clinic, t.content_sid as "contentSid", c.opted_out_at is not null as "optedOut",
      c.unreachable_at is not null as unreachable, c.detached_at is not null as detached,
      last.created_at as "askedAt", last.state as asked
    from contact c
    join organization o on o.id = c.organization_id
    left join message_template t on t.organization_id = c.organization_id and t.channel_id = ${channelId}
      and t.key = 'staff_message' and t.language = ${language}
    left join lateral (select b.created_at, b.state from outbox b
      where b.organization_id = c.organization_id and b.contact_id = c.id and b.template is not null
      order by b.seq desc limit 1) last on true
    where c.organization_id = ${organizationId} and c.id = ${contactId}
  `.execute(core.db);
  const [around] = rows;
  if (around === undefined) throw new Error('a contact that was reached is not there');
  return around;
}

/** Run in the transaction in which it was read that they can be asked. */
export async function queueAsking(
  core: Pick<Core, 'db' | 'clock' | 'ids' | 'vault'>,
  scope: StaffScope,
  reached: Reached,
  key: DataKey,
  asking: Extract<Asking, { ok: true }>,
): Promise<OutboxId> {
  const outboxId = await insertForStaff(core, scope, reached, key, {
    content: pleaseWriteContent(asking),
    template: 'staff_message',
  });
  await recordEvent(core, scope, 'conversation.asked_to_write', reached.conversationId, { outboxId });
  return outboxId;
}

/** They have written, or there is nothing left to be said: what was to ask them and is not on the wire does not go out any more. */
export async function dropAsking(
  core: Pick<Core, 'db' | 'clock'>,
  organizationId: OrganizationId,
  contactId: ContactId,
): Promise<void> {
  await core.db
    .updateTable('outbox')
    .set({ state: 'cancelled', next_attempt_at: null, ended_at: core.clock.now() })
    .where('organization_id', '=', organizationId)
    .where('contact_id', '=', contactId)
    .where('template', 'is not', null)
    .where('state', 'in', ['queued', 'errored'])
    .execute();
}

/** Where the same people have an SMS number that can be written to: the conversation there. SMS knows no window. */
export async function smsInstead(
  core: Pick<Core, 'db'>,
  scope: StaffScope,
  { contactId }: Reached,
): Promise<ConversationId | null> {
  const { organizationId } = scope;
  const { rows } = await sql<{ id: ConversationId }>`
    select v.id from contact_patient mine
    join contact_patient other on other.organization_id = mine.organization_id and other.patient_id = mine.patient_id
      and other.relation = mine.relation
    join contact c on c.organization_id = other.organization_id and c.id = other.contact_id and c.kind = 'sms'
    join conversation v on v.organization_id = c.organization_id and v.contact_id = c.id
    where mine.organization_id = ${organizationId} and mine.contact_id = ${contactId}
      and c.opted_out_at is null and c.unreachable_at is null and c.detached_at is null
      and ${seesContact(scope, sql`c.id`)}
    order by c.id limit 1
  `.execute(core.db);
  return rows[0]?.id ?? null;
}
