import type { AnyStateMachine, StateValue } from 'xstate';
import type { Language } from '../core/language.ts';
import { ofLastFew } from './last-few.ts';
import { flows } from './registry.ts';
import { beginningOf, transition } from './transition.ts';
import { type Asked, askedKinds } from './understand/reading.ts';
import {
  type Begun,
  type Command,
  type Echo,
  type Facts,
  type FlowName,
  type Frame,
  type Happening,
  type Prompt,
  text,
} from './vocabulary.ts';
import type { Text } from './words.ts';

/** The stack of flows, and what one event does to it. Plain JSON but for what was said. */
export type Step = {
  frames: readonly Frame[];
  says: readonly Prompt[];
  /** To be run now; its outcome goes to `proceed` (null where the command has none). */
  command: Command | null;
  /** Asked for by the same transition, to be run after it. */
  waiting: readonly Command[];
  language: Language;
  misses: number;
  /** A line above the first thing said, whatever that will be. */
  lead: Text | null;
  /** What was said before this turn. */
  echo: Echo | null;
};

/** The stack holds three at most: the menu, what the patient is doing, and one digression. */
const MOST_FRAMES = 3;

/** Gives an event to the flow on top. Null where its state cannot take it. A flow that has ended is popped. */
export function deliver(step: Step, happening: Happening, facts: Facts): Step | null {
  const frame = top(step);
  if (!frame) return null;
  const { machine } = flows[frame.flow];
  const snapshot = snapshotOf(frame);
  const event = { ...happening, facts };
  if (!snapshot?.can(event)) return null;
  const { next, asked } = transition(machine, snapshot, event);
  const says = asked.filter((action) => action.type === 'say').map((action) => action.params as Prompt);
  const commands = asked.filter((action) => action.type === 'do').map((action) => action.params as Command);
  const below = step.frames.slice(0, -1);
  const after: Frame = { ...frame, state: next.value, context: next.context };
  const moved: Step = {
    ...step,
    frames: next.status === 'done' ? below : [...below, after],
    says: [...step.says, ...says],
    waiting: [...step.waiting, ...commands],
  };
  const ended = next.status === 'done' && happening.type !== 'LEAVE';
  const goesOn = ended && !facts.contact.handedOver && goesOnBelow(moved, frame, commands);
  return goesOn ? again(moved, facts, goingOn) : moved;
}

/** The first of these choices that can be taken where the flow on top stands. */
export function choose(step: Step, ids: readonly string[], facts: Facts): Step | null {
  for (const id of ids) {
    const taken = deliver(step, { type: 'CHOSE', id }, facts);
    if (taken) return taken;
  }
  return null;
}

/** After a digression we are back where it left, unless it leads on, or a person takes over. */
function goesOnBelow({ frames }: Step, ended: Frame, commands: readonly Command[]): boolean {
  return frames.length > 1 && ended.flow !== 'person' && !commands.some((asked) => asked.do === 'start_flow');
}

const goingOn = text('common.going_on', {});

/** Says where we are once more, with a line before it. */
export function again(step: Step, facts: Facts, lead?: Text): Step {
  const resumed = deliver(step, { type: 'RESUME' }, facts);
  if (!resumed) throw new Error(`flow ${top(step)?.flow} does not answer RESUME where it stands`);
  const [first, ...rest] = resumed.says.slice(step.says.length);
  if (!first) throw new Error(`flow ${top(step)?.flow} answered RESUME with nothing`);
  return lead ? { ...resumed, says: [...step.says, { ...first, lead }, ...rest] } : resumed;
}

/** A flow that is on the stack already is gone back to, unless it is wanted for a visit that is settled: then it begins anew. */
export function start(step: Step, flow: FlowName, facts: Facts, begun: Begun = {}): Step {
  const there = step.frames.findIndex((frame) => frame.flow === flow);
  if (there >= 0 && begun.appointmentId !== undefined) {
    return start(leaveDownTo(step, there, facts), flow, facts, begun);
  }
  if (there >= 0) {
    const left = leaveDownTo(step, there + 1, facts);
    return (facts.heard && deliver(left, { type: 'MEANT' }, facts)) ?? again(left, facts);
  }
  const { machine, version } = flows[flow];
  const snapshot = beginningOf(machine);
  const below = leaveDownTo(step, MOST_FRAMES - 1, facts);
  const frame: Frame = { flow, version, state: snapshot.value, context: snapshot.context, waitId: null };
  const started = deliver({ ...below, frames: [...below.frames, frame] }, { type: 'START', ...begun }, facts);
  if (!started) throw new Error(`flow ${flow} does not take START`);
  return started;
}

/** Leaves the flows on top until so many are left; each gives back what it holds, and says nothing. */
export function leaveDownTo(step: Step, left: number, facts: Facts): Step {
  let next = step;
  while (next.frames.length > left) {
    const tidied = deliver(next, { type: 'LEAVE' }, facts) ?? next;
    next = { ...tidied, frames: next.frames.slice(0, -1) };
  }
  return next;
}

/** Whether the flow on top has asked for the patient's own words, whatever they are. */
export function takesAnyWords(step: Step): boolean {
  const frame = top(step);
  return frame !== undefined && (snapshotOf(frame)?.hasTag('free_text') ?? false);
}

/** What the flow on top asked for, as its state's tags say ("asks:name"); null where it asked for nothing that has a shape. */
export function askedOf(frames: readonly Frame[]): Asked | null {
  const frame = frames.at(-1);
  const asking = frame && current(frame);
  const snapshot = asking ? snapshotOf(asking) : null;
  return askedKinds.find((kind) => snapshot?.hasTag(`asks:${kind}`)) ?? null;
}

/** The frame as its flow understands it now; null where its version or state is gone and cannot be migrated. */
export function current(frame: Frame): Frame | null {
  const flow = flows[frame.flow];
  if (!flow) return null;
  const understood = frame.version === flow.version ? frame : (flow.migrate?.(frame) ?? null);
  return understood && snapshotOf(understood) ? understood : null;
}

type Snapshot = ReturnType<AnyStateMachine['resolveState']>;

/** A turn asks for the same frame's several times; frames are never changed. */
const snapshotOf = ofLastFew(2 * MOST_FRAMES, resolve);

function resolve(frame: Frame): Snapshot | null {
  try {
    const machine: AnyStateMachine = flows[frame.flow].machine;
    return machine.resolveState({ value: frame.state as StateValue, context: frame.context });
  } catch {
    return null;
  }
}

export function top(step: Step): Frame | undefined {
  return step.frames.at(-1);
}
