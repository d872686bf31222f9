import { describe, expect, test } from 'vitest';
import type { AddressKind, AppointmentStatus, DeliveryState } from '../db/tables.ts';
import type { ContactId } from '../ids.ts';
import { mayGoOut, nextAttempt } from './next-attempt.ts';
import type { Attempt, Notice, NoticeRules, Reach } from './notice.ts';

const zone = 'Africa/Nairobi';
const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']; // 5 October 2026 is a Monday
const kinds: Record<string, AddressKind> = { w: 'whatsapp', s: 'sms', e: 'email' };
const rules: NoticeRules = {
  zone,
  wakingFrom: Temporal.PlainTime.from('08:00'),
  wakingUntil: Temporal.PlainTime.from('20:00'),
  fallbackMinutes: 15,
  lastFallbackMinutes: 5,
};

/** "Wed 14:00" */
function at(text: string): Temporal.Instant {
  const [day = '', time = ''] = text.split(' ');
  return Temporal.PlainDate.from('2026-10-05')
    .add({ days: days.indexOf(day) })
    .toZonedDateTime({ timeZone: zone, plainTime: time })
    .toInstant();
}

function told(moment: Temporal.Instant): string {
  const local = moment.toZonedDateTimeISO(zone);
  return `${days[local.dayOfWeek - 1]} ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}

/** "w sent Wed 14:00, s queued Wed 14:15" */
function attemptsOf(text: string): Attempt[] {
  return text.split(', ').flatMap((part): Attempt[] => {
    const [who = '', state = '', ...when] = part.split(' ');
    if (who === '') return [];
    const startedAt = at(when.join(' '));
    const kind = kinds[who] ?? 'sms';
    return [{ contactId: who as ContactId, kind, state: state as DeliveryState, startedAt, errorCode: null }];
  });
}

/** "w s e": the addresses, in order. w! opted out, w? cannot be written to, w- the clinic cannot send there. */
function reachOf(text: string): Reach[] {
  return text.split(' ').flatMap((part): Reach[] => {
    const who = part.replace(/[!?-]/, '');
    if (who === '') return [];
    const [optedOut, unreachable, sendable] = [part.includes('!'), part.includes('?'), !part.includes('-')];
    return [{ contactId: who as ContactId, kind: kinds[who] ?? 'sms', optedOut, unreachable, sendable }];
  });
}

type Given = Partial<Notice> & { status?: AppointmentStatus; start?: Temporal.Instant };

const dayBefore: Notice = {
  kind: 'reminder',
  visitStart: at('Thu 14:00'),
  dueAt: at('Wed 14:00'),
  tooLateAt: at('Thu 12:00'),
  isLast: false,
  answeredAt: null,
};
const last: Given = { dueAt: at('Thu 12:00'), tooLateAt: at('Thu 13:30'), isLast: true };

function decide(given: Given, now: string, attempts: string, reach: string): string {
  const { status = 'booked', start, ...changes } = given;
  const notice = { ...dayBefore, ...changes };
  const visit = { status, start: start ?? notice.visitStart };
  const step = nextAttempt(notice, attemptsOf(attempts), visit, reachOf(reach), rules, at(now));
  if (step.do === 'wait') return `wait ${told(step.until)}`;
  const stopped = step.overtakes.length === 0 ? '' : `, stop ${step.overtakes.join(' ')}`;
  return (step.do === 'send' ? `send ${step.to.contactId}` : `${step.state}: ${step.reason}`) + stopped;
}

/** Now, what was tried, the addresses, what to do. */
type Row = [now: string, attempts: string, reach: string, expected: string];

describe('a reminder of the day before', () => {
  test.each<Row>([
    // when
    ['Tue 10:00', '', 'w s', 'wait Wed 14:00'],
    ['Wed 13:59', '', 'w s', 'wait Wed 14:00'],
    ['Wed 13:59', '', '', 'wait Wed 14:00'],
    ['Wed 14:00', '', 'w s', 'send w'],
    ['Wed 14:30', '', 'w s', 'send w'],
    ['Wed 19:59', '', 'w s', 'send w'],
    ['Wed 20:00', '', 'w s', 'wait Thu 08:00'],
    ['Thu 03:00', '', 'w s', 'wait Thu 08:00'],
    ['Thu 08:00', '', 'w s', 'send w'],
    ['Thu 11:59', '', 'w s', 'send w'],
    ['Thu 12:00', '', 'w s', 'too_late: not_sent'],
    ['Fri 09:00', '', 'w s', 'too_late: not_sent'],
    // where
    ['Wed 14:00', '', 's w', 'send s'],
    ['Wed 14:00', '', 'w! s e', 'send s'],
    ['Wed 14:00', '', 'w? s e', 'send s'],
    ['Wed 14:00', '', 'w- s e', 'send s'],
    ['Wed 14:00', '', 'w- s? e', 'send e'],
    ['Wed 14:00', '', '', 'call_list: no_address'],
    ['Wed 14:00', '', 'w? s-', 'call_list: no_address'],
    ['Wed 14:00', '', 'w! s-', 'call_list: no_address'],
    ['Wed 14:00', '', 'w! s! e!', 'opted_out: opted_out'],
    ['Wed 21:00', '', 'w!', 'opted_out: opted_out'],
    // one is on its way
    ['Wed 14:00', 'w queued Wed 14:00', 'w s', 'wait Wed 14:15'],
    ['Wed 14:01', 'w errored Wed 14:00', 'w s', 'wait Wed 14:15'],
    ['Wed 14:01', 'w wired Wed 14:00', 'w s', 'wait Wed 14:15'],
    ['Wed 14:14', 'w sent Wed 14:00', 'w s', 'wait Wed 14:15'],
    ['Wed 14:03', 'w unknown Wed 14:00', 'w s', 'wait Wed 14:15'],
    ['Wed 14:15', 'w sent Wed 14:00', 'w s', 'send s'],
    ['Wed 14:15', 'w wired Wed 14:00', 'w s', 'send s'],
    ['Wed 14:15', 'w queued Wed 14:00', 'w s', 'send s, stop w'],
    ['Wed 14:15', 'w errored Wed 14:00', 'w s', 'send s, stop w'],
    ['Wed 14:15', 'w unknown Wed 14:00', 'w s', 'send s, stop w'],
    ['Wed 14:15', 'w sent Wed 14:00', 'w s! e', 'send e'],
    ['Wed 14:20', 'w sent Wed 14:00, s sent Wed 14:15', 'w s e', 'wait Wed 14:30'],
    ['Wed 14:30', 'w sent Wed 14:00, s sent Wed 14:15', 'w s e', 'send e'],
    ['Wed 14:30', 'w cancelled Wed 14:00, s queued Wed 14:15', 'w s e', 'send e, stop s'],
    ['Wed 19:59', 'w sent Wed 19:50', 'w s', 'wait Wed 20:05'],
    ['Wed 20:01', 'w sent Wed 19:50', 'w s', 'wait Wed 20:05'],
    ['Wed 20:05', 'w sent Wed 19:50', 'w s', 'wait Thu 08:00'],
    ['Wed 20:05', 'w queued Wed 19:50', 'w s', 'wait Thu 08:00'],
    ['Thu 08:00', 'w queued Wed 19:50', 'w s', 'send s, stop w'],
    ['Thu 11:55', 'w sent Thu 11:50', 'w s', 'wait Thu 12:00'],
    ['Thu 12:00', 'w sent Thu 11:50', 'w s', 'too_late: in_flight'],
    ['Thu 12:00', 'w wired Thu 11:50', 'w s', 'too_late: in_flight'],
    ['Thu 12:00', 'w unknown Thu 11:50', 'w s', 'too_late: in_flight, stop w'],
    ['Thu 12:00', 'w queued Thu 11:50', 'w s', 'too_late: not_sent, stop w'],
    ['Thu 12:00', 'w failed Thu 11:50, s errored Thu 11:51', 'w s', 'too_late: not_sent, stop s'],
    ['Thu 12:00', 'w failed Thu 11:50', 'w s', 'too_late: all_failed'],
    // one failed for good
    ['Wed 14:01', 'w failed Wed 14:00', 'w s', 'send s'],
    ['Wed 14:02', 'w failed Wed 14:00, s failed Wed 14:01', 'w s e', 'send e'],
    ['Wed 14:02', 'w failed Wed 14:00, s failed Wed 14:01', 'w s', 'call_list: all_failed'],
    ['Wed 14:01', 'w failed Wed 14:00', 'w', 'call_list: all_failed'],
    ['Wed 14:01', 'w failed Wed 14:00', 'w!', 'call_list: all_failed'],
    ['Wed 14:01', 'w failed Wed 14:00', 'w? s!', 'call_list: all_failed'],
    ['Wed 20:10', 'w failed Wed 19:59', 'w s', 'wait Thu 08:00'],
    ['Wed 20:10', 'w failed Wed 19:59', 'w', 'call_list: all_failed'],
    ['Wed 14:20', 'w sent Wed 14:00, s failed Wed 14:15', 'w s e', 'send e'],
    ['Wed 14:20', 'w failed Wed 14:00, s sent Wed 14:15', 'w s e', 'wait Wed 14:30'],
    // nobody else to try: a receipt may come until staff must hear of it, in the evening rather than at night
    ['Wed 14:15', 'w sent Wed 14:00', 'w', 'wait Wed 19:30'],
    ['Wed 14:30', 'w sent Wed 14:00, s unknown Wed 14:15', 'w s', 'wait Wed 19:30'],
    ['Wed 14:20', 'w sent Wed 14:00, s failed Wed 14:15', 'w s', 'wait Wed 19:30'],
    ['Wed 19:30', 'w sent Wed 14:00', 'w', 'call_list: no_receipt'],
    ['Wed 19:30', 'w unknown Wed 14:00', 'w', 'call_list: no_receipt, stop w'],
    ['Wed 14:15', 'w queued Wed 14:00', 'w', 'wait Wed 19:30'],
    ['Wed 19:30', 'w queued Wed 14:00', 'w', 'call_list: not_sent, stop w'],
    ['Wed 19:55', 'w sent Wed 19:40', 'w', 'call_list: no_receipt'],
    ['Thu 08:15', 'w sent Thu 08:00', 'w', 'wait Thu 11:07'],
    ['Thu 11:10', 'w sent Thu 08:00', 'w', 'call_list: no_receipt'],
    // it arrived
    ['Wed 14:05', 'w delivered Wed 14:00', 'w s', 'delivered: delivered'],
    ['Wed 14:05', 'w read Wed 14:00', 'w s', 'delivered: read'],
    ['Wed 14:16', 'w delivered Wed 14:00, s sent Wed 14:15', 'w s', 'delivered: delivered'],
    ['Wed 14:16', 'w delivered Wed 14:00, s queued Wed 14:15', 'w s', 'delivered: delivered, stop s'],
    ['Wed 14:16', 'w delivered Wed 14:00, s read Wed 14:15', 'w s', 'delivered: read'],
    ['Wed 14:16', 'w failed Wed 14:00, s delivered Wed 14:01', 'w s e', 'delivered: delivered'],
    ['Thu 12:00', 'w delivered Wed 14:00', 'w s', 'delivered: delivered'],
    ['Wed 22:00', 'w delivered Wed 19:55', 'w s', 'delivered: delivered'],
    // an address that was lost meanwhile
    ['Wed 14:01', 'w queued Wed 14:00', 'w! s', 'send s, stop w'],
    ['Wed 14:01', 'w errored Wed 14:00', 'w? s', 'send s, stop w'],
    ['Wed 14:01', 'w queued Wed 14:00', 's', 'send s, stop w'],
    ['Wed 14:01', 'w queued Wed 14:00', 'w!', 'opted_out: opted_out, stop w'],
    ['Wed 14:01', 'w queued Wed 14:00', '', 'call_list: all_failed, stop w'],
    ['Wed 14:01', 'w queued Wed 14:00', 'w- s', 'wait Wed 14:15'],
    ['Wed 14:01', 'w sent Wed 14:00', 'w! s', 'wait Wed 14:15'],
    ['Wed 14:01', 'w sent Wed 14:00', 's', 'wait Wed 14:15'],
  ])('%s, tried "%s", reached by "%s": %s', (now, attempts, reach, expected) => {
    expect(decide({}, now, attempts, reach)).toBe(expected);
  });
});

describe('the last reminder has less patience', () => {
  test.each<Row>([
    ['Thu 12:04', 'w sent Thu 12:00', 'w s', 'wait Thu 12:05'],
    ['Thu 12:05', 'w sent Thu 12:00', 'w s', 'send s'],
    ['Thu 12:05', 'w queued Thu 12:00', 'w s', 'send s, stop w'],
    ['Thu 12:05', 'w sent Thu 12:00', 'w', 'call_list: no_receipt'],
    ['Thu 13:28', 'w sent Thu 13:27', 'w s', 'wait Thu 13:30'],
    ['Thu 13:30', 'w sent Thu 13:27', 'w s', 'too_late: in_flight'],
  ])('%s, tried "%s", reached by "%s": %s', (now, attempts, reach, expected) => {
    expect(decide(last, now, attempts, reach)).toBe(expected);
  });

  const earlyVisit: Given = {
    visitStart: at('Thu 08:30'),
    dueAt: at('Wed 19:30'),
    tooLateAt: at('Thu 08:00'),
    isLast: true,
  };
  test.each<Row>([
    ['Wed 19:30', '', 'w s', 'send w'],
    ['Wed 20:00', '', 'w s', 'too_late: quiet_hours'],
    ['Wed 20:00', 'w failed Wed 19:58', 'w s', 'too_late: quiet_hours'],
    ['Wed 20:00', 'w sent Wed 19:58', 'w s', 'wait Wed 20:03'],
    ['Wed 20:03', 'w sent Wed 19:58', 'w s', 'call_list: no_receipt'],
    ['Wed 20:10', 'w failed Wed 19:58', 'w', 'call_list: all_failed'],
  ])('in the evening before an early visit: %s, "%s", "%s": %s', (now, attempts, reach, expected) => {
    expect(decide(earlyVisit, now, attempts, reach)).toBe(expected);
  });
});

describe('the visit is not what the notice tells of', () => {
  const moved = { start: at('Fri 14:00') };
  test.each<[Given, string, string]>([
    [{ status: 'pending' }, '', 'send w'],
    [{ status: 'arrived' }, '', 'overtaken: visit_arrived'],
    [{ status: 'fulfilled' }, '', 'overtaken: visit_fulfilled'],
    [{ status: 'noshow' }, '', 'overtaken: visit_noshow'],
    [{ status: 'cancelled' }, '', 'overtaken: visit_cancelled'],
    [{ status: 'cancelled' }, 'w queued Wed 14:00', 'overtaken: visit_cancelled, stop w'],
    [{ status: 'cancelled' }, 'w sent Wed 14:00', 'overtaken: visit_cancelled'],
    [{ status: 'cancelled' }, 'w delivered Wed 14:00', 'overtaken: visit_cancelled'],
    [{ status: 'cancelled', answeredAt: at('Wed 14:00') }, '', 'overtaken: visit_cancelled'],
    [moved, '', 'overtaken: visit_moved'],
    [moved, 'w delivered Wed 14:00, s errored Wed 14:00', 'overtaken: visit_moved, stop s'],
    [{ answeredAt: at('Wed 14:00') }, '', 'answered: answered'],
    [{ answeredAt: at('Wed 14:00') }, 'w delivered Wed 14:00', 'answered: answered'],
    [{ answeredAt: at('Wed 14:00') }, 'w sent Wed 14:00, s queued Wed 14:00', 'answered: answered, stop s'],
    [{ kind: 'confirmed' }, '', 'send w'],
    [{ kind: 'confirmed', status: 'pending' }, '', 'overtaken: visit_pending'],
    [{ kind: 'confirmed', status: 'cancelled' }, '', 'overtaken: visit_cancelled'],
    [{ kind: 'confirmed', ...moved }, '', 'overtaken: visit_moved'],
    [{ kind: 'changed' }, '', 'send w'],
    [{ kind: 'changed', status: 'pending' }, '', 'send w'],
    [{ kind: 'changed', ...moved }, '', 'overtaken: visit_moved'],
    [{ kind: 'cancelled', status: 'cancelled' }, '', 'send w'],
    [{ kind: 'cancelled', status: 'booked' }, '', 'overtaken: visit_booked'],
    [{ kind: 'follow_up', status: 'noshow' }, '', 'send w'],
    [{ kind: 'follow_up', status: 'arrived' }, '', 'overtaken: visit_arrived'],
    [{ kind: 'follow_up', status: 'booked', ...moved }, '', 'overtaken: visit_booked'],
  ])('%o, tried "%s": %s', (given, attempts, expected) => {
    expect(decide(given, 'Wed 14:05', attempts, 'w s')).toBe(expected);
  });

  test('what is told of a visit ahead ends when it begins, a follow-up does not', () => {
    const late = { tooLateAt: at('Sun 12:00') };
    expect(decide({ kind: 'changed', ...late }, 'Thu 14:00', '', 'w')).toBe('too_late: not_sent');
    expect(decide({ kind: 'cancelled', status: 'cancelled', ...late }, 'Thu 13:59', '', 'w')).toBe('send w');
    expect(decide({ kind: 'follow_up', status: 'noshow', ...late }, 'Fri 14:00', '', 'w')).toBe('send w');
  });

  test('without a receipt of a follow-up staff hear halfway to its end', () => {
    const followUp: Given = { kind: 'follow_up', status: 'noshow', dueAt: at('Thu 17:00') };
    const given = { ...followUp, tooLateAt: at('Sun 15:15') };
    expect(decide(given, 'Thu 17:15', 'w sent Thu 17:00', 'w')).toBe('wait Fri 19:30');
  });
});

describe('may go out', () => {
  const [open] = reachOf('w');
  const visit = { status: 'booked', start: dayBefore.visitStart } as const;

  test.each<[string, boolean]>([
    ['Wed 13:59', false],
    ['Wed 14:00', true],
    ['Wed 19:59', true],
    ['Wed 20:00', false],
    ['Thu 07:59', false],
    ['Thu 08:00', true],
    ['Thu 12:00', false],
  ])('%s: %s', (now, expected) => {
    expect(mayGoOut(dayBefore, [], visit, open, rules, at(now))).toBe(expected);
  });

  test('not when the visit changed, it was answered or has arrived, or the address was lost', () => {
    const now = at('Wed 14:00');
    for (const state of ['delivered', 'read']) {
      const attempts = attemptsOf(`s ${state} Wed 14:00, w queued Wed 14:15`);
      expect(mayGoOut(dayBefore, attempts, visit, open, rules, at('Wed 14:16'))).toBe(false);
    }
    const answered = { ...dayBefore, answeredAt: now };
    expect(mayGoOut(dayBefore, [], { ...visit, start: at('Fri 14:00') }, open, rules, now)).toBe(false);
    expect(mayGoOut(dayBefore, [], { ...visit, status: 'cancelled' }, open, rules, now)).toBe(false);
    expect(mayGoOut(answered, [], visit, open, rules, now)).toBe(false);
    expect(mayGoOut(dayBefore, [], visit, undefined, rules, now)).toBe(false);
    for (const lost of reachOf('w! s? e-'))
      expect(mayGoOut(dayBefore, [], visit, lost, rules, now)).toBe(false);
  });
});
