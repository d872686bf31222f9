import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ask, type Breaker, closed, hear, type Outcome } from './breaker.ts';

const noon = Temporal.Instant.from('2026-10-05T09:00:00Z');
const at = (seconds: number) => noon.add({ milliseconds: Math.round(seconds * 1000) });

/** What happens: an outcome of a message that is let through at that second, or a mere question. */
type Step = [second: number, what: Outcome | 'ask'];

/** Each step asks; the state after each, with the seconds for which it keeps away, or 'held'. */
function play(steps: readonly Step[]): string[] {
  let breaker: Breaker = closed;
  return steps.map(([second, what]) => {
    const asked = ask(breaker, at(second));
    breaker = asked.breaker;
    if (!asked.answer.go) return `held until ${noon.until(asked.answer.until).total('seconds')}`;
    if (what !== 'ask') breaker = hear(breaker, asked.answer.turn, what, at(second));
    return breaker.state === 'open' ? `open for ${breaker.wait}` : breaker.state;
  });
}

const failing = (what: Outcome, times = 3): Step[] => Array.from({ length: times }, () => [0, what]);

describe('one message after the other', () => {
  test.each<[string, Step[], string[]]>([
    [
      'two failures are chance, a message that is taken forgets them',
      [
        [0, 'down'],
        [0, 'down'],
        [1, 'took'],
        [2, 'down'],
        [2, 'down'],
      ],
      ['closed', 'closed', 'closed', 'closed', 'closed'],
    ],
    ['three in a row open it', failing('down'), ['closed', 'closed', 'open for 15']],
    [
      'a number that is wrong is no failure of the provider’s',
      [
        [0, 'down'],
        [0, 'down'],
        [0, 'answered'],
        [0, 'down'],
      ],
      ['closed', 'closed', 'closed', 'closed'],
    ],
    [
      'open, it lets nothing through; then one probes, and all is well',
      [...failing('down'), [14.9, 'ask'], [15, 'took'], [15, 'took']],
      ['closed', 'closed', 'open for 15', 'held until 15', 'closed', 'closed'],
    ],
    [
      'each probe that fails doubles the wait, up to two minutes',
      [
        ...failing('down'),
        [15, 'down'],
        [45, 'down'],
        [105, 'down'],
        [225, 'down'],
        [345, 'took'],
        ...failing('down'),
      ],
      [
        ...[
          'closed',
          'closed',
          'open for 15',
          'open for 30',
          'open for 60',
          'open for 120',
          'open for 120',
          'closed',
        ],
        ...['closed', 'closed', 'open for 15'],
      ],
    ],
    [
      'who asks while a probe is on its way comes again soon; a probe nobody hears of is forgotten',
      [...failing('down'), [15, 'ask'], [16, 'ask'], [74, 'ask'], [75, 'took']],
      ['closed', 'closed', 'open for 15', 'half_open', 'held until 21', 'held until 79', 'closed'],
    ],
    ['it asks us to slow down', failing('throttled'), ['closed', 'closed', 'open for 1']],
    [
      'a probe that meets other trouble begins anew with that',
      [...failing('throttled'), [1, 'throttled'], [3, 'down'], [18, 'credit']],
      ['closed', 'closed', 'open for 1', 'open for 2', 'open for 15', 'open for 300'],
    ],
    [
      'no credit: once is enough; every five minutes one is tried, and only one that is taken tells that there is some again',
      [
        [0, 'credit'],
        [299, 'ask'],
        [300, 'credit'],
        [600, 'answered'],
        [600, 'took'],
      ],
      ['open for 300', 'held until 300', 'open for 300', 'open for 300', 'closed'],
    ],
    [
      'a probe that was not sent after all leaves it to the next',
      [...failing('down'), [15, 'nothing'], [15, 'took']],
      ['closed', 'closed', 'open for 15', 'open for 15', 'closed'],
    ],
  ])('%s', (_, steps, states) => {
    expect(play(steps)).toEqual(states);
  });
});

test('what was sent before it opened, and comes late, neither closes it nor keeps it open', () => {
  const { answer } = ask(closed, noon);
  if (!answer.go) throw new Error('closed, it lets everything through');
  let breaker = hear(closed, answer.turn, 'credit', noon);
  expect(hear(breaker, answer.turn, 'took', at(1))).toBe(breaker);
  const probe = ask(breaker, at(300));
  if (!probe.answer.go) throw new Error('it is time to probe');
  breaker = probe.breaker;
  expect(hear(breaker, answer.turn, 'took', at(301))).toBe(breaker);
  expect(hear(breaker, probe.answer.turn, 'took', at(301)).state).toBe('closed');
});

/** Messages are asked for, and their ends come in any order and at any time. */
const happenings = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 40 }),
    asks: fc.boolean(),
    whose: fc.nat(),
    outcome: fc.constantFrom<Outcome>('took', 'answered', 'nothing', 'down', 'throttled', 'credit'),
  }),
  { maxLength: 80 },
);

test('whatever comes in whatever order: one probe at a time, none too early, and one when it is time', () => {
  fc.assert(
    fc.property(happenings, (steps) => {
      let breaker: Breaker = closed;
      let now = noon;
      const underWay: number[] = [];
      for (const { after, asks, whose, outcome } of steps) {
        now = now.add({ seconds: after });
        const before = breaker;
        if (asks) {
          const asked = ask(breaker, now);
          breaker = asked.breaker;
          const isTime = before.state === 'closed' || Temporal.Instant.compare(now, before.until) >= 0;
          expect(asked.answer.go).toBe(isTime);
          if (asked.answer.go) underWay.push(asked.answer.turn);
          else expect(Temporal.Instant.compare(asked.answer.until, now)).toBe(1);
          if (asked.answer.go && before.state !== 'closed') expect(asked.answer.turn).toBe(before.turn + 1);
        } else if (underWay.length > 0) {
          const [turn = 0] = underWay.splice(whose % underWay.length, 1);
          breaker = hear(breaker, turn, outcome, now);
          if (turn !== before.turn) expect(breaker).toBe(before);
        }
        if (breaker.state === 'open') {
          expect(breaker.wait).toBeGreaterThanOrEqual(1);
          expect(breaker.wait).toBeLessThanOrEqual(300);
          expect(Temporal.Instant.compare(breaker.until, now.add({ seconds: 300 }))).toBeLessThanOrEqual(0);
        }
      }
    }),
  );
});
