import { leaveToPages } from '../../core/desk/presence.ts';
import { beginHandover } from '../../core/messaging/handover.ts';
import type { Core, Scope } from '../../core/scope.ts';
import type { Command, Happening } from '../../flows/vocabulary.ts';
import { tellOfPatient } from '../on-call.ts';
import type { Asked } from './run-command.ts';

/**
 * Puts the conversation into a person's hands: staff's list gets it with the time by which the patient was told to expect an
 * answer. Where nobody of them has a page open, whoever is on call gets an SMS; where somebody has, only if it is not taken within
 * minutes (bot/jobs/call-after-all.ts). Asked for again, all that stands already; where life may be at risk, they are told all the
 * same.
 */
export async function handOver(
  core: Core,
  scope: Scope,
  { standing, wakes }: Asked,
  { reason }: Extract<Command, { do: 'hand_over' }>,
): Promise<Happening> {
  const { conversationId, contactId } = standing;
  const { answerBy, open, fresh } = await beginHandover(core, scope, { conversationId, contactId, reason });
  const kind = reason === 'danger' ? 'danger' : 'person';
  if (fresh && !(await leaveToPages(core, scope, { kind, conversationId, contactId }))) {
    const told = await tellOfPatient(core, scope, { kind, answerBy });
    if (told) wakes.push(told);
  }
  return { type: 'HANDED_OVER', answerBy: answerBy.toString(), open };
}
