import type { Language } from '../../core/language.ts';
import { bookChoice, fixed, personChoice, visitsChoice } from '../common/choices.ts';
import { flowSetup, picked, run, say } from '../flow-machine.ts';
import { type Choice, type Facts, type FlowName, type Prompt, prompt, text } from '../vocabulary.ts';

/** The ground floor of every conversation: it never ends, and lies below whatever else is being done. */

const choosable: readonly (readonly [string, FlowName])[] = [
  ['book', 'booking'],
  ['visits', 'visits'],
  ['person', 'person'],
  ['details', 'details'],
];

const flow = flowSetup<Record<string, never>>();

export const menuMachine = flow.createMachine({
  id: 'menu',
  context: {},
  initial: 'idle',
  states: {
    idle: { on: { START: { target: 'open', actions: say((_, facts) => greeting(facts)) } } },
    open: {
      on: {
        START: { actions: say((_, facts) => greeting(facts)) },
        RESUME: { actions: say((_, { language }) => prompt('menu.again', {}, menuChoices(language))) },
        CHOSE: [
          ...choosable.map(([id, flow]) => ({
            guard: picked(id),
            actions: run(() => ({ do: 'start_flow', flow })),
          })),
          // To what was offered when a flow had ended.
          { guard: picked('no'), actions: say(() => prompt('notice.all_right', {})) },
          ...(['en', 'sw'] as const).map((language) => ({
            guard: picked(`language_${language}`),
            actions: [run(() => ({ do: 'set_language', language })), say(() => goOnIn(language))],
          })),
        ],
      },
    },
  },
});

/** Until somebody has agreed, each greeting carries the one line on what is kept. */
function greeting({ clinic, contact, language }: Facts): Prompt {
  const choices = menuChoices(language);
  // Below the line on what is kept an SMS has no room for all; who is not known yet has no details to change either.
  const fewer = choices.filter(({ id }) => id !== detailsChoice.id);
  if (!contact.consented) return prompt('menu.first', { clinic: clinic.name }, fewer);
  const own = contact.patients.find((patient) => patient.relation === 'self');
  const name = own?.name.split(' ')[0] ?? null;
  return prompt('menu.greeting', { clinic: clinic.name, name }, choices);
}

function goOnIn(language: Language): Prompt {
  return prompt('menu.again', {}, menuChoices(language), text('common.language_set', {}));
}

const detailsChoice: Choice = fixed('details', 'menu.details', ['details', 'taarifa', 'maelezo']);

function menuChoices(language: Language): readonly Choice[] {
  const other = language === 'en' ? 'sw' : 'en';
  return [
    bookChoice,
    visitsChoice,
    personChoice,
    detailsChoice,
    {
      id: `language_${other}`,
      label: text('common.language', { language: other }),
      keywords: languageWords[other],
    },
  ];
}

const languageWords: Record<Language, readonly string[]> = {
  en: ['english', 'kiingereza', 'kizungu'],
  sw: ['swahili', 'kiswahili'],
};
