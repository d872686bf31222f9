import { setTimeout as pause } from 'node:timers/promises';
import type { ControlledTransaction } from 'kysely';
import type { ClinicProfile } from '../../core/clinic/profile.ts';
import { retryable, violated } from '../../core/db/connect.ts';
import type { Tables } from '../../core/db/tables.ts';
import type { CorrelationId, InboundMessageId } from '../../core/ids.ts';
import { countMessage, type Hour } from '../../core/limits/hour.ts';
import {
  commitTurn,
  type Turn,
  type TurnWritten,
  takeGate,
  waitIdOf,
} from '../../core/messaging/commit-turn.ts';
import type { Line, Wired } from '../../core/messaging/outbox.ts';
import type { Standing, StandingKey } from '../../core/messaging/standing.ts';
import { phi } from '../../core/phi.ts';
import type { Core, Scope } from '../../core/scope.ts';
import { begin, proceed, type Step } from '../../flows/engine.ts';
import { sceneOf } from '../../flows/scene.ts';
import type { Frame } from '../../flows/vocabulary.ts';
import type { Bot } from '../bot.ts';
import type { InboundContent } from '../channels/handler.ts';
import { beyondLimit, heardBeyondLimit } from './beyond-limit.ts';
import { factsOf } from './facts-of.ts';
import { recordHeard, tellsOfContact } from './heard.ts';
import { leftBehind } from './left-behind.ts';
import { type Offered, readReply } from './read-reply.ts';
import { runCommand, writes } from './run-command.ts';

/**
 * One message = one turn = one commit. A turn of words only: read, compute, one gated write. A turn with a command that
 * writes: begin, gate, commands, state and replies, commit. A lost race leaves nothing behind, and is taken again.
 */
export type Message = {
  kind: 'new' | 'kept';
  id: InboundMessageId;
  content: InboundContent;
  standing: StandingKey;
  correlationId: CorrelationId;
  /** How an answer goes back at once; null where nobody waits for it at this moment. */
  back: Pick<Wired, 'provider' | 'from' | 'to' | 'price'> | null;
};

/**
 * stranger: this contact is not known yet · wait_behind: an earlier message waits for its turn · busy: the race was lost
 * too often. Of the last two nothing is written yet.
 */
export type TurnOutcome = 'handled' | 'duplicate' | 'stranger' | 'wait_behind' | 'busy';

/**
 * A turn is taken again when somebody else was first, and, after these pauses, when Postgres gave one of two up or the
 * connection broke: together long enough for a restart of the database, and well within a provider's patience of 15 s.
 */
const pausesMs = [50, 200, 800, 1_500, 2_500] as const;
/** No turn asks for more commands than this; one that does is a flow gone round in circles. */
const MOST_COMMANDS = 12;

export async function takeTurn(bot: Bot, message: Message): Promise<TurnOutcome> {
  const take = () => takeInTime(bot, message);
  return bot.metrics ? bot.metrics.turn(take) : take();
}

async function takeInTime(bot: Bot, message: Message): Promise<TurnOutcome> {
  const { correlationId } = message;
  const { organizationId } = message.standing;
  for (const pauseMs of [...pausesMs, null]) {
    try {
      const standing = await bot.turnstile.read(message.standing);
      if (!standing) return 'stranger';
      if (standing.seen && (message.kind === 'new' || standing.seen !== 'waiting')) return 'duplicate';
      if (standing.queueBefore) return 'wait_behind';
      const { contactId } = standing;
      const scope: Scope = { organizationId, correlationId, actor: { kind: 'contact', id: contactId } };
      const lines = await tryTurn(bot, scope, message, standing);
      if (lines) {
        for (const line of lines) bot.wake(line);
        return 'handled';
      }
    } catch (error) {
      if (pauseMs === null || !retryable(error)) throw error;
      await pause(pauseMs);
    }
  }
  return 'busy';
}

/** Whom to write to now; null: the race was lost, and nothing was written. */
async function tryTurn(bot: Bot, scope: Scope, message: Message, standing: Standing): Promise<Line[] | null> {
  const work = openWork(bot, scope, standing);
  try {
    const line = { organizationId: scope.organizationId, contactId: standing.contactId };
    const wakes: Line[] = [];
    const turn = await computeTurn(bot, scope, message, standing, wakes, work.coreFor);
    if (turn === null) return null;
    const written = await commitAndSend(bot, scope, message, turn, work.commit);
    if (written === 'lost') return null;
    return written === 'wired' ? wakes : [line, ...wakes];
  } catch (error) {
    const name = violated(error);
    if (name === 'inbound_message_once' || name === 'outbox_one_on_the_wire') return null;
    throw error;
  } finally {
    await work.close();
  }
}

/** Where the sender has a place, the first reply is on the wire as soon as the turn is on disk, and needs no claim of its own. */
async function commitAndSend(
  bot: Bot,
  scope: Scope,
  message: Message,
  turn: Turn,
  commit: (turn: Turn, wires: boolean) => Promise<TurnWritten>,
): Promise<TurnWritten> {
  const { organizationId } = scope;
  const { contactId } = turn.standing;
  const wired = wiredOf(
    await bot.profileOf(organizationId, turn.standing.settingsRevision),
    scope,
    message,
    turn,
  );
  const place = wired && bot.keepPlace({ organizationId, contactId });
  if (wired === null || place === null) return commit(turn, false);
  try {
    const written = await commit(turn, true);
    if (written === 'wired') place.send(wired);
    else if (written === 'queued') place.leave();
    else place.putBack(wired); // who was first may have been this very commit, which broke before its answer came
    return written;
  } catch (error) {
    place.putBack(wired);
    throw error;
  }
}

