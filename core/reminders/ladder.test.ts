import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planFollowUp, planNotices } from './ladder.ts';
import type { PlannedNotice, WakingHours } from './notice.ts';
import { isWaking } from './waking.ts';

const zone = 'Africa/Nairobi';
const usual = [2880, 1440, 120];

/** "10-08 14:00", in 2026. */
function at(local: string, inZone = zone): Temporal.Instant {
  return Temporal.PlainDateTime.from(`2026-${local.replace(' ', 'T')}`)
    .toZonedDateTime(inZone)
    .toInstant();
}

function told(moment: Temporal.Instant, inZone = zone): string {
  const local = moment.toZonedDateTimeISO(inZone).toPlainDateTime();
  return local.toString({ smallestUnit: 'minute' }).slice(5).replace('T', ' ');
}

function hours(span = '08:00–20:00', inZone = zone): WakingHours {
  const [from = '', until = ''] = span.split('–');
  const [wakingFrom, wakingUntil] = [Temporal.PlainTime.from(from), Temporal.PlainTime.from(until)];
  return { zone: inZone, wakingFrom, wakingUntil };
}

type Given = { ladder?: number[]; waking?: string; zone?: string };

function plan(visit: string, booked: string, given: Given = {}): PlannedNotice[] {
  return planNotices({
    visitStart: at(visit, given.zone),
    now: at(booked, given.zone),
    ladder: given.ladder ?? usual,
    rules: hours(given.waking, given.zone),
  });
}

/** "2880 10-06 14:00": the step and when it is due. */
function dues(visit: string, booked: string, given: Given = {}): string[] {
  return plan(visit, booked, given).map(({ step, dueAt }) => `${step} ${told(dueAt, given.zone)}`);
}

