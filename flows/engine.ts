import { answer, atDoor, expired } from './answer.ts';
import { finish } from './echo.ts';
import { endsHandOver, takeBack, whileWithPerson } from './hand-over.ts';
import { current, deliver, type Step, start, top } from './stack.ts';
import {
  type Command,
  type Facts,
  type Frame,
  type Happening,
  type Reply,
  text,
  unheard,
} from './vocabulary.ts';

/**
 * Takes one reply through the stack of flows, and nothing else: no clock, no record, no sending. The turn
 * (bot/conversation/turn.ts) starts it with `begin`, runs each command it asks for, and hands the outcome to `proceed`
 * until `command` is null. A step that says nothing and asks for nothing is silence: a person has the conversation.
 */
export type { Step } from './stack.ts';

export type Standing = { frames: readonly Frame[]; misses: number };

export function begin(standing: Standing, reply: Reply, facts: Facts): Step {
  const { frames, misses } = standing;
  const step: Step = {
    frames,
    says: [],
    command: null,
    waiting: [],
    language: facts.language,
    misses: 0,
    lead: null,
    echo: frames[0]?.echo ?? null,
  };
  return settle(taken(step, reply, facts, misses), facts);
}

function taken(step: Step, reply: Reply, facts: Facts, misses: number): Step {
  const { handedOver, idle } = facts.contact;
  if (handedOver && !endsHandOver(reply)) return whileWithPerson(step, reply, facts, misses);
  const understood = step.frames.map(current).filter((frame) => frame !== null);
  if (understood.length < step.frames.length) {
    return lostThread(step, reply, facts);
  }
  const now = { ...step, frames: understood };
  if (handedOver) return takeBack(now, facts);
  if (now.frames.length === 0) return atDoor(now, reply, facts);
  if (idle && now.frames.length > 1) return expired(now, reply, facts);
  return answer(now, reply, facts, misses);
}

/** What was being done cannot be gone on with: what it may have held is given back, and the message is answered all the same. */
function lostThread(step: Step, reply: Reply, facts: Facts): Step {
  const held = step.frames.some(({ flow }) => flow === 'booking');
  const waiting: Command[] = held ? [{ do: 'release_hold' }] : [];
  return atDoor({ ...step, frames: [], waiting, lead: text('common.lost_thread', {}) }, reply, facts);
}

/** Feeds back what came of `step.command`. */
export function proceed(step: Step, outcome: Happening | null, facts: Facts): Step {
  const ran = step.command;
  let next: Step = { ...step, command: null };
  if (ran?.do === 'set_language') next = { ...next, language: ran.language };
  if (ran?.do === 'start_flow') {
    const { flow, do: _, another, ...begun } = ran;
    const heard = another ? { ...(facts.heard ?? unheard), ...another } : facts.heard;
    next = start(next, flow, { ...facts, heard, language: next.language }, begun);
  }
  if (outcome) {
    const heard = deliver(next, outcome, facts);
    if (!heard) throw new Error(`flow ${top(next)?.flow} cannot take ${outcome.type} where it stands`);
    next = heard;
  }
  return settle(next, facts);
}

/** Takes the next command off the queue; where none is left, the turn is over. */
function settle(step: Step, facts: Facts): Step {
  const [command, ...waiting] = step.waiting;
  return command ? { ...step, command, waiting } : finish(step, facts);
}
