import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AppointmentStatus, addressKinds, type DeliveryState } from '../db/tables.ts';
import type { ContactId } from '../ids.ts';
import { raise } from '../messaging/rank.ts';
import { mayGoOut, nextAttempt } from './next-attempt.ts';
import {
  type Attempt,
  endReasons,
  type Notice,
  type NoticeRules,
  noticeEnds,
  type Reach,
  type VisitNow,
} from './notice.ts';

/** Whole lives of notices, minute by minute: the policy decides, and the world does what it likes. */

const begin = Temporal.Instant.from('2026-10-23T00:00:00Z'); // a weekend on which London's clocks go back
const contacts = ['a', 'b', 'c', 'd'] as ContactId[];
const statuses: AppointmentStatus[] = ['pending', 'booked', 'arrived', 'noshow', 'cancelled'];
const arrived: DeliveryState[] = ['delivered', 'read'];
const live: DeliveryState[] = ['queued', 'errored', 'wired', 'unknown', 'sent'];
const stoppable: DeliveryState[] = ['queued', 'errored', 'unknown'];

const minute = fc.integer({ min: 0, max: 4000 });
/** What becomes of an attempt: when the provider can be reached, what it says, and the receipts in whatever order. */
const anyFate = fc.record({
  downFor: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 900 })),
  sentAs: fc.constantFrom<DeliveryState>('sent', 'sent', 'failed', 'unknown', 'wired'),
  receipts: fc.array(
    fc.tuple(
      fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 2000 })),
      fc.constantFrom<DeliveryState>('sent', 'failed', 'sent', 'delivered', 'read'),
    ),
    { maxLength: 3 },
  ),
});
type Flag = 'optedOut' | 'unreachable' | 'sendable';
type Happening =
  | { at: number; what: 'status'; status: AppointmentStatus }
  | { at: number; what: 'moved' | 'answered' }
  | { at: number; what: Flag | 'gone'; contact: number };
const anyHappening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ at: minute, what: fc.constant('status' as const), status: fc.constantFrom(...statuses) }),
  fc.record({ at: minute, what: fc.constantFrom('moved' as const, 'answered' as const) }),
  fc.record({
    at: minute,
    what: fc.constantFrom<Flag | 'gone'>('optedOut', 'unreachable', 'sendable', 'gone'),
    contact: fc.nat({ max: 3 }),
  }),
);
const anyFlags = fc.record({
  optedOut: fc.constantFrom(false, false, false, true),
  unreachable: fc.constantFrom(false, false, false, true),
  sendable: fc.constantFrom(true, true, true, false),
  kind: fc.constantFrom(...addressKinds),
});
const anyLife = fc.record({
  zone: fc.constantFrom('Africa/Nairobi', 'Europe/London', 'Africa/Casablanca'),
  waking: fc.constantFrom(
    ['08:00', '20:00'],
    ['08:00', '20:00'],
    ['06:30', '22:15'],
    ['00:00', '00:00'],
    ['16:00', '02:00'],
  ),
  kind: fc.constantFrom('reminder', 'reminder', 'reminder', 'confirmed', 'changed', 'follow_up'),
  isLast: fc.boolean(),
  visitAt: fc.integer({ min: 300, max: 3800 }),
  dueBefore: fc.integer({ min: 60, max: 2880 }),
  helpsFor: fc.double({ min: 0.2, max: 1.1, noNaN: true }),
  flags: fc.array(anyFlags, { maxLength: 4 }),
  fates: fc.array(anyFate, { minLength: 4, maxLength: 4 }),
  happenings: fc.array(anyHappening, { maxLength: 4 }),
  fallbackMinutes: fc.constantFrom(1, 15, 60),
});
type Life = typeof anyLife extends fc.Arbitrary<infer L> ? L : never;
type World = ReturnType<typeof worldOf>;

