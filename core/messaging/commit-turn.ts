import { sql } from 'kysely';
import type { Executor } from '../db/connect.ts';
import { rowsOf } from '../db/rows-of.ts';
import type { InboundMessageId, OutboxId } from '../ids.ts';
import type { Language } from '../language.ts';
import type { Hour } from '../limits/hour.ts';
import type { Core, Scope } from '../scope.ts';
import type { Standing } from './standing.ts';

/**
 * What a turn leaves behind. Frames and texts come as JSON, made as soon as the turn is computed: objects would be kept until it is on disk. Texts are
 * encrypted here, with the contact's key.
 */
export type Turn = {
  standing: Standing;
  /** A message just handed over, or one that was kept (inbox.ts) and is taken up now. */
  message:
    | { kind: 'new'; id: InboundMessageId; providerMessageId: string; body: string }
    | { kind: 'kept'; id: InboundMessageId };
  language: Language;
  misses: number;
  frames: string;
  offered: string | null;
  /** This message counted. */
  hour: Hour;
  /** In the order in which they are to be sent. */
  replies: { id: OutboxId; content: string }[];
};

/**
 * Takes the gate for a turn that has commands to run: locks the conversation and raises its revision. False: somebody else
 * was first; roll back and read again.
 */
export async function takeGate(db: Executor, scope: Scope, standing: Standing): Promise<boolean> {
  const { rows } = await sql`
    update conversation set revision = revision + 1
    where organization_id = ${scope.organizationId} and id = ${standing.conversationId} and revision = ${standing.revision}
    returning id
  `.execute(db);
  return rows.length === 1;
}

export type TurnToCommit = {
  scope: Scope;
  turn: Turn;
  /** The transaction already holds the gate. */
  gateTaken: boolean;
  /** Who commits it has a place to send its first reply from at once: it need not be queued, to be claimed in a commit of its own. */
  wires: boolean;
};

/** lost: the race, and nothing was written · wired: the first reply is on the wire, ours to send · queued: all replies wait in line. */
export type TurnWritten = 'lost' | 'queued' | 'wired';

export async function commitTurn(core: Core, turn: TurnToCommit): Promise<TurnWritten> {
  return (await commitTurns(core, [turn]))[0] ?? 'lost';
}

/**
 * One statement, however many turns: message, replies and event hang on the update of their conversation, so that a lost race
 * leaves nothing behind, and takes nothing of the others with it. A kept message is handled or given up only together with the
 * revision, so that the gate tells of that as well.
 *
 * A first reply goes on the wire here only where no other answer to the contact waits, and nothing to it is on its way. Should
 * another process put something there in the same moment, outbox_one_on_the_wire refuses the statement.
 *
 * @returns in the order of the turns
 */
export async function commitTurns(core: Core, turns: readonly TurnToCommit[]): Promise<TurnWritten[]> {
  // Gates are taken in this order: of two statements with the same conversations none waits for the other for ever.
  const inOrder = turns.toSorted(byConversation);
  const written = await commitInOrder(core, inOrder);
  const byTurn = new Map(inOrder.map((turn, at) => [turn, written[at]]));
  return turns.map((turn) => byTurn.get(turn) ?? 'lost');
}

function byConversation(one: TurnToCommit, other: TurnToCommit): number {
  const clinic = compare(one.scope.organizationId, other.scope.organizationId);
  return clinic || compare(one.turn.standing.conversationId, other.turn.standing.conversationId);
}

const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other));

