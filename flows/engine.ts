import { type AnyStateMachine, initialTransition, type StateValue, transition } from 'xstate';
import type { Language } from '../core/language.ts';
import { flows } from './registry.ts';
import { isSmallTalk } from './understand/read-intents.ts';
import {
  type Command,
  type Facts,
  type FlowName,
  type Frame,
  type Happening,
  type Intent,
  type Prompt,
  prompt,
  type Reply,
  text,
} from './vocabulary.ts';
import type { Text } from './words.ts';

/**
 * Takes one reply through the stack of flows, and nothing else: no clock, no record, no sending. The turn
 * (bot/conversation/turn.ts) starts it with `begin`, runs each command it asks for, and hands the outcome to `proceed`
 * until `command` is null. Everything in a Step is plain JSON but for what was said.
 */
export type Step = {
  frames: readonly Frame[];
  says: readonly Prompt[];
  /** To be run now; its outcome goes to `proceed` (null where the command has none). */
  command: Command | null;
  /** Asked for by the same transition, to be run after it. */
  waiting: readonly Command[];
  language: Language;
  misses: number;
};

type Said = Extract<Reply, { kind: 'said' }>;

export type Standing = { frames: readonly Frame[]; misses: number };

/** The stack holds three at most: the menu, what the patient is doing, and one digression. */
const MOST_FRAMES = 3;

/** The choice that leads out of any flow. */
const MENU = 'menu';

export function begin(standing: Standing, reply: Reply, facts: Facts): Step {
  const step: Step = {
    frames: standing.frames,
    says: [],
    command: null,
    waiting: [],
    language: facts.language,
    misses: 0,
  };
  const whole = standing.frames.every((frame) => resolve(frame) !== null);
  if (!whole) {
    return settle(start({ ...step, frames: [] }, 'menu', facts, text('common.lost_thread', {})));
  }
  if (step.frames.length === 0) {
    return settle(opening(step, reply, facts));
  }
  return settle(answer(step, reply, facts, standing.misses));
}

/** Feeds back what came of `step.command`. */
export function proceed(step: Step, outcome: Happening | null, facts: Facts): Step {
  const ran = step.command;
  let next: Step = { ...step, command: null };
  if (ran?.do === 'set_language') next = { ...next, language: ran.language };
  if (ran?.do === 'start_flow') next = start(next, ran.flow, { ...facts, language: next.language });
  if (outcome) {
    const taken = deliver(next, outcome, facts);
    if (!taken) throw new Error(`flow ${top(next)?.flow} cannot take ${outcome.type} where it stands`);
    next = taken;
  }
  return settle(next);
}

/** The first message of a conversation: the menu, or straight to what was asked. */
function opening(step: Step, reply: Reply, facts: Facts): Step {
  const language = (reply.kind === 'said' && askedLanguage(reply.intents)) || step.language;
  const menu = start({ ...step, language }, 'menu', { ...facts, language });
  if (reply.kind !== 'said' || !reply.intents.includes('book')) return menu;
  const asked = deliver({ ...menu, says: [] }, { type: 'CHOSE', id: 'book' }, facts);
  if (!asked) return menu;
  return facts.contact.isNew
    ? { ...asked, says: [prompt('menu.welcome', { clinic: facts.clinic.name })] }
    : asked;
}

function answer(step: Step, reply: Reply, facts: Facts, misses: number): Step {
  switch (reply.kind) {
    case 'chose':
      if (reply.id === MENU) return toMenu(step, facts);
      return (
        deliver(step, { type: 'CHOSE', id: reply.id }, facts) ?? again(step, facts, text('common.stale', {}))
      );
    case 'stale':
      return again(step, facts, text('common.stale', {}));
    case 'unreadable':
      return again(step, facts, text('common.unreadable', { what: reply.what }));
    case 'said':
      return onIntent(step, reply, facts) ?? spoken(step, reply, facts) ?? notUnderstood(step, facts, misses);
    default:
      return reply satisfies never;
  }
}

/** Free text, for a state that asked for some. "Yes" and "no" answer something else. */
function spoken(step: Step, reply: Said, facts: Facts): Step | null {
  return isSmallTalk(reply.text) ? null : deliver(step, { type: 'SAID', text: reply.text }, facts);
}

/** What may be said anywhere. Null: nothing of the kind was said, or not here. */
function onIntent(step: Step, reply: Said, facts: Facts): Step | null {
  const has = (intent: Intent) => reply.intents.includes(intent);
  if (has('menu')) return toMenu(step, facts);
  if (has('back')) return deliver(step, { type: 'BACK' }, facts) ?? toMenu(step, facts);
  const language = askedLanguage(reply.intents);
  if (language) return again({ ...step, language }, { ...facts, language }, text('common.language_set', {}));
  if (has('help')) return again(step, facts, text('common.help', { phone: facts.clinic.phone }));
  return top(step)?.flow === 'menu' ? atMenu(step, reply, facts) : amidst(step, reply, facts);
}

