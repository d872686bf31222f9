import { describe, expect, test } from 'vitest';
import type { PractitionerId } from '../ids.ts';
import type { FreeStart } from './availability.ts';
import { firstDays, nearestSlots, pickOffer } from './offer.ts';

const zone = 'Africa/Nairobi';

function at(local: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant();
}

function slot(local: string): FreeStart {
  return { at: at(local).epochMilliseconds, practitionerIds: ['otieno' as PractitionerId] };
}

const every = (day: string, ...times: string[]) => times.map((time) => slot(`${day}T${time}`));
const shown = (starts: readonly FreeStart[]) =>
  starts.map(({ at }) =>
    Temporal.Instant.fromEpochMilliseconds(at)
      .toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' })
      .slice(8),
  );

const monday = every(
  '2026-10-05',
  '09:00',
  '09:15',
  '09:30',
  '11:45',
  '12:00',
  '14:00',
  '16:45',
  '17:00',
  '18:00',
);
const tuesday = every('2026-10-06', '08:00', '10:00', '15:00');

describe('a first offer', () => {
  test.each<[string, FreeStart[], number, string[]]>([
    [
      'is spread over the parts of the days',
      [...monday, ...tuesday],
      5,
      ['05T09:00', '05T12:00', '05T17:00', '06T08:00', '06T15:00'],
    ],
    ['begins with the earliest', [...monday, ...tuesday], 1, ['05T09:00']],
    [
      'asks a part again for what is furthest',
      monday,
      5,
      ['05T09:00', '05T11:45', '05T12:00', '05T16:45', '05T17:00'],
    ],
    ['of one morning is spread over it', monday.slice(0, 4), 3, ['05T09:00', '05T09:30', '05T11:45']],
    ['shows all when there are few', tuesday, 5, ['06T08:00', '06T10:00', '06T15:00']],
    ['of nothing is nothing', [], 5, []],
    ['of none is nothing', monday, 0, []],
  ])('%s', (_, slots, count, expected) => {
    expect(shown(pickOffer(slots, count, zone))).toEqual(expected);
  });

  test('noon and five o’clock are read in the branch’s zone', () => {
    // 05:00, 05:30 and 06:00 in UTC: all afternoon in Auckland, so the spread is by distance alone.
    const slots = ['02:00', '02:30', '03:00'].map((time) => {
      const { epochMilliseconds } = Temporal.Instant.from(`2026-10-05T${time}:00Z`);
      return { at: epochMilliseconds, practitionerIds: ['a' as PractitionerId] as const };
    });
    expect(pickOffer(slots, 2, 'Pacific/Auckland')).toEqual([slots[0], slots[2]]);
  });
});

test('the first days with slots', () => {
  const days = (...list: string[]) => list.map((day) => Temporal.PlainDate.from(day));
  const searched = [monday, [], tuesday].map((starts, at) => {
    return { date: Temporal.PlainDate.from('2026-10-05').add({ days: at }), starts };
  });
  expect(firstDays(searched, 5)).toEqual(days('2026-10-05', '2026-10-07'));
  expect(firstDays(searched, 1)).toEqual(days('2026-10-05'));
  expect(firstDays(searched, 0)).toEqual([]);
  expect(firstDays([], 5)).toEqual([]);
});

test('no more slots are asked for than it takes', () => {
  const asked: string[] = [];
  const spied = function* () {
    for (const one of [...monday, ...tuesday]) {
      asked.push(shown([one]).join());
      yield one;
    }
  };
  pickOffer(spied(), 2, zone);
  expect(asked.at(-1)).toBe('05T12:00');
  firstDays([{ date: Temporal.PlainDate.from('2026-10-05'), starts: spied() }], 2);
  expect(asked.at(-1)).toBe('05T09:00');
});

describe('the slots nearest to a wanted time', () => {
  test.each<[string, string, number, string[]]>([
    ['before and after it, in order of time', '2026-10-05T12:10', 3, ['05T11:45', '05T12:00', '05T14:00']],
    ['the earlier of two equally near', '2026-10-05T17:30', 1, ['05T17:00']],
    ['over the days', '2026-10-06T01:00', 3, ['05T17:00', '05T18:00', '06T08:00']],
    ['all when there are few', '2026-10-05T12:00', 50, shown([...monday, ...tuesday])],
  ])('%s', (_, wanted, count, expected) => {
    expect(shown(nearestSlots([...monday, ...tuesday], at(wanted), count))).toEqual(expected);
  });
});
