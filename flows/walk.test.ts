import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, test } from 'vitest';
import { type AnyStateMachine, initialTransition, type StateNode, type StateValue, transition } from 'xstate';
import type { ChannelKind } from '../core/db/tables.ts';
import type { Language } from '../core/language.ts';
import { flows } from './registry.ts';
import {
  appointmentId,
  asha,
  branchId,
  patientId,
  practitionerId,
  sampleClinic,
  sampleFacts,
} from './sample-clinic.ts';
import {
  type Command,
  type Facts,
  type FlowName,
  flowNames,
  type Happening,
  type Prompt,
  text,
} from './vocabulary.ts';
import { type Text, wordsOf } from './words.ts';

/** Walks every machine through all it can be given, wherever it can stand, and looks at all that it says on the way. */

const canary = 'Kanari';
const family = Array.from({ length: 9 }, (_, at) => ({
  id: patientId(at + 1),
  name: `${canary} Wanjiku Mwangi-${'ABCDEFGHI'.charAt(at)}`,
  relation: at === 0 ? ('self' as const) : ('child' as const),
}));

const worlds: readonly Facts[] = [
  sampleFacts(sampleClinic({ services: 11, branches: 3, practitioners: 7 })),
  sampleFacts(sampleClinic({ services: 11, branches: 3, practitioners: 7 }), { channel: 'sms' }),
  sampleFacts(sampleClinic({ branches: 1, practitioners: 2 }), { isNew: true, channel: 'sms' }),
  sampleFacts(sampleClinic(), { ...asha, patients: family }),
  sampleFacts(sampleClinic(), { ...asha, patients: family, channel: 'sms' }),
  sampleFacts(sampleClinic({ services: 1, branches: 1, practitioners: 1 })),
  sampleFacts(sampleClinic({ services: 0, branches: 1, practitioners: 0 })),
];

const at = (number: number) => ({
  start: Temporal.Instant.from('2026-10-12T05:30:00Z')
    .add({ minutes: 90 * number })
    .toString(),
  practitionerId: practitionerId(1),
});
const days = [
  '2026-09-28',
  '2026-09-29',
  '2026-09-30',
  '2026-11-21',
  '2026-12-26',
  '2026-12-27',
  '2026-12-28',
];

const outcomes: readonly Happening[] = [
  { type: 'SLOTS', slots: [] },
  { type: 'SLOTS', slots: [at(0)] },
  { type: 'SLOTS', slots: Array.from({ length: 20 }, (_, number) => at(number)) },
  { type: 'DAYS', days: [], more: false },
  { type: 'DAYS', days, more: true },
  { type: 'HELD', holdId: appointmentId(1), practitionerId: practitionerId(1), start: at(1).start },
  ...(['booked', 'pending'] as const).map(
    (status): Happening => ({
      type: 'BOOKED',
      appointmentId: appointmentId(1),
      status,
      practitionerId: practitionerId(1),
      start: at(1).start,
    }),
  ),
  { type: 'REGISTERED', patientId: patientId(99), name: `${canary} Wanjiku Mwangi-Z` },
  ...(
    [
      ...['slot_taken', 'patient_busy', 'not_offered', 'name_empty'],
      ...['name_too_long', 'name_no_letters', 'name_looks_like_number'],
    ] as const
  ).map((reason) => ({ type: 'REFUSED', reason }) as Happening),
];

const spoken: readonly Happening[] = [
  { type: 'START' },
  { type: 'RESUME' },
  { type: 'BACK' },
  { type: 'LEAVE' },
  { type: 'SAID', text: `${canary} Wanjiku` },
  { type: 'CHOSE', id: 'no_such_choice' },
  { type: 'CHOSE', id: branchId(77) },
];

type Stand = { state: StateValue; context: Record<string, unknown> };
type Walk = {
  leaves: ReadonlySet<string>;
  stands: readonly Stand[];
  says: readonly { prompt: Prompt; facts: Facts }[];
  commands: ReadonlySet<Command['do']>;
  /** Stands where neither the patient is asked nor a command is under way. */
  stuck: readonly Stand[];
};

