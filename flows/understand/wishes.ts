import { cutWords } from './cut-words.ts';
import { type FoundSigns, withoutDenied } from './found-signs.ts';
import { intentSigns } from './intents/all.ts';
import { respell } from './spelling.ts';

/** All signs in a text, misspelt words mended. */
export function signsIn(words: readonly string[]): FoundSigns {
  const known = found.get(words);
  if (known) return known;
  const signs = withoutDenied(intentSigns.find(speltOut(words)));
  found.set(words, signs);
  return signs;
}
/** Several readers ask for those of the same words, of one message. */
const found = new WeakMap<readonly string[], FoundSigns>();

export function speltOut(words: readonly string[]): readonly string[] {
  const known = spelt.get(words);
  if (known) return known;
  const mended = words.map(respell);
  spelt.set(words, mended);
  return mended;
}
const spelt = new WeakMap<readonly string[], readonly string[]>();

/** Asks for a person, or for one's visits: such a text picks none of the choices that happen to have the word. */
export function asksElsewhere(text: string): boolean {
  const signs = signsIn(cutWords(text).map(({ word }) => word));
  return signs.has('person') || signs.has('list');
}