function atMenu(step: Step, { intents }: Said, facts: Facts): Step | null {
  if (intents.includes('book')) return deliver(step, { type: 'CHOSE', id: 'book' }, facts);
  if (intents.includes('greeting')) return deliver(step, { type: 'START' }, facts);
  if (intents.includes('thanks'))
    return { ...step, says: [...step.says, prompt('common.you_are_welcome', {})] };
  return null;
}

/** Kind words in the midst of something are answered by going on; they are no answer, and nobody's name. */
function amidst(step: Step, { text: said, intents }: Said, facts: Facts): Step | null {
  if (intents.includes('book')) return again(step, facts);
  if (!isSmallTalk(said)) return null;
  if (intents[0] === 'thanks') return again(step, facts, text('common.gladly', {}));
  return intents[0] === 'greeting' ? again(step, facts) : null;
}

function askedLanguage(intents: readonly Intent[]): Language | null {
  if (intents.includes('language_en')) return 'en';
  return intents.includes('language_sw') ? 'sw' : null;
}

function notUnderstood(step: Step, facts: Facts, misses: number): Step {
  const lead =
    misses === 0
      ? text('common.not_understood', {})
      : text('common.not_understood_again', { phone: facts.clinic.phone });
  return { ...again(step, facts, lead), misses: misses + 1 };
}

/** Leaves everything but the menu, and shows it. */
function toMenu(step: Step, facts: Facts): Step {
  let next = step;
  while (next.frames.length > 1) {
    const left = deliver(next, { type: 'LEAVE' }, facts) ?? next;
    next = {
      ...left,
      frames: left.frames.length < next.frames.length ? left.frames : left.frames.slice(0, -1),
    };
  }
  return again(next, facts);
}

/** Says where we are once more, with a line before it. */
function again(step: Step, facts: Facts, lead?: Text): Step {
  const resumed = deliver(step, { type: 'RESUME' }, facts);
  if (!resumed) throw new Error(`flow ${top(step)?.flow} does not answer RESUME where it stands`);
  if (!lead) return resumed;
  const [first, ...rest] = resumed.says.slice(step.says.length);
  if (!first) throw new Error(`flow ${top(step)?.flow} answered RESUME with nothing`);
  return { ...resumed, says: [...step.says, { ...first, lead }, ...rest] };
}

function start(step: Step, flow: FlowName, facts: Facts, lead?: Text): Step {
  const { machine, version } = flows[flow];
  const [snapshot] = initialTransition(machine, undefined);
  const kept = step.frames.length < MOST_FRAMES ? step.frames : step.frames.slice(0, -1);
  const frame: Frame = { flow, version, state: snapshot.value, context: snapshot.context, waitId: null };
  const started = deliver({ ...step, frames: [...kept, frame] }, { type: 'START' }, facts);
  if (!started) throw new Error(`flow ${flow} does not take START`);
  if (!lead) return started;
  const [first, ...rest] = started.says;
  return { ...started, says: first ? [{ ...first, lead }, ...rest] : started.says };
}

/** Gives an event to the flow on top. Null where its state cannot take it. A flow that has ended is popped. */
function deliver(step: Step, happening: Happening, facts: Facts): Step | null {
  const frame = top(step);
  if (!frame) return null;
  const { machine } = flows[frame.flow];
  const snapshot = resolve(frame);
  const event = { ...happening, facts };
  if (!snapshot?.can(event)) return null;
  const [next, actions] = transition(machine, snapshot, event);
  const asked: readonly { type: string; params?: unknown }[] = actions;
  const says = asked.filter((action) => action.type === 'say').map((action) => action.params as Prompt);
  const commands = asked.filter((action) => action.type === 'do').map((action) => action.params as Command);
  const below = step.frames.slice(0, -1);
  const moved: Step = {
    ...step,
    frames:
      next.status === 'done' ? below : [...below, { ...frame, state: next.value, context: next.context }],
    says: [...step.says, ...says],
    waiting: [...step.waiting, ...commands],
  };
  const digressed = next.status === 'done' && happening.type !== 'LEAVE' && below.length > 1;
  return digressed ? again(moved, facts) : moved;
}

/** Takes the next command off the queue. */
function settle(step: Step): Step {
  const [command, ...waiting] = step.waiting;
  return command ? { ...step, command, waiting } : step;
}

/** The frame's live snapshot; null where its version or state is no longer known and cannot be migrated. */
function resolve(frame: Frame) {
  const flow = flows[frame.flow];
  if (!flow || frame.version !== flow.version) return null;
  try {
    const machine: AnyStateMachine = flow.machine;
    return machine.resolveState({ value: frame.state as StateValue, context: frame.context });
  } catch {
    return null;
  }
}

function top(step: Step): Frame | undefined {
  return step.frames.at(-1);
}
