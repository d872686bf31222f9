import { languageMarks, languageWords } from './lexicon.ts';
import { normalise, wordsIn } from './normalise.ts';

export type SpokenLanguage = 'en' | 'sw' | 'mixed' | 'unknown';

/** The language somebody writes, by its marks; who asks for a language by name is taken at the word. */
export function readLanguage(text: string): SpokenLanguage {
  const words = wordsIn(normalise(text));
  const [only] = words;
  if (words.length === 1 && only !== undefined && languageWords.language_sw.has(only)) return 'sw';
  if (words.length === 1 && only !== undefined && languageWords.language_en.has(only)) return 'en';
  const english = words.filter((word) => languageMarks.en.has(word)).length;
  const swahili = words.filter((word) => languageMarks.sw.has(word)).length;
  if (english === 0 && swahili === 0) return 'unknown';
  if (english === 0) return 'sw';
  return swahili === 0 ? 'en' : 'mixed';
}
