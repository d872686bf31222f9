import { sql } from 'kysely';
import type { ContactId, ConversationId, OrganizationId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { takeWithinMinutes } from '../worklist.ts';
import { visitsAreTheirs } from './access.ts';

/**
 * Who of the staff has a page open just now: as long as somebody hears what is urgent there, the on-call phone need not ring.
 * A page is open as long as its stream is (dashboard/live.ts); what a process knows of its own streams lies with the sign-ins,
 * so that all processes know it.
 */

/** What was not renewed for so long is not open any more: its process has died, or has lost the database. */
const OPEN_FOR_SECONDS = 90;

/** A page of each of these sign-ins is open. @returns those that are signed in still */
export async function renewPages(
  core: Pick<Core, 'db'>,
  signInIds: readonly string[],
  now: Temporal.Instant,
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    update staff.sign_in s set page_open_at = ${now} from staff.member m
    where m.account_id = s.account_id and s.id = any(${sql.val([...signInIds])}::uuid[]) and s.expires_at > ${now} and m.active
    returning s.id
  `.execute(core.db);
  return new Set(rows.map(({ id }) => id));
}

/** The last page of each of these is closed, here. Where another process has renewed it since, it stays. */
export async function leavePages(
  core: Pick<Core, 'db'>,
  left: readonly { signInId: string; renewedAt: Temporal.Instant }[],
): Promise<void> {
  const ids = left.map(({ signInId }) => signInId);
  const times = left.map(({ renewedAt }) => renewedAt);
  await sql`
    update staff.sign_in s set page_open_at = null
    from unnest(${sql.val(ids)}::uuid[], ${sql.val(times)}::timestamptz[]) as l (id, renewed_at)
    where s.id = l.id and s.page_open_at = l.renewed_at
  `.execute(core.db);
}

export type Urgent = {
  kind: keyof typeof takeWithinMinutes;
  conversationId: ConversationId;
  contactId: ContactId;
};

/**
 * Leaves an open item to those who have a page open on which they see it. Asked in the transaction that would else write to the
 * on-call phone.
 *
 * @returns false: nobody has one
 */
export async function leaveToPages(
  core: Pick<Core, 'db' | 'clock'>,
  { organizationId }: Pick<Scope, 'organizationId'>,
  { kind, conversationId, contactId }: Urgent,
): Promise<boolean> {
  const now = core.clock.now();
  const theirBranch = sql<boolean>`exists (select from staff.member_branch mb
    where mb.organization_id = m.organization_id and mb.member_id = m.id and mb.branch_id = seen.branch_id)`;
  const { rows } = await sql`
    update worklist_item i set left_to_pages_at = coalesce(i.left_to_pages_at, ${now})
    where i.organization_id = ${organizationId} and i.kind = ${kind} and i.record_id = ${conversationId} and i.closed_at is null
      and exists (
        select from staff.member m
        join staff.sign_in s on s.account_id = m.account_id
        join staff.role r on r.organization_id = m.organization_id and r.key = m.role
        where m.organization_id = ${organizationId} and m.active and s.expires_at > ${now}
          and s.page_open_at > ${now.subtract({ seconds: OPEN_FOR_SECONDS })}
          and 'worklist.work' = any(coalesce(m.permissions, r.permissions))
          and (m.all_branches or ${visitsAreTheirs(organizationId, sql`${contactId}::uuid`, theirBranch)}))
    returning i.id
  `.execute(core.db);
  return rows.length > 0;
}

export type Due = { organizationId: OrganizationId; itemId: string };

/** Items that were left to the pages, and whose time is over, whatever has become of them. */
export async function dueOnPages(core: Pick<Core, 'db' | 'clock'>, limit: number): Promise<Due[]> {
  const now = core.clock.now();
  const leftBefore = (kind: Urgent['kind']) => now.subtract({ minutes: takeWithinMinutes[kind] });
  const { rows } = await sql<Due>`
    select organization_id as "organizationId", id as "itemId" from worklist_item
    where left_to_pages_at <= ${leftBefore('danger')} and (kind = 'danger' or left_to_pages_at <= ${leftBefore('person')})
    order by left_to_pages_at limit ${limit}
  `.execute(core.db);
  return rows;
}

/** answerBy: as the patient was told. */
export type Untaken = { kind: Urgent['kind']; conversationId: ConversationId; answerBy: Temporal.Instant };

/**
 * Takes an item back from the pages. Run in a transaction; of two at once one has it.
 *
 * @returns null where somebody has taken it since it was left to them, or has done it
 */
export async function takeFromPages(
  core: Pick<Core, 'db'>,
  { organizationId, itemId }: Due,
): Promise<Untaken | null> {
  const { rows } = await sql<Untaken & { waits: boolean }>`
    with left_there as (
      select id, left_to_pages_at from worklist_item
      where organization_id = ${organizationId} and id = ${itemId} and left_to_pages_at is not null for update skip locked
    )
    update worklist_item i set left_to_pages_at = null from left_there l
    where i.organization_id = ${organizationId} and i.id = l.id
    returning i.kind, i.record_id as "conversationId",
      coalesce((select h.answer_by from handover h where h.organization_id = i.organization_id
        and h.conversation_id = i.record_id and h.ended_at is null), i.due_at, i.opened_at) as "answerBy",
      i.closed_at is null and (i.taken_at is null or i.taken_at < l.left_to_pages_at) as waits
  `.execute(core.db);
  const [row] = rows;
  if (!row?.waits) return null;
  const { waits: _, ...untaken } = row;
  return untaken;
}
