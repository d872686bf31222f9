import { describe, expect, test } from 'vitest';
import { dayLabel, dayWords, momentWords, money, shorten, timeEn, timeSw } from './format.ts';

const at = (time: string) => Temporal.PlainTime.from(time);
const day = (written: string) => Temporal.PlainDate.from(written);

describe('times', () => {
  test.each([
    ['00:30', '12:30 am', 'saa 6:30 usiku', 'saa 6:30 usiku'],
    ['06:00', '6:00 am', 'saa 12:00 alfajiri', 'saa 12 alfajiri'],
    ['06:30', '6:30 am', 'saa 12:30 asubuhi', 'saa 12:30 asubuhi'],
    ['07:00', '7:00 am', 'saa 1:00 asubuhi', 'saa 1 asubuhi'],
    ['09:00', '9:00 am', 'saa 3:00 asubuhi', 'saa 3 asubuhi'],
    ['11:45', '11:45 am', 'saa 5:45 asubuhi', 'saa 5:45 asubuhi'],
    ['12:00', '12:00 pm', 'saa 6:00 mchana', 'saa 6 mchana'],
    ['14:00', '2:00 pm', 'saa 8:00 mchana', 'saa 8 mchana'],
    ['15:30', '3:30 pm', 'saa 9:30 alasiri', 'saa 9:30 alasiri'],
    ['16:00', '4:00 pm', 'saa 10:00 jioni', 'saa 10 jioni'],
    ['20:00', '8:00 pm', 'saa 2:00 usiku', 'saa 2 usiku'],
  ])('%s', (time, english, swahili, brief) => {
    expect([timeEn(at(time)), timeSw(at(time)), timeSw(at(time), 'brief')]).toEqual([
      english,
      swahili,
      brief,
    ]);
  });
});

describe('days', () => {
  test.each([
    ['2026-10-08', 'Thu 8 Oct', 'Thursday 8 October', 'Thu 8 October', 'Alh 8 Okt', 'Alhamisi 8 Oktoba'],
    [
      '2026-09-30',
      'Wed 30 Sep',
      'Wednesday 30 September',
      'Wed 30 September',
      'Jtn 30 Sep',
      'Jumatano 30 Septemba',
    ],
    ['2026-12-06', 'Sun 6 Dec', 'Sunday 6 December', 'Sun 6 December', 'Jpi 6 Des', 'Jumapili 6 Desemba'],
  ])('%s', (written, shortEn, longEn, labelEn, shortSw, longSw) => {
    const date = day(written);
    expect([
      dayWords(date, 'en', 'short'),
      dayWords(date, 'en', 'long'),
      dayLabel(date, 'en'),
      dayWords(date, 'sw', 'short'),
      dayWords(date, 'sw', 'long'),
      dayLabel(date, 'sw'),
    ]).toEqual([shortEn, longEn, labelEn, shortSw, longSw, longSw]);
  });

  test('every day of the year fits the label of a button', () => {
    const days = Array.from({ length: 365 }, (_, later) => day('2026-01-01').add({ days: later }));
    const labels = days.flatMap((date) => [dayLabel(date, 'en'), dayLabel(date, 'sw')]);
    expect(labels.filter((label) => label.length > 20)).toEqual([]);
  });
});

test('a moment is told in the zone of the branch', () => {
  const when = { start: '2026-10-08T06:00:00Z', zone: 'Africa/Nairobi' };
  expect(momentWords(when, 'en', 'short')).toBe('Thu 8 Oct, 9:00 am');
  expect(momentWords(when, 'en', 'long')).toBe('Thursday 8 October, 9:00 am');
  expect(momentWords(when, 'sw', 'long')).toBe('Alhamisi 8 Oktoba, saa 3:00 asubuhi (9:00)');
  const winter = { start: '2026-10-25T01:00:00Z', zone: 'Europe/London' };
  expect(momentWords(winter, 'en', 'long')).toBe('Sunday 25 October, 1:00 am');
});

test.each([
  ['1500.00', 'KES', 'KSh 1,500'],
  ['0.00', 'KES', 'KSh 0'],
  ['1234567.50', 'UGX', 'USh 1,234,567.50'],
  ['90.00', 'USD', 'USD 90'],
])('%s %s is %s', (amount, currency, written) => {
  expect(money(amount, currency)).toBe(written);
});

test.each([
  ['Kilimani', 8, 'Kilimani'],
  ['Westlands Medical Plaza', 12, 'Westlands..'],
])('%s within %i', (words, longest, short) => {
  expect(shorten(words, longest)).toBe(short);
});
