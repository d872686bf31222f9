import { commonWords } from './common-words.ts';
import type { Word } from './cut-words.ts';
import { intentSigns } from './intents/all.ts';
import { fillers } from './lexicon.ts';
import { peoples } from './person-names.ts';
import type { Scene } from './reading.ts';
import { kindSigns } from './service-kinds.ts';
import type { Place } from './signs.ts';

/** What stands before a name. `plain`: whatever follows is one; else it must be written as one. */
const cues: readonly { words: readonly string[]; plain: boolean }[] = [
  ...[
    'my name is',
    'my names are',
    'my full name is',
    'my name s',
    'name is',
    'names are',
    'jina langu ni',
    'jina ni',
    'majina yangu ni',
    'majina ni',
    'mimi naitwa',
    'naitwa',
    'ninaitwa',
    'jina langu naitwa',
    'jina langu',
    'my name ni',
    'name ni',
    'jina langu is',
    'jina is',
    'my name',
    'naitwaga',
    'jina yangu ni',
    'jina yangu',
  ].map((cue) => ({ words: cue.split(' '), plain: true })),
  ...['i am', 'im', 'am', 'mimi ni', 'this is', 'hapa ni', 'ni mimi'].map((cue) => ({
    words: cue.split(' '),
    plain: false,
  })),
];

const MOST_NAMES = 4;

/** The name a patient gives. With a name asked for, the message itself is one unless it says something else. */
export function readName(
  text: string,
  words: readonly Word[],
  asked: Scene['asked'],
  says: boolean,
): { value: string; place: Place } | null {
  const asName = asked === 'name';
  for (let first = 0; first < words.length; first++) {
    for (const { words: cue, plain } of cues) {
      if (!cue.every((word, at) => words[first + at]?.word === word)) continue;
      const found = nameFrom(text, words, first + cue.length, plain || asName, plain);
      if (found) return found;
    }
  }
  if (!asName || says) return null;
  const found = nameFrom(text, words, 0, true, false);
  return found && found.place.last >= words.length - 2 ? found : null;
}

function nameFrom(
  text: string,
  words: readonly Word[],
  first: number,
  anyCase: boolean,
  told: boolean,
): { value: string; place: Place } | null {
  const shouted = text === text.toUpperCase();
  let last = first - 1;
  for (let at = first; at < words.length && at < first + MOST_NAMES; at++) {
    const word = words[at];
    if (
      !word ||
      !(
        isNameLike(text, word, anyCase, shouted, told && at === first) ||
        isFirstOfTwo(text, words, at, told && at === first)
      )
    )
      break;
    last = at;
    if (word.stop) break;
  }
  const from = words[first];
  const to = words[last];
  if (!from || !to || last < first) return null;
  return { value: text.slice(from.start, to.end).replace(/\s+/g, ' '), place: { first, last } };
}

/** "Naitwa Hawa Abdalla": a word of every day is a name where another follows that is none. */
function isFirstOfTwo(text: string, words: readonly Word[], at: number, told: boolean): boolean {
  const [one, two] = [words[at], words[at + 1]];
  if (!told || !one || !two || one.stop || one.word.length < 3) return false;
  return /^\p{Lu}\p{Ll}/u.test(text.slice(one.start, one.end)) && isNameLike(text, two, false, false, false);
}

function isNameLike(
  text: string,
  { word, start, end }: Word,
  anyCase: boolean,
  shouted: boolean,
  sure: boolean,
): boolean {
  if (word.length < 2 || /\p{N}/u.test(word) || fillers.has(word)) return false;
  const written = text.slice(start, end);
  const capital =
    /^\p{Lu}/u.test(written) && !(written.length > 1 && written === written.toUpperCase() && !shouted);
  if (!anyCase && !capital) return false;
  if (peoples.has(word)) return false;
  const known =
    commonWords.has(word) || (word.length > 2 && (intentSigns.known.has(word) || kindSigns.known.has(word)));
  return !known || (sure && capital && !commonWords.has(word));
}
