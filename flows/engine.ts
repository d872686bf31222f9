import { answer, atDoor, expired } from './answer.ts';
import { finish } from './echo.ts';
import { endsHandOver, takeBack, whileWithPerson } from './hand-over.ts';
import { again, current, deliver, leaveDownTo, type Step, start, top } from './stack.ts';
import {
  type Command,
  type Facts,
  type Frame,
  type Happening,
  type Reply,
  text,
  unheard,
} from './vocabulary.ts';
import type { Text } from './words.ts';

/**
 * Takes one reply through the stack of flows, and nothing else: no clock, no record, no sending. The turn
 * (bot/conversation/turn.ts) starts it with `begin`, runs each command it asks for, and hands the outcome to `proceed`
 * until `command` is null. A step that says nothing and asks for nothing is silence: a person has the conversation.
 */
export type { Step } from './stack.ts';

export type Standing = { frames: readonly Frame[]; misses: number };

export function begin({ frames, misses }: Standing, reply: Reply, facts: Facts): Step {
  return settle(taken(stepAt(frames, facts), reply, facts, misses), facts);
}

/**
 * A person has given the conversation back: says so, and asks again what was open; what has expired meanwhile, or is not
 * understood any more, is left. No reply comes in.
 */
export function resume({ frames }: Pick<Standing, 'frames'>, facts: Facts, lead: Text): Step {
  const step: Step = { ...stepAt(frames, facts), lead };
  const understood = frames.map(current).filter((frame) => frame !== null);
  if (understood.length === 0 || understood.length < frames.length) {
    return settle(start({ ...step, frames: [], waiting: giveUpHeld(frames) }, 'menu', facts), facts);
  }
  const there = { ...step, frames: understood };
  return settle(again(facts.contact.idle ? leaveDownTo(there, 1, facts) : there, facts), facts);
}

function stepAt(frames: readonly Frame[], facts: Facts): Step {
  return {
    frames,
    says: [],
    command: null,
    waiting: [],
    language: facts.language,
    misses: 0,
    lead: null,
    echo: frames[0]?.echo ?? null,
  };
}

function taken(step: Step, reply: Reply, facts: Facts, misses: number): Step {
  const { handedOver, held, idle } = facts.contact;
  if (handedOver && (held || !endsHandOver(reply))) return whileWithPerson(step, reply, facts, misses);
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
  const waiting = giveUpHeld(step.frames);
  return atDoor({ ...step, frames: [], waiting, lead: text('common.lost_thread', {}) }, reply, facts);
}

function giveUpHeld(frames: readonly Frame[]): Command[] {
  return frames.some(({ flow }) => flow === 'booking') ? [{ do: 'release_hold' }] : [];
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
