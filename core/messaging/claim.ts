import { type RawBuilder, sql } from 'kysely';
import { type Executor, violated } from '../db/connect.ts';
import { rowsOf } from '../db/rows-of.ts';
import type { AddressKind, Provider } from '../db/tables.ts';
import type { CorrelationId, NoticeId, OutboxId } from '../ids.ts';
import type { Language } from '../language.ts';
import { type DataKey, VaultError } from '../people/vault.ts';
import { type Phi, phi } from '../phi.ts';
import type { NoticeKind } from '../reminders/notice.ts';
import type { Core } from '../scope.ts';
import { noticeFacts, noticeMayGoOut, noticeMayStillGoOut } from './notice-gate.ts';
import { type Failing, type Line, recordFailed, type Wired } from './outbox.ts';

/**
 * Puts the contact's next message on the wire, where it is due and nothing before it is still on its way. Committed before
 * it is sent, so that a crash leaves a trace. Two senders at once: the index outbox_one_on_the_wire refuses the second.
 *
 * @param claim claimHeads of one line, or of many that are claimed together
 */
export async function claimNext(
  core: Core,
  line: Line,
  claim: (line: Line) => Promise<ClaimedRow | null> = async (one) =>
    (await claimHeads(core, [one]))[0] ?? null,
): Promise<Wired | null> {
  for (;;) {
    const row = await claimHead(line, claim);
    if (row === null) return null;
    const wired = toWired(core, line, row, (key) =>
      phi(core.vault.decrypt(key, 'outbox.prompt', row.prompt)),
    );
    if (wired !== null) return wired;
    const { id, correlation_id: correlationId, wired_at: wiredAt } = row;
    await giveUpUnreadable(core, { ...line, id, correlationId, wiredAt });
  }
}

/** What a row of the outbox is sent with, its words aside. */
export type WiredRow = {
  id: OutboxId;
  provider: Provider;
  kind: AddressKind;
  from: string;
  clinic_name: string;
  clinic_phone: string;
  price: string;
  contact_since: Temporal.Instant;
  /** Null where the contact's vault row is gone. */
  address: Buffer | null;
  data_key: Buffer | null;
  language: Language;
  tries: number;
  wired_at: Temporal.Instant;
  in_doubt: boolean;
  correlation_id: CorrelationId;
  notice_id: NoticeId | null;
  due_at: Temporal.Instant | null;
  is_first: boolean | null;
  window_open: boolean | null;
  templates: Partial<Record<NoticeKind, string>> | null;
};

export type ClaimedRow = WiredRow & { prompt: Buffer };

/** The columns of a `WiredRow`: of `o`, a row of the outbox, and of what is joined to it. */
export const wiredColumns = sql`o.id, h.provider, h.kind, h.address as "from", g.name as clinic_name, g.phone as clinic_phone,
  h.price, c.created_at as contact_since, vc.address, vc.data_key, o.language, o.tries, o.wired_at, o.in_doubt, o.correlation_id,
  o.notice_id, told.due_at, told.is_first, told.window_open, told.templates`;

export function wiredJoins(now: Temporal.Instant): RawBuilder<unknown> {
  return sql`
    join organization g on g.id = o.organization_id
    join channel h on h.organization_id = o.organization_id and h.id = o.channel_id
    join contact c on c.organization_id = o.organization_id and c.id = o.contact_id
    left join vault.contact vc on vc.organization_id = o.organization_id and vc.contact_id = o.contact_id
    ${noticeFacts(now)}`;
}

async function claimHead(
  line: Line,
  claim: (line: Line) => Promise<ClaimedRow | null>,
): Promise<ClaimedRow | null> {
  try {
    return await claim(line);
  } catch (error) {
    if (violated(error) === 'outbox_one_on_the_wire') return null;
    throw error;
  }
}

/**
 * The next of each of several lines, in their order; null where nothing is due, or something is on its way. An attempt that will never go out any more
 * (its notice ended while it was on the wire, and it came back all the same; sent again by hand, and the visit is over) is taken out of its line:
 * nothing behind it would ever go out.
 */
