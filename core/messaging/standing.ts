import { sql } from 'kysely';
import { rowsOf } from '../db/rows-of.ts';
import type { ChannelKind, Relation } from '../db/tables.ts';
import type { BranchId, ChannelId, ContactId, ConversationId, OrganizationId, PatientId } from '../ids.ts';
import type { Language } from '../language.ts';
import type { Hour } from '../limits/hour.ts';
import { type DataKey, VaultError } from '../people/vault.ts';
import { type AwaitedNotice, awaitedNotices, readAwaited } from '../reminders/awaiting.ts';
import type { Core } from '../scope.ts';

/** Where a conversation stands, as one turn reads it: the contact, what was offered, and whose phone this is. */
export type Standing = {
  contactId: ContactId;
  contactSince: Temporal.Instant;
  conversationId: ConversationId;
  channelId: ChannelId;
  contactKey: DataKey;
  language: Language | null;
  /** The gate: the turn is written only if it still stands. */
  revision: number;
  turns: number;
  misses: number;
  frames: unknown;
  /** JSON as `commitTurn` was given it. */
  offered: string | null;
  consented: boolean;
  /** Most recently used first. */
  patients: { id: PatientId; name: string; relation: Relation }[];
  lastBranchId: BranchId | null;
  optedOut: boolean;
  /** A provider could not write there; this very message proves that it can be reached (markReachable). */
  unreachable: boolean;
  /** "Wrong number" was said, and nobody has been registered since: whoever writes now is a stranger. */
  detached: boolean;
  /** In the hands of a person, and not yet past the time in which the bot keeps quiet. */
  handedOver: boolean;
  /** One of staff has taken it, and is at it: it is theirs to give back. */
  held: boolean;
  /** The last turn is longer ago than the clinic's idle time: what was being done has expired. */
  idle: boolean;
  settingsRevision: number;
  /** What we have written to it about visits of its patients, and a reply may answer; the latest first. */
  notices: AwaitedNotice[];
  /** What this number has written in its current hour, and how much it may. */
  hour: Hour;
  mostMessages: number;
  /** What became of this very message, where it was handed over before. */
  seen: 'handled' | 'waiting' | 'dead' | null;
  /** An earlier message waits for its turn: this one must wait behind it. */
  queueBefore: boolean;
};

export type StandingKey = {
  organizationId: OrganizationId;
  kind: ChannelKind;
  addressHash: Buffer;
  channelId: ChannelId;
  providerMessageId: string;
};

type PatientRow = { id: PatientId; relation: Relation; data_key: string; name: string };

/** Reads all that a turn needs in one round trip; null for somebody who never wrote before. */
export async function readStanding(core: Core, key: StandingKey): Promise<Standing | null> {
  return (await readStandings(core, [key]))[0] ?? null;
}

type StandingRow = {
  place: number;
  contact_id: ContactId;
  contact_since: Temporal.Instant;
  data_key: Buffer;
  conversation_id: ConversationId;
  language: Language | null;
  revision: number;
  turns: number;
  misses: number;
  frames: unknown;
  offered: Buffer | null;
  consented: boolean;
  patients: PatientRow[] | null;
  last_branch_id: BranchId | null;
  opted_out: boolean;
  unreachable: boolean;
  detached: boolean;
  with_person: 'waiting' | 'held' | null;
  idle: boolean;
  settings_revision: number;
  hour_began_at: Temporal.Instant | null;
  hour_messages: number;
  most_messages: number;
  seen: Standing['seen'];
  waiting_seq: number | null;
  own_seq: number | null;
  notices: AwaitedNotice[] | null;
};

