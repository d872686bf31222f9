import { setup } from 'xstate';
import type { Command, Facts, FlowEvent, Prompt } from './vocabulary.ts';

/**
 * What every flow's machine is made of. `say` and `do` run nothing: `transition` returns them as data, with their params
 * worked out from the context and event of that moment, and the engine reads them there.
 *
 * @example
 * const flow = flowSetup<MenuContext>();
 * export const menuMachine = flow.createMachine({ … entry: say((context, facts) => menuPrompt(facts)) … });
 */
export function flowSetup<Context extends object>() {
  return setup({
    types: {} as { context: Context; events: FlowEvent },
    actions: {
      say: (_scene: unknown, _prompt: Prompt) => {},
      do: (_scene: unknown, _command: Command) => {},
    },
  });
}

type Scene<Context> = { context: Context; event: FlowEvent };

/** The action that says a prompt. */
export function say<Context>(prompt: (context: Context, facts: Facts, event: FlowEvent) => Prompt) {
  return {
    type: 'say' as const,
    params: ({ context, event }: Scene<Context>) => prompt(context, event.facts, event),
  };
}

/** The action that asks for a command; what comes of it is the flow's next event. */
export function run<Context>(command: (context: Context, facts: Facts, event: FlowEvent) => Command) {
  return {
    type: 'do' as const,
    params: ({ context, event }: Scene<Context>) => command(context, event.facts, event),
  };
}

/** The guard that a choice of that id was picked. */
export function picked(id: string) {
  return ({ event }: { event: FlowEvent }) => event.type === 'CHOSE' && event.id === id;
}
