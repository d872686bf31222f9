import { toMenu } from './answer.ts';
import { aside, isAside, noTrouble } from './aside.ts';
import { dangerPrompt } from './person/machine.ts';
import { type Step, start } from './stack.ts';
import { namesWrongNumber } from './understand/read-wrong-number.ts';
import type { Facts, Reply } from './vocabulary.ts';

/** While a person has the conversation: the bot says nothing, lest the two talk over each other. */

const MENU = 'menu';

/** The patient wants the bot again. */
export function endsHandOver(reply: Reply): boolean {
  if (reply.kind === 'chose') return reply.id === MENU;
  return reply.kind === 'said' && reply.intents.includes('menu');
}

export function takeBack(step: Step, facts: Facts): Step {
  const back: Step = { ...step, waiting: [...step.waiting, { do: 'take_back' }] };
  return back.frames.length === 0 ? start(back, 'menu', facts) : toMenu(back, facts);
}

/**
 * Whom to call where life is at risk waits for nobody, and staff are told again. To be left alone, or to say that this is the
 * wrong number, needs no person. All else is for the person to read.
 */
export function whileWithPerson(step: Step, reply: Reply, facts: Facts, misses: number): Step {
  const kept = { ...step, misses };
  if (reply.kind === 'chose') {
    const settled = noTrouble(kept, reply.id, facts);
    return settled && settled.waiting.length > 0 ? settled : kept;
  }
  if (reply.kind === 'answered') return confirmed(kept, reply, facts);
  if (reply.kind !== 'said') return kept;
  if (reply.intents.includes('danger')) {
    return { ...kept, says: [dangerPrompt(facts)], waiting: [{ do: 'raise_alarm' }] };
  }
  if (!isAside(reply)) return kept;
  // "Not me" may answer what the person has asked.
  if (reply.intents.includes('not_me') && !namesWrongNumber(reply.text)) return kept;
  const told = aside(step, reply, facts, 0) ?? kept;
  // Once is enough: a person reads along.
  const { optedOut } = facts.contact;
  const stands = reply.intents.includes('opt_out') ? optedOut : reply.intents.includes('opt_in') && !optedOut;
  return stands ? { ...told, says: [] } : told;
}

/** "I'll come" needs no person, where it is plain what is agreed to. All else that is answered to a notice is for them. */
function confirmed(step: Step, { noticeId, id }: Extract<Reply, { kind: 'answered' }>, facts: Facts): Step {
  const notice = facts.contact.notices.find((one) => one.noticeId === noticeId);
  if (id !== 'confirm' || !notice?.ahead || notice.toldStart !== notice.visitStart) return step;
  const { appointmentId } = notice;
  return { ...step, waiting: [...step.waiting, { do: 'start_flow', flow: 'confirm', appointmentId }] };
}
