import { expect, test } from 'vitest';
import { asha, sampleClinic, sampleFacts } from '../sample-clinic.ts';
import { nowhere } from '../understand/read-message.ts';
import { tokenize } from '../understand/tokens.ts';
import { readWhen } from '../understand/when/read-when.ts';
import { timesOf } from '../vocabulary.ts';
import { timesSought } from './other-times.ts';
import type { View } from './search.ts';

/** Monday 5 October 2026, 08:00. */
const facts = sampleFacts(sampleClinic(), asha);
const zone = 'Africa/Nairobi';

function read(text: string) {
  const { when, unfit } = readWhen(text, tokenize(text), {
    ...nowhere,
    now: '2026-10-05T08:00',
    asked: 'slot',
  });
  return { times: timesOf(when), unfit: timesOf(unfit) };
}

/** What is looked at after this was said, and then that. */
function left(words: string, before: string | null = null, day: string | null = null): string {
  const looking = before === null ? null : timesSought(read(before), { view: offer, day: null, zone }, facts);
  const view: View = looking ? { kind: 'times', times: looking } : offer;
  const times = timesSought(read(words), { view, day, zone }, facts);
  const windows = (times?.candidates ?? []).map((one) =>
    typeof one === 'string' ? one : `${one.start}>${one.end}`,
  );
  return windows.join(' ').replaceAll('2026-', '');
}
const offer: View = { kind: 'offer' };

test('ten days without it', () => {
  expect(left('siwezi kesho')).toBe('10-05T00:00>10-06T00:00 10-07T00:00>10-17T00:00');
  expect(left('siwezi asubuhi').split(' ')).toEqual([
    '10-05T00:00>10-05T06:00',
    ...['05', '06', '07', '08', '09'].map(
      (day) => `10-${day}T12:00>10-${String(Number(day) + 1).padStart(2, '0')}T06:00`,
    ),
    ...['10', '11', '12', '13'].map((day) => `10-${day}T12:00>10-${Number(day) + 1}T06:00`),
    '10-14T12:00>10-15T00:00',
  ]);
  expect(left("I can't do mornings").split(' ').at(-1)).toBe('10-11T12:00>10-12T00:00');
  expect(left('niko kazini hadi saa kumi')).toBe('10-05T16:00>10-06T00:00');
});

test('of the day that is talked about, its other hours; the days ahead where it has none', () => {
  expect(left('siwezi asubuhi', null, '2026-10-08')).toBe('10-08T00:00>10-08T06:00 10-08T12:00>10-09T00:00');
  expect(left('siwezi usiku', null, '2026-10-05')).toBe('10-05T00:00>10-05T19:00');
  expect(left('siwezi kesho', null, '2026-10-06')).toBe('10-05T00:00>10-06T00:00 10-07T00:00>10-17T00:00');
});

test('what is looked at already, without it', () => {
  const nextWeek = left('not in the morning', 'wiki ijayo').split(' ');
  expect([nextWeek[0], nextWeek[1], nextWeek.at(-1)]).toEqual([
    '10-12T00:00>10-12T06:00',
    '10-12T12:00>10-13T06:00',
    '10-18T12:00>10-19T00:00',
  ]);
  expect(left('jumatano siwezi', 'siwezi kesho')).toBe('10-05T00:00>10-06T00:00 10-08T00:00>10-17T00:00');
  // Nothing is left of that morning.
  expect(left('kesho siwezi', 'kesho asubuhi')).toBe('10-05T00:00>10-06T00:00 10-07T00:00>10-17T00:00');
});

test('what is asked for goes before it', () => {
  expect(left('siwezi kesho, naomba ijumaa')).toBe('10-09');
  expect(left('thank you')).toBe('');
});

test('what is further away than anybody is offered a time is not looked at', () => {
  for (const words of ['siwezi 31/12/9999', 'siwezi 5/10/2030'])
    expect(left(words)).toBe('10-05T00:00>10-15T00:00');
});
