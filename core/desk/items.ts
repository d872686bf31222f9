import { type RawBuilder, sql } from 'kysely';
import { once } from '../booking/idempotent.ts';
import { type WorklistKind, worklistKinds } from '../db/tables.ts';
import { recordEvent } from '../events.ts';
import { type ConversationId, isId, type WorklistItemId } from '../ids.ts';
import {
  decryptOrNull,
  maskAddress,
  openKey,
  openPeople,
  type Person,
  peopleOfContact,
  type SealedPerson,
} from '../people/read-people.ts';
import type { DataKey } from '../people/vault.ts';
import type { Core } from '../scope.ts';
import { may, type StaffScope } from '../staff/permissions.ts';
import { inTransaction, notAllowed, notFound, type Refused } from './access.ts';
import { formKey } from './form-key.ts';
import { type ItemOwner, itemKey, itemOwner, seesOwner } from './item-owner.ts';
import { cleanText } from './staff-text.ts';

/** The worklist as staff work through it: what needs a person, the urgent first. */

/** Instants are ISO. people: of the contact, or the patient itself; none where the item is about nobody. */
export type Item = {
  itemId: WorklistItemId;
  kind: WorklistKind;
  recordKind: string;
  recordId: string;
  /** The conversation to open for it, where there is one. */
  conversationId: ConversationId | null;
  people: Person[];
  /** Masked. */
  address: string | null;
  urgent: boolean;
  openedAt: string;
  dueAt: string | null;
  takenBy: string | null;
  takenAt: string | null;
  closedAt: string | null;
  comments: number;
};

export type Items = { ok: true; items: Item[]; next: string | null };

/** Items on one page. */
const A_PAGE = 50;

type ItemRow = Omit<Item, 'people' | 'address' | 'openedAt' | 'dueAt' | 'takenAt' | 'closedAt'> &
  ItemOwner & {
    openedAt: Temporal.Instant;
    dueAt: Temporal.Instant | null;
    takenAt: Temporal.Instant | null;
    closedAt: Temporal.Instant | null;
    place: string;
    people: SealedPerson[] | null;
    data_key: Buffer | null;
    address: Buffer | null;
  };

/**
 * Danger to life before all else, then by when somebody should have looked; what has no such time counts a day from when it
 * opened.
 *
 * @param after what the page before gave as `next`
 */
export async function listItems(
  core: Pick<Core, 'db' | 'clock' | 'vault'>,
  scope: StaffScope,
  { kind = null, after = null }: { kind?: WorklistKind | null; after?: string | null } = {},
): Promise<Items | Refused> {
  if (!may(scope, 'worklist.work')) return notAllowed;
  const open = sql`i.closed_at is null and (${kind}::text is null or i.kind = ${kind})`;
  const rows = await readItems(core, scope, open, after);
  const page = rows.slice(0, A_PAGE);
  const next = rows.length > A_PAGE ? (page.at(-1)?.place ?? null) : null;
  return { ok: true, items: page.map((row) => toItem(core, scope, row)), next };
}

/** One, also when it is done. */
export async function readItem(
  core: Core,
  scope: StaffScope,
  { itemId }: { itemId: string },
): Promise<{ ok: true; item: Item } | Refused> {
  return inTransaction(core, async (core): Promise<{ ok: true; item: Item } | Refused> => {
    const reached = await reachItem(core, scope, itemId);
    if (!reached.ok) return reached;
    const [row] = await readItems(core, scope, sql`i.id = ${reached.itemId}`, null);
    return row === undefined ? notFound : { ok: true, item: toItem(core, scope, row) };
  });
}

async function readItems(
  core: Pick<Core, 'db'>,
  scope: StaffScope,
  which: RawBuilder<unknown>,
  after: string | null,
): Promise<ItemRow[]> {
  const { organizationId } = scope;
  const { rows } = await sql<ItemRow>`
    select listed.*, vc.data_key, vc.address,
      case when listed."patientId" is null then ${peopleOfContact(organizationId, sql`listed."contactId"`)} else (
        select json_build_array(json_build_object('id', p.patient_id, 'relation', 'self',
          'data_key', encode(p.data_key, 'base64'), 'name', encode(p.name, 'base64')))
        from vault.patient p where p.organization_id = ${organizationId} and p.patient_id = listed."patientId") end as people,
      (select v.id from conversation v where v.organization_id = ${organizationId} and v.contact_id = coalesce(listed."contactId",
        (select cp.contact_id from contact_patient cp where cp.organization_id = ${organizationId}
          and cp.patient_id = listed."patientId" order by cp.created_at limit 1))) as "conversationId",
      (select count(*)::int from worklist_comment m
        where m.organization_id = ${organizationId} and m.item_id = listed."itemId") as comments
    from (
      select i.id as "itemId", i.kind, i.record_kind as "recordKind", i.record_id as "recordId", i.kind = 'danger' as urgent,
        i.opened_at as "openedAt", i.due_at as "dueAt", i.taken_by as "takenBy", i.taken_at as "takenAt",
        i.closed_at as "closedAt", owner.contact_id as "contactId", owner.patient_id as "patientId",
        concat(case when i.kind = 'danger' then 0 else 1 end,
          to_char(coalesce(i.due_at, i.opened_at + interval '1 day') at time zone 'UTC', 'YYYYMMDDHH24MISSUS'), i.id) as place
      from worklist_item i ${itemOwner}
      where i.organization_id = ${organizationId} and ${which} and ${seesOwner(scope)}
    ) listed
    left join vault.contact vc on vc.organization_id = ${organizationId} and vc.contact_id = listed."contactId"
    where ${after}::text is null or listed.place collate "C" > ${after}
    order by listed.place collate "C" limit ${A_PAGE + 1}
  `.execute(core.db);
  return rows;
}

