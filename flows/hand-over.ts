import { aside, isAside, MENU, toMenu } from './answer.ts';
import { type Step, start } from './stack.ts';
import { namesWrongNumber } from './understand/wishes.ts';
import type { Facts, Reply } from './vocabulary.ts';

/** While a person has the conversation: the bot says nothing, lest the two talk over each other. */

/** The patient wants the bot again. */
export function endsHandOver(reply: Reply): boolean {
  if (reply.kind === 'chose') return reply.id === MENU;
  return reply.kind === 'said' && reply.intents.includes('menu');
}

export function takeBack(step: Step, facts: Facts): Step {
  const back: Step = { ...step, waiting: [...step.waiting, { do: 'take_back' }] };
  return back.frames.length === 0 ? start(back, 'menu', facts) : toMenu(back, facts);
}

/** To be left alone, or to say that this is the wrong number, needs no person. All else is for the person to read. */
export function whileWithPerson(step: Step, reply: Reply, facts: Facts, misses: number): Step {
  const kept = { ...step, misses };
  if (reply.kind !== 'said' || !isAside(reply)) return kept;
  // "Not me" may answer what the person has asked.
  if (reply.intents.includes('not_me') && !namesWrongNumber(reply.text)) return kept;
  const told = aside(step, reply, facts, 0) ?? kept;
  // Once is enough: a person reads along.
  const { optedOut } = facts.contact;
  const stands = reply.intents.includes('opt_out') ? optedOut : reply.intents.includes('opt_in') && !optedOut;
  return stands ? { ...told, says: [] } : told;
}