export async function claimHeads(core: Core, lines: readonly Line[]): Promise<(ClaimedRow | null)[]> {
  const now = core.clock.now();
  const { rows } = await sql<ClaimedRow & { place: number }>`
    with line as materialized (
      select * from ${rowsOf('l', lines, {
        organization_id: ['uuid', (line) => line.organizationId],
        contact_id: ['uuid', (line) => line.contactId],
      })}
    ), first as materialized ( -- first of all: joined to the outbox it would be asked for each pending row
      select line.place, first.* from line cross join lateral (
        select o.organization_id, o.contact_id, o.id, o.notice_id, o.retry_of, o.state, o.next_attempt_at from outbox o
        where o.organization_id = line.organization_id and o.contact_id = line.contact_id
          and o.state in ('queued', 'errored', 'wired')
        order by o.state <> 'wired', o.notice_id is not null, o.seq limit 1 -- an answer waits for no notice
      ) first
      where first.state <> 'wired' and first.next_attempt_at <= ${now}
    ), ended as (
      update outbox o set state = 'cancelled', next_attempt_at = null, ended_at = ${now}
      from first join notice n on n.organization_id = first.organization_id and n.id = first.notice_id
      where case when first.retry_of is null then n.state <> 'open' else not ${noticeMayStillGoOut('first', now)} end
        and o.organization_id = first.organization_id and o.id = first.id and o.state = first.state
    ), head as materialized (
      select first.organization_id, first.place, first.id, first.state from first where ${noticeMayGoOut('first', now)}
    ), claimed as (
      update outbox o set state = 'wired', tries = o.tries + 1, wired_at = ${now}, next_attempt_at = null
      from head
      -- its state as it was found: by a list of states Postgres went through all that waits, with every claim
      where o.organization_id = head.organization_id and o.id = head.id and o.state = head.state
      returning o.*, head.place
    )
    select o.place::int, o.prompt, ${wiredColumns} from claimed o ${wiredJoins(now)}
  `.execute(core.db);
  const found = new Map(rows.map((row) => [row.place, row]));
  return lines.map((_, at) => found.get(at + 1) ?? null);
}

/** Of messages on the wire that have waited since: whether the truth still lets them go out. In the order of the messages. */
export async function mayGoOutYet(
  core: Pick<Core, 'db' | 'clock'>,
  those: readonly Pick<Wired, 'organizationId' | 'id'>[],
): Promise<boolean[]> {
  const { rows } = await sql<{ place: number }>`
    select asked.place::int from ${rowsOf('asked', those, {
      organization_id: ['uuid', ({ organizationId }) => organizationId],
      id: ['uuid', ({ id }) => id],
    })} cross join lateral (
      select o.* from outbox o where o.organization_id = asked.organization_id and o.id = asked.id and o.state = 'wired' limit 1
    ) waiting
    where ${noticeMayGoOut('waiting', core.clock.now())}
  `.execute(core.db);
  const places = new Set(rows.map(({ place }) => place));
  return those.map((_, at) => places.has(at + 1));
}

/** Null where the contact's key is gone, or the key or what it encrypted does not open. */
export function toWired(
  core: Pick<Core, 'vault'>,
  line: Line,
  row: WiredRow,
  contentOf: (key: DataKey) => Phi<string>,
): Wired | null {
  if (row.data_key === null || row.address === null) return null;
  const owner = { organizationId: line.organizationId, recordId: line.contactId };
  try {
    const key = core.vault.unwrap(row.data_key, owner);
    return {
      ...line,
      id: row.id,
      provider: row.provider,
      kind: row.kind,
      from: row.from,
      clinic: { name: row.clinic_name, phone: row.clinic_phone },
      to: phi(core.vault.decrypt(key, 'contact.address', row.address)),
      language: row.language,
      content: contentOf(key),
      tries: row.tries,
      wiredAt: row.wired_at,
      inDoubt: row.in_doubt,
      correlationId: row.correlation_id,
      price: row.price,
      contactSince: row.contact_since,
      notice: row.notice_id &&
        row.due_at && {
          noticeId: row.notice_id,
          dueAt: row.due_at,
          isFirst: row.is_first ?? false,
          windowOpen: row.window_open ?? false,
          templates: row.templates,
        },
    };
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

/** It would be found due for ever, and all behind it would wait: a message that nobody can read has failed. */
async function giveUpUnreadable(core: Core, failing: Failing): Promise<void> {
  const { id, correlationId } = failing;
  core.log.error('message_unreadable', { outboxId: id, correlationId });
  const giveUp = (db: Executor) => recordFailed({ ...core, db }, failing, 'unreadable');
  await (core.db.isTransaction ? giveUp(core.db) : core.db.transaction().execute(giveUp));
}
