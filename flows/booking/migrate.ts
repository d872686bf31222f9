import type { Frame } from '../vocabulary.ts';
import { unbegun } from './context.ts';

/**
 * A booking as version 1 stored it. Version 2 notes a reason for the visit and tells of too many visits: its context knows the
 * visit that was booked, and every place where a patient was waited for is still there. What stood anywhere else was never
 * stored, so it is not guessed at.
 */
const asked: ReadonlySet<string> = new Set([
  ...['service', 'branch', 'slots', 'changing', 'practitioner', 'days', 'none'],
  ...['held.name', 'held.for_whom', 'held.confirm'],
]);

/** Null: this cannot be gone on with. */
export function migrateBooking(frame: Frame): Frame | null {
  const { context, state } = frame;
  if (frame.version !== 1 || !asked.has(placeOf(state)) || !isRecord(context)) return null;
  const { visitId: _, ...before } = unbegun;
  if (!Object.keys(before).every((key) => key in context)) return null;
  return { ...frame, version: 2, context: { ...context, visitId: null } };
}

function placeOf(state: unknown): string {
  if (typeof state === 'string') return state;
  return isRecord(state) ? `held.${String(state.held)}` : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
