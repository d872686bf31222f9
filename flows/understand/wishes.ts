import { cutWords } from './cut-words.ts';
import { type FoundSigns, withoutDenied } from './found-signs.ts';
import { intentSigns } from './intents/all.ts';
import { respell } from './spelling.ts';

/** All signs in a text, misspelt words mended. */
export function signsIn(words: readonly string[]): FoundSigns {
  return withoutDenied(intentSigns.find(words.map(respell)));
}

/** Asks for a person, or for one's visits: such a text picks none of the choices that happen to have the word. */
export function asksElsewhere(text: string): boolean {
  const signs = signsIn(cutWords(text).map(({ word }) => word));
  return signs.has('person') || signs.has('list');
}

/** A sentence that only speaks of a wrong number costs a family its visits: brief words, or plain ones. */
const MOST_WORDS = 6;

export function isWrongNumber(signs: FoundSigns, words: readonly string[]): boolean {
  if (!signs.has('not_me')) return false;
  return words.length <= MOST_WORDS || signs.has('not_me.plain');
}

/** "Wrong number", and not only "not me", which may answer the question for whom a visit is. */
export function namesWrongNumber(text: string): boolean {
  const words = cutWords(text).map(({ word }) => word);
  return isWrongNumber(signsIn(words), words) && !bare.has(words.join(' '));
}

const bare = new Set([
  ...['not me', 'its not me', 'it is not me', 'this is not me', 'thats not me', 'sio mimi', 'si mimi'],
  ...['siyo mimi', 'huyo sio mimi', 'huyo si mimi', 'si yangu', 'sio yangu'],
]);
