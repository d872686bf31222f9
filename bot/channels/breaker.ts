/**
 * Whether a provider is called at all. Its own trouble, a few times in a row, opens the breaker: nothing is put on the wire any more, so that
 * messages do not use up their tries and nobody knocks at a closed door. After a while one message probes; what comes of it decides.
 * Pure: time is handed in.
 */

/**
 * down: no answer, or errors of its own · throttled: it asks us to slow down; a second is often enough · credit: nothing is taken before
 * somebody has paid. Each opens after so many in a row, for so many seconds at first, doubled with each probe that fails.
 */
const rules = {
  down: { after: 3, first: 15, most: 120 },
  throttled: { after: 3, first: 1, most: 60 },
  credit: { after: 1, first: 300, most: 300 },
} as const;
export type Trouble = keyof typeof rules;

/**
 * What came of a call. took: the message was taken · answered: the provider works, it had something against this message · nothing: it was not
 * called after all.
 */
export type Outcome = 'took' | 'answered' | 'nothing' | Trouble;

/** A probe that nobody has told the end of by then is forgotten; a send takes 45 seconds at most. */
const PROBE_SECONDS = 60;
/** Who asks while a probe is on its way asks again after this: most are answered at once. */
const ASK_AGAIN_SECONDS = 5;

/** `turn` tells apart what was sent before the breaker opened, and earlier probes: their ends come late, and say nothing of now. */
export type Breaker = { turn: number } & (
  | { state: 'closed'; failures: number }
  | { state: 'open'; trouble: Trouble; wait: number; until: Temporal.Instant }
  | { state: 'half_open'; trouble: Trouble; wait: number; until: Temporal.Instant }
);

export const closed: Breaker = { state: 'closed', turn: 0, failures: 0 };

/** wait: how many seconds it keeps away for now: over so many those who are held come again, not all at once. */
export type Answer =
  | { go: true; turn: number }
  | { go: false; trouble: Trouble; until: Temporal.Instant; wait: number };

/** Asks whether a message may be put on the wire. One that may tells the breaker by `hear` what came of it. */
export function ask(breaker: Breaker, now: Temporal.Instant): { breaker: Breaker; answer: Answer } {
  if (breaker.state === 'closed') return { breaker, answer: { go: true, turn: breaker.turn } };
  const { trouble, wait, until, state } = breaker;
  if (Temporal.Instant.compare(now, until) < 0) {
    if (state === 'open') return { breaker, answer: { go: false, trouble, until, wait } };
    const again = now.add({ seconds: ASK_AGAIN_SECONDS });
    return { breaker, answer: { go: false, trouble, until: again, wait: Math.min(wait, ASK_AGAIN_SECONDS) } };
  }
  const turn = breaker.turn + 1;
  const probing = {
    state: 'half_open',
    turn,
    trouble,
    wait,
    until: now.add({ seconds: PROBE_SECONDS }),
  } as const;
  return { breaker: probing, answer: { go: true, turn } };
}

export function hear(breaker: Breaker, turn: number, outcome: Outcome, now: Temporal.Instant): Breaker {
  if (turn !== breaker.turn || breaker.state === 'open') return breaker;
  return breaker.state === 'closed' ? hearClosed(breaker, outcome, now) : hearProbe(breaker, outcome, now);
}

function hearClosed(
  breaker: Breaker & { state: 'closed' },
  outcome: Outcome,
  now: Temporal.Instant,
): Breaker {
  if (outcome === 'nothing') return breaker;
  if (outcome === 'took' || outcome === 'answered') return { ...breaker, failures: 0 };
  const failures = breaker.failures + 1;
  if (failures < rules[outcome].after) return { ...breaker, failures };
  return open(breaker, outcome, rules[outcome].first, now);
}

function hearProbe(
  breaker: Breaker & { state: 'half_open' },
  outcome: Outcome,
  now: Temporal.Instant,
): Breaker {
  const { trouble, wait, turn } = breaker;
  // That a number is wrong says nothing of the credit: the next message probes, at once.
  const undecided = outcome === 'nothing' || (outcome === 'answered' && trouble === 'credit');
  if (undecided) return { state: 'open', turn, trouble, wait, until: now };
  if (outcome === 'took' || outcome === 'answered') return { state: 'closed', turn: turn + 1, failures: 0 };
  const { first, most } = rules[outcome];
  return open(breaker, outcome, outcome === trouble ? Math.min(wait * 2, most) : first, now);
}

function open({ turn }: Breaker, trouble: Trouble, wait: number, now: Temporal.Instant): Breaker {
  return { state: 'open', turn: turn + 1, trouble, wait, until: now.add({ seconds: wait }) };
}
