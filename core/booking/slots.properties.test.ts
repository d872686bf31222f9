import fc from 'fast-check';
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
import { firstDays } from './offer.ts';
import { findSlots, walkDays } from './slots.ts';

function practitioner(
  name: string,
  given: Omit<PractitionerAvailability, 'practitionerId'>,
): PractitionerAvailability {
  return { practitionerId: name as PractitionerId, ...given };
}

describe('whatever the calendar', () => {
  const zones = ['Africa/Nairobi', 'Europe/London', 'Asia/Kathmandu', 'America/St_Johns'];
  const fromMinutes = (minutes: number) => Temporal.PlainTime.from('00:00').add({ minutes });
  // London's hour that comes twice is in the table above: the slow way below cannot tell which of the two is meant.
  const inFold = (time: Temporal.PlainTime) => time.hour === 1 && time.minute > 0;
  const anyHours = fc
    .tuple(fc.integer({ min: 0, max: 1380 }), fc.integer({ min: 5, max: 600 }))
    .map(([opens, length]) => ({
      opens: fromMinutes(opens),
      closes: fromMinutes(Math.min(opens + length, 1439)),
    }))
    .filter(({ opens, closes }) => !inFold(opens) && !inFold(closes));
  const start = Temporal.Instant.from('2026-10-23T00:00:00Z'); // a week over the end of London's summer time
  const anyBusy = fc
    .tuple(fc.integer({ min: -500, max: 10_000 }), fc.integer({ min: 5, max: 300 }))
    .map(([from, length]) => ({
      from: start.add({ minutes: from }).epochMilliseconds,
      to: start.add({ minutes: from + length }).epochMilliseconds,
    }));
  const anyException = fc
    .tuple(fc.constantFrom('holiday', 'absence', 'extra'), fc.integer({ min: 0, max: 6 }), anyHours)
    .map(([kind, offset, span]) => {
      const date = Temporal.PlainDate.from('2026-10-23').add({ days: offset });
      return { kind, firstDay: date, lastDay: date, hours: span } as HoursException;
    });
  const anyPractitioner = fc.record({
    weekly: fc
      .array(anyHours, { maxLength: 3 })
      .map((spans) => ({ 1: spans, 2: spans, 5: spans, 6: spans, 7: spans })),
    exceptions: fc.array(anyException, { maxLength: 3 }),
    busy: fc.array(anyBusy, { maxLength: 12 }),
  });
  const anyRoom = fc.record({
    roomId: fc.constant('room' as RoomId),
    busy: fc.array(anyBusy, { maxLength: 12 }),
  });
  const anyRules = fc.record({
    zone: fc.constantFrom(...zones),
    slotMinutes: fc.constantFrom(5, 15, 20, 45),
    durationMinutes: fc.constantFrom(5, 20, 30, 75),
    bufferMinutes: fc.constantFrom(0, 5, 25),
    rooms: fc.option(fc.array(anyRoom, { minLength: 1, maxLength: 2 })),
    noticeMinutes: fc.constantFrom(0, 90),
    horizonDays: fc.integer({ min: 0, max: 8 }),
  });
  const window = { from: start, to: start.add({ hours: 168 }) };

  /** Is somebody there at this moment, told from the rules minute by minute, the slow way. */
  function isThere(
    person: Pick<PractitionerAvailability, 'weekly' | 'exceptions'>,
    zone: string,
    moment: Temporal.Instant,
  ) {
    const local = moment.toZonedDateTimeISO(zone);
    const within = (span: Hours) =>
      Temporal.PlainTime.compare(span.opens, local) <= 0 &&
      Temporal.PlainTime.compare(local, span.closes) < 0;
    const today = person.exceptions.filter((exception) => exception.firstDay.equals(local));
    const away = today.some(
      (exception) => exception.kind !== 'extra' && exception.hours !== null && within(exception.hours),
    );
    const extra = today.some(
      (exception) => exception.kind === 'extra' && exception.hours !== null && within(exception.hours),
    );
    return !away && (extra || (person.weekly[local.dayOfWeek] ?? []).some(within));
  }

  /** What is wrong with a slot, in words. Plain comparisons: there are too many for an expect each. */
  function faults(slot: Slot, rules: SlotRules, people: readonly PractitionerAvailability[]): string[] {
    const from = slot.start.epochMilliseconds;
    const free = slot.end.epochMilliseconds + rules.bufferMinutes * 60_000;
    const date = slot.start.toZonedDateTimeISO(rules.zone).toPlainDate();
    const lastDay = start.toZonedDateTimeISO(rules.zone).toPlainDate().add({ days: rules.horizonDays });
    const found: string[] = [];
    const isFree = ({ busy }: { busy: readonly Stretch[] }) =>
      busy.every((span) => free <= span.from || span.to <= from);
    if (rules.rooms !== null && !rules.rooms.some(isFree)) found.push('no room');
    if (slot.start.until(slot.end).total('minutes') !== rules.durationMinutes) found.push('length');
    if (start.until(slot.start).total('minutes') < rules.noticeMinutes) found.push('notice');
    if (Temporal.PlainDate.compare(date, lastDay) > 0) found.push('horizon');
    for (const person of people.filter(({ practitionerId }) =>
      slot.practitionerIds.includes(practitionerId),
    )) {
      if (person.busy.some((span) => span.from < free && from < span.to)) {
        found.push('taken');
      }
      for (let passed = 0; passed < rules.durationMinutes; passed += 5) {
        if (!isThere(person, rules.zone, slot.start.add({ minutes: passed })))
          found.push(`away after ${passed}`);
      }
    }
    return found;
  }

  test('no slot meets what is taken, buffer included, and each lies in hours, notice and horizon', () => {
    fc.assert(
      fc.property(anyRules, fc.array(anyPractitioner, { minLength: 1, maxLength: 3 }), (rules, people) => {
        const all = people.map((person, index) => practitioner(String(index), person));
        const slots = findSlots(rules, all, window, start);
        expect(slots.flatMap((slot) => faults(slot, rules, all))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('slots are sorted, and each start is there once', () => {
    fc.assert(
      fc.property(anyRules, fc.array(anyPractitioner, { maxLength: 4 }), (rules, people) => {
        const all = people.map((person, index) => practitioner(String(index), person));
        const starts = findSlots(rules, all, window, start).map((slot) => slot.start.epochMilliseconds);
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
      }),
      { numRuns: 100 },
    );
  });

  test('who looks no further than the first start of a day finds the same days', () => {
    fc.assert(
      fc.property(anyRules, fc.array(anyPractitioner, { maxLength: 4 }), (rules, people) => {
        const all = people.map((person, index) => practitioner(String(index), person));
        const dayOf = (slot: Slot) => slot.start.toZonedDateTimeISO(rules.zone).toPlainDate().toString();
        const days = [...new Set(findSlots(rules, all, window, start).map(dayOf))];
        const found = firstDays(walkDays(rules, all, window, start), 1_000).map((day) => day.toString());
        expect(found).toEqual(days);
      }),
      { numRuns: 100 },
    );
  });

  test('nothing is left out where a visit is shorter than the steps between starts', () => {
    const hours = ([opens, closes]: readonly [string, string]): Hours => {
      return { opens: Temporal.PlainTime.from(opens), closes: Temporal.PlainTime.from(closes) };
    };
    const spans = [
      ['09:00', '13:15'],
      ['13:30', '16:00'],
    ] as const;
    const weekly = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, spans.map(hours)]));
    const person = practitioner('a', { weekly, exceptions: [], busy: [] });
    const rules: SlotRules = {
      ...{ zone: 'Africa/Nairobi', bufferMinutes: 0, rooms: null, noticeMinutes: 0, horizonDays: 30 },
      ...{ slotMinutes: 60, durationMinutes: 15 },
    };
    const times = findSlots(rules, [person], window, start).map((slot) => {
      return slot.start.toZonedDateTimeISO(rules.zone).toPlainTime().toString({ smallestUnit: 'minute' });
    });
    expect([...new Set(times)].sort()).toEqual([
      '09:00',
      '10:00',
      '11:00',
      '12:00',
      '13:00',
      '13:30',
      '14:30',
      '15:30',
    ]);
  });

  test('nothing that is free is left out', () => {
    // On a grid of 5 minutes with a visit of 5 minutes, every free five minutes of the hours are a slot. Hours here
    // open on the grid, so that the slow way may walk it.
    const rules: SlotRules = {
      zone: 'Africa/Nairobi',
      bufferMinutes: 0,
      rooms: null,
      slotMinutes: 5,
      durationMinutes: 5,
      noticeMinutes: 0,
      horizonDays: 30,
    };
    const onGrid = (span: Hours): Hours => ({
      ...span,
      opens: span.opens.round({ smallestUnit: 'minute', roundingIncrement: 5, roundingMode: 'floor' }),
    });
    fc.assert(
      fc.property(anyPractitioner, (given) => {
        const weekly = Object.fromEntries(
          Object.entries(given.weekly).map(([key, spans]) => [key, spans.map(onGrid)]),
        );
        const person = practitioner('a', { ...given, weekly, exceptions: [] });
        const found = new Set(
          findSlots(rules, [person], window, start).map((slot) => slot.start.epochMilliseconds),
        );
        const wrong: string[] = [];
        for (let passed = 0; passed < 7 * 24 * 60; passed += 5) {
          const moment = window.from.add({ minutes: passed });
          const from = moment.epochMilliseconds;
          const taken = person.busy.some((span) => span.from < from + 300_000 && from < span.to);
          const there = [0, 4].every((minutes) => isThere(person, rules.zone, moment.add({ minutes })));
          if (found.has(from) !== (there && !taken)) wrong.push(moment.toString());
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});
