import { sql } from 'kysely';
import type { AddressKind, Provider } from '../db/tables.ts';
import type { ChannelId, CorrelationId, OrganizationId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { closeItems, openItem } from '../worklist.ts';
import type { Wired } from './outbox.ts';

/** An account that is filled a little and soon empty again is told of once in so many hours. */
const TOLD_FOR_HOURS = 12;

/**
 * Puts before staff that a channel's account is empty. Run in a transaction; safe to repeat.
 *
 * @returns known: it lies before them already · again: it does now, and was told of that provider a short while ago · news
 */
export async function noteOutOfCredit(
  core: Core,
  scope: Scope,
  wired: Wired,
): Promise<'known' | 'again' | 'news'> {
  // not the message's own: by now it may wait at another provider's
  const { id: recordId } = await core.db
    .selectFrom('channel')
    .select('id')
    .where('organization_id', '=', scope.organizationId)
    .where('provider', '=', wired.provider)
    .where('kind', '=', wired.kind)
    .where('address', '=', wired.from)
    .orderBy('active', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow();
  const told = await isTold(core, scope, wired.provider);
  const opened = await openItem(core, scope, { kind: 'out_of_credit', recordKind: 'channel', recordId });
  if (!opened) return 'known';
  return told ? 'again' : 'news';
}

async function isTold(core: Core, { organizationId }: Scope, provider: Provider): Promise<boolean> {
  const { rows } = await sql`
    select from worklist_item w join channel h on h.organization_id = w.organization_id and h.id = w.record_id
    where w.organization_id = ${organizationId} and w.kind = 'out_of_credit' and h.provider = ${provider}
      and w.opened_at > ${core.clock.now().subtract({ hours: TOLD_FOR_HOURS })}
    limit 1
  `.execute(core.db);
  return rows.length > 0;
}

/**
 * A message went out again: the items of all who send that way are done. One that was opened after that message was on its way
 * knows better.
 */
export async function closeOutOfCredit(
  core: Core,
  { provider, kind }: { provider: Provider; kind: AddressKind },
  since: Temporal.Instant,
): Promise<void> {
  const { rows } = await sql<{ organizationId: OrganizationId; recordId: ChannelId }>`
    select w.organization_id as "organizationId", w.record_id as "recordId"
    from worklist_item w join channel h on h.organization_id = w.organization_id and h.id = w.record_id
    where w.closed_at is null and w.kind = 'out_of_credit' and w.opened_at <= ${since}
      and h.provider = ${provider} and h.kind = ${kind}
  `.execute(core.db);
  for (const { organizationId, recordId } of rows) {
    const correlationId = core.ids.next<CorrelationId>();
    const scope: Scope = { organizationId, correlationId, actor: { kind: 'system' } };
    await closeItems(core, scope, { kinds: ['out_of_credit'], recordId });
  }
}
