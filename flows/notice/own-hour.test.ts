import { expect, test } from 'vitest';
import { flowsOf, keysOf, type Talk, tell } from '../sample-talk.ts';
import { confirmed, first, reminded } from './sample-reminded.ts';

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

test.each(['nitakuja jioni', "I'll come in the evening", 'sawa baada ya lunch', 'I will come at 2'])(
  '%j: it is not then, and they are asked about that very visit',
  (words) => {
    const done = tell(asked, words);
    expect([keysOf(done), visitIn(done)]).toEqual([['confirm.ask'], [first.appointmentId]]);
  },
);

test.each(["I can't at 9", 'siwezi saa tatu', 'siwezi asubuhi'])(
  '%j: it is that visit that is not to be',
  (words) => {
    const done = tell(asked, words);
    expect(visitIn(done)).toEqual([first.appointmentId]);
    expect(['move', 'cancel']).toContain(flowsOf(done).at(-1));
  },
);
