import { expect, test } from 'vitest';
import { readReminders, readWaking, writeReminders } from './notice-values.ts';

test.each<[string, number[], string]>([
  ['2 days, 1 day, 2 hours', [2880, 1440, 120], '2 days, 1 day, 2 hours'],
  ['2h,1day', [1440, 120], '1 day, 2 hours'],
  ['90 minutes', [90], '1 hour 30 minutes'],
  ['none', [], 'none'],
  ['None', [], 'none'],
])('%j is %j', (text, minutes, written) => {
  expect(readReminders(text)).toEqual({ ok: true, value: minutes });
  expect(writeReminders(minutes)).toBe(written);
});

test.each(['', ',', '1 day,', '1 day; 2 hours', 'none, 1 day', '1 day, 1 day', '29 minutes', '31 days'])(
  '%j is no list of reminders',
  (text) => expect(readReminders(text)).toMatchObject({ ok: false }),
);

test.each([
  ['08:00-20:00', { opens: '08:00', closes: '20:00' }],
  ['7:30 – 21:00', { opens: '07:30', closes: '21:00' }],
])('%j are waking hours', (text, value) => {
  expect(readWaking(text)).toEqual({ ok: true, value });
});
