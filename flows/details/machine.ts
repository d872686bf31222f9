import type { PatientId } from '../../core/ids.ts';
import {
  backChoice,
  bookChoice,
  fixed,
  menuChoice,
  moreChoice,
  noWords,
  pageOf,
  pageSize,
  yesWords,
} from '../common/choices.ts';
import { flowSetup, picked, run, say } from '../flow-machine.ts';
import { leadText } from '../slots/prompts.ts';
import {
  type Choice,
  type Facts,
  type FlowEvent,
  type Prompt,
  prompt,
  type RefusedReason,
  text,
} from '../vocabulary.ts';

/** A name put right, or a number given to be reached by. What is typed goes straight to the vault, never into the context. */

type DetailsContext = {
  what: 'name' | 'number';
  patientId: PatientId | null;
  page: number;
  lead: RefusedReason | null;
};
type Scene = { context: DetailsContext; event: FlowEvent };

const flow = flowSetup<DetailsContext>();

const change = (next: (context: DetailsContext, event: FlowEvent) => Partial<DetailsContext>) =>
  flow.assign(({ context, event }: Scene) => next(context, event));

const whatChoices: readonly Choice[] = [
  fixed('name', 'details.name', ['name', 'my name', 'jina', 'jina langu']),
  fixed('number', 'details.number', ['number', 'phone', 'my number', 'namba', 'namba yangu', 'simu']),
  backChoice,
];

const rightChoices: readonly Choice[] = [
  fixed('yes', 'details.right', yesWords),
  fixed('again', 'details.write_again', [...noWords, 'wrong', 'again', 'limekosewa', 'tena']),
];

const askWhat = (): Prompt => prompt('details.what', {}, whatChoices);

function askWhose({ what, page }: DetailsContext, { contact }: Facts): Prompt {
  const { shown, more } = pageOf(contact.patients, page, pageSize(contact.channel, 1));
  const named = shown.map(({ id, name }): Choice => ({ id, label: text('common.name', { name }) }));
  return prompt('details.whose', { what }, [...named, ...(more ? [moreChoice] : []), backChoice]);
}

/** Below the line that says what was wrong with the last answer. */
function askFor({ what, patientId, lead }: DetailsContext, { contact }: Facts): Prompt {
  const name = contact.patients.find(({ id }) => id === patientId)?.name ?? null;
  const whose = contact.patients.length > 1 ? name : null;
  return prompt(`details.ask_${what}`, { name: whose }, [], leadText(lead, null) ?? undefined);
}

function askRight({ patientId }: DetailsContext, { contact }: Facts, event: FlowEvent): Prompt {
  const known = contact.patients.find(({ id }) => id === patientId)?.name ?? '';
  return prompt('details.renamed', { name: event.type === 'RENAMED' ? event.name : known }, rightChoices);
}

/** "My name is …" is the name without the words around it. */
const typed = (event: FlowEvent) => event.facts.heard?.name ?? (event.type === 'SAID' ? event.text : '');

function ofPatient({ patientId }: DetailsContext): PatientId {
  if (!patientId) throw new Error('details of nobody');
  return patientId;
}

const nobodyIsKnown = ({ event }: Scene) => event.facts.contact.patients.length === 0;
const severalAreKnown = ({ event }: Scene) => event.facts.contact.patients.length > 1;
const isPatient = ({ event }: Scene) =>
  event.type === 'CHOSE' && event.facts.contact.patients.some(({ id }) => id === event.id);
const takePatient = change((_, { facts, ...event }) => {
  const [only] = facts.contact.patients;
  const chosen =
    event.type === 'CHOSE' ? facts.contact.patients.find(({ id }) => id === event.id) : undefined;
  return { patientId: (chosen ?? only)?.id ?? null };
});
const confirmName = (context: DetailsContext) =>
  ({ do: 'confirm_name', patientId: ofPatient(context) }) as const;
const dropName = (context: DetailsContext) => ({ do: 'drop_name', patientId: ofPatient(context) }) as const;

const isGone = ({ event }: Scene) => event.type === 'REFUSED' && event.reason === 'not_found';
const askAgain = {
  target: 'asking' as const,
  actions: change((_, event) => (event.type === 'REFUSED' ? { lead: event.reason } : {})),
};
const forgetLead = flow.assign({ lead: null });

const asking = flow.createStateConfig({
  tags: ['asks:name'],
  entry: [say(askFor), forgetLead],
  on: {
    RESUME: { actions: say(askFor) },
    SAID: [
      { guard: ({ context }) => context.what === 'name', target: 'renaming' },
      { target: 'giving_number' },
    ],
    BACK: [{ guard: severalAreKnown, target: 'whose' }, { target: 'what' }],
  },
});

export const detailsMachine = flow.createMachine({
  id: 'details',
  context: { what: 'name', patientId: null, page: 0, lead: null },
  initial: 'idle',
  states: {
    idle: { on: { START: [{ guard: nobodyIsKnown, target: 'nobody' }, { target: 'what' }] } },
    what: {
      entry: say(askWhat),
      on: {
        RESUME: { actions: say(askWhat) },
        CHOSE: [
          { guard: picked('name'), target: 'deciding', actions: flow.assign({ what: 'name' }) },
          { guard: picked('number'), target: 'deciding', actions: flow.assign({ what: 'number' }) },
        ],
      },
    },
    deciding: {
      always: [
        { guard: severalAreKnown, target: 'whose', actions: flow.assign({ page: 0 }) },
        { target: 'asking', actions: takePatient },
      ],
    },
    whose: {
      entry: say(askWhose),
      on: {
        RESUME: { actions: say(askWhose) },
        CHOSE: [
          { guard: isPatient, target: 'asking', actions: takePatient },
          {
            guard: picked('more'),
            target: 'whose',
            reenter: true,
            actions: change(({ page }) => ({ page: page + 1 })),
          },
        ],
        BACK: { target: 'what' },
      },
    },
    asking,
    renaming: {
      entry: run((context, _, event) => ({
        do: 'rename_patient',
        patientId: ofPatient(context),
        name: typed(event),
      })),
      on: { RENAMED: { target: 'right' }, REFUSED: [{ guard: isGone, target: 'nobody' }, askAgain] },
    },
    right: {
      tags: ['asks:yes_no'],
      entry: say(askRight),
      on: {
        RESUME: { actions: say(askRight) },
        CHOSE: [
          { guard: picked('yes'), target: 'done', actions: run(confirmName) },
          { guard: picked('again'), target: 'asking', actions: run(dropName) },
        ],
        BACK: { target: 'asking', actions: run(dropName) },
        LEAVE: { actions: run(dropName) },
      },
    },
    giving_number: {
      entry: run((context, _, event) => ({
        do: 'give_number',
        patientId: ofPatient(context),
        number: event.type === 'SAID' ? event.text : '',
      })),
      on: {
        NUMBER_KEPT: { target: 'number_kept' },
        REFUSED: [{ guard: isGone, target: 'nobody' }, askAgain],
      },
    },
    done: { type: 'final', entry: say(() => prompt('details.done', {}, [menuChoice])) },
    number_kept: { type: 'final', entry: say(() => prompt('details.number_kept', {}, [menuChoice])) },
    nobody: { type: 'final', entry: say(() => prompt('details.nobody', {}, [bookChoice, menuChoice])) },
  },
});
