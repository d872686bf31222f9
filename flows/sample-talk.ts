import type { Language } from '../core/language.ts';
import { begin, proceed, type Step } from './engine.ts';
import { matchNotice } from './notice/match.ts';
import { appointmentId, patientId, practitionerId } from './sample-clinic.ts';
import { heardIn, sceneOf } from './scene.ts';
import { matchChoice } from './understand/match-choice.ts';
import { readMessage } from './understand/read-message.ts';
import type {
  Choice,
  Command,
  Facts,
  Frame,
  Happening,
  Heard,
  Prompt,
  RefusedReason,
  Reply,
  VisitFact,
} from './vocabulary.ts';
import { type Text, wordsOf } from './words.ts';

/** As many as a turn runs. */
const MOST_COMMANDS = 12;

/** A conversation with the engine, for tests; core is played here, and everything that would be stored goes through JSON. */
export type Talk = {
  frames: readonly Frame[];
  misses: number;
  language: Language;
  facts: Facts;
  said: readonly Prompt[];
  /** The choices that stand: shown last, or before words that ask nothing. */
  offered: readonly Choice[];
  commands: readonly Command[];
  /** Reasons to refuse the next commands of that name with. */
  refusals: Partial<Record<Command['do'], readonly RefusedReason[]>>;
  /** What the contact holds. */
  visits: readonly VisitFact[];
};

const slots = ['06:00', '07:30', '11:00', '13:00', '14:30'].map((time) => ({
  start: `2026-10-08T${time}:00Z`,
  practitionerId: practitionerId(1),
}));

export function open(facts: Facts, refusals: Talk['refusals'] = {}, visits: readonly VisitFact[] = []): Talk {
  const begun = { frames: [], misses: 0, said: [], offered: [], commands: [] };
  return { ...begun, language: facts.language, facts, refusals, visits };
}

export function tell(talk: Talk, ...messages: readonly string[]): Talk {
  return messages.reduce((now, message) => {
    const { reply, heard } = read(now, message);
    return turn(now, reply, heard);
  }, talk);
}

function read(talk: Talk, message: string): { reply: Reply; heard: Heard | null } {
  const { notices } = talk.facts.contact;
  const answered = matchNotice(message, notices);
  if (answered) return { reply: answered, heard: null };
  const choice = matchChoice(message, talk.offered);
  if (choice) return { reply: { kind: 'chose', id: choice.id }, heard: null };
  const { clinic, now } = talk.facts;
  const scene = sceneOf(clinic, Temporal.Instant.from(now), talk.frames, talk.offered, notices);
  const reading = readMessage(message, scene);
  return {
    reply: { kind: 'said', text: message, intents: reading.intents },
    heard: heardIn(reading, message, scene.asked),
  };
}

export function turn(talk: Talk, reply: Reply, heard: Heard | null = null): Talk {
  const stored = JSON.parse(JSON.stringify(talk.frames)) as Frame[];
  let facts = { ...talk.facts, language: talk.language, heard };
  let { refusals } = talk;
  const commands: Command[] = [];
  let step: Step = begin({ frames: stored, misses: talk.misses }, reply, facts);
  for (let command = step.command; command; command = step.command) {
    if (commands.length === MOST_COMMANDS) throw new Error('a flow asks for one command after another');
    commands.push(command);
    const [reason, ...left] = refusals[command.do] ?? [];
    if (reason) refusals = { ...refusals, [command.do]: left };
    const outcome: Happening | null = reason ? { type: 'REFUSED', reason } : play(command, talk.visits);
    step = proceed(JSON.parse(JSON.stringify(step)) as Step, outcome, facts);
    facts = { ...facts, language: step.language };
  }
  const { frames, misses, language, says } = step;
  if (says.length === 0 && !talk.facts.contact.handedOver) throw new Error('a message was met with silence');
  const shown = says.at(-1)?.choices ?? [];
  const stands = shown.length === 0 && JSON.stringify(stored) === JSON.stringify(frames);
  const next = { ...talk, frames, misses, language, said: says, commands, refusals };
  return { ...next, offered: stands ? talk.offered : shown, facts: later(talk.facts, commands) };
}

