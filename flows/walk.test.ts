import { isDeepStrictEqual } from 'node:util';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, test } from 'vitest';
import { initialTransition } from 'xstate';
import { type ChannelKind, providers } from '../core/db/tables.ts';
import type { Language } from '../core/language.ts';
import { flows } from './registry.ts';
import { sampleClinic } from './sample-clinic.ts';
import { canary, nodesOf, type Walk, walk, worlds } from './sample-walk.ts';
import { type Command, type FlowName, flowNames, type Prompt, text } from './vocabulary.ts';
import { type Text, wordsOf } from './words.ts';

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
    const wrong = walksOf(flow)
      .flatMap(({ stands }) => stands)
      .filter((stand) => {
        const stored = JSON.stringify(stand);
        return (
          !isDeepStrictEqual(JSON.parse(stored), stand) || stored.includes(canary) || stored.includes('Afya')
        );
      });
    expect(wrong).toEqual([]);
  });

  test('asks again wherever it waits for the patient, and waits for nothing else but commands', () => {
    expect(walksOf(flow).flatMap(({ stuck }) => stuck)).toEqual([]);
  });

  test('stays small enough to be stored with each turn', () => {
    const sizes = walksOf(flow).flatMap(({ stands }) => stands.map((stand) => JSON.stringify(stand).length));
    // Ten visits with their names, which are kept only while one of them is being picked.
    const most = ['visits', 'move', 'cancel', 'confirm'].includes(flow) ? 7000 : 2000;
    expect(Math.max(0, ...sizes)).toBeLessThan(most);
  });
});

test('all commands are asked for by some flow, but those that are the engine’s own', () => {
  const asked = new Set([...walks.values()].flat().flatMap((one) => [...one.commands]));
  const expected: readonly Command['do'][] = [
    ...([
      'book',
      'cancel',
      'confirm_visit',
      'find_days',
      'find_slots',
      'give_number',
      'hand_over',
      'hold_slot',
    ] as const),
    ...([
      'list_visits',
      'move',
      'note_reason',
      'record_consent',
      'register_patient',
      'release_hold',
    ] as const),
    ...(['confirm_name', 'drop_name', 'rename_patient', 'set_language', 'start_flow'] as const),
  ];
  expect([...asked].toSorted()).toEqual([...expected].toSorted());
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
  text('common.no_such_number', {}),
  text('common.idle', {}),
  text('common.going_on', {}),
  text('common.write_person', {}),
  text('common.or_call', { phone }),
  text('common.opted_out_briefly', {}),
  text('common.opted_in', {}),
  text('common.gladly', {}),
  text('notice.old', {}),
  text('notice.all_right', {}),
  ...(['media', 'location', 'empty'] as const).map((what) => text('common.unreadable', { what })),
];
const languages: readonly Language[] = ['en', 'sw'];

const lengthIn = (language: Language, lead: Text) => wordsOf(lead, language, 'sms').length;

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
  const longest = leads.toSorted((a, b) => lengthIn(language, b) - lengthIn(language, a))[0];
  const written = onSms.flatMap((prompt) =>
    prompt.lead || prompt.choices.length === 0
      ? [prompt]
      : [prompt, { ...prompt, ...(longest && { lead: longest }) }],
  );
  const tooLong = new Set(
    [
      ...leads.map((lead) => wordsOf(lead, language, 'sms')),
      ...new Set(written.map((prompt) => asSms(prompt, language))),
    ]
      .map((sms) => ({ sms, counted: new SegmentedMessage(sms) }))
      .filter(({ counted }) => counted.segmentsCount > 2 || counted.encodingName !== 'GSM-7')
      .map(({ sms }) => `${sms.length}: ${sms}`),
  );
  expect([...tooLong]).toEqual([]);
});

test.each(languages)('what stands alone is GSM-7 in two segments too (%s)', (language) => {
  const alone: readonly Text[] = [
    text('common.dead_turn', { phone }),
    text('common.flood', { phone }),
    ...(['newcomers', 'nearly', 'spent'] as const).map((step) => text('staff.budget', { step })),
    ...providers.map((provider) => text('staff.out_of_credit', { provider })),
    text('common.you_are_welcome', {}),
    text('common.all_right', {}),
    text('common.opted_out', {}),
    text('common.detached', {}),
    text('common.stuck', {}),
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
      const own = !['common.name', 'booking.service', 'booking.slot', 'visits.choice'].includes(label.key);
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