/** The turn's transaction, begun (gate first) only when a command writes. */
function openWork(bot: Bot, scope: Scope, standing: Standing) {
  let transaction: ControlledTransaction<Tables> | null = null;
  let open = false;
  return {
    /** Null: the gate was taken by somebody else. */
    async coreFor(writing: boolean): Promise<Core | null> {
      if (transaction) return { ...bot, db: transaction };
      if (!writing) return { ...bot, db: bot.steady };
      transaction = await bot.db.startTransaction().execute();
      open = true;
      return (await takeGate(transaction, scope, standing)) ? { ...bot, db: transaction } : null;
    },
    async commit(turn: Turn, wires: boolean): Promise<TurnWritten> {
      if (!transaction) return bot.turnstile.commit({ scope, turn, wires });
      const written = await commitTurn({ ...bot, db: transaction }, { scope, turn, wires, gateTaken: true });
      if (written === 'lost') return 'lost';
      await transaction.commit().execute();
      open = false;
      return written;
    },
    async close(): Promise<void> {
      // On a broken connection this throws, which says nothing new: it is here to give the connection back.
      if (transaction && open)
        await transaction
          .rollback()
          .execute()
          .catch(() => undefined);
    },
  };
}

async function computeTurn(
  bot: Bot,
  scope: Scope,
  message: Message,
  standing: Standing,
  wakes: Line[],
  coreFor: (writing: boolean) => Promise<Core | null>,
): Promise<Turn | null> {
  if (tellsOfContact(message.content, standing)) {
    const core = await coreFor(true);
    if (!core) return null;
    await recordHeard(core, scope, message.content, standing.contactId);
  }
  const offered = standing.offered === null ? null : (JSON.parse(standing.offered) as Offered);
  const clinic = await bot.profileOf(scope.organizationId, standing.settingsRevision);
  const now = bot.clock.now();
  const frames = standing.frames as Frame[];
  const { notices } = standing;
  const scene = sceneOf(clinic, now, frames, offered?.choices ?? [], notices);
  const read = readReply(message.content, offered, scene, notices);
  const facts = factsOf(clinic, now, message.standing.kind, standing, read);
  const { verdict, ...hour } = countMessage(standing.hour, standing.mostMessages, now);
  if (verdict !== 'answer' && !heardBeyondLimit(read.reply, hour, standing.mostMessages)) {
    const told = await beyondLimit(scope, standing, { verdict, reply: read.reply, facts }, coreFor);
    return told && turnOf(bot, message, standing, hour, told);
  }
  let step = begin({ frames, misses: standing.misses }, read.reply, facts);
  for (let number = 1; step.command; number++) {
    if (number > MOST_COMMANDS) throw new Error('a flow asks for one command after another');
    const core = await coreFor(writes(step.command));
    if (!core) return null;
    const key = `${message.id}/${number}`;
    const asked = { standing: { ...standing, language: step.language }, clinic, key, wakes };
    const outcome = await runCommand(core, scope, asked, step.command);
    step = proceed(step, outcome, { ...facts, language: step.language });
  }
  return turnOf(bot, message, standing, hour, step);
}

function turnOf(
  bot: Bot,
  message: Message,
  standing: Standing,
  hour: Hour,
  step: Pick<Step, 'frames' | 'says' | 'language' | 'misses'>,
): Turn {
  const left = leftBehind(bot, step, waitIdOf(standing.revision + 1));
  // "You are welcome" asks nothing: the choices shown before it still stand, and so does the wait they answer.
  const stands = left.offered === null && sameWait(standing.frames as Frame[], step.frames);
  return {
    standing,
    message:
      message.kind === 'kept'
        ? { kind: 'kept', id: message.id }
        : {
            kind: 'new',
            id: message.id,
            providerMessageId: message.standing.providerMessageId,
            body: JSON.stringify(message.content),
          },
    language: step.language,
    misses: step.misses,
    frames: stands ? JSON.stringify(step.frames) : left.frames,
    offered: stands ? standing.offered : left.offered,
    hour,
    replies: left.replies,
  };
}

/** The first reply as the sender wants it; null: there is none, or nobody waits for it at this moment. */
function wiredOf(
  { name, phone }: Pick<ClinicProfile, 'name' | 'phone'>,
  { organizationId, correlationId }: Scope,
  { back, standing: { kind } }: Message,
  { replies: [first], standing, language }: Turn,
): Wired | null {
  if (back === null || first === undefined) return null;
  return {
    ...{ organizationId, correlationId, ...back, kind, language },
    contactId: standing.contactId,
    contactSince: standing.contactSince,
    clinic: { name, phone },
    id: first.id,
    content: phi(first.content),
    tries: 1,
    wiredAt: null,
    inDoubt: false,
    notice: null,
  };
}

/** The engine's note on what it said last (echo) is no part of where a conversation stands. */
function sameWait(before: readonly Frame[], after: readonly Frame[]): boolean {
  const bare = (frames: readonly Frame[]) => JSON.stringify(frames.map(({ echo: _, ...frame }) => frame));
  return bare(before) === bare(after);
}
