import { kindWords } from './intents/talk.ts';
import { fillers } from './lexicon.ts';
import type { Scene } from './reading.ts';

const sets = {
  greeting: { core: setOf(kindWords.greeting.core), around: setOf(kindWords.greeting.around) },
  thanks: { core: setOf(kindWords.thanks.core), around: setOf(kindWords.thanks.around) },
};

/** A part of the day, where one was asked for, is an answer. */
const parts = setOf('morning afternoon evening mornin sasa asubuhi mchana jioni usiku');

/** What a message is that says nothing else; null where it does. */
export function readKindness(words: readonly string[], asked: Scene['asked']): 'greeting' | 'thanks' | null {
  if ((asked === 'day' || asked === 'slot') && words.every((word) => parts.has(word) || fillers.has(word)))
    return null;
  if (madeOf(words, sets.thanks)) return 'thanks';
  return madeOf(words, sets.greeting) ? 'greeting' : null;
}

function madeOf(
  words: readonly string[],
  { core, around }: { core: ReadonlySet<string>; around: ReadonlySet<string> },
): boolean {
  return (
    words.some((word) => core.has(word)) &&
    words.every(
      (word) => core.has(word) || around.has(word) || fillers.has(word) || sets.greeting.core.has(word),
    )
  );
}

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
