import { sql } from 'kysely';
import type { AddressKind, AppointmentStatus, DeliveryState } from '../db/tables.ts';
import { recordEvent } from '../events.ts';
import type { ChannelId, ContactId, ConversationId, InboundMessageId, OutboxId } from '../ids.ts';
import { changedReason } from '../reminders/next-attempt.ts';
import type { NoticeEnd, NoticeKind } from '../reminders/notice.ts';
import type { Core, Scope } from '../scope.ts';
import { closeItems } from '../worklist.ts';
import { openContent } from './dead-letters.ts';
import type { Line } from './outbox.ts';
import type { StaffTemplate } from './template.ts';
import { readWindow } from './window.ts';

/**
 * Why a dead letter is not sent again: it would do harm, or no good. The same list for staff and on the command line.
 * - not_found: no such message · not_dead: it has not failed for good · retried: that was done already
 * - under_way: its notice is still being tried · arrived: it reached the patient otherwise
 * - visit_changed: it tells of what is not so any more · visit_past
 * - went_on: since then other messages went to and fro, and it would be answered in their place
 * - opted_out, unreachable, detached: of the address · no_channel: the clinic has none of that kind any more
 * - window_closed: WhatsApp lets through now only what it has approved
 * - unreadable: its words or its contact's key do not open
 */
export const retryRefusals = [
  'not_found',
  'not_dead',
  'retried',
  'under_way',
  'arrived',
  'visit_changed',
  'visit_past',
  'went_on',
  'opted_out',
  'unreachable',
  'detached',
  'no_channel',
  'window_closed',
  'unreadable',
] as const;
export type RetryRefusal = (typeof retryRefusals)[number];

/** id: of the message that goes out, or of the patient's whose turn is taken again. line: to be woken, where a sender is near. */
export type Retried =
  | { ok: true; what: 'outbox'; id: OutboxId; line: Line }
  | { ok: true; what: 'inbound_message'; id: InboundMessageId; line: null }
  | { ok: false; reason: RetryRefusal };

type Refused = Extract<Retried, { ok: false }>;
const refuse = (reason: RetryRefusal): Refused => ({ ok: false, reason });

/** Sends what has failed for good once more. Asked twice at once, it goes out once. Run in a transaction. */
export async function retryDeadLetter(core: Core, scope: Scope, id: string): Promise<Retried> {
  return (await retryMessage(core, scope, id)) ?? (await retryTurn(core, scope, id)) ?? refuse('not_found');
}

type Dead = {
  id: OutboxId;
  contactId: ContactId;
  channelId: ChannelId;
  state: DeliveryState;
  next: Temporal.Instant | null;
  prompt: Buffer;
  /** Sent by a text that WhatsApp has approved. */
  template: StaffTemplate | null;
};

async function retryMessage(core: Core, scope: Scope, id: string): Promise<Retried | null> {
  const { organizationId } = scope;
  // The lock alone first: what is asked next is asked of the record as whoever had it before has left it.
  const dead: Dead | undefined = await core.db
    .selectFrom('outbox')
    .select(['id', 'contact_id as contactId', 'channel_id as channelId', 'state'])
    .select(['next_attempt_at as next', 'prompt', 'template'])
    .where('organization_id', '=', organizationId)
    .where('id', '=', id as OutboxId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!dead) return null;
  if (dead.state !== 'failed' && !(dead.state === 'unknown' && dead.next === null)) return refuse('not_dead');
  const around = await lookAround(core, scope, dead);
  const reason = objection(core, scope, dead, around);
  if (reason !== null) return refuse(reason);
  if (around.channelId === null) return refuse('no_channel');
  const isApproved = around.notice !== null || dead.template !== null;
  if (!isApproved && !(await readWindow(core, scope, around)).open) return refuse('window_closed');
  const again = core.ids.next<OutboxId>();
  const now = core.clock.now();
  const { rows } = await sql`
    insert into outbox (organization_id, id, contact_id, channel_id, prompt, language, state, next_attempt_at, correlation_id,
      created_at, notice_id, digest, template, author, staff_id, retry_of)
    select organization_id, ${again}, contact_id, ${around.channelId}, prompt, language, 'queued', ${now}, correlation_id, ${now},
      notice_id, digest, template, author, staff_id, id
    from outbox where organization_id = ${organizationId} and id = ${id}
    on conflict (organization_id, retry_of) where retry_of is not null do nothing
    returning id
  `.execute(core.db);
  if (rows.length === 0) return refuse('retried');
  await recordEvent(core, scope, 'outbox.retried', id, { as: again });
  await closeItems(core, scope, { kinds: ['failed_delivery'], recordId: dead.contactId });
  return { ok: true, what: 'outbox', id: again, line: { organizationId, contactId: dead.contactId } };
}

/** What decides whether sending again does harm. */
type Around = {
  conversationId: ConversationId;
  kind: AddressKind;
  retried: boolean;
  optedOut: boolean;
  unreachable: boolean;
  detached: boolean;
  dataKey: Buffer | null;
  /** Later messages to the contact, or from it. */
  wentOn: boolean;
  /** Its own where that is active, else another of the clinic's to the same kind of address. */
  channelId: ChannelId | null;
  notice: NoticeAround | null;
};

