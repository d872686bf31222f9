import { setTimeout as pause } from 'node:timers/promises';
import { type Refused, reachConversation } from '../../core/desk/access.ts';
import { type HeldBy, heldByOther, lockLease } from '../../core/desk/lease.ts';
import type { ChannelId, ConversationId } from '../../core/ids.ts';
import { takeGate, waitIdOf } from '../../core/messaging/commit-turn.ts';
import { endHandover } from '../../core/messaging/handover.ts';
import type { Line } from '../../core/messaging/outbox.ts';
import { readStanding, type Standing } from '../../core/messaging/standing.ts';
import { readWindow } from '../../core/messaging/window.ts';
import { writeResumed } from '../../core/messaging/write-resumed.ts';
import type { Core, Scope } from '../../core/scope.ts';
import type { StaffScope } from '../../core/staff/permissions.ts';
import { proceed, resume } from '../../flows/engine.ts';
import { type Facts, type Frame, text } from '../../flows/vocabulary.ts';
import type { Bot } from '../bot.ts';
import { factsOf } from './facts-of.ts';
import { leftBehind } from './left-behind.ts';
import { runCommand } from './run-command.ts';

/**
 * not_held: no person had it. danger: their life may be at risk, and who gives it back has not seen that. told: whether the patient was; not
 * where nothing may be written, or they never wrote.
 */
export type HandedBack =
  | { ok: true; told: boolean }
  | HeldBy
  | Refused
  | { ok: false; reason: 'not_held' | 'busy' | 'danger' };

/** Between tries, in milliseconds: the patient's own turns go first. */
const pausesMs = [10, 50, 200, 500] as const;
/** No flow asks for more where it only says again what was open. */
const MOST_COMMANDS = 12;

/**
 * Staff give the conversation back: the bot speaks again from this commit on, says so, and asks again what was open.
 *
 * @param given.unlessDanger who gives it back has not seen that the patient's life may be at risk: not where it is, from this moment on
 */
export async function handBack(
  bot: Bot,
  scope: StaffScope,
  { conversationId, unlessDanger = false }: { conversationId: string; unlessDanger?: boolean },
): Promise<HandedBack> {
  const reached = await reachConversation(bot, scope, 'conversation.reply', conversationId);
  if (!reached.ok) return reached;
  return giveBack(bot, scope, { conversationId: reached.conversationId, by: 'staff', unlessDanger });
}

type Given = { conversationId: ConversationId; by: 'staff' | 'time'; unlessDanger?: boolean };

/** The same, also where it is time that gives it back; there only what is past its quiet time. */
export async function giveBack(bot: Bot, scope: Scope, given: Given): Promise<HandedBack> {
  for (const pauseMs of [...pausesMs, null]) {
    const standing = await standingOf(bot, scope, given.conversationId);
    if (standing === null) return { ok: false, reason: 'not_found' };
    const result = await bot.db
      .transaction()
      .execute((db) => tryBack({ ...bot, db }, scope, given, standing));
    if (result !== 'raced') {
      const { organizationId } = scope;
      const line: Line = { organizationId, contactId: standing.contactId };
      if (result.ok && result.told) bot.wake(line);
      return result;
    }
    if (pauseMs !== null) await pause(pauseMs);
  }
  return { ok: false, reason: 'busy' };
}

/** Null where the contact's records are gone. */
async function standingOf(
  bot: Bot,
  { organizationId }: Scope,
  conversationId: ConversationId,
): Promise<(Standing & { kind: 'whatsapp' | 'sms' }) | null> {
  const key = await bot.db
    .selectFrom('conversation as v')
    .innerJoin('contact as c', (join) =>
      join.onRef('c.organization_id', '=', 'v.organization_id').onRef('c.id', '=', 'v.contact_id'),
    )
    .select(['c.kind', 'c.address_hash as addressHash', 'v.channel_id as channelId'])
    .where('v.organization_id', '=', organizationId)
    .where('v.id', '=', conversationId)
    .executeTakeFirst();
  if (!key) return null;
  const { kind, addressHash } = key;
  if (kind === 'email') return null; // written to, never heard from: the bot has nothing to go on with
  const channelId: ChannelId = key.channelId;
  const standing = await readStanding(bot, {
    ...{ organizationId, kind, addressHash, channelId },
    providerMessageId: '', // of no message
  });
  return standing && { ...standing, kind };
}

async function tryBack(
  core: Core & Pick<Bot, 'profileOf' | 'wake'>,
  scope: Scope,
  { conversationId, by, unlessDanger = false }: Given,
  standing: Standing & { kind: 'whatsapp' | 'sms' },
): Promise<HandedBack | 'raced'> {
  const lease = await lockLease(core, scope, conversationId);
  if (!lease) return { ok: false, reason: 'not_held' };
  const other = by === 'staff' && scope.actor.kind === 'staff' ? scope.actor.id : null;
  const held = other === null ? undefined : heldByOther(lease, other, core.clock.now());
  if (held) return held;
  if (unlessDanger && lease.reason === 'danger') return { ok: false, reason: 'danger' };
  if (!(await takeGate(core.db, scope, standing))) return 'raced';
  if (!(await endHandover(core, scope, { conversationId, by }))) return { ok: false, reason: 'not_held' };
  if (standing.turns === 0 || standing.detached || !(await mayWrite(core, scope, standing))) {
    return { ok: true, told: false };
  }
  await sayAgain(core, scope, standing, by);
  return { ok: true, told: true };
}

async function mayWrite(
  core: Core,
  scope: Scope,
  standing: Standing & { kind: 'whatsapp' | 'sms' },
): Promise<boolean> {
  return !standing.unreachable && (await readWindow(core, scope, standing)).open;
}

/** As a turn does, with no message that it answers. */
async function sayAgain(
  core: Core & Pick<Bot, 'profileOf'>,
  scope: Scope,
  standing: Standing & { kind: 'whatsapp' | 'sms' },
  by: 'staff' | 'time',
): Promise<void> {
  const clinic = await core.profileOf(scope.organizationId, standing.settingsRevision);
  const nobody = { ...standing, handedOver: false, held: false };
  const read = { reply: { kind: 'stale' }, reading: null, spoken: 'unknown', asked: null } as const;
  const facts: Facts = factsOf(clinic, core.clock.now(), standing.kind, nobody, read);
  let step = resume({ frames: standing.frames as Frame[] }, facts, text('person.returned', { by }));
  for (let number = 1; step.command; number++) {
    if (number > MOST_COMMANDS) throw new Error('a flow asks for one command after another');
    const key = `returned/${standing.conversationId}/${standing.revision}/${number}`;
    const outcome = await runCommand(core, scope, { standing: nobody, clinic, key, wakes: [] }, step.command);
    step = proceed(step, outcome, { ...facts, language: step.language });
  }
  await writeResumed(core, scope, {
    standing,
    language: facts.language,
    ...leftBehind(core, step, waitIdOf(standing.revision + 1)),
  });
}
