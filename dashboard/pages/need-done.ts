import type { Refused } from '../../core/desk/access.ts';
import { afterDone } from '../../core/desk/after-done.ts';
import { type Item, markItemDone, readItem } from '../../core/desk/items.ts';
import type { StaffScope } from '../../core/staff/permissions.ts';
import type { PageParts } from '../page.ts';

/** yes: no more than that is to be told. The others: whose the conversation is now (core/desk/after-done.ts). */
export const doneWays = ['yes', 'back', 'backQuiet', 'colleague', 'quiet'] as const;
export type DoneWay = (typeof doneWays)[number];

/**
 * Done: who asked for a person and waits for nobody any more has the bot again. The giving back closes the item in its own commit,
 * so that nobody is left with neither.
 */
export async function finishItem(
  parts: Pick<PageParts, 'core' | 'desk'>,
  scope: StaffScope,
  itemId: string,
): Promise<{ ok: true; way: DoneWay } | Refused> {
  const read = await readItem(parts.core, scope, { itemId });
  if (!read.ok) return read;
  const way = read.item.closedAt === null ? await giveBack(parts, scope, read.item) : 'yes';
  const done = await markItemDone(parts.core, scope, { itemId });
  return done.ok ? { ok: true, way } : done;
}

async function giveBack(
  { core, desk }: Pick<PageParts, 'core' | 'desk'>,
  scope: StaffScope,
  item: Item,
): Promise<DoneWay> {
  const after = await afterDone(core, scope, item);
  if (after.kind === 'nothing') return 'yes';
  if (after.kind !== 'give_back') return after.kind;
  const back = await desk.handBack(scope, { ...after, unlessDanger: true });
  if (back.ok) return back.told ? 'back' : 'backQuiet';
  if (back.reason === 'not_held') return 'yes';
  return back.reason === 'held_by' ? 'colleague' : 'quiet';
}
