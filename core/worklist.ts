import { sql } from 'kysely';
import type { WorklistKind } from './db/tables.ts';
import { recordEvent } from './events.ts';
import type { Core, Scope } from './scope.ts';

/** So long somebody may take what they hear of on a page that they have open; then the on-call phone rings. Less where life may be at risk. */
export const takeWithinMinutes = { person: 5, danger: 2 } as const;

export type OpenItemInput = {
  kind: WorklistKind;
  /** The table of the record that staff have to look at: 'conversation', 'patient', … */
  recordKind: string;
  recordId: string;
  /** By when somebody should have looked. */
  dueAt?: Temporal.Instant;
};

/**
 * Puts something before staff. A record has one open item of a kind: while it is open, more of the same adds nothing.
 *
 * @returns whether it is news
 */
export async function openItem(
  core: Pick<Core, 'db' | 'clock' | 'ids'>,
  scope: Scope,
  { kind, recordKind, recordId, dueAt }: OpenItemInput,
): Promise<boolean> {
  const itemId = core.ids.next<string>();
  const { rows } = await sql`
    insert into worklist_item (organization_id, id, kind, record_kind, record_id, opened_at, due_at)
    values (${scope.organizationId}, ${itemId}, ${kind}, ${recordKind}, ${recordId}, ${core.clock.now()}, ${dueAt ?? null})
    on conflict (organization_id, kind, record_id) where closed_at is null do nothing
    returning id
  `.execute(core.db);
  if (rows.length === 0) return false;
  await recordEvent(core, scope, 'worklist_item.opened', itemId, { kind, recordKind, recordId });
  return true;
}

/**
 * Somebody has done it; where nothing of these kinds is open, nothing happens. One statement.
 *
 * @param recordId not given: of whatever record
 */
export async function closeItems(
  core: Pick<Core, 'db' | 'clock'>,
  { organizationId, actor, correlationId }: Scope,
  { kinds, recordId }: { kinds: readonly WorklistKind[]; recordId?: string },
): Promise<void> {
  const now = core.clock.now();
  const ofRecord = recordId === undefined ? sql`` : sql`and record_id = ${recordId}`;
  await sql`
    with closed as (
      update worklist_item set closed_at = ${now}
      where organization_id = ${organizationId} and kind = any(${[...kinds]}::text[]) ${ofRecord}
        and closed_at is null
      returning id, kind, record_id
    )
    insert into event (organization_id, at, type, actor_kind, actor_id, record_kind, record_id, correlation_id, details)
    select ${organizationId}, ${now}, 'worklist_item.closed', ${actor.kind}, ${actor.kind === 'system' ? null : actor.id},
      'worklist_item', id, ${correlationId}, json_build_object('kind', kind, 'recordId', record_id::text) from closed
  `.execute(core.db);
}
