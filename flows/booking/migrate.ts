import type { Frame } from '../vocabulary.ts';
import { unbegun } from './context.ts';

/**
 * A booking as versions 1 and 2 stored it. Version 2 notes a reason for the visit and tells of too many visits: its context
 * knows the visit that was booked. Version 3 takes wishes in the patient's own words: its context knows for whom, as they said
 * of their own accord, and whether staff have yet to confirm the visit. Every place where a patient was waited for is still there. What stood anywhere else was never stored,
 * so it is not guessed at.
 */
const asked: ReadonlySet<string> = new Set([
  ...['service', 'branch', 'slots', 'changing', 'practitioner', 'days', 'none'],
  ...['held.name', 'held.for_whom', 'held.confirm'],
]);
/** Since version 2. */
const askedLater: ReadonlySet<string> = new Set(['too_many', 'reason']);

/** Null: this cannot be gone on with. */
export function migrateBooking(frame: Frame): Frame | null {
  const { context, state, version } = frame;
  if ((version !== 1 && version !== 2) || !isRecord(context)) return null;
  const place = placeOf(state);
  if (!asked.has(place) && !(version === 2 && askedLater.has(place))) return null;
  const { visitId, forWhom, pending, ...always } = unbegun;
  const before = version === 1 ? always : { ...always, visitId };
  if (!Object.keys(before).every((key) => key in context)) return null;
  const added = version === 1 ? { visitId, forWhom, pending } : { forWhom, pending };
  return { ...frame, version: 3, context: { ...context, ...added } };
}

function placeOf(state: unknown): string {
  if (typeof state === 'string') return state;
  return isRecord(state) ? `held.${String(state.held)}` : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