function worldOf(life: Life) {
  const visitStart = begin.add({ minutes: life.visitAt });
  const dueAt = visitStart.subtract({ minutes: life.kind === 'follow_up' ? -120 : life.dueBefore });
  const helps = life.kind === 'follow_up' ? 2000 : Math.ceil(life.dueBefore * life.helpsFor);
  const notice: Notice = {
    kind: life.kind,
    visitStart,
    dueAt,
    tooLateAt: dueAt.add({ minutes: helps }),
    isLast: life.isLast,
    answeredAt: null,
  };
  const rules: NoticeRules = {
    zone: life.zone,
    wakingFrom: Temporal.PlainTime.from(life.waking[0] ?? ''),
    wakingUntil: Temporal.PlainTime.from(life.waking[1] ?? ''),
    fallbackMinutes: life.fallbackMinutes,
    lastFallbackMinutes: 5,
  };
  const reach = life.flags.map(
    (flags, place): Reach => ({ contactId: contacts[place] as ContactId, ...flags }),
  );
  /** Whose attempt has left the house: only of such does a receipt come. */
  const out = new Set<ContactId>();
  const status: AppointmentStatus = life.kind === 'follow_up' ? 'noshow' : 'booked';
  return {
    notice,
    rules,
    reach,
    visit: { status, start: visitStart } as VisitNow,
    attempts: [] as Attempt[],
    now: begin,
    out,
  };
}

function whose(happening: Happening): ContactId | undefined {
  return 'contact' in happening ? contacts[happening.contact] : undefined;
}

/** What happens in this minute outside of the policy. Told: whether there is something new to decide on. */
function happen(world: World, life: Life, at: number): boolean {
  const happened = life.happenings.filter((happening) => happening.at === at);
  for (const happening of happened) {
    const { what } = happening;
    if (what === 'status') world.visit = { ...world.visit, status: happening.status };
    else if (what === 'moved') world.visit = { ...world.visit, start: world.visit.start.add({ hours: 24 }) };
    else if (what === 'answered') world.notice = { ...world.notice, answeredAt: world.now };
    else if (what === 'gone')
      world.reach = world.reach.filter(({ contactId }) => contactId !== whose(happening));
    else {
      world.reach = world.reach.map((address) =>
        address.contactId === whose(happening) ? { ...address, [what]: !address[what] } : address,
      );
    }
  }
  const before = world.attempts.map(({ state }) => state).join();
  for (const attempt of world.attempts)
    deliver(world, attempt, life.fates[contacts.indexOf(attempt.contactId)]);
  return happened.length > 0 || before !== world.attempts.map(({ state }) => state).join();
}

function deliver(world: World, attempt: Attempt, fate: Life['fates'][number] | undefined): void {
  const age = Math.round(attempt.startedAt.until(world.now).total('minutes'));
  if (fate === undefined) return;
  if (attempt.state === 'queued' || attempt.state === 'errored') {
    if (age < fate.downFor && attempt.state === 'errored') return;
    const to = world.reach.find(({ contactId }) => contactId === attempt.contactId);
    if (!mayGoOut(world.notice, world.attempts, world.visit, to, world.rules, world.now)) return;
    attempt.state = age < fate.downFor ? 'errored' : fate.sentAs;
    if (attempt.state === 'errored') return;
    expectRight({ ...world, attempts: world.attempts.filter((other) => other !== attempt) });
    world.out.add(attempt.contactId);
    return;
  }
  if (!world.out.has(attempt.contactId)) return;
  for (const [delay, state] of fate.receipts) {
    if (age === fate.downFor + delay) attempt.state = raise(attempt.state, state);
  }
}

/** What holds whenever something leaves the house, told without the policy's own words. */
function expectRight({ notice, visit, attempts, now, rules }: World): void {
  const due = Temporal.Instant.compare(now, notice.dueAt) >= 0;
  const inTime = Temporal.Instant.compare(now, notice.tooLateAt) < 0;
  const ahead = notice.kind === 'follow_up' || Temporal.Instant.compare(now, visit.start) < 0;
  const minuteOf = ({ hour, minute }: { hour: number; minute: number }) => hour * 60 + minute;
  const [local, from, until] = [now.toZonedDateTimeISO(rules.zone), rules.wakingFrom, rules.wakingUntil].map(
    minuteOf,
  );
  const [sinceFrom, length] = [local, until].map((time = 0) => (time - (from ?? 0) + 1440) % 1440);
  const byDay = length === 0 || (sinceFrom ?? 0) < (length ?? 0);
  const same = visit.start.equals(notice.visitStart);
  expect({ due, inTime, ahead, byDay, same, answered: notice.answeredAt }).toEqual({
    due: true,
    inTime: true,
    ahead: true,
    byDay: true,
    same: true,
    answered: null,
  });
  expect(notice.kind === 'follow_up' ? ['noshow'] : ['pending', 'booked']).toContain(visit.status);
  expect(attempts.filter(({ state }) => arrived.includes(state))).toEqual([]);
}

