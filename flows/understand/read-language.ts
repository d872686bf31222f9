import { languageMarks, languageWords } from './lexicon.ts';
import type { SpokenLanguage } from './reading.ts';
import { looksSwahili } from './swahili-verbs.ts';
import { englishWords, swahiliWords } from './tongues.ts';

/** The language somebody writes, by its words; who asks for a language by name is taken at the word. */
export function readLanguage(words: readonly string[]): SpokenLanguage {
  const [only] = words;
  if (words.length === 1 && only !== undefined && languageWords.language_sw.has(only)) return 'sw';
  if (words.length === 1 && only !== undefined && languageWords.language_en.has(only)) return 'en';
  const english = words.filter((word) => isEnglish(word)).length;
  const swahili = words.filter((word) => isSwahili(word)).length;
  if (english === 0 && swahili === 0) return 'unknown';
  if (english === 0) return 'sw';
  return swahili === 0 ? 'en' : 'mixed';
}

function isEnglish(word: string): boolean {
  return languageMarks.en.has(word) || englishWords.has(word);
}

function isSwahili(word: string): boolean {
  if (languageMarks.sw.has(word) || swahiliWords.has(word)) return true;
  return !isEnglish(word) && looksSwahili(word);
}
