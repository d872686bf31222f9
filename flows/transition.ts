import { type AnyActorScope, type AnyMachineSnapshot, type AnyStateMachine, createActor } from 'xstate';

/** What a transition asks for, in order: ours know "say" and "do" (vocabulary.ts). */
export type AskedFor = { type: string; params?: unknown };

/**
 * One event taken by a machine: pure, as xstate's own `transition`, which makes an actor for each call and takes it through its
 * first state, at half of what a turn's flow costs. Our machines start nothing, send nothing and wait for nothing
 * (walk.test.ts holds them to it), so that one idle actor for each machine will do.
 */
export function transition(
  machine: AnyStateMachine,
  snapshot: AnyMachineSnapshot,
  event: { type: string },
): { next: AnyMachineSnapshot; asked: AskedFor[] } {
  const asked: AskedFor[] = [];
  const actionExecutor = (action: AskedFor) => void asked.push(action);
  const next = machine.transition(snapshot, event, { ...scopeOf(machine), actionExecutor });
  return { next, asked };
}

/** Where the machine begins, before any event. */
export function beginningOf(machine: AnyStateMachine): AnyMachineSnapshot {
  return idle(machine).getSnapshot();
}

type Idle = ReturnType<typeof createActor<AnyStateMachine>>;

const actors = new WeakMap<AnyStateMachine, Idle>();

function idle(machine: AnyStateMachine): Idle {
  const known = actors.get(machine);
  if (known !== undefined) return known;
  const actor = createActor(machine);
  actors.set(machine, actor);
  return actor;
}

const nothing = () => undefined;

function scopeOf(machine: AnyStateMachine): Omit<AnyActorScope, 'actionExecutor'> {
  const self = idle(machine);
  const { system } = self;
  return {
    ...{ self, system, id: '', sessionId: '' },
    ...{ defer: nothing, logger: nothing, stopChild: nothing, emit: nothing },
  };
}
