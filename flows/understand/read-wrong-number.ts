import { commonWords } from './common-words.ts';
import { cutWords, type Word } from './cut-words.ts';
import type { FoundSigns } from './found-signs.ts';
import { intentSigns } from './intents/all.ts';
import { peoples, personNames } from './person-names.ts';
import { namesKin } from './read-for-whom.ts';
import { signsIn } from './wishes.ts';

/** A sentence that only speaks of a wrong number costs a family its visits: brief words, or plain ones. */
const MOST_WORDS = 6;
const FEW_WORDS = 8;

/** Each of these says it by itself, in however long a message. */
const plain = ['changed', 'bought', 'sought', 'mixed up', 'of others'];
/** Each of these says it where little else is said, and any two of all parts do. */
const brief = ['who', 'unknown', 'other owner', 'denied'];
const beside = ['no dealings', 'place', 'check', 'sought one', 'gone'];

export function isWrongNumber(signs: FoundSigns, text: string, words: readonly string[]): boolean {
  if (saysWhose(signs, words)) return false;
  if (signs.has('not_me.plain') && signs.has('not_me')) return true;
  if (signs.has('not_me.speaks for')) return false;
  if (signs.has('not_me') && words.length <= MOST_WORDS) return true;
  const said = (parts: readonly string[]) => parts.filter((part) => signs.has(`not_me.${part}`)).length;
  const briefly = said(brief);
  if (said(plain) > 0 || briefly + said(beside) > 1 || deniesName(signs, text)) return true;
  return briefly > 0 && words.length <= FEW_WORDS;
}

const ofTheNumber = [
  ...['changed', 'bought', 'mixed up', 'of others', 'sought one', 'check', 'no dealings', 'who', 'unknown'],
];

/** "Cancel my son's, not mine": whose visit is meant, where nothing else is said of a wrong number. */
function saysWhose(signs: FoundSigns, words: readonly string[]): boolean {
  if (!signs.has('not_me.own')) return false;
  if (ofTheNumber.some((part) => signs.has(`not_me.${part}`))) return false;
  return ['book.strong', 'move', 'cancel'].some((wish) => signs.has(wish)) || namesKin(words);
}

/** "I am not Mutua": a name as it is written, or one that many have. */
function deniesName(signs: FoundSigns, text: string): boolean {
  const before = signs.places('not_me.before name');
  if (before.length === 0) return false;
  const words = cutWords(text);
  return before.some(({ last }) => {
    const next = words[last + 1];
    const word = next && titles.has(next.word) ? words[last + 2] : next;
    return word !== undefined && isName(text, word);
  });
}

const titles = new Set('mr mrs miss ms madam mama baba mzee bwana mum the bi dada kaka ndugu'.split(' '));
function isName(text: string, { word, start, end }: Word): boolean {
  if (personNames.has(word) || personNames.has(word.replace(/s$/, ''))) return true;
  if (commonWords.has(word) || intentSigns.known.has(word) || peoples.has(word)) return false;
  const written = text.slice(start, end);
  return /^\p{Lu}\p{Ll}{2}/u.test(written);
}

/** "Wrong number", and not only "not me", which may answer the question for whom a visit is. */
export function namesWrongNumber(text: string): boolean {
  const words = cutWords(text).map(({ word }) => word);
  return isWrongNumber(signsIn(words), text, words) && !bare.has(words.join(' '));
}

const bare = new Set([
  ...['not me', 'its not me', 'it is not me', 'this is not me', 'thats not me', 'sio mimi', 'si mimi'],
  ...['siyo mimi', 'huyo sio mimi', 'huyo si mimi', 'si yangu', 'sio yangu'],
]);
