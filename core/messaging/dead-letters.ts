import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { AddressKind, DeliveryState, Provider } from '../db/tables.ts';
import type {
  ContactId,
  CorrelationId,
  InboundMessageId,
  NoticeId,
  OrganizationId,
  OutboxId,
} from '../ids.ts';
import { VaultError } from '../people/vault.ts';
import type { Core } from '../scope.ts';

/**
 * What has failed for good: messages of ours that were refused, used up their tries or may have arrived and nobody knows, and
 * patients' messages whose turn could not be taken. Nothing here holds a name, a number or what was written.
 */

type Common = {
  organizationId: OrganizationId;
  /** When it was given up. */
  at: Temporal.Instant;
  contactId: ContactId;
  kind: AddressKind;
  provider: Provider;
  tries: number;
};
export type DeadLetter =
  | (Common & {
      what: 'outbox';
      id: OutboxId;
      state: DeliveryState;
      errorCode: string | null;
      noticeId: NoticeId | null;
    })
  | (Common & {
      what: 'inbound_message';
      id: InboundMessageId;
      state: string;
      errorCode: null;
      noticeId: null;
    });

/**
 * A clinic's dead letters, newest first: without those that were sent again, and without attempts at a notice that is still being
 * tried or has reached the patient otherwise.
 *
 * @param after goes on behind that one
 */
export async function listDeadLetters(
  core: Pick<Core, 'db'>,
  organizationId: OrganizationId,
  { after, limit }: { after: string | null; limit: number },
): Promise<DeadLetter[]> {
  const goesOn = after !== null;
  // each kind is read from its own index, the newest first, and no further than the page: what failed in years is not gone through
  const ofOurs = (which: RawBuilder<unknown>, at: RawBuilder<unknown>) => sql`(
    select 'outbox' as what, o.id, ${at} as at, o.contact_id, o.channel_id, o.tries, o.state, o.error_code, o.notice_id
    from outbox o left join notice n on n.organization_id = o.organization_id and n.id = o.notice_id
    where o.organization_id = ${organizationId} and ${which} and ${isBehind(goesOn, at, sql`o.id`)}
      and not exists (select from outbox again where again.organization_id = o.organization_id and again.retry_of = o.id)
      and coalesce(n.state, 'none') not in ('open', 'delivered', 'answered')
    order by ${at} desc, o.id desc limit ${limit})`;
  const { rows } = await sql<DeadLetter>`
    with cursor as materialized (
      select id, coalesce(ended_at, wired_at, created_at) as at from outbox
      where organization_id = ${organizationId} and id = ${after}::uuid
      union all select id, handled_at from inbound_message where organization_id = ${organizationId} and id = ${after}::uuid
    ), dead as materialized (
      ${ofOurs(sql`o.state = 'failed'`, sql`o.ended_at`)}
      union all ${ofOurs(sql`o.state = 'unknown' and o.next_attempt_at is null`, sql`coalesce(o.ended_at, o.wired_at, o.created_at)`)}
      union all (
        select 'inbound_message', m.id, m.handled_at, v.contact_id, m.channel_id, m.tries, m.state, null, null
        from inbound_message m
        join conversation v on v.organization_id = m.organization_id and v.id = m.conversation_id
        where m.organization_id = ${organizationId} and m.state = 'dead' and ${isBehind(goesOn, sql`m.handled_at`, sql`m.id`)}
        order by m.handled_at desc, m.id desc limit ${limit})
    )
    select d.what, ${organizationId}::uuid as "organizationId", d.id, d.at, d.contact_id as "contactId", h.kind, h.provider, d.tries,
      d.state, d.error_code as "errorCode", d.notice_id as "noticeId"
    from dead d join channel h on h.organization_id = ${organizationId} and h.id = d.channel_id
    order by d.at desc, d.id desc limit ${limit}
  `.execute(core.db);
  return rows;
}