type NoticeAround = {
  notice: NoticeKind;
  state: 'open' | NoticeEnd;
  visitStart: Temporal.Instant;
  tooLateAt: Temporal.Instant;
  status: AppointmentStatus;
  start: Temporal.Instant;
};

async function lookAround(core: Core, { organizationId }: Scope, { id }: Dead): Promise<Around> {
  const { rows } = await sql<Omit<Around, 'notice'> & NoticeAround>`
    select v.id as "conversationId", c.kind,
      exists (select from outbox again where again.organization_id = o.organization_id and again.retry_of = o.id) as retried,
      c.opted_out_at is not null as "optedOut", c.unreachable_at is not null as unreachable,
      c.detached_at is not null as detached, vc.data_key as "dataKey",
      exists (select from outbox after where after.organization_id = o.organization_id and after.contact_id = o.contact_id
        and after.seq > o.seq and after.notice_id is null)
      or exists (select from inbound_message m where m.organization_id = v.organization_id and m.conversation_id = v.id
        and m.received_at > o.created_at) as "wentOn",
      (select h.id from channel h where h.organization_id = o.organization_id and h.kind = c.kind and h.active
        order by h.id <> o.channel_id, h.keyword is not null, h.id limit 1) as "channelId",
      n.kind as notice, n.state, n.visit_start as "visitStart", n.too_late_at as "tooLateAt", a.status, lower(a.visit) as start
    from outbox o
    join contact c on c.organization_id = o.organization_id and c.id = o.contact_id
    join conversation v on v.organization_id = c.organization_id and v.contact_id = c.id
    left join vault.contact vc on vc.organization_id = c.organization_id and vc.contact_id = c.id
    left join notice n on n.organization_id = o.organization_id and n.id = o.notice_id
    left join appointment a on a.organization_id = n.organization_id and a.id = n.appointment_id
    where o.organization_id = ${organizationId} and o.id = ${id}
  `.execute(core.db);
  const [row] = rows;
  if (row === undefined) throw new Error('a message that is locked is gone');
  const { notice, state, visitStart, tooLateAt, status, start, ...rest } = row;
  return {
    ...rest,
    notice: notice === null ? null : { notice, state, visitStart, tooLateAt, status, start },
  };
}

function objection(core: Core, { organizationId }: Scope, dead: Dead, around: Around): RetryRefusal | null {
  if (around.retried) return 'retried';
  if (around.notice !== null) {
    const moot = objectionOfNotice(around.notice, core.clock.now());
    if (moot !== null) return moot;
  }
  if (around.optedOut) return 'opted_out';
  if (around.unreachable) return 'unreachable';
  if (around.detached) return 'detached';
  const { contactId, prompt } = dead;
  const content = openContent(core, { organizationId, contactId, prompt, dataKey: around.dataKey });
  if (content === null) return 'unreadable';
  const isMoot = content.asks || dead.template !== null; // they have written: there is no need to ask them to
  return isMoot && around.notice === null && around.wentOn ? 'went_on' : null;
}

function objectionOfNotice(notice: NoticeAround, now: Temporal.Instant): RetryRefusal | null {
  const { notice: kind, state, visitStart, tooLateAt, status, start } = notice;
  if (state === 'open') return 'under_way';
  if (state === 'delivered' || state === 'answered') return 'arrived';
  if (changedReason({ kind, visitStart }, { status, start }) !== undefined) return 'visit_changed';
  const until = kind === 'follow_up' ? tooLateAt : visitStart;
  return Temporal.Instant.compare(now, until) < 0 ? null : 'visit_past';
}

/** A patient's message is read where the conversation stands now: only if they have said nothing since. */
async function retryTurn(core: Core, scope: Scope, id: string): Promise<Retried | null> {
  const { organizationId } = scope;
  const { rows } = await sql<{ id: InboundMessageId; state: string; wentOn: boolean; known: boolean }>`
    select m.id, m.state, vc.data_key is not null as known,
      exists (select from inbound_message after where after.organization_id = m.organization_id
        and after.conversation_id = m.conversation_id and after.seq > m.seq) as "wentOn"
    from inbound_message m
    join conversation v on v.organization_id = m.organization_id and v.id = m.conversation_id
    left join vault.contact vc on vc.organization_id = v.organization_id and vc.contact_id = v.contact_id
    where m.organization_id = ${organizationId} and m.id = ${id} for no key update of m
  `.execute(core.db);
  const [message] = rows;
  if (message === undefined) return null;
  if (message.state === 'waiting') return refuse('retried');
  if (message.state !== 'dead') return refuse('not_dead');
  if (message.wentOn) return refuse('went_on');
  if (!message.known) return refuse('unreadable');
  await sql`
    update inbound_message set state = 'waiting', tries = 0, next_try_at = ${core.clock.now()}, handled_at = null
    where organization_id = ${organizationId} and id = ${id}
  `.execute(core.db);
  await recordEvent(core, scope, 'inbound_message.retried', id);
  await closeItems(core, scope, { kinds: ['dead_turn'], recordId: id });
  return { ok: true, what: 'inbound_message', id: message.id, line: null };
}
