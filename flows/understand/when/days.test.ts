import { expect, test } from 'vitest';
import { inShort } from './in-short.ts';

/** Wednesday 7 October 2026, 20:18. */
const rows: readonly (readonly [string, string])[] = [
  ...(['leo', 'today', '2day'] as const).map((word) => [word, 'day 10-07'] as const),
  ...(
    ['kesho', 'kesh', 'keshoo', 'tomorrow', 'tmrw', 'tmr', '2moro', 'tomoro', 'tommorow', 'Kesho!!'] as const
  ).map((word) => [word, 'day 10-08'] as const),
  ...(['kesho kutwa', 'keshokutwa', 'day after tomorrow', 'the day after tmrw', 'in 2 days'] as const).map(
    (word) => [word, 'day 10-09'] as const,
  ),
  ...(['mtondo', 'in 3 days', 'baada ya siku tatu', 'after 3 days', 'in three days time'] as const).map(
    (word) => [word, 'day 10-10'] as const,
  ),
  ...(
    [
      'jumatatu',
      'jtatu',
      'j3',
      'Monday',
      'mon',
      'on mon',
      'siku ya jumatatu',
      'jumatau',
      'jumatatuu',
    ] as const
  ).map((word) => [word, 'day 10-12'] as const),
  ...(['jumanne', 'jnne', 'j4', 'tue', 'tues', 'teusday', 'tuesdy'] as const).map(
    (word) => [word, 'day 10-13'] as const,
  ),
  ...(['jumatano', 'jtano', 'j5', 'wed', 'weds', 'wednesdy'] as const).map(
    (word) => [word, 'day 10-07 10-14'] as const,
  ),
  ...(['alhamisi', 'alh', 'alhmisi', 'alhamis', 'thu', 'thur', 'thurs', 'thusday', 'thrusday'] as const).map(
    (word) => [word, 'day 10-08'] as const,
  ),
  ...(['ijumaa', 'ij', 'ijuma', 'fri', 'friday', 'firday'] as const).map(
    (word) => [word, 'day 10-09'] as const,
  ),
  ...(['jumamosi', 'jmosi', 'sat', 'saturday', 'saterday', 'sato'] as const).map(
    (word) => [word, 'day 10-10'] as const,
  ),
  ...(['jumapili', 'jpili', 'j2', 'j2 hii', 'sun', 'sunday', 'sundy'] as const).map(
    (word) => [word, 'day 10-11'] as const,
  ),
  ['this friday', 'day 10-09'],
  ['ijumaa hii', 'day 10-09'],
  ['next friday', 'day 10-09 10-16'],
  ['ijumaa ijayo', 'day 10-09 10-16'],
  ['next monday', 'day 10-12'],
  ['jumatatu ijayo', 'day 10-12'],
  ['next wednesday', 'day 10-14'],
  ['this wednesday', 'day 10-07'],
  ['friday next week', 'day 10-16'],
  ['next next week', 'range 10-19T00:00>10-26T00:00'],
  ['next next next week', 'range 10-26T00:00>11-02T00:00'],
  ['next next week monday', 'day 10-19'],
  ['next next monday', 'day 10-19'],
  ['next next weekend', 'range 10-17T00:00>10-19T00:00 10-24T00:00>10-26T00:00'],
  ['a week from monday', 'day 10-19'],
  ['a week on friday', 'day 10-16'],
  ['two weeks from monday', 'day 10-26'],
  ['for a week from monday', 'day 10-12'],
  ['monday week', 'day 10-19'],
  ['monday week at 10am', 'moment 10-19T10:00'],
  ['friday week ijayo', 'day 10-16'],
  ['monday, week 3', 'day 10-12'],
  ['next week friday', 'day 10-16'],
  ['ijumaa ya wiki ijayo', 'day 10-16'],
  ['wiki ijayo siku ya ijumaa', 'day 10-16'],
  ['j5 ya wiki ijayo', 'day 10-14'],
  ['this week friday', 'day 10-09'],
  ['weekend hii jumapili', 'day 10-11'],
  ['monday or tuesday', 'day 10-12 10-13'],
  ['jumatatu au jumanne', 'day 10-12 10-13'],
  ['monday, tuesday', 'day 10-12 10-13'],
  ['jumatatu na jumanne', 'day 10-12 10-13'],
  ['sijui kesho ama kesho kutwa', 'day 10-08 10-09'],
  ['tue, wed or thur', 'day 10-07 10-08 10-13 10-14'],
  // Dates.
  ...(
    [
      'tarehe 15',
      'trh 15',
      'tarehe15',
      'the 15th',
      '15th',
      'on 15th',
      'on the 15th',
      'tarehe kumi na tano',
    ] as const
  ).map((word) => [word, 'day 10-15'] as const),
  ...(
    [
      '15/11',
      '15-11',
      '15/11/2026',
      '15-11-2026',
      '15/11/26',
      '2026-11-15',
      '15 Nov',
      '15th Nov',
      'Nov 15',
    ] as const
  ).map((word) => [word, 'day 11-15'] as const),
  ...(
    ['15th of November', 'november 15th', 'tarehe 15 mwezi wa 11', 'tarehe 15 mwezi wa kumi na moja'] as const
  ).map((word) => [word, 'day 11-15'] as const),
  ...(
    [
      'tarehe 15 novemba',
      'tarehe kumi na tano mwezi wa kumi na moja',
      '15 mwezi wa 11',
      'tarehe 15/11',
    ] as const
  ).map((word) => [word, 'day 11-15'] as const),
  ...(
    ['mwezi ujao tarehe 3', 'tarehe 3 mwezi ujao', 'the 3rd of next month', 'tarehe tatu mwezi ujao'] as const
  ).map((word) => [word, 'day 11-03'] as const),
  ['tarehe 20 mwezi huu', 'day 10-20'],
  ['tarehe 5', 'day 11-05'],
  ['tarehe 7', 'day 10-07'],
  ['tarehe mosi', 'day 11-01'],
  ['tarehe 31', 'day 10-31'],
  ['2/3', 'day 2027-03-02'],
  ['tarehe 9 mwezi wa tisa', 'day 2027-09-09'],
  ['friday the 16th', 'day 10-16'],
  ['sat 17/10', 'day 10-17'],
  ['jumanne tarehe 20', 'day 10-20'],
  ['wed 14 oct', 'day 10-14'],
  ['may 3', 'day 2027-05-03'],
  ['mar 12th', 'day 2027-03-12'],
  ['30 Feb', 'impossible'],
  ['31/11', 'impossible'],
  ['tarehe 32', 'impossible'],
  ['tarehe 31 mwezi wa 11', 'impossible'],
  ['15/11/2020', 'none'],
  // Weeks and months.
  ['next week', 'range 10-12T00:00>10-19T00:00'],
  ['wiki ijayo', 'range 10-12T00:00>10-19T00:00'],
  ['wiki lijalo', 'range 10-12T00:00>10-19T00:00'],
  ['juma lijalo', 'range 10-12T00:00>10-19T00:00'],
  ['any day next week', 'range 10-12T00:00>10-19T00:00'],
  ['next week in the morning', 'range 10-12T00:00>10-19T00:00'],
  ['this week', 'range 10-07T00:00>10-12T00:00'],
  ['wiki hii', 'range 10-07T00:00>10-12T00:00'],
  ['weekend', 'range 10-10T00:00>10-12T00:00'],
  ['wikendi hii', 'range 10-10T00:00>10-12T00:00'],
  ['over the weekend', 'range 10-10T00:00>10-12T00:00'],
  ['next month', 'range 11-01T00:00>12-01T00:00'],
  ['mwezi ujao', 'range 11-01T00:00>12-01T00:00'],
  ['end of the month', 'range 10-25T00:00>11-01T00:00'],
  ['month end', 'range 10-25T00:00>11-01T00:00'],
  ['mwisho wa mwezi', 'range 10-25T00:00>11-01T00:00'],
  ['mwishoni mwa mwezi', 'range 10-25T00:00>11-01T00:00'],
  ['end of next month', 'range 11-24T00:00>12-01T00:00'],
  ['mwisho wa mwezi ujao', 'range 11-24T00:00>12-01T00:00'],
  ['in november', 'range 11-01T00:00>12-01T00:00'],
  ['monday to wednesday', 'range 10-12T00:00>10-15T00:00'],
  ['baada ya wiki mbili', 'day 10-21'],
  ['in two weeks', 'day 10-21'],
  ['two weeks from now', 'day 10-21'],
  ['a week from now', 'day 10-14'],
  ['in a month', 'day 11-07'],
];