/** The first half is what an index can be asked for. */
function isBehind(goesOn: boolean, at: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<unknown> {
  return goesOn
    ? sql`${at} <= (select at from cursor) and (${at}, ${id}) < (select at, id from cursor)`
    : sql`true`;
}

/** One step of what happened, with its time: an event, a receipt, or what the row itself says. */
export type Step = {
  at: Temporal.Instant;
  what: string;
  /** The provider's own word, our error code, a number of tries. */
  status: string | null;
  error: string | null;
  tries: number | null;
};

export type DeadLetterShown = Common & {
  what: DeadLetter['what'];
  id: string;
  state: string;
  errorCode: string | null;
  noticeId: NoticeId | null;
  correlationId: CorrelationId;
  /** What it says, as flows call it ("booking.booked"), never with whom or what it names; null where it cannot be opened. */
  promptKey: string | null;
  retryOf: OutboxId | null;
  retriedAs: OutboxId | null;
  steps: Step[];
};

/** Whatever has become of it since; null where there is no such message. */
export async function showDeadLetter(
  core: Pick<Core, 'db' | 'vault'>,
  organizationId: OrganizationId,
  id: string,
): Promise<DeadLetterShown | null> {
  const found = await findMessage(core, organizationId, id);
  if (!found) return null;
  const { prompt, dataKey, providerMessageId, ...row } = found;
  const content = prompt && openContent(core, { organizationId, contactId: row.contactId, prompt, dataKey });
  const steps = await stepsOf(core, row, providerMessageId);
  return { ...row, organizationId, promptKey: content?.key ?? null, steps };
}

type Found = Omit<DeadLetterShown, 'promptKey' | 'steps'> & {
  prompt: Buffer | null;
  dataKey: Buffer | null;
  providerMessageId: string | null;
};

async function findMessage(
  core: Pick<Core, 'db'>,
  organizationId: OrganizationId,
  id: string,
): Promise<Found | null> {
  const { rows } = await sql<Found>`
    select one.*, h.kind, h.provider, vc.data_key as "dataKey"
    from (
      select 'outbox' as what, o.id, o.organization_id as "organizationId", o.contact_id as "contactId", o.channel_id, o.state,
        coalesce(o.ended_at, o.wired_at, o.created_at) as at, o.tries, o.error_code as "errorCode", o.notice_id as "noticeId",
        o.correlation_id as "correlationId", o.retry_of as "retryOf", o.prompt, o.provider_message_id as "providerMessageId",
        (select again.id from outbox again where again.organization_id = o.organization_id and again.retry_of = o.id)
          as "retriedAs"
      from outbox o where o.organization_id = ${organizationId} and o.id = ${id}
      union all
      select 'inbound_message', m.id, m.organization_id, v.contact_id, m.channel_id, m.state, coalesce(m.handled_at, m.received_at),
        m.tries, null, null, m.correlation_id, null, null, null, null
      from inbound_message m
      join conversation v on v.organization_id = m.organization_id and v.id = m.conversation_id
      where m.organization_id = ${organizationId} and m.id = ${id}
    ) one
    join channel h on h.organization_id = ${organizationId} and h.id = one.channel_id
    left join vault.contact vc on vc.organization_id = ${organizationId} and vc.contact_id = one."contactId"
  `.execute(core.db);
  return rows[0] ?? null;
}

async function stepsOf(
  core: Pick<Core, 'db'>,
  {
    organizationId,
    id,
    what,
    provider,
    correlationId,
  }: Omit<Found, 'prompt' | 'dataKey' | 'providerMessageId'>,
  providerMessageId: string | null,
): Promise<Step[]> {
  const { rows } = await sql<Step>`
    select * from (
    select at, type as what, null as status, details ->> 'error' as error, (details ->> 'tries')::int as tries
    from event where organization_id = ${organizationId} and record_kind = ${what} and record_id = ${id}
    union all
    select at, type, null, null, null from event e
    where ${what} = 'inbound_message' and type = 'conversation.turn_failed' and organization_id = ${organizationId}
      and record_kind = 'conversation' and details ->> 'messageId' = ${id} and record_id = (
        select conversation_id from inbound_message where organization_id = ${organizationId} and id = ${id})
    union all
    select received_at, 'receipt', provider_status, error_code, null from receipt
    where provider = ${provider} and provider_message_id = ${providerMessageId} and outbox_id = ${id}
    union all
    select created_at, 'outbox.queued', null, null, null from outbox where organization_id = ${organizationId} and id = ${id}
    union all
    select sent_at, 'outbox.sent', null, null, null from outbox
    where organization_id = ${organizationId} and id = ${id} and sent_at is not null
    union all
    select received_at, 'inbound_message.received', null, null, null from inbound_message
    where organization_id = ${organizationId} and id = ${id} and correlation_id = ${correlationId}
    ) step -- what comes of another in the same instant stands behind it
    order by at, array_position(array['inbound_message.received', 'outbox.queued', 'outbox.sent', 'receipt'], what) nulls last, what
  `.execute(core.db);
  return rows;
}

const contentForm = z.object({
  prompt: z.object({ key: z.string(), choices: z.array(z.unknown()) }),
  waitId: z.string().nullable(),
});

/** What a message of ours says, by its key, and whether it asks something. Null: it cannot be opened, or is of another edition. */
export function openContent(
  core: Pick<Core, 'vault'>,
  sealed: { organizationId: OrganizationId; contactId: ContactId; prompt: Buffer; dataKey: Buffer | null },
): { key: string; asks: boolean } | null {
  if (sealed.dataKey === null) return null;
  const owner = { organizationId: sealed.organizationId, recordId: sealed.contactId };
  try {
    const key = core.vault.unwrap(sealed.dataKey, owner);
    const read = contentForm.safeParse(JSON.parse(core.vault.decrypt(key, 'outbox.prompt', sealed.prompt)));
    if (!read.success) return null;
    const { prompt, waitId } = read.data;
    return { key: prompt.key, asks: waitId !== null || prompt.choices.length > 0 };
  } catch (error) {
    if (error instanceof VaultError || error instanceof SyntaxError) return null;
    throw error;
  }
}