const answerless = new Set<Command['do']>(['release_hold', 'record_consent', 'set_language', 'start_flow']);

/** One transition as the engine takes it, through JSON. */
function take(machine: AnyStateMachine, stand: Stand, happening: Happening, facts: Facts) {
  const { state, context } = JSON.parse(JSON.stringify(stand)) as Stand;
  const before = machine.resolveState({ value: state, context });
  const event = { ...happening, facts };
  if (!before.can(event)) return null;
  const [next, actions] = transition(machine, before, event);
  const asked: readonly { type: string; params?: unknown }[] = actions;
  return {
    next: { state: next.value, context: next.context } as Stand,
    done: next.status === 'done',
    leaves: next._nodes
      .filter((node) => node.type === 'atomic' || node.type === 'final')
      .map((node) => node.id),
    says: asked.filter(({ type }) => type === 'say').map(({ params }) => params as Prompt),
    commands: asked.filter(({ type }) => type === 'do').map(({ params }) => params as Command),
    others: asked.filter(({ type }) => type !== 'say' && type !== 'do'),
  };
}

function walk(machine: AnyStateMachine, facts: Facts): Walk {
  const [initial] = initialTransition(machine, undefined);
  const found = new Map<string, Stand>();
  const leaves = new Set<string>(initial._nodes.map((node) => node.id));
  const says: { prompt: Prompt; facts: Facts }[] = [];
  const commands = new Set<Command['do']>();
  const stuck: Stand[] = [];
  const queue: Stand[] = [{ state: initial.value, context: initial.context }];
  for (let stand = queue.shift(); stand; stand = queue.shift()) {
    const asks = take(machine, stand, { type: 'RESUME' }, facts)?.says ?? [];
    const choices = asks.flatMap((prompt) =>
      prompt.choices.map(({ id }): Happening => ({ type: 'CHOSE', id })),
    );
    // A turn ends only when no command is left: the patient is heard where the flow asks, and at its very beginning.
    const heard = asks.length > 0 || stand.state === initial.value ? [...spoken, ...choices] : [];
    for (const happening of [...heard, ...outcomes]) {
      const taken = take(machine, stand, happening, facts);
      if (!taken) continue;
      expect(taken.others).toEqual([]);
      for (const prompt of taken.says) says.push({ prompt, facts });
      for (const command of taken.commands) commands.add(command.do);
      for (const leaf of taken.leaves) leaves.add(leaf);
      if (taken.done) continue;
      const awaited = taken.commands.some((command) => !answerless.has(command.do));
      if (!awaited && !take(machine, taken.next, { type: 'RESUME' }, facts)?.says.length)
        stuck.push(taken.next);
      const shape = shapeOf(taken.next);
      if (found.has(shape)) continue;
      found.set(shape, taken.next);
      queue.push(taken.next);
    }
  }
  return { leaves, stands: [...found.values()], says, commands, stuck };
}

/** Two stands of one shape go on alike: which of several services or slots was picked makes no difference. */
function shapeOf({ state, context }: Stand): string {
  const { held, start, days: _days, moreDays, ...telling } = context;
  const coarse = Object.entries(telling).map(([key, value]) => {
    if (typeof value === 'number') return value % 6; // pages go round: there are two or three of any list
    if (Array.isArray(value)) return value.length > 0;
    if (typeof value === 'object' && value !== null) return 'kind' in value ? value.kind : true;
    return typeof value === 'string' && key !== 'lead' && key !== 'relation' ? true : value;
  });
  return JSON.stringify([state, coarse]);
}

function nodesOf(node: StateNode): readonly StateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesOf)];
}

const walks = new Map<FlowName, readonly Walk[]>(
  flowNames.map((flow) => [flow, worlds.map((facts) => walk(flows[flow].machine, facts))]),
);
const walksOf = (flow: FlowName) => walks.get(flow) ?? [];