test.each(rows)('%s', (text, expected) => {
  expect(inShort(text, { asked: 'day' })).toBe(expected);
});

const elsewhere: readonly (readonly [string, string, string])[] = [
  ['2026-10-09T09:10', 'next friday', 'day 10-16'],
  ['2026-10-09T09:10', 'friday', 'day 10-09 10-16'],
  ['2026-10-09T09:10', 'this friday', 'day 10-09'],
  ['2026-10-09T09:10', 'leo ijumaa', 'day 10-09'],
  ['2026-10-10T09:10', 'weekend', 'range 10-10T00:00>10-12T00:00'],
  ['2026-10-11T09:10', 'next monday', 'day 10-12'],
  ['2026-12-31T10:00', 'tarehe 30 mwezi wa kwanza', 'day 2027-01-30'],
  ['2027-01-31T10:00', 'tarehe 30', 'day 03-30'],
  ['2027-02-01T10:00', '29 feb', 'impossible'],
  ['2028-02-01T10:00', '29 feb', 'day 02-29'],
  ['2026-10-30T10:00', 'mwisho wa mwezi', 'range 10-30T00:00>11-01T00:00'],
];
test.each(elsewhere)('at %s: %s', (now, text, expected) => {
  expect(inShort(text, { now, asked: 'day' })).toBe(expected);
});
