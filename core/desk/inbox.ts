import { type RawBuilder, sql } from 'kysely';
import type { AddressKind, DeliveryState, HandoverReason } from '../db/tables.ts';
import { type ContactId, type ConversationId, isId } from '../ids.ts';
import type { Language } from '../language.ts';
import {
  decryptOrNull,
  maskAddress,
  openKey,
  openPeople,
  type Person,
  peopleOfContact,
  type SealedPerson,
} from '../people/read-people.ts';
import type { Core } from '../scope.ts';
import { may, type StaffScope } from '../staff/permissions.ts';
import { notAllowed, type Refused } from './access.ts';
import { behindSeam, seamBehind } from './inbox-all.ts';
import { type InboxFilter, needOf } from './inbox-needs.ts';

/** A hand-over as it is now. Instants are ISO. holderId null: it waits for a person. */
export type HandoverNow = {
  reason: HandoverReason;
  askedAt: string;
  answerBy: string;
  quietUntil: string;
  holderId: string | null;
  heldUntil: string | null;
};

/** What was said last. content: JSON, of the patient's as the webhook kept it, of ours as the outbox has it; null where it does not open any more. */
export type LastSaid = {
  from: 'patient' | 'bot' | 'staff' | 'phone';
  at: string;
  content: string | null;
  language: Language;
  state: DeliveryState | null;
};

export type InboxRow = {
  conversationId: ConversationId;
  contactId: ContactId;
  kind: AddressKind;
  people: Person[];
  /** Masked. */
  address: string | null;
  /** Since when, by the filter: waiting for a person, the unanswered question, the failure, the request, the patient's last message. */
  at: string;
  /** By when the patient was told to expect an answer. */
  due: string | null;
  urgent: boolean;
  handover: HandoverNow | null;
  /** Who sees to it by the worklist, whoever has the conversation; null: nobody. */
  takenBy: string | null;
  failed: boolean;
  requests: number;
  last: LastSaid | null;
};

export type Inbox = { ok: true; rows: InboxRow[]; next: string | null };

const A_PAGE = 30;

type Details = {
  conversationId: ConversationId;
  contactId: ContactId;
  kind: AddressKind;
  language: Language;
  at: Temporal.Instant;
  due: Temporal.Instant | null;
  urgent: boolean;
  cursor: string;
  people: SealedPerson[] | null;
  data_key: Buffer | null;
  address: Buffer | null;
  failed: boolean;
  requests: number;
  handover: HandoverNow | null;
  takenBy: string | null;
  heard_at: Temporal.Instant | null;
  heard: Buffer | null;
  said_at: Temporal.Instant | null;
  said: Buffer | null;
  author: 'bot' | 'staff' | 'phone' | null;
  state: DeliveryState | null;
  said_language: Language | null;
};

/**
 * Conversations, newest need first, 30 a page, in one statement: the page is found first, by the indexes of what is open, and only its
 * thirty rows are looked at closely.
 *
 * @param after what the page before gave as `next`
 */
export async function listInbox(
  core: Pick<Core, 'db' | 'clock' | 'vault'>,
  scope: StaffScope,
  { filter, after = null }: { filter: InboxFilter; after?: string | null },
): Promise<Inbox | Refused> {
  if (!may(scope, 'conversation.read')) return notAllowed;
  const from = parseCursor(after);
  const read = async (page: RawBuilder<unknown>) =>
    (await detailsOf(core, scope, page).execute(core.db)).rows;
  const rows = await read(needOf(core, scope, filter, from, A_PAGE + 1));
  if (filter === 'all' && rows.length <= A_PAGE) {
    const seam = await seamBehind(core, scope, from);
    if (seam) rows.push(...(await read(behindSeam(scope, seam, A_PAGE + 1 - rows.length))));
  }
  const shown = rows.slice(0, A_PAGE);
  const next = rows.length > A_PAGE ? (shown.at(-1)?.cursor ?? null) : null;
  return { ok: true, rows: shown.map((row) => toRow(core, scope, row)), next };
}

