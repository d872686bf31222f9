import type { Hour, Verdict } from '../../core/limits/hour.ts';
import type { Standing } from '../../core/messaging/standing.ts';
import { optOut } from '../../core/people/opt-out.ts';
import type { Core, Scope } from '../../core/scope.ts';
import { openItem } from '../../core/worklist.ts';
import type { Step } from '../../flows/engine.ts';
import { type Facts, type Frame, prompt, type Reply } from '../../flows/vocabulary.ts';

export type BeyondLimit = { verdict: Exclude<Verdict, 'answer'>; reply: Reply; facts: Facts };

/** A danger to life is answered up to twice the limit: by then staff have been told, and more of the same is a flood too. */
export function heardBeyondLimit(reply: Reply, { messages }: Hour, most: number): boolean {
  return reply.kind === 'said' && reply.intents.includes('danger') && messages <= 2 * most;
}

/**
 * A turn of a number that has written more than the clinic answers in an hour. The message that reaches the limit is told so, and
 * staff have the conversation on their list (where one of them has it already, the bot keeps quiet); those behind it are recorded and not answered. No flow hears of any of them, so
 * that after the hour all is where it was. Only the wish to be left alone counts at any time (and a danger to life, above).
 *
 * @returns null: the gate was taken by somebody else
 */
export async function beyondLimit(
  scope: Scope,
  { contactId, conversationId, ...standing }: Standing,
  { verdict, reply, facts }: BeyondLimit,
  coreFor: (writing: boolean) => Promise<Core | null>,
): Promise<Pick<Step, 'frames' | 'misses' | 'language' | 'says'> | null> {
  const tells = verdict === 'tell';
  const optsOut = reply.kind === 'said' && reply.intents.includes('opt_out');
  if (tells || optsOut) {
    const core = await coreFor(true);
    if (!core) return null;
    const item = { recordKind: 'conversation', recordId: conversationId };
    if (tells) await openItem(core, scope, { kind: 'flood', ...item });
    if (optsOut) await optOut(core, scope, { contactId, by: 'patient' });
  }
  return {
    frames: standing.frames as Frame[],
    misses: standing.misses,
    language: facts.language,
    says: tells && !standing.handedOver ? [prompt('common.flood', { phone: facts.clinic.phone })] : [],
  };
}