describe.each(flowNames)('the machine of %s', (flow) => {
  const { machine } = flows[flow];

  test('can get to every state', () => {
    const reached = new Set(walksOf(flow).flatMap(({ leaves }) => [...leaves]));
    const resting = nodesOf(machine.root).filter(
      (node) => (node.type === 'atomic' || node.type === 'final') && !node.always?.length,
    );
    expect(resting.map(({ id }) => id).filter((id) => !reached.has(id))).toEqual([]);
  });

  test('runs nothing by itself: no invoke, no timer, no history, no action but say and do', () => {
    for (const node of nodesOf(machine.root)) {
      expect([node.id, node.invoke, node.after, node.type === 'history']).toEqual([node.id, [], [], false]);
      const named = [
        ...node.entry,
        ...node.exit,
        ...[...node.transitions.values()].flat().flatMap((one) => one.actions),
      ];
      const types = named.map((action) =>
        action instanceof Object && 'type' in action ? action.type : action,
      );
      expect(types.filter((type) => !['say', 'do', 'xstate.assign'].includes(String(type)))).toEqual([]);
    }
  });

  test('starts silently', () => {
    const [, actions] = initialTransition(machine, undefined);
    expect(actions).toEqual([]);
  });

  test('keeps plain JSON, and nothing personal', () => {
    for (const stand of walksOf(flow).flatMap(({ stands }) => stands)) {
      const stored = JSON.stringify(stand);
      expect(JSON.parse(stored)).toEqual(stand);
      expect(stored).not.toContain(canary);
      expect(stored).not.toContain('Afya');
    }
  });

  test('asks again wherever it waits for the patient, and waits for nothing else but commands', () => {
    expect(walksOf(flow).flatMap(({ stuck }) => stuck)).toEqual([]);
  });

  test('stays small enough to be stored with each turn', () => {
    const sizes = walksOf(flow).flatMap(({ stands }) => stands.map((stand) => JSON.stringify(stand).length));
    expect(Math.max(0, ...sizes)).toBeLessThan(2000);
  });
});

test('booking asks for everything it may ask for', () => {
  const commands = new Set(walksOf('booking').flatMap((one) => [...one.commands]));
  expect([...commands].toSorted()).toEqual(
    [
      'book',
      'find_days',
      'find_slots',
      'hold_slot',
      'record_consent',
      'register_patient',
      'release_hold',
    ].toSorted(),
  );
});

// ── What is said ────────────────────────────────────────────────────────────────────────────────────────────────────

const everything = [
  ...new Map(
    [...walks.values()]
      .flat()
      .flatMap(({ says }) => says)
      .map((said) => [JSON.stringify([said.prompt, said.facts.contact.channel]), said]),
  ).values(),
];
const phone = sampleClinic().phone;
/** The lines that the engine may put above any prompt. */
const leads: readonly Text[] = [
  text('common.not_understood', {}),
  text('common.not_understood_again', { phone }),
  text('common.stale', {}),
  text('common.lost_thread', {}),
  text('common.language_set', {}),
  text('common.help', { phone }),
  ...(['media', 'location', 'empty'] as const).map((what) => text('common.unreadable', { what })),
];
const languages: readonly Language[] = ['en', 'sw'];

/** As an SMS shows it: lead, words, numbered lines, how to answer. Hints are for where there is room. */
function asSms({ lead, choices, ...said }: Prompt, language: Language): string {
  const lines = choices.map(({ label }, place) => `${place + 1} ${wordsOf(label, language, 'sms')}`);
  const how = text('common.how_to_reply', { first: 1, last: choices.length });
  return [
    ...(lead ? [wordsOf(lead, language, 'sms')] : []),
    wordsOf(said as Text, language, 'sms'),
    ...lines,
    ...(choices.length > 0 ? [wordsOf(how, language, 'sms')] : []),
  ].join('\n');
}

