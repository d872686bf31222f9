import { sql } from 'kysely';
import type { AddressKind } from '../db/tables.ts';
import { recordEvent } from '../events.ts';
import type { ChannelId, ContactId, ConversationId } from '../ids.ts';
import type { Core, Scope } from '../scope.ts';
import { addressHash, organizationLookupKey } from './lookup.ts';

export type EnsureContactInput = {
  kind: AddressKind;
  /** As parseAddress returns it. */
  address: string;
  /** Where they have written. */
  channelId: ChannelId;
};

export type EnsuredContact = { contactId: ContactId; conversationId: ConversationId; created: boolean };

/**
 * Finds the contact with that address, or makes one with a key and a conversation of its own. All that is made is one
 * statement that hangs on the row of the contact: of two first messages at once, one makes everything and the other waits at
 * that row and then finds it. A contact whose vault row is lost gets a new one: what the old key sealed is gone, but its next
 * message shall be answered. Safe to repeat, in a transaction or without.
 */
export async function ensureContact(
  core: Pick<Core, 'db' | 'clock' | 'ids' | 'vault'>,
  scope: Scope,
  input: EnsureContactInput,
): Promise<EnsuredContact> {
  const hash = addressHash(
    await organizationLookupKey(core, scope.organizationId),
    input.kind,
    input.address,
  );
  const made = await makeContact(core, scope, input, hash);
  if (made !== undefined) return { ...made, created: true };
  const { keyed, ...found } = await findContact(core, scope, input.kind, hash);
  if (!keyed) await giveKey(core, scope, found.contactId, input.address);
  return { ...found, created: false };
}

/** Of two at once the first one's key stands. */
async function giveKey(
  core: Pick<Core, 'db' | 'vault' | 'clock'>,
  scope: Scope,
  contactId: ContactId,
  address: string,
): Promise<void> {
  const { organizationId } = scope;
  const { key, wrapped } = core.vault.newDataKey({ organizationId, recordId: contactId });
  const given = await core.db
    .insertInto('vault.contact')
    .values({
      ...{ organization_id: organizationId, contact_id: contactId, data_key: wrapped },
      address: core.vault.encrypt(key, 'contact.address', address),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('contact_id')
    .executeTakeFirst();
  if (given) await recordEvent(core, scope, 'contact.key_renewed', contactId);
}

async function makeContact(
  core: Pick<Core, 'db' | 'clock' | 'ids' | 'vault'>,
  scope: Scope,
  { kind, address, channelId }: EnsureContactInput,
  hash: Buffer,
): Promise<Omit<EnsuredContact, 'created'> | undefined> {
  const { organizationId, actor } = scope;
  const now = core.clock.now();
  const contactId = core.ids.next<ContactId>();
  const conversationId = core.ids.next<ConversationId>();
  const { key, wrapped } = core.vault.newDataKey({ organizationId, recordId: contactId });
  const sealed = core.vault.encrypt(key, 'contact.address', address);
  const actorId = actor.kind === 'system' ? null : actor.id;
  const { rows } = await sql`
    with made as (
      insert into contact (organization_id, id, kind, address_hash, created_at)
      values (${organizationId}, ${contactId}, ${kind}, ${hash}, ${now})
      on conflict (organization_id, kind, address_hash) do nothing
      returning organization_id, id
    ), kept as (
      insert into vault.contact (organization_id, contact_id, data_key, address)
      select organization_id, id, ${wrapped}, ${sealed} from made
    ), begun as (
      insert into conversation (organization_id, id, contact_id, channel_id, frames, created_at)
      select organization_id, ${conversationId}, id, ${channelId}, '[]', ${now} from made
    ), happened as (
      insert into event (organization_id, at, type, actor_kind, actor_id, record_kind, record_id, correlation_id, details)
      select organization_id, ${now}, 'contact.created', ${actor.kind}, ${actorId}, 'contact', id, ${scope.correlationId},
        ${JSON.stringify({ kind, channelId })} from made
    )
    select id from made
  `.execute(core.db);
  return rows.length === 1 ? { contactId, conversationId } : undefined;
}

async function findContact(
  core: Pick<Core, 'db'>,
  { organizationId }: Scope,
  kind: AddressKind,
  hash: Buffer,
): Promise<Omit<EnsuredContact, 'created'> & { keyed: boolean }> {
  const { dataKey, ...found } = await core.db
    .selectFrom('contact as c')
    .innerJoin('conversation as v', (join) =>
      join.onRef('v.organization_id', '=', 'c.organization_id').onRef('v.contact_id', '=', 'c.id'),
    )
    .leftJoin('vault.contact as vc', (join) =>
      join.onRef('vc.organization_id', '=', 'c.organization_id').onRef('vc.contact_id', '=', 'c.id'),
    )
    .select(['c.id as contactId', 'v.id as conversationId', 'vc.data_key as dataKey'])
    .where('c.organization_id', '=', organizationId)
    .where('c.kind', '=', kind)
    .where('c.address_hash', '=', hash)
    .executeTakeFirstOrThrow();
  return { ...found, keyed: dataKey !== null };
}
