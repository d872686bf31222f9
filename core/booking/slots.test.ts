import { describe, expect, test } from 'vitest';
import type { PractitionerId, RoomId } from '../ids.ts';
import type {
  Hours,
  HoursException,
  PractitionerAvailability,
  Slot,
  SlotRules,
  Stretch,
} from './availability.ts';
import { findSlots } from './slots.ts';

const nairobi: SlotRules = {
  zone: 'Africa/Nairobi',
  slotMinutes: 30,
  durationMinutes: 30,
  bufferMinutes: 0,
  rooms: null,
  noticeMinutes: 0,
  horizonDays: 60,
};
const everyDay = (...spans: string[]) =>
  Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, spans.map(hours)]));

function hours(span: string): Hours {
  const [opens = '', closes = ''] = span.split('–');
  return { opens: Temporal.PlainTime.from(opens), closes: Temporal.PlainTime.from(closes) };
}

function practitioner(name: string, given: Partial<PractitionerAvailability>): PractitionerAvailability {
  return { practitionerId: name as PractitionerId, weekly: {}, exceptions: [], busy: [], ...given };
}

function except(kind: HoursException['kind'], day: string, span?: string): HoursException {
  const [first = '', last = first] = day.split('/');
  const [firstDay, lastDay] = [Temporal.PlainDate.from(first), Temporal.PlainDate.from(last)];
  return { kind, firstDay, lastDay, hours: span === undefined ? null : hours(span) };
}

function at(local: string, zone: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant();
}

function busy(zone: string, day: string, span: string): Stretch {
  const [from, to] = span.split('–');
  const ms = (time: string | undefined) => at(`${day}T${time}`, zone).epochMilliseconds;
  return { from: ms(from), to: ms(to) };
}

/** The slots of one day, as the clock on the wall shows their starts. */
function startsOn(
  day: string,
  given: { rules?: Partial<SlotRules>; now?: string },
  ...people: PractitionerAvailability[]
) {
  const rules = { ...nairobi, ...given.rules };
  const from = Temporal.PlainDate.from(day).toZonedDateTime(rules.zone);
  const window = { from: from.toInstant(), to: from.add({ days: 1 }).toInstant() };
  const now = given.now === undefined ? window.from : at(given.now, rules.zone);
  return findSlots(rules, people, window, now).map((slot) => wallTime(slot, rules.zone));
}

function wallTime(slot: Slot, zone: string): string {
  return slot.start.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' });
}

const day = '2026-10-07'; // a Wednesday
const morning = practitioner('otieno', { weekly: everyDay('09:00–11:00') });

describe('hours', () => {
  test.each<[string, Partial<PractitionerAvailability>, string[]]>([
    ['of another weekday give nothing', { weekly: { 4: [hours('09:00–11:00')] } }, []],
    ['of the weekday', { weekly: { 3: [hours('09:00–10:30')] } }, ['09:00', '09:30', '10:00']],
    [
      'with a break',
      { weekly: everyDay('09:00–10:00', '10:45–11:45') },
      ['09:00', '09:30', '10:45', '11:15'],
    ],
    [
      'that overlap count once',
      { weekly: everyDay('09:00–10:00', '09:30–10:30') },
      ['09:00', '09:30', '10:00'],
    ],
    [
      'with extra hours over them',
      { weekly: everyDay('09:00–10:00'), exceptions: [except('extra', day, '08:30–09:30')] },
      ['08:30', '09:00', '09:30'],
    ],
    [
      'with extra hours on a day off',
      {
        weekly: {},
        exceptions: [except('extra', day, '14:00–15:00'), except('extra', '2026-10-08', '08:00–09:00')],
      },
      ['14:00', '14:30'],
    ],
    ['on a holiday', { exceptions: [except('holiday', day)] }, []],
    ['inside a long absence', { exceptions: [except('absence', '2026-10-01/2026-10-07')] }, []],
    [
      'after an absence has ended',
      { exceptions: [except('absence', '2026-10-01/2026-10-06')] },
      ['09:00', '09:30', '10:00', '10:30'],
    ],
    [
      'without the hours of an absence; what remains stays on the grid of the whole span',
      { exceptions: [except('absence', day, '09:40–10:10')] },
      ['09:00', '10:30'],
    ],
    [
      'closed by a holiday, whatever extra hours say',
      { exceptions: [except('holiday', day), except('extra', day, '14:00–15:00')] },
      [],
    ],
  ])('%s', (_, given, expected) => {
    expect(startsOn(day, {}, practitioner('otieno', { weekly: everyDay('09:00–11:00'), ...given }))).toEqual(
      expected,
    );
  });
});