/** Exported for the bench, which looks at its plan. */
export function detailsOf(
  core: Pick<Core, 'clock'>,
  { organizationId }: StaffScope,
  page: RawBuilder<unknown>,
): RawBuilder<Details> {
  const now = core.clock.now();
  return sql<Details>`
    with page as materialized (${page})
    select v.id as "conversationId", v.contact_id as "contactId", c.kind, coalesce(v.language, o.default_language) as language,
      page.at, page.due, page.urgent, page.cursor, ${peopleOfContact(organizationId, sql`v.contact_id`)} as people,
      vc.data_key, vc.address,
      exists (select from worklist_item i where i.organization_id = v.organization_id and i.kind = 'failed_delivery'
        and i.record_id = v.contact_id and i.closed_at is null) as failed,
      (select count(*)::int from appointment a where a.organization_id = v.organization_id and a.contact_id = v.contact_id
        and a.status = 'pending' and lower(a.visit) > ${now}) as requests,
      ${handoverNow(now, sql`v.organization_id`, sql`v.id`)} as handover,
      ${takenFromList(sql`v.organization_id`, sql`v.id`)} as "takenBy",
      heard.received_at as heard_at, heard.body as heard,
      said.created_at as said_at, said.prompt as said, said.author, said.state, said.language as said_language
    from page
    join conversation v on v.organization_id = ${organizationId} and v.id = page.conversation_id
    join organization o on o.id = v.organization_id
    join contact c on c.organization_id = v.organization_id and c.id = v.contact_id
    left join vault.contact vc on vc.organization_id = v.organization_id and vc.contact_id = v.contact_id
    left join lateral (select m.received_at, m.body from inbound_message m
      where m.organization_id = v.organization_id and m.conversation_id = v.id order by m.seq desc limit 1) heard on true
    left join lateral (select b.created_at, b.prompt, b.author, b.state, b.language from outbox b
      where b.organization_id = v.organization_id and b.contact_id = v.contact_id and b.state <> 'cancelled'
      order by b.seq desc limit 1) said on true
    order by page.cursor collate "C" desc
  `;
}

/** A column: the hand-over that is in force, as HandoverNow; null: the bot has the conversation. */
export function handoverNow(
  now: Temporal.Instant,
  organizationId: RawBuilder<unknown>,
  conversationId: RawBuilder<unknown>,
): RawBuilder<HandoverNow | null> {
  return sql<HandoverNow | null>`(
    select json_build_object('reason', h.reason, 'askedAt', h.asked_at, 'answerBy', h.answer_by, 'quietUntil', h.quiet_until,
      'holderId', case when h.held_until > ${now} then h.holder_id end,
      'heldUntil', case when h.held_until > ${now} then h.held_until end)
    from handover h
    where h.organization_id = ${organizationId} and h.conversation_id = ${conversationId} and h.ended_at is null
      and h.quiet_until > ${now})`;
}

/** A column: who has taken what the conversation is on the worklist for. That is no lease: a colleague may still write. */
export function takenFromList(
  organizationId: RawBuilder<unknown>,
  conversationId: RawBuilder<unknown>,
): RawBuilder<string | null> {
  return sql<string | null>`(
    select i.taken_by from worklist_item i
    where i.organization_id = ${organizationId} and i.kind in ('danger', 'person') and i.record_id = ${conversationId}
      and i.closed_at is null and i.taken_by is not null
    order by i.kind limit 1)`;
}

function toRow(core: Pick<Core, 'vault'>, { organizationId }: StaffScope, row: Details): InboxRow {
  const { conversationId, contactId, kind, urgent, failed, requests, handover, takenBy } = row;
  const key = openKey(core, organizationId, contactId, row.data_key);
  const address = decryptOrNull(core, key, 'contact.address', row.address);
  const open = (purpose: string, sealed: Buffer | null) => decryptOrNull(core, key, purpose, sealed);
  return {
    ...{ conversationId, contactId, kind, urgent, failed, requests, handover, takenBy },
    people: openPeople(core, organizationId, row.people),
    address: address && maskAddress(address),
    at: row.at.toString(),
    due: row.due?.toString() ?? null,
    last: lastOf(row, open),
  };
}

function lastOf(
  { heard_at, heard, said_at, said, author, state, language, said_language }: Details,
  open: (purpose: string, sealed: Buffer | null) => string | null,
): LastSaid | null {
  // What answers a message is written at the same instant.
  const ours = said_at !== null && (heard_at === null || Temporal.Instant.compare(said_at, heard_at) >= 0);
  if (ours) {
    const content = open('outbox.prompt', said);
    return {
      from: author ?? 'bot',
      at: said_at.toString(),
      content,
      language: said_language ?? language,
      state,
    };
  }
  if (heard_at === null) return null;
  const content = open('inbound_message.body', heard);
  return { from: 'patient', at: heard_at.toString(), content, language, state: null };
}

/** "2026-10-05T06:00:00.000000Z/<id>", of "all" as inbox-all.ts has it; null for what none of ours has made. */
function parseCursor(cursor: string | null): string | null {
  const id = cursor?.slice(cursor.lastIndexOf('/') + 1) ?? '';
  return cursor !== null && isId(id) && /^[\d:.TZ/a-f-]{36,120}$/.test(cursor) ? cursor : null;
}
