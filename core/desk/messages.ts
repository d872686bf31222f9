import { sql } from 'kysely';
import type { AddressKind, DeliveryState } from '../db/tables.ts';
import type { CorrelationId, InboundMessageId, NoticeId, OutboxId } from '../ids.ts';
import type { Language } from '../language.ts';
import { decryptOrNull } from '../people/read-people.ts';
import type { DataKey } from '../people/vault.ts';
import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';
import type { Reached } from './access.ts';

/** What the bot did of a message: events of the turn that took it. Nothing personal stands in their details. */
export type Did = { type: string; recordKind: string; recordId: string; details: Record<string, unknown> };

/**
 * A message as the records have it. Instants are ISO; content is JSON: the patient's as the webhook kept it, ours as the outbox holds it
 * (bot/render/shown.ts makes of both what was seen). Null where it does not open any more.
 */
export type Message =
  | {
      from: 'patient';
      messageId: InboundMessageId;
      at: string;
      content: string | null;
      /** waiting: its turn is yet to come · dead: it could not be taken. */
      state: 'handled' | 'waiting' | 'dead';
      did: Did[];
    }
  | {
      from: 'bot' | 'staff' | 'phone';
      outboxId: OutboxId;
      at: string;
      content: string | null;
      language: Language;
      kind: AddressKind;
      state: DeliveryState;
      /** Our code and the provider's behind it. */
      errorCode: string | null;
      /** It may have gone out twice. */
      inDoubt: boolean;
      sentAt: string | null;
      endedAt: string | null;
      segments: number | null;
      staffId: string | null;
      /** It is an attempt at a notice. */
      noticeId: NoticeId | null;
      /** The failed message that this one sends again. */
      retryOf: OutboxId | null;
    };

/** Where a page ends: the oldest of each kind that it shows. */
type Cursor = { heard: number | null; said: number | null };

const A_PAGE = 50;

type Heard = {
  seq: number;
  id: InboundMessageId;
  at: Temporal.Instant;
  body: Buffer;
  state: 'handled' | 'waiting' | 'dead';
  correlation: CorrelationId;
};
type Said = {
  seq: number;
  id: OutboxId;
  at: Temporal.Instant;
  prompt: Buffer;
  language: Language;
  kind: AddressKind;
  state: DeliveryState;
  errorCode: string | null;
  inDoubt: boolean;
  sentAt: Temporal.Instant | null;
  endedAt: Temporal.Instant | null;
  segments: number | null;
  author: 'bot' | 'staff' | 'phone';
  staffId: string | null;
  noticeId: NoticeId | null;
  retryOf: OutboxId | null;
};
type One = { at: Temporal.Instant; place: number; seq: number; heard: Heard | null; said: Said | null };

/**
 * A page of a conversation, oldest first, backwards from the newest.
 *
 * @param before what the page after it gave as `earlier`
 * @param most messages on the page
 */
export async function readMessages(
  core: Pick<Core, 'db' | 'vault'>,
  scope: StaffScope,
  reached: Reached,
  key: DataKey | null,
  before: string | null,
  most = A_PAGE,
): Promise<{ messages: Message[]; earlier: string | null }> {
  const cursor = parseCursor(before);
  const heard = await readHeard(core, scope, reached, cursor.heard, most);
  const said = await readSaid(core, scope, reached, cursor.said, most);
  const all = [
    ...heard.map((one): One => ({ at: one.at, place: 0, seq: one.seq, heard: one, said: null })),
    ...said.map((one): One => ({ at: one.at, place: 1, seq: one.seq, heard: null, said: one })),
  ].toSorted(inTime);
  const page = all.slice(-most);
  const did = await readDid(
    core,
    scope,
    reached,
    page.flatMap((one) => one.heard?.correlation ?? []),
  );
  const oldest: Cursor = {
    heard: page.find((one) => one.heard)?.seq ?? cursor.heard,
    said: page.find((one) => one.said)?.seq ?? cursor.said,
  };
  return {
    messages: page.map((one) => toMessage(core, key, one, did)),
    earlier: all.length > most ? `${oldest.heard ?? ''}.${oldest.said ?? ''}` : null,
  };
}

/** What answers a message is written at the same instant: it stands behind it. */
function inTime(a: One, b: One): number {
  return Temporal.Instant.compare(a.at, b.at) || a.place - b.place || a.seq - b.seq;
}

