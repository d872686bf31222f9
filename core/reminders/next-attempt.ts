import type { AppointmentStatus, DeliveryState } from '../db/tables.ts';
import type { ContactId } from '../ids.ts';
import type {
  Attempt,
  EndReason,
  NextStep,
  Notice,
  NoticeEnd,
  NoticeKind,
  NoticeRules,
  Reach,
  VisitNow,
} from './notice.ts';
import { earlier, eveningBefore, isWaking, later, nextWaking } from './waking.ts';

/** A visit that is something else by now is not what the notice tells of. */
const tellsOf: Readonly<Record<NoticeKind, readonly AppointmentStatus[]>> = {
  reminder: ['pending', 'booked'],
  confirmed: ['booked'],
  changed: ['pending', 'booked'],
  cancelled: ['cancelled'],
  follow_up: ['noshow'],
};

/** Neither arrived nor failed: something may still come of it. */
const live: readonly DeliveryState[] = ['queued', 'wired', 'sent', 'errored', 'unknown'];
/** The provider has none of it yet. */
const unsent: readonly DeliveryState[] = ['queued', 'errored'];
/** The sender may yet send it, by itself: in doubt it does so once more. */
const stoppable: readonly DeliveryState[] = ['queued', 'errored', 'unknown'];

/** Staff must have so long to call before the visit, in hours. */
const CALL_HOURS = 2;

/** All that one decision looks at. */
type Situation = {
  notice: Notice;
  attempts: readonly Attempt[];
  visit: VisitNow;
  reach: readonly Reach[];
  rules: NoticeRules;
  now: Temporal.Instant;
};

/**
 * What to do about a notice now. Asking again changes nothing: what is decided is told by what is handed in alone.
 *
 * @param attempts in the order in which they were started, at most one for a contact
 * @param reach most preferred first
 */
export function nextAttempt(
  notice: Notice,
  attempts: readonly Attempt[],
  visit: VisitNow,
  reach: readonly Reach[],
  rules: NoticeRules,
  now: Temporal.Instant,
): NextStep {
  const situation = { notice, attempts, visit, reach, rules, now };
  const settled = settle(situation);
  if (settled !== undefined) return settled;
  if (isBefore(now, notice.dueAt)) return { do: 'wait', until: notice.dueAt };
  const going = attempts.filter((attempt) => isGoing(attempt, reach));
  const patience = going.map(({ startedAt }) => startedAt.add({ minutes: fallbackMinutes(notice, rules) }));
  const patientUntil = patience.reduce<Temporal.Instant | undefined>(
    (last, until) => (last === undefined ? until : later(last, until)),
    undefined,
  );
  if (patientUntil !== undefined && isBefore(now, patientUntil)) {
    return { do: 'wait', until: earlier(patientUntil, helpsUntil(notice)) };
  }
  return tryNext(situation, going, patientUntil);
}

/**
 * Whether a queued attempt may leave the house at this moment. For the transaction in which it is put on the wire: also a
 * retry of ours heeds the night, and since it was queued the visit may have changed, or another attempt arrived.
 *
 * @param to its address as it is known now; undefined where it is not the patient's any more
 */
export function mayGoOut(
  notice: Notice,
  attempts: readonly Attempt[],
  visit: VisitNow,
  to: Reach | undefined,
  rules: NoticeRules,
  now: Temporal.Instant,
): boolean {
  return (
    changedReason(notice, visit) === undefined &&
    notice.answeredAt === null &&
    !attempts.some(({ state }) => state === 'delivered' || state === 'read') &&
    !isBefore(now, notice.dueAt) &&
    isBefore(now, helpsUntil(notice)) &&
    isWaking(now, rules) &&
    to !== undefined &&
    isUsable(to)
  );
}

/** The end of what is over, whatever could still be tried. */
function settle({ notice, attempts, visit, now }: Situation): NextStep | undefined {
  const changed = changedReason(notice, visit);
  if (changed !== undefined) return end('overtaken', changed, attempts);
  if (notice.answeredAt !== null) return end('answered', 'answered', attempts);
  if (attempts.some(({ state }) => state === 'read')) return end('delivered', 'read', attempts);
  if (attempts.some(({ state }) => state === 'delivered')) return end('delivered', 'delivered', attempts);
  if (isBefore(now, helpsUntil(notice))) return undefined;
  return end('too_late', lateReason(attempts), attempts);
}

