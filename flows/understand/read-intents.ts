import { type Intent, intents } from '../vocabulary.ts';
import {
  aroundLanguage,
  bookPhrases,
  commands,
  fillers,
  greeting,
  languageWords,
  notBooking,
  thanks,
} from './lexicon.ts';
import { containsPhrase, normalise, wordsIn } from './normalise.ts';
import { readWishes } from './wishes.ts';

const aboutVisits: readonly Intent[] = ['move', 'cancel', 'list', 'details', 'not_me'];

/**
 * What a message may mean, best first: what is to be done before what is only said kindly. Words that leave or turn a
 * conversation (menu, back, help, a language) count only when they are the whole message: they may be part of a name or a sentence.
 */
export function readIntents(text: string): Intent[] {
  const said = normalise(text);
  const words = wordsIn(said);
  const found = new Set<Intent>();
  if (asksToBook(said, words)) found.add('book');
  for (const wish of readWishes(said)) found.add(wish);
  // "My appointment" is one that is there already.
  if (aboutVisits.some((wish) => found.has(wish))) found.delete('book');
  for (const intent of intents) {
    if (isCommand(intent, said, words)) found.add(intent);
  }
  for (const intent of ['language_en', 'language_sw'] as const) {
    if (asksForLanguage(intent, words)) found.add(intent);
  }
  if (greeting.core.has(words[0] ?? '') || opensWith(said, 'good')) found.add('greeting');
  if (words.some((word) => thanks.core.has(word))) found.add('thanks');
  return intents.filter((intent) => found.has(intent)).toSorted((a, b) => weight(a) - weight(b));
}

/** Nothing but a greeting, thanks, a yes or a no: never an answer to a question for a name. */
export function isSmallTalk(text: string): boolean {
  const said = normalise(text);
  const words = wordsIn(said);
  return (
    isCommand('yes', said, words) ||
    isCommand('no', said, words) ||
    madeOf(words, greeting) ||
    madeOf(words, thanks)
  );
}

function asksToBook(said: string, words: readonly string[]): boolean {
  return (
    bookPhrases.some((phrase) => containsPhrase(said, phrase)) && !words.some((word) => notBooking.has(word))
  );
}

function isCommand(intent: Intent, said: string, words: readonly string[]): boolean {
  const known = commands[intent];
  if (!known) return false;
  return known.has(said) || known.has(words.filter((word) => !fillers.has(word)).join(' '));
}

function asksForLanguage(intent: 'language_en' | 'language_sw', words: readonly string[]): boolean {
  const named = words.some((word) => languageWords[intent].has(word));
  return (
    named &&
    words.every((word) => languageWords[intent].has(word) || aroundLanguage.has(word) || fillers.has(word))
  );
}

function madeOf(
  words: readonly string[],
  { core, around }: { core: ReadonlySet<string>; around: ReadonlySet<string> },
): boolean {
  return (
    words.some((word) => core.has(word)) &&
    words.every((word) => core.has(word) || around.has(word) || fillers.has(word))
  );
}

function opensWith(said: string, word: string): boolean {
  return ['morning', 'afternoon', 'evening', 'day'].some((part) => `${said} `.startsWith(`${word} ${part} `));
}

/** Greetings and thanks come with something else more often than they mean something. */
function weight(intent: Intent): number {
  if (intent === 'thanks') return 1;
  return intent === 'greeting' ? 2 : 0;
}
