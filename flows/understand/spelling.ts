import { commonWords } from './common-words.ts';
import { within } from './edit-distance.ts';
import { intentSigns } from './intents/all.ts';

/** Long words of the phrases that a slip of the finger may hit, by their first letter. Shorter ones are too near to others. */
const SHORTEST = 7;

const targets = new Map<string, string[]>();
for (const word of intentSigns.known) {
  const first = word[0];
  if (first === undefined || word.length < SHORTEST) continue;
  const had = targets.get(first);
  if (had) had.push(word);
  else targets.set(first, [word]);
}

const LONGEST = 20;

/** The word as our phrases spell it: "appointmet" is "appointment". Words that mean something already are left alone. */
export function respell(word: string): string {
  if (word.length < SHORTEST || word.length > LONGEST) return word;
  if (intentSigns.known.has(word) || commonWords.has(word)) return word;
  return targets.get(word[0] ?? '')?.find((known) => within(1, word, known)) ?? word;
}
