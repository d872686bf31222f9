import { describe, expect, test } from 'vitest';
import type { Hours, HoursException } from '../booking/availability.ts';
import { nextAnswerBy } from './answer-by.ts';

function hours(span: string): Hours {
  const [opens = '', closes = ''] = span.split('–');
  return { opens: Temporal.PlainTime.from(opens), closes: Temporal.PlainTime.from(closes) };
}

function holiday(day: string, span?: string): HoursException {
  const date = Temporal.PlainDate.from(day);
  return { kind: 'holiday', firstDay: date, lastDay: date, hours: span === undefined ? null : hours(span) };
}

const weekdays = ['08:00–13:00', '14:00–17:00'].map(hours);
const weekly = { 1: weekdays, 2: weekdays, 3: weekdays, 4: weekdays, 5: weekdays, 6: [hours('09:00–13:00')] };
const never: typeof weekly = { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [] };

type Asked = { minutes?: number; zone?: string; exceptions?: HoursException[]; weekly?: typeof weekly };

/** `2026-10-05 10:30, open`, in the zone. */
function answer(asked: string, given: Asked = {}): string | null {
  const { minutes = 30, zone = 'Africa/Nairobi', exceptions = [] } = given;
  const now = Temporal.PlainDateTime.from(asked).toZonedDateTime(zone).toInstant();
  const found = nextAnswerBy(given.weekly ?? weekly, exceptions, zone, now, minutes);
  if (found === null) return null;
  const local = found.answerBy
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
  return `${local.replace('T', ' ')}, ${found.open ? 'open' : 'closed'}`;
}

describe('a person answers', () => {
  // 5 October 2026 is a Monday
  test.each<[string, string, string, Asked]>([
    ['within the hours', '2026-10-05T10:00', '2026-10-05 10:30, open', {}],
    ['from the very minute of opening', '2026-10-05T08:00', '2026-10-05 08:30, open', {}],
    ['just before closing', '2026-10-05T16:30', '2026-10-05 17:00, open', {}],
    [
      'not past closing: the rest counts from the next opening',
      '2026-10-05T16:50',
      '2026-10-06 08:20, open',
      {},
    ],
    ['not at the minute of closing', '2026-10-05T17:00', '2026-10-06 08:30, closed', {}],
    ['not during the break', '2026-10-05T13:20', '2026-10-05 14:30, closed', {}],
    ['across the break', '2026-10-05T12:50', '2026-10-05 14:20, open', {}],
    ['after the night', '2026-10-05T22:00', '2026-10-06 08:30, closed', {}],
    ['before the morning', '2026-10-05T05:00', '2026-10-05 08:30, closed', {}],
    ['after Sunday', '2026-10-10T13:00', '2026-10-12 08:30, closed', {}],
    [
      'after a holiday',
      '2026-10-05T18:00',
      '2026-10-07 08:30, closed',
      { exceptions: [holiday('2026-10-06')] },
    ],
    [
      'not in the hours that a holiday takes',
      '2026-10-05T10:00',
      '2026-10-05 11:30, closed',
      { exceptions: [holiday('2026-10-05', '09:00–11:00')] },
    ],
    [
      'over several openings, where it takes long',
      '2026-10-05T16:00',
      '2026-10-06 16:00, open',
      { minutes: 480 },
    ],
    ['in the zone of the branch', '2026-10-05T10:00', '2026-10-05 10:30, open', { zone: 'Africa/Kigali' }],
    [
      'over the end of summer time, by the clock on the wall',
      '2026-10-24T20:00',
      '2026-10-26 08:30, closed',
      { zone: 'Europe/London' },
    ],
  ])('%s', (_, asked, expected, given) => {
    expect(answer(asked, given)).toBe(expected);
  });

  test('nobody where it never opens', () => {
    expect(answer('2026-10-05T10:00', { weekly: never })).toBeNull();
  });

  test('after the longest of closures', () => {
    const away: HoursException = {
      ...holiday('2026-10-05'),
      lastDay: Temporal.PlainDate.from('2027-09-30'),
    };
    expect(answer('2026-10-05T10:00', { exceptions: [away] })).toBe('2027-10-01 08:30, closed');
  });
});
