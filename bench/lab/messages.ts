import { sql } from 'kysely';
import type { Database } from '../../core/db/connect.ts';
import type { ContactId, OrganizationId } from '../../core/ids.ts';
import type { Vault } from '../../core/people/vault.ts';
import { coreOf, organizationOf, takenIn } from './clinic.ts';

/** How many people's messages go in with one statement. */
const AT_ONCE = 500;
const message = JSON.stringify({ kind: 'text', text: 'I would like to see a doctor on Friday' });
/** As long as what is kept of a prompt with five choices. */
const reply = JSON.stringify({ prompt: 'x'.repeat(700), waitId: '1' });

/** What has been said before: so many messages, half of them replies that have arrived, of all people alike. */
export async function fillMessages(database: Database, vault: Vault, total: number): Promise<void> {
  const core = coreOf(database, vault);
  const organizationId = await organizationOf(core);
  const { rows } = await sql<Talker>`
    select v.contact_id as "contactId", vc.data_key as "dataKey" from conversation v
    join vault.contact vc using (organization_id, contact_id) order by v.id`.execute(core.db);
  const turns = total / 2;
  const people = rows.map((talker, place) => ({
    ...sealedBy(vault, organizationId, talker),
    turns: Math.floor(turns / rows.length) + (place < turns % rows.length ? 1 : 0),
  }));
  for (let first = 0; first < people.length; first += AT_ONCE) {
    await insertTalk(database, people.slice(first, first + AT_ONCE));
  }
  await takenIn(core, organizationId);
}

type Talker = { contactId: ContactId; dataKey: Buffer };
type Talk = { contactId: ContactId; turns: number; body: Buffer; prompt: Buffer };

function sealedBy(
  vault: Vault,
  organizationId: OrganizationId,
  { contactId, dataKey }: Talker,
): Omit<Talk, 'turns'> {
  const key = vault.unwrap(dataKey, { organizationId, recordId: contactId });
  return {
    contactId,
    body: vault.encrypt(key, 'inbound_message.body', message),
    prompt: vault.encrypt(key, 'outbox.prompt', reply),
  };
}

async function insertTalk({ db }: Database, people: readonly Talk[]): Promise<void> {
  const of = <Key extends keyof Talk>(key: Key) => people.map((one) => one[key]);
  await sql`
    with talk as (
      select v.organization_id, v.id, v.contact_id, v.channel_id, p.turns, p.body, p.prompt, v.created_at as at
      from unnest(${of('contactId')}::uuid[], ${of('turns')}::int[], ${of('body')}::bytea[], ${of('prompt')}::bytea[])
        as p (contact_id, turns, body, prompt)
      join conversation v using (contact_id)
    ), turn as (
      select talk.*, uuidv7() as message_id, uuidv7() as reply_id, uuidv7() as correlation_id
      from talk cross join lateral generate_series(1, talk.turns)
    ), counted as (
      update conversation v set turns = talk.turns, revision = talk.turns from talk where v.id = talk.id
    ), heard as (
      insert into inbound_message (organization_id, id, conversation_id, channel_id, provider_message_id, body, state, tries,
        correlation_id, received_at, handled_at)
      select organization_id, message_id, id, channel_id, 'SM' || md5(message_id::text), body, 'handled', 1, correlation_id, at, at from turn
    ), answered as (
      insert into outbox (organization_id, id, contact_id, channel_id, prompt, language, state, tries, provider_message_id,
        segments, correlation_id, created_at, wired_at, sent_at, ended_at)
      select organization_id, reply_id, contact_id, channel_id, prompt, 'en', 'delivered', 1, 'SM' || md5(reply_id::text), 1,
        correlation_id, at, at, at, at from turn
    )
    insert into event (organization_id, at, type, actor_kind, actor_id, record_kind, record_id, correlation_id, details)
    select organization_id, at, 'conversation.turn_taken', 'contact', contact_id, 'conversation', id, correlation_id,
      '{"replies": 1}' from turn
  `.execute(db);
}
