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

/** Somebody has done it; where nothing of that kind is open, nothing happens. */
export async function closeItem(
  core: Pick<Core, 'db' | 'clock'>,
  scope: Scope,
  { kind, recordId }: Pick<OpenItemInput, 'kind' | 'recordId'>,
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update worklist_item set closed_at = ${core.clock.now()}
    where organization_id = ${scope.organizationId} and kind = ${kind} and record_id = ${recordId} and closed_at is null
    returning id
  `.execute(core.db);
  for (const { id } of rows) await recordEvent(core, scope, 'worklist_item.closed', id, { kind, recordId });
}
