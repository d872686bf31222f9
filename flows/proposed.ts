import { asksOf } from './questions/answers.ts';
import { slotId } from './slots/search.ts';
import { again, askedOf, choose, deliver, leaveDownTo, type Step, top } from './stack.ts';
import { normalise } from './understand/normalise.ts';
import { isDoubted } from './understand/read-yes-no.ts';
import { signsOf } from './understand/wishes.ts';
import { type Facts, type Intent, type Reply, type SlotFact, text, unheard } from './vocabulary.ts';

type Said = Extract<Reply, { kind: 'said' }>;

/** Whichever of the times: the soonest is proposed, and asked about. */
const anyOf =
  /^(any|any ?time|any one|anyone|any of them|any slot|yoyote|yeyote|wowote|whichever|whatever|saa yoyote|nafasi yoyote)( (is|ni|iko|will do|works))?( (fine|ok|okay|sawa|poa|good))?( (please|tafadhali))?$/;

function slotsIn(step: Step): readonly SlotFact[] {
  return ((top(step)?.context ?? {}) as { slots?: readonly SlotFact[] }).slots ?? [];
}

/** "Leave it", and what some Luo are called. */
const NAME_TOO = 'wacha';

/** "And cancel the old one", "the one I had": of another visit than the one that is proposed. */
const anotherOne =
  /\b(the|that) (other|old|first|second|third|last|previous|earlier)( (one|visit|appointment|appt|booking)\b|$| (and|please|pls|then)\b)|\bthe ones? (i|we) (had|have|booked)\b|\b(ile|hiyo|hio|miadi|booking|appointment) ((ya|za) )?(nyingine|ingine|zamani|awali|kwanza|pili|mwisho)\b/;

/** What may be said of a time that is proposed or shown, and of a visit that there is as well. */
const against: ReadonlySet<Intent | undefined> = new Set([
  undefined,
  'yes',
  'no',
  'book',
  'move',
  'cancel',
  'cannot_come',
]);

/**
 * "Shall we book?", or a list of times: "I can't come", "another time", "cancel it" are of that visit, and of no other one that
 * they have. Null: something else is meant. Where a notice has just come in between, it may be of that.
 */
export function ofProposal(step: Step, { text: words, intents }: Said, facts: Facts): Step | null {
  const flow = top(step)?.flow;
  if (flow !== 'booking' && flow !== 'move') return null;
  const [first] = intents;
  const asked = askedOf(step.frames);
  if (facts.contact.notices.some(({ fresh }) => fresh) || asksOf(intents).length > 0) return null;
  const { has } = signsOf(words);
  if (first === 'confirm' && asked === 'yes_no' && !facts.heard && !isDoubted(words))
    return choose(step, ['yes'], facts);
  if (!against.has(first) || has('has') || has('own visit')) return null;
  // By now the visit is booked, and any words may be why they come.
  if (asked === 'reason') return null;
  const cannot = first === 'cannot_come' && flow === 'booking';
  const [soonest] = slotsIn(step);
  if (asked === 'slot' && flow === 'booking' && soonest && anyOf.test(normalise(words)))
    return choose(step, [slotId(soonest)], facts);
  if (asked === 'slot' || asked === 'day') {
    if (first === 'cannot_come' && (facts.heard?.unfit || facts.heard?.fits))
      return deliver(step, { type: 'MEANT' }, facts);
    const not = first === 'no' && flow === 'booking';
    const none = !has('drops') && (not || has('none fits'));
    const others = !facts.heard && (none || has('other time'));
    if (others) return choose(step, ['other_days', 'later_days'], facts);
  }
  if (flow !== 'booking') return null;
  const drops = has('drops') && !(asked === 'name' && normalise(words) === NAME_TOO);
  if (!facts.heard && (first === 'cancel' || drops)) {
    // "All right, leave it" may be either.
    if (first === 'yes') return again(step, facts);
    if (anotherOne.test(normalise(words))) return null;
    return again(leaveDownTo(step, 1, facts), facts, text('booking.left', {}));
  }
  if (asked !== 'yes_no' && asked !== 'name' && asked !== 'for_whom') return null;
  const other = !facts.heard && (first === 'move' || has('other time') || (has('clash') && first !== 'yes'));
  if (!cannot && !other) return null;
  if (!cannot) return choose(step, ['another_time'], facts) ?? deliver(step, { type: 'MEANT' }, facts);
  // A day that they say beside it is the one on which they cannot, or another.
  const { unfit, times, fits } = facts.heard ?? unheard;
  const named = unfit !== null || fits;
  const told = { ...facts, heard: named ? { ...unheard, unfit, times } : null };
  return (named ? null : choose(step, ['another_time'], told)) ?? deliver(step, { type: 'MEANT' }, told);
}