describe('rules', () => {
  test.each<[string, { rules?: Partial<SlotRules>; now?: string }, string[]]>([
    [
      'a visit that would end after closing is not offered',
      { rules: { durationMinutes: 60 } },
      ['09:00', '09:30', '10:00'],
    ],
    [
      'a buffer may reach past closing',
      { rules: { bufferMinutes: 60 } },
      ['09:00', '09:30', '10:00', '10:30'],
    ],
    [
      'notice, to the minute',
      { rules: { noticeMinutes: 60 }, now: `${day}T08:30` },
      ['09:30', '10:00', '10:30'],
    ],
    ['what has begun is gone', { now: `${day}T10:01` }, ['10:30']],
    [
      'the last day of the horizon',
      { rules: { horizonDays: 2 }, now: '2026-10-05T23:00' },
      ['09:00', '09:30', '10:00', '10:30'],
    ],
    ['the day after the horizon', { rules: { horizonDays: 1 }, now: '2026-10-05T23:00' }, []],
    ['a grid that does not fit the hours', { rules: { slotMinutes: 50 } }, ['09:00', '09:50']],
  ])('%s', (_, given, expected) => {
    expect(startsOn(day, given, morning)).toEqual(expected);
  });

  test('today is the branch’s today, not that of UTC', () => {
    // 22:30 UTC on the 5th is 01:30 on the 6th in Nairobi: a horizon of one day reaches the 7th.
    const now = Temporal.Instant.from('2026-10-05T22:30:00Z');
    const window = { from: now, to: now.add({ hours: 240 }) };
    const slots = findSlots({ ...nairobi, horizonDays: 1 }, [morning], window, now);
    expect(new Set(slots.map((slot) => slot.start.toString().slice(0, 10)))).toEqual(
      new Set(['2026-10-06', day]),
    );
  });

  test('the window takes its beginning in and leaves its end out', () => {
    const window = { from: at(`${day}T09:30`, nairobi.zone), to: at(`${day}T10:30`, nairobi.zone) };
    const slots = findSlots(nairobi, [morning], window, window.from);
    expect(slots.map((slot) => wallTime(slot, nairobi.zone))).toEqual(['09:30', '10:00']);
    expect(slots[0]?.end).toEqual(at(`${day}T10:00`, nairobi.zone));
  });
});

describe('rooms', () => {
  test.each<[string, string[][], Partial<SlotRules>, string[]]>([
    ['one that is free all morning', [[]], {}, ['09:00', '09:30', '10:00', '10:30']],
    ['one that is taken for a while', [['09:15–09:45']], {}, ['10:00', '10:30']],
    [
      'two, of which one is always free',
      [['09:00–10:00'], ['10:00–11:00']],
      {},
      ['09:00', '09:30', '10:00', '10:30'],
    ],
    ['two that are taken at once', [['09:00–10:00'], ['09:30–10:30']], {}, ['09:00', '10:00', '10:30']],
    [
      'two, neither of them free for the whole of a longer visit',
      [['09:00–09:30'], ['09:30–10:00']],
      { durationMinutes: 60 },
      ['09:30', '10:00'],
    ],
    [
      'one that must stay free for the buffer too',
      [['10:00–10:30']],
      { bufferMinutes: 15 },
      ['09:00', '10:30'],
    ],
    ['one whose visits come in any order', [['10:30–11:00', '09:00–09:30']], {}, ['09:30', '10:00']],
  ])('%s', (_, taken, rules, expected) => {
    const rooms = taken.map((spans, index) => ({
      roomId: String(index) as RoomId,
      busy: spans.map((span) => busy(nairobi.zone, day, span)),
    }));
    expect(startsOn(day, { rules: { ...rules, rooms } }, morning)).toEqual(expected);
  });

  test('are not looked at where none is needed', () => {
    expect(startsOn(day, { rules: { rooms: null } }, morning)).toHaveLength(4);
  });
});

describe('what is taken', () => {
  test.each<[string, Partial<SlotRules>, string[], string[]]>([
    ['a visit hides what it overlaps', {}, ['09:15–09:45'], ['10:00', '10:30']],
    ['visits that touch a slot leave it', {}, ['08:30–09:00', '09:30–10:00'], ['09:00', '10:00', '10:30']],
    ['a buffer must fit before the next visit', { bufferMinutes: 15 }, ['10:00–10:45'], ['09:00']],
    [
      'order and overlaps do not matter',
      {},
      ['10:30–11:00', '09:00–09:30', '09:10–09:20'],
      ['09:30', '10:00'],
    ],
  ])('%s', (_, rules, spans, expected) => {
    const taken = spans.map((span) => busy(nairobi.zone, day, span));
    expect(startsOn(day, { rules }, { ...morning, busy: taken })).toEqual(expected);
  });
});

