import { fixed, noWords, yesWords } from './common/choices.ts';
import { again, deliver, type Step, start, top } from './stack.ts';
import { normalise, wordsIn } from './understand/normalise.ts';
import { namesWrongNumber } from './understand/read-wrong-number.ts';
import { type Choice, type Facts, type Prompt, prompt, type Reply, text } from './vocabulary.ts';
import type { Text } from './words.ts';

/** To opt out, to come back, "wrong number": done at once, whatever else is being done. */

type Said = Extract<Reply, { kind: 'said' }>;

const DETACH = 'detach';
const STAY = 'stay';

export function isAside({ intents }: Said): boolean {
  return intents.some((intent) => intent === 'opt_out' || intent === 'opt_in' || intent === 'not_me');
}

/** Said once; said again it is a line above where we are. Null: nothing to be done here. */
export function aside(step: Step, { intents, text: words }: Said, facts: Facts, misses: number): Step | null {
  if (intents.includes('not_me')) return notMe(step, words, facts, misses);
  const out = intents.includes('opt_out');
  if (!out && !facts.contact.optedOut) return null;
  const asked: Step = { ...step, misses: 1, waiting: [...step.waiting, { do: out ? 'opt_out' : 'opt_in' }] };
  const whole: Text = out ? text('common.opted_out', {}) : text('common.opted_in', {});
  if (misses === 0) return { ...asked, says: [...step.says, { ...whole, choices: [] }] };
  return again(asked, facts, out ? text('common.opted_out_briefly', {}) : whole);
}

/**
 * Said alone it is done at once. Where more is said ("I gave you a wrong number") and the phone serves patients of ours, we ask
 * first: what is taken away cannot be given back. Of a number just typed it is about that one.
 */
function notMe(step: Step, words: string, facts: Facts, misses: number): Step | null {
  const on = top(step)?.flow;
  if (on === 'details') return deliver(step, { type: 'CHOSE', id: 'again' }, facts) ?? again(step, facts);
  if (on !== undefined && on !== 'menu' && !namesWrongNumber(words)) return null;
  return facts.contact.patients.length === 0 || isAlone(words) ? detach(step, facts, misses) : ask(step);
}

const MOST_WORDS = 4;
/** Plain words only: what else may mean it ("who is this?") is asked about. */
const isWrongNumber =
  /\b(wrong (number|no|person|namba)|(mmekosea|umekosea|umekosa) (namba|number|nambari))\b/;
const notMine = new Set(['not me', 'its not me', 'sio mimi', 'si mimi', 'siyo mimi']);
/** Whoever speaks of themselves may be a patient who mistyped. */
const ofThemselves = new Set(
  'i my mine gave give changed nilikupa nilitoa niliandika yangu langu nimebadilisha'.split(' '),
);

function isAlone(words: string): boolean {
  const said = wordsIn(normalise(words));
  const plain = isWrongNumber.test(said.join(' ')) || notMine.has(said.join(' '));
  return plain && said.length <= MOST_WORDS && !said.some((word) => ofThemselves.has(word));
}

const sure: readonly Choice[] = [
  fixed(DETACH, 'common.not_me_yes', yesWords),
  fixed(STAY, 'common.not_me_no', noWords),
];

function ask(step: Step): Step {
  const asked: Prompt = prompt('common.not_me_sure', {}, sure);
  return { ...step, says: [...step.says, asked] };
}

/** The answer to that question; null: it is none. */
export function noTrouble(step: Step, id: string, facts: Facts): Step | null {
  if (id === DETACH) return detach(step, facts, 0);
  return id === STAY ? again(step, facts) : null;
}

/** Nothing is left of what was being done, nor said of whose number it was thought to be. */
function detach(step: Step, facts: Facts, misses: number): Step {
  const fresh = start({ ...step, frames: [], waiting: [], says: [] }, 'menu', facts);
  const gone: Step = { ...fresh, misses: 1, says: [], waiting: [{ do: 'detach' }] };
  const words = text('common.detached', {});
  return misses === 0 ? { ...gone, says: [{ ...words, choices: [] }] } : again(gone, facts, words);
}
