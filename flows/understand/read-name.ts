import { commonWords } from './common-words.ts';
import { cutWords, type Word } from './cut-words.ts';
import { intentSigns } from './intents/all.ts';
import { kindWords } from './intents/talk.ts';
import { fillers } from './lexicon.ts';
import { peoples } from './person-names.ts';
import type { Scene } from './reading.ts';
import { kindSigns } from './service-kinds.ts';
import type { Place } from './signs.ts';
import { acknowledges } from './small-talk.ts';

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

/** Said before a name where one was asked for; behind a yes it must be written as a name, or be two words. */
const beforeAsked: ReadonlySet<string> = new Set(
  'its it is thats name names andika niandikie weka write jina anaitwa aitwa'.split(' '),
);
const agreeing: ReadonlySet<string> = new Set('yes ok okay sawa ndio ndiyo eeh haya yeah'.split(' '));
/** Said behind a yes, and no name there; nor is what I, or we, have done or shall do. */
const behindYes: ReadonlySet<string> = new Set(
  'amen ameni hallelujah haleluya noted understood received seen copied copy agreed welcome'.split(' '),
);
const ofSelf = /^(ni|tu)(me|ta|na|li)\p{L}{3,}$/u;
/** "All right", and a given name. */
const GIVEN = 'haya';
const thanks: ReadonlySet<string> = new Set(kindWords.thanks.core.split(' '));
/** Said behind it, and no part of it. */
const behind: ReadonlySet<string> = new Set(
  'years yrs year old yr male female miaka mwaka mwanaume mwanamke age aged umri wa na and'.split(' '),
);

/** Who was asked for a name and says nothing but these has given none: "for me", "sijui", "why do you need it". */
const noName: ReadonlySet<string> = new Set(
  (
    'me my mine myself self i im mimi mwenyewe yangu wangu langu for it its is ni ya kwa same name names jina hilo hiyo lile old one before why nini kwanini sababu gani ' +
    'you u do need want ask asking know what who nani dont not no sijui sitaki kutoa kusema wait ngoja subiri kwanza hold on please pls tafadhali la the a this that first give tell ' +
    'so are mnataka unataka ninyi mbona can cannot cant sure skip later baadaye hakuna none siku saa nyingine ingine another day time'
  ).split(' '),
);

export function isNoName(text: string): boolean {
  if (acknowledges(text)) return true;
  const words = cutWords(text).map(({ word }) => word);
  return words.length > 0 && words.every((word) => noName.has(word));
}

const MOST_NAMES = 4;

type NameFound = { value: string; place: Place };

/** The name a patient gives. With a name asked for, the message itself is one unless it says something else. */
export function readName(
  text: string,
  words: readonly Word[],
  asked: Scene['asked'],
  says: boolean,
  branch: Place | null,
): NameFound | null {
  const asName = asked === 'name';
  for (let first = 0; first < words.length; first++) {
    for (const { words: cue, plain } of cues) {
      if (!cue.every((word, at) => words[first + at]?.word === word)) continue;
      const found = nameFrom(text, words, first + cue.length, plain || asName, plain);
      if (found) return found;
    }
  }
  if (!asName || acknowledges(text)) return null;
  const first = words.findIndex(({ word }) => !beforeAsked.has(word) && !agreeing.has(word));
  const agrees = words.slice(0, first).some(({ word }) => agreeing.has(word));
  if (first < 0 || (says && !agrees)) return null;
  const found = nameFrom(text, words, first, true, false);
  if (!found || (agrees && (!isPlainName(text, words, found.place) || isWithin(found.place, branch))))
    return null;
  const more = words.slice(found.place.last + 1);
  const only = more.every(({ word }) => behind.has(word) || /^\d+$/.test(word));
  return only || more.length <= 1 ? withGiven(text, words, found) : null;
}

/** "Yes Kilimani" is a branch of ours. */
function isWithin(name: Place, branch: Place | null): boolean {
  return branch !== null && branch.first <= name.first && name.last <= branch.last;
}

/** "Haya Hassan" may be called so; "haya, Hassan" is not. */
function withGiven(text: string, words: readonly Word[], found: NameFound): NameFound {
  const { first, last } = found.place;
  const [given, next] = [words[0], words[first]];
  if (first !== 1 || given?.word !== GIVEN || given.stop || !next) return found;
  if (![given, next].every(({ start }) => /^\p{Lu}\p{Ll}/u.test(text.slice(start)))) return found;
  return { value: `${text.slice(given.start, given.end)} ${found.value}`, place: { first: 0, last } };
}

/** "Ok asante" and "yes fine" give none. */
function isPlainName(text: string, words: readonly Word[], { first, last }: Place): boolean {
  const named = words.slice(first, last + 1);
  if (named.some(({ word }) => thanks.has(word))) return false;
  if (named.every(({ word }) => behindYes.has(word) || ofSelf.test(word))) return false;
  return named.length > 1 || /^\p{Lu}\p{Ll}/u.test(text.slice(named[0]?.start));
}

function nameFrom(
  text: string,
  words: readonly Word[],
  first: number,
  anyCase: boolean,
  told: boolean,
): NameFound | null {
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