async function commitInOrder(core: Core, turns: readonly TurnToCommit[]): Promise<TurnWritten[]> {
  const now = core.clock.now();
  const seal = ({ turn }: TurnToCommit, purpose: string, plain: string) =>
    core.vault.encrypt(turn.standing.contactKey, purpose, plain);
  const newsOf = ({ turn }: TurnToCommit) => (turn.message.kind === 'new' ? turn.message : null);
  const sealedNews = (one: TurnToCommit) => {
    const news = newsOf(one);
    return news && seal(one, 'inbound_message.body', news.body);
  };
  const replies = turns.flatMap((one, at) =>
    one.turn.replies.map(({ id, content }) => ({
      id,
      turn: at + 1,
      prompt: seal(one, 'outbox.prompt', content),
    })),
  );
  const { rows } = await sql<{ place: number; wired: boolean }>`
    with turn as materialized (
      select * from ${rowsOf('t', turns, {
        organization_id: ['uuid', ({ scope }) => scope.organizationId],
        conversation_id: ['uuid', ({ turn }) => turn.standing.conversationId],
        before: ['int', ({ turn, gateTaken }) => turn.standing.revision + (gateTaken ? 1 : 0)],
        revision: ['int', ({ turn }) => turn.standing.revision + 1],
        channel_id: ['uuid', ({ turn }) => turn.standing.channelId],
        language: ['text', ({ turn }) => turn.language],
        misses: ['int', ({ turn }) => turn.misses],
        frames: ['text', ({ turn }) => turn.frames],
        offered: ['bytea', (one) => one.turn.offered && seal(one, 'conversation.offered', one.turn.offered)],
        hour_began_at: ['timestamptz', ({ turn }) => turn.hour.beganAt],
        hour_messages: ['int', ({ turn }) => turn.hour.messages],
        message_id: ['uuid', ({ turn }) => turn.message.id],
        provider_message_id: ['text', (one) => newsOf(one)?.providerMessageId ?? null],
        body: ['bytea', (one) => sealedNews(one)],
        correlation_id: ['uuid', ({ scope }) => scope.correlationId],
        replies: ['int', ({ turn }) => turn.replies.length],
        wires: ['uuid', ({ turn, wires }) => (wires ? (turn.replies[0]?.id ?? null) : null)],
      })}
    ), gate as (
      update conversation v set channel_id = t.channel_id, language = t.language, misses = t.misses,
        frames = t.frames::jsonb, offered = t.offered, last_turn_at = ${now},
        hour_began_at = t.hour_began_at, hour_messages = t.hour_messages,
        turns = v.turns + 1, revision = t.revision
      from turn t
      where v.organization_id = t.organization_id and v.id = t.conversation_id and v.revision = t.before
      returning t.*, v.contact_id
    ), message as (
      insert into inbound_message (organization_id, id, conversation_id, channel_id, provider_message_id, body, state,
        tries, correlation_id, received_at, handled_at)
      select organization_id, message_id, conversation_id, channel_id, provider_message_id, body, 'handled', 1,
        correlation_id, ${now}, ${now} from gate where body is not null order by place
    ), kept as (
      update inbound_message m set state = 'handled', handled_at = ${now}, next_try_at = null
      from gate where m.organization_id = gate.organization_id and m.id = gate.message_id and gate.body is null
        and m.state = 'waiting'
    ), reply as (
      insert into outbox (organization_id, id, contact_id, channel_id, prompt, language, state, tries, wired_at,
        next_attempt_at, correlation_id, created_at)
      select gate.organization_id, r.id, gate.contact_id, gate.channel_id, r.prompt, gate.language,
        case when at_once.is then 'wired' else 'queued' end, case when at_once.is then 1 else 0 end,
        case when at_once.is then ${now}::timestamptz end, case when at_once.is then null else ${now}::timestamptz end,
        gate.correlation_id, ${now}
      from ${rowsOf('r', replies, {
        id: ['uuid', ({ id }) => id],
        prompt: ['bytea', ({ prompt }) => prompt],
        turn: ['int', ({ turn }) => turn],
      })}
      join gate on gate.place = r.turn
      cross join lateral (
        select r.id = gate.wires and not exists (select from outbox before
          where before.organization_id = gate.organization_id and before.contact_id = gate.contact_id
            and before.state in ('queued', 'errored', 'wired') -- an answer waits for no notice
            and (before.notice_id is null or before.state = 'wired')) as is
        offset 0 -- looked up once, not for each column that asks
      ) at_once
      order by gate.contact_id, r.place -- two statements that meet on the wire wait in one order
      returning organization_id, id, state
    ), happened as (
      insert into event (organization_id, at, type, actor_kind, actor_id, record_kind, record_id, correlation_id, details)
      select organization_id, ${now}, 'conversation.turn_taken', 'contact', contact_id, 'conversation', conversation_id,
        correlation_id, json_build_object('replies', replies) from gate order by place
    )
    select gate.place::int, coalesce(first.state = 'wired', false) as wired
    from gate left join reply first on first.organization_id = gate.organization_id and first.id = gate.wires
  `.execute(core.db);
  const written = new Map(
    rows.map(({ place, wired }) => [place, wired ? ('wired' as const) : ('queued' as const)]),
  );
  return turns.map((_, at) => written.get(at + 1) ?? 'lost');
}

/** A conversation's waits are named after the revision that began them, so that an old tap or timer is recognised. */
export function waitIdOf(revision: number): string {
  return revision.toString(36);
}