async function readHeard(
  core: Pick<Core, 'db'>,
  { organizationId }: StaffScope,
  { conversationId }: Reached,
  before: number | null,
  most: number,
): Promise<Heard[]> {
  const { rows } = await sql<Heard>`
    select seq, id, received_at as at, body, state, correlation_id as correlation from inbound_message
    where organization_id = ${organizationId} and conversation_id = ${conversationId}
      and seq < coalesce(${before}::bigint, 9223372036854775807)
    order by seq desc limit ${most + 1}
  `.execute(core.db);
  return rows;
}

async function readSaid(
  core: Pick<Core, 'db'>,
  { organizationId }: StaffScope,
  { contactId }: Reached,
  before: number | null,
  most: number,
): Promise<Said[]> {
  const { rows } = await sql<Said>`
    select b.seq, b.id, b.created_at as at, b.prompt, b.language, h.kind, b.state, b.error_code as "errorCode",
      b.in_doubt as "inDoubt", b.sent_at as "sentAt", b.ended_at as "endedAt", b.segments, b.author, b.staff_id as "staffId",
      b.notice_id as "noticeId", b.retry_of as "retryOf"
    from outbox b join channel h on h.organization_id = b.organization_id and h.id = b.channel_id
    where b.organization_id = ${organizationId} and b.contact_id = ${contactId}
      and b.seq < coalesce(${before}::bigint, 9223372036854775807)
    order by b.seq desc limit ${most + 1}
  `.execute(core.db);
  return rows;
}

type DidRow = Did & { correlation: CorrelationId };

/**
 * What came of those messages, by their correlation ids: asked of the records that a turn of this contact's can change, since the log
 * has an index by record, and one more would have to be kept up by every turn.
 */
async function readDid(
  core: Pick<Core, 'db'>,
  { organizationId }: StaffScope,
  { contactId, conversationId }: Reached,
  correlations: readonly CorrelationId[],
): Promise<ReadonlyMap<CorrelationId, Did[]>> {
  if (correlations.length === 0) return new Map();
  const { rows } = await sql<DidRow>`
    with mine as materialized (
      select patient_id as id from contact_patient where organization_id = ${organizationId} and contact_id = ${contactId}
    ), record as materialized (
      select 'contact' as kind, ${contactId}::uuid as id
      union all select 'patient', id from mine
      union all select 'handover', id from handover
        where organization_id = ${organizationId} and conversation_id = ${conversationId}
      union select 'appointment', id from appointment
        where organization_id = ${organizationId} and contact_id = ${contactId}
      union select 'appointment', a.id from mine join appointment a on a.organization_id = ${organizationId} and a.patient_id = mine.id
    )
    select e.type, e.record_kind as "recordKind", e.record_id as "recordId", e.details, e.correlation_id as correlation
    from record join lateral (select * from event e
      where e.organization_id = ${organizationId} and e.record_kind = record.kind and e.record_id = record.id
        and e.correlation_id = any(${correlations}::uuid[])) e on true
    order by e.seq
  `.execute(core.db);
  const found = new Map<CorrelationId, Did[]>();
  for (const { correlation, ...did } of rows)
    found.set(correlation, [...(found.get(correlation) ?? []), did]);
  return found;
}

function toMessage(
  core: Pick<Core, 'vault'>,
  key: DataKey | null,
  { heard, said, at }: One,
  did: ReadonlyMap<CorrelationId, Did[]>,
): Message {
  if (heard) {
    const content = decryptOrNull(core, key, 'inbound_message.body', heard.body);
    const { id: messageId, state, correlation } = heard;
    return { from: 'patient', messageId, at: at.toString(), content, state, did: did.get(correlation) ?? [] };
  }
  if (!said) throw new Error('a message that nobody has written');
  const { id, author, prompt, seq: _, at: __, sentAt, endedAt, ...rest } = said;
  return {
    ...rest,
    from: author,
    outboxId: id,
    at: at.toString(),
    content: decryptOrNull(core, key, 'outbox.prompt', prompt),
    sentAt: sentAt?.toString() ?? null,
    endedAt: endedAt?.toString() ?? null,
  };
}

/** "12.34"; from the newest on where it is none of ours. */
function parseCursor(cursor: string | null): Cursor {
  const [, heard, said] = /^(\d{0,15})\.(\d{0,15})$/.exec(cursor ?? '') ?? [];
  return { heard: heard ? Number(heard) : null, said: said ? Number(said) : null };
}
