import type { ChannelKind } from '../../core/db/tables.ts';
import type { PractitionerId } from '../../core/ids.ts';
import type { Command, FlowEvent, RefusedReason, SlotFact, Times, Wanted } from '../vocabulary.ts';
import { timesSought } from './other-times.ts';

/**
 * Looking for a free time, as every flow does that needs one: a spread to pick from, the days, the times of a day. Each such
 * flow has a SlotSearch in its context and states of these names: finding_slots, slots, finding_days, days, none.
 */
export type SlotSearch = {
  /** Null: whoever is free. */
  practitionerId: PractitionerId | null;
  view: View;
  slots: readonly SlotFact[];
  days: readonly string[];
  moreDays: boolean;
  /** The list of days begins after this one. */
  after: string | null;
  /** The slot picked last. */
  start: string | null;
  /** Why we ask (again): said once, above the next prompt. */
  lead: Lead | null;
};

export type View = Extract<Command, { do: 'find_slots' }>['view'];
/** Beside refusals: of what was asked for in words. */
export type Lead =
  | RefusedReason
  | 'day_full'
  | 'not_then'
  | 'not_there'
  | 'not_with'
  | 'not_given'
  | 'one_by_one';

export const unsearched: SlotSearch = {
  practitionerId: null,
  view: { kind: 'offer' },
  slots: [],
  days: [],
  moreDays: false,
  after: null,
  start: null,
  lead: null,
};

const DAYS_SHOWN = 7;

/** Slots that overlap the patient's own visit are left out again, so more are asked for. */
const SPARE_SLOTS = 12;

export function findSlots(
  { view, lead }: SlotSearch,
  wanted: Wanted,
  channel: ChannelKind,
): Extract<Command, { do: 'find_slots' }> {
  const spare = lead === 'patient_busy' ? SPARE_SLOTS : 0;
  return { do: 'find_slots', wanted, view, count: slotCount(view, channel) + spare };
}

export function findDays({ after }: SlotSearch, wanted: Wanted): Extract<Command, { do: 'find_days' }> {
  return { do: 'find_days', wanted, after, count: DAYS_SHOWN };
}

/**
 * The slots to show of those found. Where the patient is busy at the slot picked, all that overlap it are of no use either.
 */
export function openSlots(
  { start, lead, view }: SlotSearch,
  found: readonly SlotFact[],
  minutes: number,
  channel: ChannelKind,
): readonly SlotFact[] {
  const apart = (slot: SlotFact) =>
    start === null ||
    Math.abs(
      Temporal.Instant.from(slot.start).epochMilliseconds - Temporal.Instant.from(start).epochMilliseconds,
    ) >=
      minutes * 60_000;
  const open = lead === 'patient_busy' ? found.filter(apart) : found;
  return open.slice(0, slotCount(view, channel));
}

/** An SMS of two segments has room for one slot fewer. */
function slotCount(view: View, channel: ChannelKind): number {
  if (view.kind === 'day') return 8;
  return channel === 'sms' ? 4 : 5;
}

/** "2026-10-08T06:00Z": a slot's id is its start. */
export function slotId({ start }: SlotFact): string {
  return start.replace(/:00Z$/, 'Z');
}

// ── What an event changes in a search ───────────────────────────────────────────────────────────────────────────────

export function takeSlot({ slots }: SlotSearch, event: FlowEvent): Partial<SlotSearch> {
  return { start: slots.find((slot) => event.type === 'CHOSE' && event.id === slotId(slot))?.start ?? null };
}

export function takeDays(_: SlotSearch, event: FlowEvent): Partial<SlotSearch> {
  return event.type === 'DAYS' ? { days: event.days, moreDays: event.more } : {};
}

export function takeDay(_: SlotSearch, event: FlowEvent): Partial<SlotSearch> {
  return event.type === 'CHOSE' ? { view: { kind: 'day', day: event.id } } : {};
}

export function laterDays({ days, after }: SlotSearch): Partial<SlotSearch> {
  return { after: days.at(-1) ?? after };
}

export function tellWhy(_: SlotSearch, event: FlowEvent): Partial<SlotSearch> {
  return event.type === 'REFUSED' ? { lead: event.reason } : {};
}

/** The times that the patient's own words named, where they named any; `meant`: the day of those that come without one. */
export function takeTimes(
  { view }: SlotSearch,
  { facts }: FlowEvent,
  meant: { day: string; zone: string } | null,
): Partial<SlotSearch> {
  const { heard } = facts;
  const { day, zone } = meant ?? { day: null, zone: facts.clinic.zone };
  const times = heard && timesSought(heard, { view, day, zone }, facts);
  if (times) return { view: viewOf(times), slots: [], lead: null };
  return heard?.soonest ? { view: { kind: 'offer' }, slots: [], lead: null } : { view };
}

export function viewOf(times: Times): View {
  const [day, ...others] = times.kind === 'day' ? times.candidates : [];
  return day !== undefined && others.length === 0 ? { kind: 'day', day } : { kind: 'times', times };
}

/** Nothing is free then: the nearest is looked for around the reading that is most likely meant. */
export function lookNearby({ view }: SlotSearch): Partial<SlotSearch> {
  if (view.kind !== 'times') return {};
  const starts = view.times.candidates.map((one) => (typeof one === 'string' ? one : one.start));
  const start = starts.find(isByDay) ?? starts[0];
  return { lead: 'not_then', view: start === undefined ? { kind: 'offer' } : { kind: 'near', start } };
}

/** Of the two readings of an open hour a clinic's is the one by daylight. */
function isByDay(local: string): boolean {
  const hour = Number(local.slice(11, 13) || 12);
  return hour >= 6 && hour < 19;
}

/** Refused at this very slot: those nearest to it come next. */
export function lookAround({ start }: SlotSearch): Partial<SlotSearch> {
  return { view: start === null ? { kind: 'offer' } : { kind: 'near', start } };
}

// ── What an event may be ────────────────────────────────────────────────────────────────────────────────────────────

type Scene = { context: SlotSearch; event: FlowEvent };

const chosenAmong = ({ event }: Scene, ids: readonly string[]) =>
  event.type === 'CHOSE' && ids.includes(event.id);

export const isSlot = (scene: Scene) => chosenAmong(scene, scene.context.slots.map(slotId));
export const isDay = (scene: Scene) => chosenAmong(scene, scene.context.days);
export const isExact = (view: View) => view.kind === 'times' && view.times.kind === 'moment';
/** A moment was named, and it is free: it need not be picked from a list of one. */
export const exactSlotFound = ({ context: { view }, event }: Scene) =>
  isExact(view) && event.type === 'SLOTS' && event.slots.length === 1;
export const laterDaysShown = ({ context }: Scene) => context.after !== null;
export const daysFound = ({ event }: Scene) => event.type === 'DAYS' && event.days.length > 0;
export const seeing =
  (kind: View['kind']) =>
  ({ context }: Scene) =>
    context.view.kind === kind;