/** What the next turn reads of a contact. */
function later({ contact, ...facts }: Facts, commands: readonly Command[]): Facts {
  const consented = contact.consented || commands.some((command) => command.do === 'record_consent');
  const did = (name: Command['do']) => commands.some((command) => command.do === name);
  const named = commands.filter((command) => command.do === 'register_patient');
  const newcomers = named.map(({ name, relation }, at) => ({ id: patientId(90 + at), name, relation }));
  return {
    ...facts,
    contact: {
      ...contact,
      isNew: false,
      // They have written since.
      notices: contact.notices.map((one) => ({ ...one, fresh: false, numbered: false })),
      consented,
      patients: [...newcomers, ...contact.patients],
      handedOver: (contact.handedOver || did('hand_over')) && !did('take_back'),
      optedOut: (contact.optedOut || did('opt_out')) && !did('opt_in'),
    },
  };
}

function play(command: Command, visits: readonly VisitFact[]): Happening | null {
  switch (command.do) {
    case 'find_slots':
      return { type: 'SLOTS', slots: slots.slice(0, command.count) };
    case 'find_days':
      return { type: 'DAYS', days: ['2026-10-08', '2026-10-09'], more: command.after === null };
    case 'hold_slot':
      return {
        type: 'HELD',
        holdId: appointmentId(1),
        practitionerId: practitionerId(1),
        start: command.start,
      };
    case 'book': {
      const { start } = command;
      return {
        type: 'BOOKED',
        appointmentId: appointmentId(1),
        status: 'booked',
        practitionerId: practitionerId(1),
        start,
      };
    }
    case 'register_patient':
      return { type: 'REGISTERED', patientId: patientId(90), name: command.name };
    case 'list_visits':
      return { type: 'VISITS', visits: command.when === 'coming' ? visits : visits.slice(0, 1) };
    case 'move': {
      const { appointmentId, start } = command;
      return {
        type: 'MOVED',
        appointmentId,
        start,
        status: 'booked',
        branchId: command.shown.branchId,
        practitionerId: command.practitionerId ?? practitionerId(1),
      };
    }
    case 'cancel':
      return { type: 'CANCELLED', appointmentId: command.appointmentId, start: command.shown.start };
    case 'confirm_visit':
      return { type: 'CONFIRMED', appointmentId: command.appointmentId, start: command.shown.start };
    case 'hand_over':
      return { type: 'HANDED_OVER', answerBy: '2026-10-05T05:30:00Z', open: true };
    case 'rename_patient':
      return { type: 'RENAMED', patientId: command.patientId, name: command.name };
    case 'give_number':
      return { type: 'NUMBER_KEPT' };
    case 'note_reason':
    case 'confirm_name':
    case 'drop_name':
    case 'tell_staff':
    case 'raise_alarm':
    case 'take_back':
    case 'opt_out':
    case 'opt_in':
    case 'detach':
    case 'release_hold':
    case 'record_consent':
    case 'set_language':
    case 'start_flow':
      return null;
    default:
      return command satisfies never;
  }
}

export const keysOf = (talk: Talk) => talk.said.map(({ key }) => key);
export const leadsOf = (talk: Talk) => talk.said.map(({ lead }) => lead?.key ?? null);
export const flowsOf = (talk: Talk) => talk.frames.map(({ flow }) => flow);
export const didOf = (talk: Talk) => talk.commands.map((command) => command.do);
export const wordsSaid = (talk: Talk) =>
  talk.said.map((prompt) => wordsOf(prompt as Text, talk.language, 'whatsapp')).join('\n');
export const idsOf = (talk: Talk) => talk.said.flatMap(({ choices }) => choices.map(({ id }) => id));