/** Nothing that was tried has any patience left: another address, or what remains when there is none. */
function tryNext(
  situation: Situation,
  going: readonly Attempt[],
  patientUntil: Temporal.Instant | undefined,
): NextStep {
  const { notice, attempts, reach, rules, now } = situation;
  const tried = new Set(attempts.map(({ contactId }) => contactId));
  const to = reach.find((address) => !tried.has(address.contactId) && isUsable(address));
  if (to !== undefined) {
    const morning = nextWaking(now, rules);
    if (morning.equals(now)) return { do: 'send', to, overtakes: stoppedBy(attempts) };
    if (isBefore(morning, helpsUntil(notice))) return { do: 'wait', until: morning };
    if (going.length === 0) return end('too_late', 'quiet_hours', attempts);
  }
  if (patientUntil !== undefined) return waitForReceipt(situation, going, patientUntil);
  const leftTheHouse = attempts.some(({ state }) => state !== 'cancelled' && !unsent.includes(state));
  const allOptedOut = reach.length > 0 && reach.every(({ optedOut }) => optedOut);
  if (allOptedOut && !leftTheHouse) return end('opted_out', 'opted_out', attempts);
  return end('call_list', attempts.length > 0 ? 'all_failed' : 'no_address', attempts);
}

/** Nobody else can be tried: a receipt may still come, until staff have to be told. */
function waitForReceipt(
  { notice, attempts, rules, now }: Situation,
  going: readonly Attempt[],
  patientUntil: Temporal.Instant,
): NextStep {
  const callAt = earlier(callBy(notice, patientUntil, rules), helpsUntil(notice));
  if (isBefore(now, callAt)) return { do: 'wait', until: callAt };
  const wentOut = going.some(({ state }) => !unsent.includes(state));
  return end('call_list', wentOut ? 'no_receipt' : 'not_sent', attempts);
}

/**
 * When staff hear that no receipt came: at half of the time that is left, with time to call before the visit. People are not
 * called in the night either.
 */
function callBy(notice: Notice, from: Temporal.Instant, rules: NoticeRules): Temporal.Instant {
  const ahead = notice.kind !== 'follow_up';
  const helps = ahead ? notice.visitStart : notice.tooLateAt;
  const half = from.add({ seconds: Math.max(0, Math.floor(from.until(helps).total('seconds') / 2)) });
  const wanted = ahead ? earlier(half, helps.subtract({ hours: CALL_HOURS })) : half;
  return later(from, isWaking(wanted, rules) ? wanted : eveningBefore(wanted, rules));
}

/** What the visit has become since; undefined where the notice still tells of it. */
export function changedReason(
  notice: Pick<Notice, 'kind' | 'visitStart'>,
  visit: VisitNow,
): EndReason | undefined {
  if (!tellsOf[notice.kind].includes(visit.status)) return `visit_${visit.status}`;
  return visit.start.equals(notice.visitStart) ? undefined : 'visit_moved';
}

/** What tells of a visit ahead is of no use once it has begun. */
function helpsUntil({ kind, tooLateAt, visitStart }: Notice): Temporal.Instant {
  return kind === 'follow_up' ? tooLateAt : earlier(tooLateAt, visitStart);
}

function lateReason(attempts: readonly Attempt[]): EndReason {
  const open = attempts.filter(({ state }) => live.includes(state));
  if (open.some(({ state }) => !unsent.includes(state))) return 'in_flight';
  return open.length === 0 && attempts.length > 0 ? 'all_failed' : 'not_sent';
}

/**
 * Live, and not waiting before a door that has closed since: what has not left the house does not go to an address that opted
 * out, proved wrong or is the patient's no more.
 */
function isGoing({ contactId, state }: Attempt, reach: readonly Reach[]): boolean {
  if (!unsent.includes(state)) return live.includes(state);
  const address = reach.find((known) => known.contactId === contactId);
  return address !== undefined && !address.optedOut && !address.unreachable;
}

function isUsable({ optedOut, unreachable, sendable }: Reach): boolean {
  return !optedOut && !unreachable && sendable;
}

function fallbackMinutes(notice: Notice, rules: NoticeRules): number {
  return notice.isLast ? rules.lastFallbackMinutes : rules.fallbackMinutes;
}

function end(state: NoticeEnd, reason: EndReason, attempts: readonly Attempt[]): NextStep {
  return { do: 'end', state, reason, overtakes: stoppedBy(attempts) };
}

function stoppedBy(attempts: readonly Attempt[]): ContactId[] {
  return attempts.filter(({ state }) => stoppable.includes(state)).map(({ contactId }) => contactId);
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}
