import { sql } from 'kysely';
import { listVisits, type VisitRow } from '../booking/list.ts';
import type { AddressKind } from '../db/tables.ts';
import type { ContactId, ConversationId } from '../ids.ts';
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
import type { StaffScope } from '../staff/permissions.ts';
import { branchesOf, type Refused, reachConversation } from './access.ts';
import { type HandoverNow, handoverNow, takenFromList } from './inbox.ts';
import { type Message, readMessages } from './messages.ts';
import { type Note, readNotes } from './notes.ts';
import { recordReading } from './reading.ts';

/** What happened to the conversation itself, to stand between the messages. */
export type Passage = {
  type: 'handover.begun' | 'handover.taken' | 'handover.ended';
  at: string;
  staffId: string | null;
  details: Record<string, unknown>;
};

/** Instants are ISO, but those of visits. */
export type OpenConversation = {
  ok: true;
  conversationId: ConversationId;
  contactId: ContactId;
  kind: AddressKind;
  language: Language;
  /** Masked; null where it does not open any more. */
  address: string | null;
  optedOut: boolean;
  unreachable: boolean;
  detached: boolean;
  people: Person[];
  visits: { coming: VisitRow[]; past: VisitRow[] };
  handover: HandoverNow | null;
  /** Who sees to it by the worklist, whoever has the conversation; null: nobody. */
  takenBy: string | null;
  passages: Passage[];
  notes: Note[];
  messages: Message[];
  /** For the page before this one; null: this is the first. */
  earlier: string | null;
};

const MOST_COMING = 10;
const MOST_PAST = 5;

/** Opens a conversation: an event of its own, once for each member of staff and hour. */
export async function openConversation(
  core: Pick<Core, 'db' | 'clock' | 'vault'>,
  scope: StaffScope,
  { conversationId, before = null }: { conversationId: string; before?: string | null },
): Promise<OpenConversation | Refused> {
  const reached = await reachConversation(core, scope, 'conversation.read', conversationId);
  if (!reached.ok) return reached;
  const { organizationId } = scope;
  const { contactId, kind, language } = reached;
  await recordReading(core, scope, 'conversation.read', reached.conversationId);
  const head = await readHead(core, scope, reached.conversationId);
  const key = openKey(core, organizationId, contactId, head.data_key);
  const address = decryptOrNull(core, key, 'contact.address', head.address);
  const visits = (when: 'coming' | 'past', limit: number) =>
    listVisits(core, scope, { contactId, when, limit }).then((rows) => theirs(scope, rows));
  return {
    ...{ ok: true, conversationId: reached.conversationId, contactId, kind, language },
    address: address && maskAddress(address),
    ...{ optedOut: head.optedOut, unreachable: head.unreachable, detached: head.detached },
    people: openPeople(core, organizationId, head.people),
    visits: { coming: await visits('coming', MOST_COMING), past: await visits('past', MOST_PAST) },
    ...{ handover: head.handover, takenBy: head.takenBy },
    passages: await readPassages(core, scope, reached.conversationId),
    notes: await readNotes(core, organizationId, reached.conversationId, key),
    ...(await readMessages(core, scope, reached, key, before)),
  };
}

function theirs(scope: StaffScope, visits: readonly VisitRow[]): VisitRow[] {
  const branches = branchesOf(scope);
  return visits.filter(({ branch }) => branches === null || branches.includes(branch.id));
}

type Head = {
  data_key: Buffer | null;
  address: Buffer | null;
  optedOut: boolean;
  unreachable: boolean;
  detached: boolean;
  people: SealedPerson[] | null;
  handover: HandoverNow | null;
  takenBy: string | null;
};

async function readHead(
  core: Pick<Core, 'db' | 'clock'>,
  { organizationId }: StaffScope,
  conversationId: ConversationId,
): Promise<Head> {
  const { rows } = await sql<Head>`
    select vc.data_key, vc.address, c.opted_out_at is not null as "optedOut", c.unreachable_at is not null as unreachable,
      c.detached_at is not null as detached, ${peopleOfContact(organizationId, sql`c.id`)} as people,
      ${handoverNow(core.clock.now(), sql`v.organization_id`, sql`v.id`)} as handover,
      ${takenFromList(sql`v.organization_id`, sql`v.id`)} as "takenBy"
    from conversation v
    join contact c on c.organization_id = v.organization_id and c.id = v.contact_id
    left join vault.contact vc on vc.organization_id = c.organization_id and vc.contact_id = c.id
    where v.organization_id = ${organizationId} and v.id = ${conversationId}
  `.execute(core.db);
  const [head] = rows;
  if (head === undefined) throw new Error('a conversation that was reached is not there');
  return head;
}

const MOST_PASSAGES = 40;

async function readPassages(
  core: Pick<Core, 'db'>,
  { organizationId }: StaffScope,
  conversationId: ConversationId,
): Promise<Passage[]> {
  const { rows } = await sql<Omit<Passage, 'at'> & { at: Temporal.Instant }>`
    with latest as materialized (
      select id from handover where organization_id = ${organizationId} and conversation_id = ${conversationId}
      order by asked_at desc limit ${MOST_PASSAGES}
    )
    select e.type, e.at, e.details, case when e.actor_kind = 'staff' then e.actor_id end as "staffId"
    from latest join event e on e.organization_id = ${organizationId} and e.record_kind = 'handover' and e.record_id = latest.id
    where e.type in ('handover.begun', 'handover.taken', 'handover.ended')
    order by e.seq desc limit ${MOST_PASSAGES}
  `.execute(core.db);
  return rows.toReversed().map(({ at, ...passage }) => ({ ...passage, at: at.toString() }));
}