describe('the ladder of a visit', () => {
  test.each<[string, string, string, string[], Given?]>([
    // booked early, later, late
    [
      'booked early',
      '10-08 14:00',
      '10-01 09:00',
      ['2880 10-06 14:00', '1440 10-07 14:00', '120 10-08 12:00'],
    ],
    [
      'booked 51 hours ahead',
      '10-08 14:00',
      '10-06 11:00',
      ['2880 10-06 14:00', '1440 10-07 14:00', '120 10-08 12:00'],
    ],
    [
      'two hours before the first is due',
      '10-08 14:00',
      '10-06 12:00',
      ['2880 10-06 14:00', '1440 10-07 14:00', '120 10-08 12:00'],
    ],
    ['a minute later', '10-08 14:00', '10-06 12:01', ['1440 10-07 14:00', '120 10-08 12:00']],
    ['the evening before the first', '10-08 14:00', '10-06 20:00', ['1440 10-07 14:00', '120 10-08 12:00']],
    ['two hours before the second', '10-08 14:00', '10-07 12:00', ['1440 10-07 14:00', '120 10-08 12:00']],
    ['an hour before the second', '10-08 14:00', '10-07 13:00', ['120 10-08 12:00']],
    ['the day before', '10-08 14:00', '10-07 15:00', ['120 10-08 12:00']],
    ['the same morning', '10-08 14:00', '10-08 09:00', ['120 10-08 12:00']],
    ['half an hour before the last', '10-08 14:00', '10-08 11:30', ['120 10-08 12:00']],
    ['less than that', '10-08 14:00', '10-08 11:31', []],
    ['within the hour', '10-08 14:00', '10-08 13:10', []],
    ['as it begins', '10-08 14:00', '10-08 14:00', []],
    ['after it has begun', '10-08 14:00', '10-08 15:00', []],
    // early visits: the step of hours falls into the night
    ['at ten: the morning is early enough', '10-08 10:00', '10-07 12:00', ['120 10-08 08:00']],
    ['at half past nine', '10-08 09:30', '10-07 12:00', ['120 10-08 08:00']],
    ['at nine: an hour is left', '10-08 09:00', '10-07 12:00', ['120 10-08 08:00']],
    ['just before nine: the evening', '10-08 08:59', '10-07 12:00', ['120 10-07 19:30']],
    ['at eight', '10-08 08:00', '10-07 12:00', ['120 10-07 19:30']],
    [
      'at seven: the days count from eight',
      '10-08 07:00',
      '10-01 12:00',
      ['2880 10-06 08:00', '1440 10-07 08:00', '120 10-07 19:30'],
    ],
    ['at seven, booked in the evening', '10-08 07:00', '10-07 17:30', ['120 10-07 19:30']],
    ['at seven, booked too soon before the evening', '10-08 07:00', '10-07 17:31', []],
    ['at seven, booked at night', '10-08 07:00', '10-07 23:00', []],
    ['at nine, booked at night: the morning', '10-08 09:00', '10-07 23:00', ['120 10-08 08:00']],
    ['at nine, booked just before eight', '10-08 09:00', '10-08 06:59', ['120 10-08 08:00']],
    // late visits: the days fall into the night
    [
      'at half past eight in the evening',
      '10-08 20:30',
      '10-01 12:00',
      ['2880 10-07 08:00', '1440 10-08 08:00', '120 10-08 18:30'],
    ],
    [
      'at eight in the evening',
      '10-08 20:00',
      '10-01 12:00',
      ['2880 10-07 08:00', '1440 10-08 08:00', '120 10-08 18:00'],
    ],
    [
      'just before it',
      '10-08 19:59',
      '10-01 12:00',
      ['2880 10-06 19:59', '1440 10-07 19:59', '120 10-08 17:59'],
    ],
    [
      'at ten: the last in the evening, while people wake',
      '10-08 22:00',
      '10-01 12:00',
      ['2880 10-07 08:00', '1440 10-08 08:00', '120 10-08 19:30'],
    ],
    [
      'at one in the night',
      '10-08 01:00',
      '10-01 12:00',
      ['2880 10-06 08:00', '1440 10-07 08:00', '120 10-07 19:30'],
    ],
    [
      'at midnight',
      '10-08 00:00',
      '10-01 12:00',
      ['2880 10-06 08:00', '1440 10-07 08:00', '120 10-07 19:30'],
    ],
    // other ladders
    ['no ladder', '10-08 14:00', '10-01 09:00', [], { ladder: [] }],
    [
      'in any order, twice, and nonsense',
      '10-08 14:00',
      '10-01 09:00',
      ['1440 10-07 14:00', '120 10-08 12:00'],
      { ladder: [120, 1440, 120, 0, -60] },
    ],
    ['a week', '10-08 14:00', '09-20 09:00', ['10080 10-01 14:00'], { ladder: [10_080] }],
    [
      'steps near each other by the clinic’s own wish',
      '10-08 14:00',
      '10-01 09:00',
      ['120 10-08 12:00', '60 10-08 13:00'],
      { ladder: [120, 60] },
    ],
    [
      'the night brings two together: the later stays',
      '10-08 09:00',
      '10-01 09:00',
      ['60 10-08 08:00'],
      { ladder: [120, 60] },
    ],
    [
      'both in the evening: the nearer to the visit stays',
      '10-08 08:30',
      '10-01 09:00',
      ['120 10-07 19:30'],
      { ladder: [720, 120] },
    ],
    [
      'two hours apart is far enough',
      '10-08 08:30',
      '10-01 09:00',
      ['900 10-07 17:30', '120 10-07 19:30'],
      { ladder: [900, 120] },
    ],
    ['less is not', '10-08 08:30', '10-01 09:00', ['120 10-07 19:30'], { ladder: [840, 120] }],
    [
      'twelve hours: rather the evening than at eight',
      '10-08 10:00',
      '10-01 09:00',
      ['720 10-07 19:30'],
      { ladder: [720] },
    ],
    ['half an hour', '10-08 08:15', '10-01 09:00', ['30 10-08 08:00'], { ladder: [30] }],
    // other hours, other zones
    [
      'hours over midnight',
      '10-08 14:00',
      '10-01 09:00',
      ['1440 10-07 16:00', '120 10-08 01:30'],
      { waking: '16:00–02:00', ladder: [1440, 120] },
    ],
    [
      'day and night',
      '10-08 05:00',
      '10-01 09:00',
      ['2880 10-06 05:00', '1440 10-07 05:00', '120 10-08 03:00'],
      { waking: '00:00–00:00' },
    ],
    [
      'a moment of waking only',
      '10-08 14:00',
      '10-01 09:00',
      ['1440 10-07 12:00'],
      { waking: '12:00–12:10', ladder: [2880, 1440] },
    ],
    [
      'summer time ends: days are counted in hours',
      '10-25 14:00',
      '10-20 09:00',
      ['2880 10-23 15:00', '1440 10-24 15:00', '120 10-25 12:00'],
      { zone: 'Europe/London' },
    ],
    [
      'the night in which it ends',
      '10-25 08:30',
      '10-20 09:00',
      ['2880 10-23 09:30', '1440 10-24 09:30', '120 10-24 19:30'],
      { zone: 'Europe/London' },
    ],
    [
      'summer time begins',
      '03-29 09:00',
      '03-25 09:00',
      ['2880 03-27 08:00', '1440 03-28 08:00', '120 03-29 08:00'],
      { zone: 'Europe/London' },
    ],
    [
      'summer time comes back to Casablanca after Ramadan',
      '03-22 09:00',
      '03-19 07:00',
      ['2880 03-20 08:00', '1440 03-21 08:00', '120 03-22 08:00'],
      { zone: 'Africa/Casablanca' },
    ],
  ])('%s: visit %s, booked %s: %j', (_, visit, booked, expected, given) => {
    expect(dues(visit, booked, given)).toEqual(expected);
  });

  test('a visit that is moved is planned anew from the moment of moving', () => {
    expect(dues('10-09 09:00', '10-08 10:00')).toEqual(['120 10-09 08:00']);
    expect(dues('10-12 09:00', '10-08 10:00')).toEqual([
      '2880 10-10 09:00',
      '1440 10-11 09:00',
      '120 10-12 08:00',
    ]);
  });
});