function toItem(core: Pick<Core, 'vault'>, { organizationId }: StaffScope, row: ItemRow): Item {
  const { place: _, data_key, address: sealed, contactId, patientId: __, people, ...item } = row;
  const key = contactId && openKey(core, organizationId, contactId, data_key);
  const address = decryptOrNull(core, key, 'contact.address', sealed);
  return {
    ...item,
    people: openPeople(core, organizationId, people),
    address: address && maskAddress(address),
    openedAt: item.openedAt.toString(),
    dueAt: item.dueAt?.toString() ?? null,
    takenAt: item.takenAt?.toString() ?? null,
    closedAt: item.closedAt?.toString() ?? null,
  };
}

/** What is open, by kind: every kind is there. */
export async function countItems(
  core: Pick<Core, 'db'>,
  scope: StaffScope,
): Promise<{ ok: true; counts: Record<WorklistKind, number> } | Refused> {
  if (!may(scope, 'worklist.work')) return notAllowed;
  const { rows } = await sql<{ kind: WorklistKind; n: number }>`
    select i.kind, count(*)::int as n from worklist_item i ${itemOwner}
    where i.organization_id = ${scope.organizationId} and i.closed_at is null and ${seesOwner(scope)}
    group by i.kind
  `.execute(core.db);
  const found = new Map(rows.map(({ kind, n }) => [kind, n]));
  const counts = Object.fromEntries(worklistKinds.map((kind) => [kind, found.get(kind) ?? 0]));
  return { ok: true, counts: counts as Record<WorklistKind, number> };
}

type ReachedItem = ItemOwner & {
  ok: true;
  itemId: WorklistItemId;
  kind: WorklistKind;
  closed: boolean;
  takenBy: string | null;
};

/** Locks the item. */
async function reachItem(core: Core, scope: StaffScope, itemId: string): Promise<ReachedItem | Refused> {
  if (!may(scope, 'worklist.work')) return notAllowed;
  if (!isId(itemId)) return notFound;
  const { rows } = await sql<Omit<ReachedItem, 'ok'> & { seen: boolean }>`
    select i.id as "itemId", i.kind, i.closed_at is not null as closed, i.taken_by as "takenBy", owner.contact_id as "contactId",
      owner.patient_id as "patientId", ${seesOwner(scope)} as seen
    from worklist_item i ${itemOwner}
    where i.organization_id = ${scope.organizationId} and i.id = ${itemId} for update of i
  `.execute(core.db);
  const [row] = rows;
  if (row === undefined) return notFound;
  const { seen, ...item } = row;
  return seen ? { ok: true, ...item } : notAllowed;
}

export type TakenItem =
  | { ok: true }
  | Refused
  | { ok: false; reason: 'closed' }
  | { ok: false; reason: 'taken_by'; by: string };

/** @param from the colleague who is known to have it, and from whom it is taken all the same */
export async function takeItem(
  core: Core,
  scope: StaffScope,
  { itemId, from }: { itemId: string; from?: string },
): Promise<TakenItem> {
  return inTransaction(core, async (core): Promise<TakenItem> => {
    const item = await reachItem(core, scope, itemId);
    if (!item.ok) return item;
    if (item.closed) return { ok: false, reason: 'closed' };
    const { takenBy } = item;
    if (takenBy === scope.actor.id) return { ok: true };
    if (takenBy !== null && takenBy !== from) return { ok: false, reason: 'taken_by', by: takenBy };
    await setTaken(core, scope, item.itemId, scope.actor.id);
    await recordEvent(core, scope, 'worklist_item.taken', item.itemId, { from: takenBy });
    return { ok: true };
  });
}