describe('when clocks change, London', () => {
  const rules = { zone: 'Europe/London', slotMinutes: 30, durationMinutes: 30 };
  const spring = '2026-03-29'; // 01:00 → 02:00
  const autumn = '2026-10-25'; // 02:00 → 01:00
  test.each<[string, string, string, string[]]>([
    [
      'spring: the hour that is not there has no slots',
      spring,
      '00:00–03:00',
      ['00:00', '00:30', '02:00', '02:30'],
    ],
    ['spring: hours that open in it open at the jump', spring, '01:30–03:00', ['02:00', '02:30']],
    ['spring: hours that close in it close at the jump', spring, '00:00–01:30', ['00:00', '00:30']],
    ['spring: hours within it are none', spring, '01:00–02:00', []],
    ['spring: the day after', '2026-03-30', '01:00–02:00', ['01:00', '01:30']],
    [
      'autumn: the hour that comes twice has slots twice',
      autumn,
      '00:30–02:30',
      ['00:30', '01:00', '01:30', '01:00', '01:30', '02:00'],
    ],
    [
      'autumn: hours within it are meant the first time',
      autumn,
      '01:00–02:00',
      ['01:00', '01:30', '01:00', '01:30'],
    ],
    ['autumn: ordinary hours are not moved', autumn, '09:00–10:00', ['09:00', '09:30']],
  ])('%s', (_, date, span, expected) => {
    expect(startsOn(date, { rules }, practitioner('smith', { weekly: everyDay(span) }))).toEqual(expected);
  });

  test('nine o’clock is 09:00 UTC before and 08:00 UTC after', () => {
    const window = { from: at('2026-03-28T00:00', rules.zone), to: at('2026-03-31T00:00', rules.zone) };
    const person = practitioner('smith', { weekly: everyDay('09:00–09:30') });
    const starts = findSlots({ ...nairobi, ...rules }, [person], window, window.from).map((slot) =>
      slot.start.toString(),
    );
    expect(starts).toEqual(['2026-03-28T09:00:00Z', '2026-03-29T08:00:00Z', '2026-03-30T08:00:00Z']);
  });
});

describe('any practitioner', () => {
  const weekly = everyDay('09:00–10:00');
  const findOn = (date: string, people: PractitionerAvailability[]) => {
    const from = at(`${date}T00:00`, nairobi.zone);
    return findSlots(nairobi, people, { from, to: from.add({ hours: 24 }) }, from);
  };

  test('slots at one time are one slot, least booked that day first', () => {
    const people = [
      practitioner('a', { weekly, busy: [busy(nairobi.zone, day, '15:00–17:00')] }),
      practitioner('b', { weekly, busy: [busy(nairobi.zone, day, '09:00–09:30')] }),
      practitioner('c', {
        weekly,
        busy: [busy(nairobi.zone, '2026-10-06', '08:00–18:00'), busy(nairobi.zone, day, '14:00–15:00')],
      }),
    ];
    expect(findOn(day, people).map((slot) => slot.practitionerIds)).toEqual([
      ['c', 'a'],
      ['b', 'c', 'a'],
    ]);
  });

  test('equally booked practitioners take turns from day to day', () => {
    const people = ['a', 'b', 'c'].map((name) => practitioner(name, { weekly }));
    const firsts = ['2026-10-05', '2026-10-06', '2026-10-07'].map(
      (date) => findOn(date, people)[0]?.practitionerIds[0],
    );
    expect(new Set(firsts).size).toBe(3);
  });

  test('a day filled one by one is filled evenly', () => {
    const people = ['a', 'b', 'c'].map((name) => ({
      ...practitioner(name, { weekly: everyDay('08:00–12:00') }),
      busy: [] as Stretch[],
    }));
    for (let taken = 0; taken < 12; taken++) {
      const [slot] = findOn(day, people);
      if (slot === undefined) throw new Error('the day is full');
      people
        .find((person) => person.practitionerId === slot.practitionerIds[0])
        ?.busy.push({ from: slot.start.epochMilliseconds, to: slot.end.epochMilliseconds });
    }
    expect(people.map((person) => person.busy.length)).toEqual([4, 4, 4]);
  });
});
