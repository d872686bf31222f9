import type { AddressKind, Provider } from '../../core/db/tables.ts';
import type { Core } from '../../core/scope.ts';
import { type Answer, ask, type Breaker, closed, hear, type Outcome } from './breaker.ts';
import type { SendOutcome } from './handler.ts';
import type { SendErrorCode } from './send-error.ts';

/** What a provider does for one kind of address: its WhatsApp may be down while its SMS goes. */
export type Way = { provider: Provider; kind: AddressKind };

/** Whose trouble an error is: the provider's own, or this message's alone. In doubt is the provider's: it should have answered. */
const outcomes = {
  provider_unreachable: 'down',
  provider_error: 'down',
  throttled: 'throttled',
  out_of_credit: 'credit',
  no_answer: 'down',
  answer_unreadable: 'down',
  bad_credentials: 'down',
  bad_number: 'answered',
  opted_out: 'answered',
  outside_window: 'answered',
  blocked: 'answered',
  too_long: 'answered',
  undelivered: 'answered',
  refused: 'answered',
} as const satisfies Record<SendErrorCode, Outcome>;

/**
 * The breakers of this process, one for each way. Other processes find out by themselves, with three messages each: asking
 * anybody would cost each message a question.
 */
export type Breakers = {
  ask(way: Way): Answer;
  /** null: the message was not sent after all. */
  hear(way: Way, turn: number, outcome: SendOutcome | null): void;
  /** Until when nothing is put on the wire; null: it may be now. */
  heldUntil(way: Way): Temporal.Instant | null;
  isInTrouble(way: Way): boolean;
  /** Of the ways that were used. */
  states(): (Way & { state: Breaker['state'] })[];
};

export function createBreakers({ clock, log }: Pick<Core, 'clock' | 'log'>): Breakers {
  const all = new Map<string, { way: Way; breaker: Breaker }>();

  function of({ provider, kind }: Way) {
    const key = `${provider}/${kind}`;
    const known = all.get(key) ?? { way: { provider, kind }, breaker: closed };
    all.set(key, known);
    return known;
  }

  function change(known: { way: Way; breaker: Breaker }, next: Breaker): void {
    const before = known.breaker;
    known.breaker = next;
    const reason = next.state === 'closed' ? null : next.trouble;
    if (reason === (before.state === 'closed' ? null : before.trouble)) return;
    if (reason === null) log.info('breaker_closed', known.way);
    else log.warn('breaker_opened', { ...known.way, reason });
  }

  return {
    ask(way) {
      const known = of(way);
      const { breaker, answer } = ask(known.breaker, clock.now());
      change(known, breaker);
      return answer;
    },
    hear(way, turn, outcome) {
      const known = of(way);
      change(known, hear(known.breaker, turn, outcomeOf(outcome), clock.now()));
    },
    heldUntil(way) {
      const { breaker } = of(way);
      return breaker.state === 'open' ? breaker.until : null;
    },
    isInTrouble: (way) => of(way).breaker.state !== 'closed',
    states: () => [...all.values()].map(({ way, breaker }) => ({ ...way, state: breaker.state })),
  };
}

function outcomeOf(outcome: SendOutcome | null): Outcome {
  if (outcome === null) return 'nothing';
  return outcome.ok ? 'took' : outcomes[outcome.error.code];
}
