import { beginHandover } from '../../core/messaging/handover.ts';
import type { Core, Scope } from '../../core/scope.ts';
import { type Command, type Happening, type Prompt, prompt } from '../../flows/vocabulary.ts';
import { tellOnCall } from '../on-call.ts';
import type { Asked } from './run-command.ts';

/**
 * Puts the conversation into a person's hands: staff's list gets it with the time by which the patient was told to expect an
 * answer, and whoever is on call an SMS. Asked for again, all that stands already; where life may be at risk, they are told all
 * the same.
 */
export async function handOver(
  core: Core,
  scope: Scope,
  { standing, wakes }: Asked,
  { reason }: Extract<Command, { do: 'hand_over' }>,
): Promise<Happening> {
  const { conversationId, contactId } = standing;
  const { answerBy, open, fresh } = await beginHandover(core, scope, { conversationId, contactId, reason });
  if (fresh) {
    const told = await tellOnCall(core, scope, ({ zone }) =>
      reason === 'danger' ? prompt('staff.on_call_danger', {}) : patientWaits(answerBy, zone),
    );
    if (told) wakes.push(told);
  }
  return { type: 'HANDED_OVER', answerBy: answerBy.toString(), open };
}

/** By when the patient expects an answer, and nothing of who asks or what for. */
function patientWaits(answerBy: Temporal.Instant, zone: string): Prompt {
  const local = answerBy.toZonedDateTimeISO(zone).toPlainDateTime();
  return prompt('staff.on_call', {
    waiting: local.toString({ smallestUnit: 'minute' }).replace('T', ' '),
  });
}
