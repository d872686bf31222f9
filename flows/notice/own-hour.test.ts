import { expect, test } from 'vitest';
import { flowsOf, keysOf, type Talk, tell } from '../sample-talk.ts';
import { confirmed, first, reminded, second } from './sample-reminded.ts';

/** An hour or a part of the day without a day, said to the reminder of a visit on Wednesday at nine: it is of that visit's day. */

const asked = reminded([first], 2);
const visitIn = ({ commands }: Talk) =>
  commands.flatMap((command) => (command.do === 'start_flow' ? [command.appointmentId] : []));

test.each([
  'yes at 9',
  'sawa saa tatu',
  'nitakuja saa tatu asubuhi',
  "I'll come at 9",
  'ok 9am',
  'yes in the morning',
  'nitakuja asubuhi',
])('%j: they will come', (words) => {
  const done = tell(asked, words);
  expect(done.commands).toContainEqual(confirmed);
  expect(keysOf(done)).toEqual(['confirm.see_you']);
});

test.each([
  ...[
    'saa tatu iko sawa',
    'asubuhi sawa',
    'noted 9am',
    'thanks, see you at 9',
    'see you in the morning',
    'see you Wednesday morning',
  ],
])('%j agrees', (words) => {
  expect(tell(asked, words).commands).toContainEqual(confirmed);
});

test.each([
  ...[
    'nitakuja jioni',
    "I'll come in the evening",
    'sawa baada ya lunch',
    'I will come at 2',
    'see you at 10',
  ],
  ...['yes after 9', 'nitakuja baada ya saa tatu', "I'll come at 9 or 10", 'ok is it 9am or 9pm?'],
  ...["I'll come in the evening I'm at work in the morning", "I'll come at 10 I have a meeting at 9"],
  ...['nitakuja jioni kwa sababu niko kazini asubuhi', "ok evening I'm at work in the morning"],
])('%j: it is not then, and they are asked about that very visit', (words) => {
  const done = tell(asked, words);
  expect([keysOf(done), visitIn(done)]).toEqual([['confirm.ask'], [first.appointmentId]]);
});

test.each(["I can't at 9", 'siwezi saa tatu', 'siwezi asubuhi'])(
  '%j: it is that visit that is not to be',
  (words) => {
    const done = tell(asked, words);
    expect(visitIn(done)).toEqual([first.appointmentId]);
    expect(['move', 'cancel']).toContain(flowsOf(done).at(-1));
  },
);

test.each(['not in the morning', 'not at 9', 'si asubuhi'])('%j: another time for that visit', (words) => {
  const done = tell(asked, words);
  expect([flowsOf(done).at(-1), visitIn(done)]).toEqual(['move', [first.appointmentId]]);
});

test('"I can’t before half past nine" is of the visit that is earlier, "after" it of the other', () => {
  const both = reminded([second, first], 2);
  expect(visitIn(tell(both, "I can't make it before 9:30"))).toEqual([first.appointmentId]);
  expect(visitIn(tell(both, "I can't make it after 9:30"))).toEqual([second.appointmentId]);
});

test.each([
  ...[
    '9am no thanks',
    'thanks but 9am would be hard to say',
    'good morning is it at 9',
    'would 9am be ok',
    'saa tatu sawa lakini naweza kuchelewa',
  ],
  ...[
    'good morning, I feel pain in the morning',
    'can I eat in the morning, thanks',
    '9am is good but 11 is better',
  ],
  ...[
    'let me check if 9am works',
    'remind me at 9am thanks',
    'I will confirm in the morning',
    'sawa saa tatu nina mtihani',
  ],
  ...['nitakuja saa tatu kama nitapata nafasi', 'my husband will come at 9', 'see you at 9 in Kilimani'],
  ...['kama saa tatu ni sawa', '9 or 9:30 ok', 'wednesday or thursday is fine', 'asubuhi au mchana sawa'],
])('%j has the hour in it, and is no yes', (words) => {
  for (const talk of [asked, reminded([second, first], 2)])
    expect(tell(talk, words).commands.some((command) => command.do === 'confirm_visit')).toBe(false);
});

test.each([
  ...[
    'asante saa tatu siwezi',
    'saa tatu siwezi asante',
    '9am is early, thanks',
    'saa tatu haitakuwa sawa',
    'jumatano haitakuwa sawa',
  ],
  ...[
    'good morning, 9am is bad for me',
    "thanks but Wednesday won't be possible",
    'asante lakini jumatano nasafiri',
  ],
])('%j: another time', (words) => {
  expect(flowsOf(tell(asked, words)).at(-1)).toBe('move');
});

test('"I can’t at nine" looks first at the other hours of that day', () => {
  const search = tell(asked, 'asante saa tatu siwezi').commands.find(
    (command) => command.do === 'find_slots',
  );
  expect(JSON.stringify(search)).toContain('"2026-10-07T00:00"');
  expect(JSON.stringify(search)).not.toContain('2026-10-06');
});

test.each(['yes at 9', 'sawa saa tatu', 'see you at 9', '9am is fine', 'hakuna shida', 'noted', 'see you'])(
  'asked again whether they come, %j: they do',
  (words) => {
    const again = tell(asked, 'thanks');
    expect(keysOf(again)).toEqual(['confirm.ask']);
    expect(tell(again, words).commands).toContainEqual(confirmed);
  },
);

test.each(['nataka saa nne', 'can I come at 10'])('asked again, %j: another hour for it', (words) => {
  expect(flowsOf(tell(asked, 'yes at 10', words)).at(-1)).toBe('move');
});

test('of two reminders "yes at ten" is of the one at ten', () => {
  const done = tell(reminded([second, first], 2), 'yes at 10');
  expect(visitIn(done)).toEqual([second.appointmentId]);
});
