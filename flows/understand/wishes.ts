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
