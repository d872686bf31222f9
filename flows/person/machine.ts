import type { HandoverReason } from '../../core/db/tables.ts';
import { flowSetup, run, say } from '../flow-machine.ts';
import { isToday } from '../format.ts';
import { type Facts, type FlowEvent, type Prompt, prompt } from '../vocabulary.ts';

/** Into the hands of a person: staff are told, and the patient is told when to expect an answer. */

const flow = flowSetup<Record<string, never>>();

export const personMachine = flow.createMachine({
  id: 'person',
  context: {},
  initial: 'idle',
  states: {
    idle: {
      on: {
        START: [
          {
            guard: ({ event }) => reasonOf(event) === 'danger',
            target: 'alarming',
            actions: run(() => handOver('danger')),
          },
          { target: 'handing_over', actions: run((_, __, event) => handOver(reasonOf(event))) },
        ],
      },
    },
    handing_over: { on: { HANDED_OVER: { target: 'told' } } },
    alarming: { on: { HANDED_OVER: { target: 'warned' } } },
    told: { type: 'final', entry: say(told) },
    warned: { type: 'final', entry: say((_, facts) => dangerPrompt(facts)) },
  },
});

function handOver(reason: HandoverReason) {
  return { do: 'hand_over', reason } as const;
}

function reasonOf(event: FlowEvent): HandoverReason {
  return event.type === 'START' ? (event.reason ?? 'asked') : 'asked';
}

/** Where life is at risk: whom to call, and nothing else. */
export function dangerPrompt({ clinic: { emergency, phone } }: Facts): Prompt {
  return prompt('person.danger', { emergency, phone });
}

function told(_: object, { clinic, now }: Facts, event: FlowEvent): Prompt {
  if (event.type !== 'HANDED_OVER') throw new Error('nobody has been told');
  const { zone } = clinic;
  const by = { start: event.answerBy, zone };
  return prompt('person.told', { ...by, open: event.open, today: isToday(by, now) });
}