/** Asks the policy and does as it says. Told: how it ended, or when to look again. */
function decide(world: World) {
  const { notice, attempts, visit, reach, rules, now } = world;
  const ask = () => nextAttempt(notice, attempts, visit, reach, rules, now);
  const step = ask();
  expect(ask()).toEqual(step);
  if (step.do === 'wait') {
    expect(Temporal.Instant.compare(step.until, now)).toBe(1);
    return step;
  }
  for (const attempt of attempts) {
    if (step.overtakes.includes(attempt.contactId) && stoppable.includes(attempt.state))
      attempt.state = 'cancelled';
  }
  expect(attempts.filter(({ state }) => stoppable.includes(state))).toEqual([]);
  if (step.do === 'end') return step;
  expectRight(world);
  const patience = notice.isLast ? rules.lastFallbackMinutes : rules.fallbackMinutes;
  const fresh = attempts.filter(
    ({ state, startedAt }) => live.includes(state) && startedAt.until(now).total('minutes') < patience,
  );
  expect(fresh).toEqual([]);
  expect(attempts.map(({ contactId }) => contactId)).not.toContain(step.to.contactId);
  expect(step.to).toMatchObject({ optedOut: false, unreachable: false, sendable: true });
  const { contactId, kind } = step.to;
  attempts.push({ contactId, kind, state: 'queued', startedAt: now, errorCode: null });
  return step;
}

/** Lives it to its end, and some minutes on. */
function liveThrough(life: Life) {
  const world = worldOf(life);
  let lookAt: Temporal.Instant = begin;
  for (let at = 0; at <= 7000; at++) {
    world.now = world.now.add({ minutes: at === 0 ? 0 : 1 });
    const news = happen(world, life, at);
    if (!news && Temporal.Instant.compare(world.now, lookAt) < 0) continue;
    const step = decide(world);
    if (step.do === 'end') return { ...step, world };
    lookAt = step.do === 'wait' ? step.until : world.now;
  }
  throw new Error('a notice without an end');
}

describe('whatever happens to a notice', () => {
  const many = { numRuns: 120 };

  test('it is never sent wrongly, and ends in one of the known ways', () => {
    fc.assert(
      fc.property(anyLife, (life) => {
        const { state, reason, world } = liveThrough(life);
        expect(noticeEnds).toContain(state);
        expect(endReasons).toContain(reason);
        const wentOut = world.attempts.filter(({ contactId }) => world.out.has(contactId));
        if (state === 'delivered')
          expect(wentOut.some((attempt) => arrived.includes(attempt.state))).toBe(true);
        if (state === 'opted_out') expect(wentOut).toEqual([]);
        if (reason === 'no_address') expect(world.attempts).toEqual([]);
        if (reason === 'no_receipt') expect(wentOut).not.toEqual([]);
        if (reason === 'not_sent')
          expect(world.attempts.some(({ state: left }) => left === 'sent')).toBe(false);
        if (state === 'answered') expect(world.notice.answeredAt).not.toBeNull();
      }),
      many,
    );
  });

  test('it ends once it is too late, though nobody tells anything', () => {
    const silent = anyLife.map((life): Life => ({ ...life, happenings: [] }));
    fc.assert(
      fc.property(silent, (life) => {
        const { world } = liveThrough(life);
        const due = Temporal.Instant.compare(world.notice.dueAt, world.now) <= 0;
        const inTime = Temporal.Instant.compare(world.now, world.notice.tooLateAt.add({ minutes: 1 })) < 0;
        expect({
          due,
          inTime: inTime || Temporal.Instant.compare(world.notice.tooLateAt, begin) < 0,
        }).toEqual({ due: true, inTime: true });
      }),
      many,
    );
  });

  test('the lives above come to every end there is', () => {
    const lives = fc.sample(anyLife, { numRuns: 300, seed: 1 });
    expect([...new Set(lives.map((life) => liveThrough(life).state))].toSorted()).toEqual(
      [...noticeEnds].sort(),
    );
  });
});
