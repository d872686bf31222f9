import { describe, expect, test } from 'vitest';
import { confirmChoices } from '../booking/choices.ts';
import { menuChoice, moreChoice } from '../common/choices.ts';
import { localOf, weekday } from '../format.ts';
import { sampleClinic } from '../sample-clinic.ts';
import { otherDays } from '../slots/choices.ts';
import { type Choice, text } from '../vocabulary.ts';
import { matchChoice } from './match-choice.ts';

const { services } = sampleClinic({ services: 6 });
const serviceChoices: readonly Choice[] = [
  ...services.map(({ id, name, keywords }) => ({
    id,
    label: text('booking.service', { service: name }),
    keywords,
  })),
  moreChoice,
];
const slot = (start: string): Choice => {
  const when = { start, zone: 'Africa/Nairobi', practitioner: 'Dr. Otieno' };
  const { day } = localOf(when);
  const keywords = [weekday(day, 'en'), weekday(day, 'sw')]; // as the booking flow gives them
  return { id: start, label: text('booking.slot', when), hint: text('booking.slot_hint', when), keywords };
};
const slotChoices = [
  slot('2026-10-08T06:00:00Z'),
  slot('2026-10-08T11:00:00Z'),
  slot('2026-10-09T06:00:00Z'),
  otherDays,
];

const placeOf = (said: string, choices: readonly Choice[]) => {
  const match = matchChoice(said, choices);
  return match ? choices.indexOf(match) : null;
};

describe('the last one', () => {
  test.each([
    ['the last one', 2],
    ['ya mwisho', 2],
    ['yes 2', 1],
    ['yes for 2', null],
    ['yes for two', null],
    ['ok one second', null],
    ['sawa one second please', null],
    ['yes give me a minute', null],
    ['ok first', null],
    ['ok the first', 0],
    ['yes the second one', 1],
    ['yes the second', 1],
    ['ndio ya pili', 1],
  ])('%j of the times, not of what stands behind them', (said, place) => {
    expect(placeOf(said, slotChoices)).toBe(place);
  });

  test.each(['the last one', 'ya mwisho', 'yes 2', 'ndio 1'])(
    '%j picks nothing where a yes is asked for',
    (said) => {
      expect(placeOf(said, confirmChoices)).toBeNull();
    },
  );
});

describe('a service', () => {
  test.each([
    ['2', 1],
    ['2.', 1],
    [' #2 ', 1],
    ['No 2', 1],
    ['number two', 1],
    ['mbili', 1],
    ['ya pili', 1],
    ['the second one', 1],
    ['option 3 please', 2],
    ['Dental check-up', 1],
    ['UCHUNGUZI WA MENO', 1],
    ['meno', 1],
    ['dental please', 1],
    ['I would like the dentist', 1],
    ['nataka chanjo tafadhali', 3],
    ['More', 6],
    ['zaidi', 6],
    ['uchunguzi', null], // of teeth or of eyes
    ['not dental', null],
    ['sitaki meno', null],
    ['dental tomorrow morning', null],
    ['9', null],
    ['0', null],
    ['12', null],
    ['2 or 3', null],
    ['', null],
    ['???', null],
    ['constructor', null],
  ])('%j', (said, place) => {
    expect(placeOf(said, serviceChoices)).toBe(place);
  });
});

describe('a slot', () => {
  test.each([
    ['Thu 8 Oct, 9:00 am', 0],
    ['thu 8 oct 2:00 pm', 1],
    ['alh 8 okt saa 3 asubuhi', 0],
    ['friday', 2],
    ['Ijumaa asubuhi', 2],
    ['thursday', null],
    ['kesho asubuhi', null],
    ['saa tisa', null],
    ['9', null],
    ['siku nyingine', 3],
    ['another day please', 3],
  ])('%j', (said, place) => {
    expect(placeOf(said, slotChoices)).toBe(place);
  });
});

describe('yes or no', () => {
  test.each([
    ['Yes', 0],
    ['ndiyo', 0],
    ['NDIO!', 0],
    ['sawa sawa', 0],
    ['Eeeeh', 0],
    ['👍', 0],
    ['yes please', 0],
    ['ok', 0],
    ['Yes, book it', 0],
    ['no', 1],
    ['hapana', 1],
    ['wakati mwingine', 1],
    ['someone else', 2],
    ['ni ya mtu mwingine', 2],
    ['mwingine', 2],
    ['maybe', null],
  ])('%j', (said, place) => {
    expect(placeOf(said, confirmChoices)).toBe(place);
  });
});

test('a wish for one’s visits is no answer to a list of them, whatever word it shares with a label', () => {
  const choices: Choice[] = [{ id: 'past', label: text('visits.past', {}) }, menuChoice];
  expect(matchChoice('my visits', choices)).toBeNull();
  expect(matchChoice('past visits', choices)?.id).toBe('past');
  expect(matchChoice('the past ones', choices)).toBeNull();
  expect(matchChoice('past', choices)?.id).toBe('past');
});

test('two choices of the same name are not guessed between', () => {
  const twins: Choice[] = ['one', 'two'].map((id) => ({
    id,
    label: text('common.name', { name: 'Asha Njeri' }),
  }));
  expect(matchChoice('Asha Njeri', twins)).toBeNull();
  expect(matchChoice('2', twins)?.id).toBe('two');
});

test('a long message is read in no time', () => {
  const before = performance.now();
  for (const piece of ['a', '9:', '👍', ' no', 'ṩ', '::::1'])
    matchChoice(piece.repeat(50_000), serviceChoices);
  expect(performance.now() - before).toBeLessThan(2000);
});