/** The same for several messages, in their order. */
export async function readStandings(core: Core, keys: readonly StandingKey[]): Promise<(Standing | null)[]> {
  const now = core.clock.now();
  // "limit 1" keeps the inner query whole: one look-up by index for each message, whatever the tables have grown to.
  const { rows } = await sql<StandingRow>`
    select asked.place::int, standing.*
    from ${rowsOf('asked', keys, {
      organization_id: ['uuid', (key) => key.organizationId],
      kind: ['text', (key) => key.kind],
      address_hash: ['bytea', (key) => key.addressHash],
      channel_id: ['uuid', (key) => key.channelId],
      provider_message_id: ['text', (key) => key.providerMessageId],
    })}
    cross join lateral (
      select c.id as contact_id, c.created_at as contact_since, vc.data_key, v.id as conversation_id, v.language, v.revision, v.turns, v.misses, v.frames,
        v.offered, v.hour_began_at, v.hour_messages, o.most_messages, o.settings_revision,
        c.opted_out_at is not null as opted_out, c.unreachable_at is not null as unreachable,
        c.detached_at is not null as detached,
        coalesce(v.last_turn_at < ${now}::timestamptz - make_interval(mins => o.idle_minutes), false) as idle,
        (select case when h.held_until > ${now} then 'held' else 'waiting' end from handover h
          where h.organization_id = v.organization_id and h.conversation_id = v.id
          and h.ended_at is null and h.quiet_until > ${now}) as with_person,
        exists (select from consent where organization_id = c.organization_id and contact_id = c.id) as consented,
        (select a.branch_id from appointment a
          join contact_patient own on own.organization_id = a.organization_id and own.contact_id = a.contact_id
            and own.patient_id = a.patient_id
          where a.organization_id = c.organization_id and a.contact_id = c.id and a.status <> 'hold'
          order by a.created_at desc limit 1) as last_branch_id,
        (select json_agg(json_build_object('id', cp.patient_id, 'relation', cp.relation,
            'data_key', encode(vp.data_key, 'base64'), 'name', encode(vp.name, 'base64'))
            order by coalesce(used.at, cp.created_at) desc, cp.patient_id)
          from contact_patient cp
          join vault.patient vp on vp.organization_id = cp.organization_id and vp.patient_id = cp.patient_id
          left join lateral (select max(a.created_at) as at from appointment a
            where a.organization_id = cp.organization_id and a.patient_id = cp.patient_id
              and a.contact_id = cp.contact_id) used on true
          where cp.organization_id = c.organization_id and cp.contact_id = c.id) as patients,
        own.state as seen, own.seq as own_seq, ${awaitedNotices(now)} as notices,
        (select min(seq) from inbound_message w
          where w.organization_id = v.organization_id and w.conversation_id = v.id and w.state = 'waiting') as waiting_seq
      from contact c
      join organization o on o.id = c.organization_id
      join vault.contact vc on vc.organization_id = c.organization_id and vc.contact_id = c.id
      join conversation v on v.organization_id = c.organization_id and v.contact_id = c.id
      left join inbound_message own on own.organization_id = c.organization_id and own.channel_id = asked.channel_id
        and own.provider_message_id = asked.provider_message_id
      where c.organization_id = asked.organization_id and c.kind = asked.kind and c.address_hash = asked.address_hash
      limit 1
    ) standing
  `.execute(core.db);
  const found = new Map(rows.map((row) => [row.place, row]));
  return keys.map((key, at) => {
    const row = found.get(at + 1);
    return row === undefined ? null : toStanding(core, key, row);
  });
}

function toStanding(core: Core, { organizationId, channelId }: StandingKey, row: StandingRow): Standing {
  const contactKey = core.vault.unwrap(row.data_key, { organizationId, recordId: row.contact_id });
  return {
    contactId: row.contact_id,
    contactSince: row.contact_since,
    conversationId: row.conversation_id,
    channelId,
    contactKey,
    language: row.language,
    revision: row.revision,
    turns: row.turns,
    misses: row.misses,
    frames: row.frames,
    offered: row.offered && openOffered(core, contactKey, row.offered),
    consented: row.consented,
    patients: (row.patients ?? []).flatMap((patient) => openPatient(core, organizationId, patient)),
    lastBranchId: row.last_branch_id,
    optedOut: row.opted_out,
    unreachable: row.unreachable,
    detached: row.detached,
    handedOver: row.with_person !== null,
    held: row.with_person === 'held',
    idle: row.idle,
    settingsRevision: row.settings_revision,
    notices: readAwaited(row.notices),
    hour: { beganAt: row.hour_began_at, messages: row.hour_messages },
    mostMessages: row.most_messages,
    seen: row.seen,
    queueBefore: row.waiting_seq !== null && (row.own_seq === null || row.waiting_seq < row.own_seq),
  };
}

/** None where key or name does not open: one record that is damaged must not silence a whole family's phone. */
function openPatient(core: Core, organizationId: OrganizationId, row: PatientRow): Standing['patients'] {
  try {
    const key = core.vault.unwrap(Buffer.from(row.data_key, 'base64'), { organizationId, recordId: row.id });
    const name = core.vault.decrypt(key, 'patient.name', Buffer.from(row.name, 'base64'));
    return [{ id: row.id, name, relation: row.relation }];
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    core.log.error('patient_unreadable', { organizationId, patientId: row.id, code: error.code });
    return [];
  }
}

/** Null where it does not open (it was sealed with a key that is gone): then nothing is on offer. */
function openOffered(core: Core, key: DataKey, sealed: Buffer): string | null {
  try {
    return core.vault.decrypt(key, 'conversation.offered', sealed);
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

/** In which language to write to a contact outside a turn, and the clinic's phone to name in it. */
export async function languageOf(
  core: Core,
  organizationId: OrganizationId,
  contactId: ContactId,
): Promise<{ language: Language; phone: string }> {
  return core.db
    .selectFrom('conversation as v')
    .innerJoin('organization as o', 'o.id', 'v.organization_id')
    .select((row) => [row.fn.coalesce('v.language', 'o.default_language').as('language'), 'o.phone'])
    .where('v.organization_id', '=', organizationId)
    .where('v.contact_id', '=', contactId)
    .executeTakeFirstOrThrow();
}
