import { ofLastFew } from '../last-few.ts';
import { cutWords } from './cut-words.ts';
import { type FoundSigns, withoutDenied } from './found-signs.ts';
import { intentSigns } from './intents/all.ts';
import { respell } from './spelling.ts';

/** Several readers ask of the same words, those of one message or of a part of it. */
const PARTS = 4;

export const speltOut = ofLastFew(PARTS, (words: readonly string[]): readonly string[] => words.map(respell));

/** All signs in a text, misspelt words mended. */
export const signsIn = ofLastFew(
  PARTS,
  (words: readonly string[]): FoundSigns => withoutDenied(intentSigns.find(speltOut(words))),
);

/** Asks for a person, or for one's visits: such a text picks none of the choices that happen to have the word. */
export function asksElsewhere(text: string): boolean {
  const signs = signsOf(text);
  return signs.has('person') || signs.has('list');
}

/** The same of a text that has not been cut yet. */
export function signsOf(text: string): FoundSigns {
  return signsIn(cutWords(text).map(({ word }) => word));
}
