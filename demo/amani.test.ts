import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseClinicFile } from '../core/clinic/file.ts';

const parsed = parseClinicFile(readFileSync(new URL('amani.yaml', import.meta.url), 'utf8'));
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const { clinic } = parsed;

describe('the demo clinic', () => {
  test.each(clinic.services.map(({ key }) => key))(
    'gives %s somewhere from Monday to Saturday',
    (service) => {
      const days = clinic.practitioners
        .filter(({ services }) => services.includes(service))
        .flatMap(({ branches }) => branches)
        .flatMap(
          ({ branch, hours }) => hours ?? clinic.branches.find(({ key }) => key === branch)?.hours ?? [],
        );
      expect([...new Set(days.map(({ weekday }) => weekday))].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    },
  );

  test('is open to patients of every channel', () => {
    expect(clinic.channels.map(({ provider, kind, number }) => [provider, kind, number])).toEqual([
      ['twilio', 'whatsapp', '+254711082001'],
      ['twilio', 'sms', '+254711082002'],
      ['africastalking', 'sms', '22141'],
      ['smtp', 'email', 'miadi@amani.example'],
    ]);
  });

  test('keeps Kenya’s public holidays: the Monday too, where one falls on a Sunday', () => {
    const days = clinic.holidays.map(({ firstDay, lastDay }) => ({
      first: Temporal.PlainDate.from(firstDay),
      last: Temporal.PlainDate.from(lastDay),
    }));
    for (const { first, last } of days) {
      const expected = first.dayOfWeek === 7 ? first.add({ days: 1 }) : first;
      expect(last.toString()).toBe(expected.toString());
    }
    expect(days.filter(({ first }) => first.year === 2027)).toHaveLength(10);
  });
});
