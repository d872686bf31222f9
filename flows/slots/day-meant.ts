import { localOf } from '../format.ts';
import type { Facts, Times } from '../vocabulary.ts';
import type { SlotSearch, View } from './search.ts';

/** A time without a day ("2:15", "asubuhi") is of the day that is talked about. Days are local ones of the branch. */

export function dayOf(start: string, zone: string): string {
  return localOf({ start, zone }).day.toString();
}

/** The one day of the list that is shown, or that was asked for. Null: none, or several. */
export function dayShown({ view, slots }: Pick<SlotSearch, 'view' | 'slots'>, zone: string): string | null {
  const shown = new Set(slots.map(({ start }) => dayOf(start, zone)));
  const [first] = shown;
  if (first !== undefined && shown.size === 1) return first;
  const asked = dayAsked(view, zone);
  return asked !== null && (shown.size === 0 || shown.has(asked)) ? asked : null;
}

function dayAsked(view: View, zone: string): string | null {
  if (view.kind === 'day') return view.day;
  if (view.kind === 'near') return view.start.endsWith('Z') ? dayOf(view.start, zone) : dateIn(view.start);
  // Of a time that came without a day, the day is our guess.
  if (view.kind === 'offer' || view.times.dayless) return null;
  const days = view.times.candidates.map(dayIn);
  const [day, ...others] = new Set(days);
  return others.length === 0 ? (day ?? null) : null;
}

/** A week is of no day; a night is of the one on which it begins. */
function dayIn(one: string | { start: string; end: string }): string | null {
  if (typeof one === 'string') return dateIn(one);
  const next = Temporal.PlainDateTime.from(one.start).add({ days: 1 });
  return Temporal.PlainDateTime.compare(one.end, next) <= 0 ? dateIn(one.start) : null;
}

/** The times on that day. Of today, and where a day was said, they stay as the reader found them: none of them is past. */
export function onDay(times: Times, day: string | null, { now }: Facts, zone: string): Times {
  if (!times.dayless || day === null || day <= dayOf(now, zone)) return times;
  switch (times.kind) {
    case 'moment':
    case 'day': {
      const moments = times.candidates.map((local) => `${day}T${timeIn(local)}`);
      return { kind: times.kind, candidates: [...new Set(moments)].sort() };
    }
    case 'part':
    case 'range': {
      const from = times.dayless === 'until' ? '00:00' : null;
      const candidates = times.candidates.map(({ start, end }) => {
        const nights = Temporal.PlainDate.from(dateIn(start)).until(dateIn(end)).days;
        const last = Temporal.PlainDate.from(day).add({ days: nights });
        return { start: `${day}T${from ?? timeIn(start)}`, end: `${last}T${timeIn(end)}` };
      });
      return { kind: times.kind, candidates };
    }
    default:
      return times satisfies never;
  }
}

/** "Sawa saa tatu", "in the morning", "on Monday" of a visit then; "after nine" is not nine, and "at 9 or 10" leaves it open. */
export function isVery(times: Times, start: string, zone: string, facts: Facts): boolean {
  const { day, time } = localOf({ start, zone });
  const own = onDay(times, day.toString(), facts, zone);
  if (!isAmong(start, own, zone)) return false;
  if (times.kind === 'range') return !times.dayless;
  // Of an open hour ("at 9") there are two readings.
  if (own.kind !== 'moment') return true;
  return own.candidates.every((one) => {
    const { hour, minute } = Temporal.PlainDateTime.from(one);
    return hour % 12 === time.hour % 12 && minute === time.minute;
  });
}

/** "I'll come on Monday", "in the morning", of a visit on Monday at nine. */
export function isAmong(start: string, times: Times, zone: string): boolean {
  const { day, time } = localOf({ start, zone });
  const local = day.toPlainDateTime(time).toString({ smallestUnit: 'minute' });
  return times.candidates.some((one) => {
    if (typeof one !== 'string') return one.start <= local && local < one.end;
    return one === (times.kind === 'day' ? day.toString() : local);
  });
}

const dateIn = (local: string) => local.slice(0, 10);
const timeIn = (local: string) => local.slice(11);