/** Back on the list for anybody. Whoever does not have it changes nothing. */
export async function leaveItem(
  core: Core,
  scope: StaffScope,
  { itemId }: { itemId: string },
): Promise<{ ok: true } | Refused> {
  return inTransaction(core, async (core): Promise<{ ok: true } | Refused> => {
    const item = await reachItem(core, scope, itemId);
    if (!item.ok) return item;
    if (item.closed || item.takenBy !== scope.actor.id) return { ok: true };
    await setTaken(core, scope, item.itemId, null);
    await recordEvent(core, scope, 'worklist_item.left', item.itemId);
    return { ok: true };
  });
}

async function setTaken(
  core: Core,
  { organizationId }: StaffScope,
  itemId: string,
  by: string | null,
): Promise<void> {
  await core.db
    .updateTable('worklist_item')
    .set({ taken_by: by, taken_at: by === null ? null : core.clock.now() })
    .where('organization_id', '=', organizationId)
    .where('id', '=', itemId)
    .execute();
}

/** Done. already: it was closed before, by whomever. */
export async function markItemDone(
  core: Core,
  scope: StaffScope,
  { itemId }: { itemId: string },
): Promise<{ ok: true; already: boolean } | Refused> {
  return inTransaction(core, async (core): Promise<{ ok: true; already: boolean } | Refused> => {
    const item = await reachItem(core, scope, itemId);
    if (!item.ok) return item;
    if (item.closed) return { ok: true, already: true };
    await core.db
      .updateTable('worklist_item')
      .set({ closed_at: core.clock.now(), closed_by: scope.actor.id })
      .where('organization_id', '=', scope.organizationId)
      .where('id', '=', item.itemId)
      .execute();
    await recordEvent(core, scope, 'worklist_item.closed', item.itemId, { kind: item.kind, by: 'staff' });
    return { ok: true, already: false };
  });
}

const MOST_COMMENT = 1000;

export type Commented =
  | { ok: true; commentId: string }
  | Refused
  | { ok: false; reason: 'empty' | 'too_long' | 'no_key' };

/** @param form its key: the same text sent twice from it is one comment. Not given: it is another each time. */
export async function commentItem(
  core: Core,
  scope: StaffScope,
  { itemId, text, key: form }: { itemId: string; text: string; key?: string },
): Promise<Commented> {
  const cleaned = cleanText(text, MOST_COMMENT);
  return inTransaction(core, async (core): Promise<Commented> => {
    const item = await reachItem(core, scope, itemId);
    if (!item.ok) return item;
    if (!cleaned.ok) return cleaned;
    const key = await itemKey(core, scope.organizationId, item);
    if (key === null) return { ok: false, reason: 'no_key' };
    const write = () => writeComment(core, scope, item, key, cleaned.text);
    if (form === undefined) return write();
    return once(
      core,
      scope,
      'staff_note',
      formKey(core, scope, key, { key: form, text: cleaned.text }),
      write,
    );
  });
}

async function writeComment(
  core: Core,
  scope: StaffScope,
  item: ReachedItem,
  key: DataKey,
  text: string,
): Promise<{ ok: true; commentId: string }> {
  const commentId = core.ids.next<string>();
  await core.db
    .insertInto('worklist_comment')
    .values({
      ...{ organization_id: scope.organizationId, id: commentId, item_id: item.itemId },
      ...{ staff_id: scope.actor.id, commented_at: core.clock.now() },
      text: core.vault.encrypt(key, 'worklist_comment.text', text),
    })
    .execute();
  await recordEvent(core, scope, 'worklist_item.commented', item.itemId, { commentId });
  return { ok: true, commentId };
}

/** text: null where it does not open any more. */
export type Comment = { commentId: string; staffId: string; text: string | null; at: string };

/** Oldest first. */
export async function readComments(
  core: Core,
  scope: StaffScope,
  { itemId }: { itemId: string },
): Promise<{ ok: true; comments: Comment[] } | Refused> {
  return inTransaction(core, async (core): Promise<{ ok: true; comments: Comment[] } | Refused> => {
    const item = await reachItem(core, scope, itemId);
    if (!item.ok) return item;
    const rows = await core.db
      .selectFrom('worklist_comment')
      .select(['id', 'staff_id', 'text', 'commented_at'])
      .where('organization_id', '=', scope.organizationId)
      .where('item_id', '=', item.itemId)
      .orderBy('commented_at')
      .limit(200)
      .execute();
    const key = rows.length === 0 ? null : await itemKey(core, scope.organizationId, item);
    const comments = rows.map(({ id, staff_id, text, commented_at }) => ({
      ...{ commentId: id, staffId: staff_id, at: commented_at.toString() },
      text: decryptOrNull(core, key, 'worklist_comment.text', text),
    }));
    return { ok: true, comments };
  });
}