test('every prompt has words in both languages, on both channels', () => {
  const kinds: readonly ChannelKind[] = ['whatsapp', 'sms'];
  for (const { prompt } of everything) {
    const parts: readonly Text[] = [prompt, ...prompt.choices.map(({ label }) => label)];
    for (const language of languages) {
      for (const kind of kinds) {
        for (const part of parts) {
          const words = wordsOf(part, language, kind);
          expect(words).toMatch(/\S/);
          expect(words).not.toMatch(/undefined|null|NaN|\[object/);
        }
      }
    }
  }
});

test.each(languages)('every SMS is GSM-7 in two segments, whatever line stands above it (%s)', (language) => {
  const onSms = everything.filter(({ facts }) => facts.contact.channel === 'sms').map(({ prompt }) => prompt);
  expect(onSms.length).toBeGreaterThan(50);
  const written = onSms.flatMap((prompt) =>
    prompt.lead || prompt.choices.length === 0
      ? [prompt]
      : [prompt, ...leads.map((lead) => ({ ...prompt, lead }))],
  );
  const tooLong = new Set(
    written
      .map((prompt) => asSms(prompt, language))
      .map((sms) => ({ sms, counted: new SegmentedMessage(sms) }))
      .filter(({ counted }) => counted.segmentsCount > 2 || counted.encodingName !== 'GSM-7')
      .map(({ sms }) => `${sms.length}: ${sms}`),
  );
  expect([...tooLong]).toEqual([]);
});

test.each(languages)('what stands alone is GSM-7 in two segments too (%s)', (language) => {
  const alone: readonly Text[] = [
    text('common.dead_turn', { phone }),
    text('common.you_are_welcome', {}),
    text('menu.welcome', { clinic: sampleClinic().name }),
  ];
  for (const said of alone) {
    const counted = new SegmentedMessage(wordsOf(said, language, 'sms'));
    expect([said.key, counted.encodingName, counted.segmentsCount <= 2]).toEqual([said.key, 'GSM-7', true]);
  }
});

test('WhatsApp: at most ten choices, ids that a tap can carry, labels that fit', () => {
  const ours = everything
    .filter(({ facts }) => facts.contact.channel === 'whatsapp')
    .map(({ prompt }) => prompt);
  for (const prompt of ours) {
    const ids = prompt.choices.map(({ id }) => id);
    expect(ids.length).toBeLessThanOrEqual(10);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Math.max(0, ...ids.map((id) => id.length))).toBeLessThanOrEqual(36);
    for (const { label, hint } of prompt.choices) {
      // Names come as they are (a row cuts a long title and gives it whole below); a Swahili slot may need a row. All else
      // fits a button.
      const own = !['common.name', 'booking.service', 'booking.slot'].includes(label.key);
      for (const language of languages) {
        expect(wordsOf(label, language, 'whatsapp').length).toBeLessThanOrEqual(own ? 20 : 24);
        expect(hint ? wordsOf(hint, language, 'whatsapp').length : 0).toBeLessThanOrEqual(72);
      }
    }
  }
});

test('a Swahili slot always says its part of the day: buttons show no hint', () => {
  const slots = everything
    .flatMap(({ prompt }) => prompt.choices)
    .filter(({ label }) => label.key === 'booking.slot');
  expect(slots.length).toBeGreaterThan(0);
  for (const { label } of slots) {
    expect(wordsOf(label, 'sw', 'whatsapp')).toMatch(/ (usiku|alfajiri|asubuhi|mchana|alasiri|jioni)$/);
  }
});

test('labels of one prompt differ in either language, so that each can be typed', () => {
  for (const { prompt, facts } of everything) {
    for (const language of languages) {
      const labels = prompt.choices.map(({ label }) => wordsOf(label, language, facts.contact.channel));
      expect(new Set(labels).size).toBe(labels.length);
    }
  }
});
