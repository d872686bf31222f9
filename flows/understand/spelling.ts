import { fromHaste } from './chat-words.ts';
import { commonWords } from './common-words.ts';
import { within } from './edit-distance.ts';
import { intentSigns } from './intents/all.ts';

/** Long words of the phrases that a slip of the finger may hit, by their first letter. Shorter ones are too near to others. */
const SHORTEST = 7;

const targets = new Map<string, string[]>();
for (const word of intentSigns.known) {
  if (word.length < SHORTEST) continue;
  // A slip of the finger makes a word longer by one at most.
  for (const length of [word.length - 1, word.length, word.length + 1]) {
    const key = `${word[0]}${length}`;
    const had = targets.get(key);
    if (had) had.push(word);
    else targets.set(key, [word]);
  }
}

const LONGEST = 20;

/** The word as our phrases spell it: "appointmet" is "appointment". Words that mean something already are left alone. */
export function respell(written: string): string {
  const word = fromChat(fromHaste(written));
  if (word.length < SHORTEST || word.length > LONGEST) return word;
  if (commonWords.has(word) || intentSigns.knows(word)) return word;
  return targets.get(`${word[0]}${word.length}`)?.find((known) => within(1, word, known)) ?? word;
}

/** How the young type: "xitaweza" is "sitaweza", "cmjui" is "simjui". */
function fromChat(word: string): string {
  if (word.length < 4 || intentSigns.knows(word)) return word;
  if (/^nm[ea]/.test(word)) return `ni${word.slice(1)}`;
  if (word.startsWith('x') && !word.startsWith('xr')) return `s${word.slice(1)}`;
  return /^c[bdgjkmnptvwxz]/.test(word) ? `si${word.slice(1)}` : word;
}
