import { sql } from 'kysely';
import type { Executor } from '../db/connect.ts';
import type { InboundMessageId, OutboxId } from '../ids.ts';
import type { Language } from '../language.ts';
import type { Core, Scope } from '../scope.ts';
import type { Standing } from './standing.ts';

/** What a turn leaves behind. Texts come as JSON and are encrypted here, with the contact's key. */
export type Turn = {
  standing: Standing;
  /** A message just handed over, or one that was kept (inbox.ts) and is taken up now. */
  message:
    | { kind: 'new'; id: InboundMessageId; providerMessageId: string; body: string }
    | { kind: 'kept'; id: InboundMessageId };
  language: Language;
  misses: number;
  frames: unknown;
  offered: string | null;
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

/**
 * One statement: message, replies and event hang on the update of the conversation, so that a lost race leaves nothing
 * behind. A kept message is handled or given up only together with the revision, so that the gate tells of that as well.
 * `gateTaken`: the transaction already holds the gate. False: the race was lost.
 */
export async function commitTurn(core: Core, scope: Scope, turn: Turn, gateTaken: boolean): Promise<boolean> {
  const { standing, message } = turn;
  const { organizationId, correlationId } = scope;
  const now = core.clock.now();
  const seal = (purpose: string, plain: string) => core.vault.encrypt(standing.contactKey, purpose, plain);
  const offered = turn.offered === null ? null : seal('conversation.offered', turn.offered);
  const replyIds = turn.replies.map((reply) => reply.id);
  const prompts = turn.replies.map((reply) => seal('outbox.prompt', reply.content));
  const messageWritten =
    message.kind === 'new'
      ? sql`insert into inbound_message (organization_id, id, conversation_id, channel_id, provider_message_id, body, state,
            tries, correlation_id, received_at, handled_at)
          select organization_id, ${message.id}, id, ${standing.channelId}, ${message.providerMessageId},
            ${seal('inbound_message.body', message.body)}, 'handled', 1, ${correlationId}, ${now}, ${now} from gate`
      : sql`update inbound_message m set state = 'handled', handled_at = ${now}, next_try_at = null
          from gate where m.organization_id = gate.organization_id and m.id = ${message.id} and m.state = 'waiting'`;
  const { rows } = await sql<{ revision: number }>`
    with gate as (
      update conversation set channel_id = ${standing.channelId}, language = ${turn.language}, misses = ${turn.misses},
        frames = ${JSON.stringify(turn.frames)}, offered = ${offered}, last_turn_at = ${now},
        turns = turns + 1, revision = ${standing.revision + 1}
      where organization_id = ${organizationId} and id = ${standing.conversationId}
        and revision = ${standing.revision + (gateTaken ? 1 : 0)}
      returning organization_id, id, contact_id, revision
    ), message as (${messageWritten}
    ), replies as (
      insert into outbox (organization_id, id, contact_id, channel_id, prompt, language, state, next_attempt_at,
        correlation_id, created_at)
      select gate.organization_id, reply.id, gate.contact_id, ${standing.channelId}, reply.prompt, ${turn.language}, 'queued',
        ${now}, ${correlationId}, ${now}
      from gate, unnest(${replyIds}::uuid[], ${prompts}::bytea[]) with ordinality as reply (id, prompt, place)
      order by reply.place
    ), happened as (
      insert into event (organization_id, at, type, actor_kind, actor_id, record_kind, record_id, correlation_id, details)
      select organization_id, ${now}, 'conversation.turn_taken', 'contact', contact_id, 'conversation', id, ${correlationId},
        ${JSON.stringify({ replies: replyIds.length })} from gate
    )
    select revision from gate
  `.execute(core.db);
  return rows.length === 1;
}

/** A conversation's waits are named after the revision that began them, so that an old tap or timer is recognised. */
export function waitIdOf(revision: number): string {
  return revision.toString(36);
}