describe('from when on a reminder does not help', () => {
  const ends = (visit: string, given: Given = {}) =>
    plan(visit, '10-01 09:00', given).map(
      ({ step, tooLateAt, isLast }) => `${step} ${told(tooLateAt)}${isLast ? ' last' : ''}`,
    );

  test.each<[string, Given, string[]]>([
    ['10-08 14:00', {}, ['2880 10-07 14:00', '1440 10-08 12:00', '120 10-08 13:30 last']],
    ['10-08 08:30', {}, ['2880 10-07 08:30', '1440 10-07 19:30', '120 10-08 08:00 last']],
    ['10-08 09:00', {}, ['2880 10-07 09:00', '1440 10-08 07:00', '120 10-08 08:30 last']],
    ['10-08 14:00', { ladder: [1440] }, ['1440 10-08 13:30 last']],
    ['10-08 14:00', { ladder: [1440, 60] }, ['1440 10-08 12:00', '60 10-08 13:45 last']],
    ['10-08 14:00', { ladder: [30] }, ['30 10-08 13:53 last']],
  ])('visit %s, %o: %j', (visit, given, expected) => {
    expect(ends(visit, given)).toEqual(expected);
  });
});

describe('after a missed visit', () => {
  test.each<[string, string, string, string | undefined]>([
    ['two hours after its end', '10-08 14:00', '10-08 14:45', '10-08 16:30'],
    ['told in the evening', '10-08 14:00', '10-08 18:10', '10-08 18:10'],
    ['told at night', '10-08 14:00', '10-08 22:00', '10-09 08:00'],
    ['a late visit', '10-08 18:00', '10-08 18:40', '10-09 08:00'],
    ['told the day after', '10-08 14:00', '10-09 10:00', '10-09 10:00'],
    ['told after three days', '10-08 14:00', '10-11 14:30', undefined],
    ['told in the third night', '10-08 08:00', '10-10 21:00', '10-11 08:00'],
  ])('%s', (_, start, now, expected) => {
    const visit = { start: at(start), end: at(start).add({ minutes: 30 }) };
    const notice = planFollowUp(visit, at(now), hours());
    expect(notice && told(notice.dueAt)).toBe(expected);
    if (notice === undefined) return;
    expect(notice).toMatchObject({ kind: 'follow_up', step: null, isLast: false });
    expect(notice.visitStart.equals(visit.start)).toBe(true);
    expect(notice.tooLateAt.equals(visit.end.add({ hours: 72 }))).toBe(true);
  });
});

test('whatever is planned goes out by day, in order, after the booking and in time', () => {
  const minutes = fc.integer({ min: 1, max: 4 * 1440 });
  const anyInput = fc.record({
    booked: fc.integer({ min: 0, max: 3 * 1440 }),
    ahead: fc.integer({ min: -100, max: 6 * 1440 }),
    ladder: fc.array(minutes, { maxLength: 5 }),
    zone: fc.constantFrom('Africa/Nairobi', 'Europe/London', 'Africa/Casablanca', 'Asia/Kathmandu'),
    waking: fc.constantFrom('08:00–20:00', '00:00–00:00', '06:30–22:15', '16:00–02:00', '12:00–12:10'),
  });
  fc.assert(
    fc.property(anyInput, ({ booked, ahead, ladder, zone: inZone, waking }) => {
      const now = at('10-23 00:00', inZone).add({ minutes: booked });
      const visitStart = now.add({ minutes: ahead });
      const rules = hours(waking, inZone);
      const notices = planNotices({ visitStart, now, ladder, rules });
      const order = [now, ...notices.flatMap(({ dueAt, tooLateAt }) => [dueAt, tooLateAt]), visitStart];
      if (notices.length > 0) expect(order).toEqual(order.toSorted(Temporal.Instant.compare));
      for (const { dueAt, tooLateAt } of notices) {
        expect(isWaking(dueAt, rules)).toBe(true);
        expect(Temporal.Instant.compare(dueAt, tooLateAt)).toBe(-1);
        expect(now.until(dueAt).total('minutes')).toBeGreaterThanOrEqual(30);
      }
      expect(notices.map(({ isLast }) => isLast)).toEqual(
        notices.map((_, place) => place === notices.length - 1),
      );
    }),
    { numRuns: 500 },
  );
});
