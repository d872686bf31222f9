import { remembered } from '../remembered.ts';
import { verbsIn } from './swahili-verbs.ts';

/**
 * Phrases, looked for in a message in one pass. A phrase is words with a space between; each is one of:
 * `word` · `a|b` either · `word?` may be missing · `beg*` a word that begins so · `~stem` any form of a Swahili verb that says it,
 * `!stem` any that denies it · `#class` any word of a class · `..` up to four words, whatever they are · `_` one word, whatever it is ·
 * `^` and `$` the message's beginning and end. A phrase has a bounded length, so that the work grows with the message alone.
 */

type Step = { atoms: ReadonlySet<number> | null; optional: boolean; gap: boolean; edge: '^' | '$' | null };
type Phrase = { sign: string; steps: readonly Step[] };

/** Where a sign was found: its first and last word. */
export type Place = { first: number; last: number };
/** How much work was done. */
export type Tally = { steps: number };
export type Signs = ReadonlyMap<string, readonly Place[]>;

const GAP = 4;

/** A phrase names no longer beginning of a word. */
const LONGEST_BEGINNING = 12;

/** Words whose atoms are kept, and how long they may be: from 13 letters on, V8 cuts none out, and would keep the whole message with it. */
const WORDS_KEPT = 2_000;
const LONGEST_KEPT = 12;

export type Classes = Readonly<Record<string, string>>;

/** Makes what `find` needs of signs and their phrases; once, when the program starts. */
export function compileSigns(signs: Readonly<Record<string, readonly string[]>>, classes: Classes) {
  const book = createBook(classes);
  const byAtom = new Map<number, Phrase[]>();
  const atStart: Phrase[] = [];
  for (const [sign, phrases] of Object.entries(signs)) {
    for (const phrase of phrases) {
      for (const steps of variantsOf(phrase.split(' ').map(book.step))) {
        const [first] = steps;
        if (!first) throw new Error(`the phrase "${phrase}" may be nothing at all`);
        if (first.edge === '^' || !first.atoms) atStart.push({ sign, steps });
        else {
          const made = { sign, steps };
          for (const atom of first.atoms) push(byAtom, atom, made);
        }
      }
    }
  }
  return {
    known: book.known,
    /** Whether a word is one of a phrase: itself, by how it begins, or as a form of a verb. */
    knows: (word: string) => book.atomsOf(word).length > 0,
    /** `tally` counts the steps that were taken: a test holds them to the message's length. */
    find(words: readonly string[], tally: Tally = { steps: 0 }): Signs {
      const meant = words.map(book.atomsOf);
      const found = new Map<string, Place[]>();
      const look = ({ sign, steps }: Phrase, at: number) => {
        const end = follow(steps, 0, meant, at, tally);
        if (end !== null) push(found, sign, { first: at, last: Math.max(at, end - 1) });
      };
      for (const phrase of atStart) look(phrase, 0);
      for (const [at, atoms] of meant.entries()) {
        for (const atom of atoms) for (const phrase of byAtom.get(atom) ?? []) look(phrase, at);
      }
      return found;
    },
  };
}

/** The word behind the phrase's last, or null. */
function follow(
  steps: readonly Step[],
  step: number,
  meant: readonly (readonly number[])[],
  at: number,
  tally: Tally,
): number | null {
  tally.steps += 1;
  const now = steps[step];
  if (!now) return at;
  if (now.edge === '^') return at === 0 ? follow(steps, step + 1, meant, at, tally) : null;
  if (now.edge === '$') return at === meant.length ? at : null;
  if (now.gap) {
    for (let skipped = 0; skipped <= GAP && at + skipped <= meant.length; skipped++) {
      const end = follow(steps, step + 1, meant, at + skipped, tally);
      if (end !== null) return end;
    }
    return null;
  }
  const word = meant[at];
  if (!word) return null;
  const { atoms } = now;
  return atoms === null || word.some((atom) => atoms.has(atom))
    ? follow(steps, step + 1, meant, at + 1, tally)
    : null;
}

/** A phrase for each way to leave out what may be missing. */
function variantsOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  return steps.reduce<readonly (readonly Step[])[]>(
    (made, step) => made.flatMap((one) => (step.optional ? [[...one, step], one] : [[...one, step]])),
    [[]],
  );
}

/** Numbers for words, beginnings, stems: two words are of one kind where they share a number. */
function createBook(classes: Classes) {
  const atoms = new Map<string, number>();
  const known = new Set<string>();
  const stems = new Set<string>();
  const beginnings = new Set<string>();
  const numberOf = (atom: string): number => {
    const had = atoms.get(atom);
    if (had !== undefined) return had;
    atoms.set(atom, atoms.size);
    if (atom.startsWith('~') || atom.startsWith('!')) stems.add(atom.slice(1));
    else if (atom.length > LONGEST_BEGINNING + 1 && atom.endsWith('*'))
      throw new Error(`${atom} is too long`);
    else if (atom.endsWith('*')) beginnings.add(atom.slice(0, -1));
    else known.add(atom);
    return atoms.size - 1;
  };
  const expand = (atom: string): number[] => {
    if (!atom.startsWith('#')) return [numberOf(atom)];
    const members = classes[atom.slice(1)];
    if (members === undefined) throw new Error(`there is no class ${atom}`);
    return members.split(' ').flatMap(expand);
  };
  const steps = new Map<string, Step>();
  /** The same word of many phrases, a class above all, is one step of all of them. */
  const step = (written: string): Step => {
    const had = steps.get(written);
    if (had) return had;
    const made = makeStep(written);
    steps.set(written, made);
    return made;
  };
  const makeStep = (written: string): Step => {
    const none = { atoms: null, optional: false, gap: false, edge: null };
    if (written === '..') return { ...none, gap: true };
    if (written === '_') return none;
    if (written === '^' || written === '$') return { ...none, edge: written };
    const optional = written.endsWith('?');
    const of = new Set((optional ? written.slice(0, -1) : written).split('|').flatMap(expand));
    return { ...none, atoms: of, optional };
  };
  const workOut = (word: string): readonly number[] => {
    const verbs = verbsIn(word, stems).map(({ stem, not }) => `${not ? '!' : '~'}${stem}`);
    const begun = startsOf(word).filter((one) => beginnings.has(one));
    return [...new Set([word, ...verbs, ...begun.map((one) => `${one}*`)])].flatMap(
      (atom) => atoms.get(atom) ?? [],
    );
  };
  // A message's words are asked for again and again. Those that no phrase has, as most names, are forgotten at once.
  const atomsOf = remembered(
    WORDS_KEPT,
    workOut,
    (found, word) => found.length > 0 && word.length <= LONGEST_KEPT,
  );
  return { step, atomsOf, known };
}

function startsOf(word: string): string[] {
  return Array.from({ length: Math.min(word.length, LONGEST_BEGINNING) }, (_, at) => word.slice(0, at + 1));
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const had = map.get(key);
  if (had) had.push(value);
  else map.set(key, [value]);
}

/** Phrases with a comma between. */
export function phrases(written: string): string[] {
  return written.split(',').map((phrase) => phrase.trim().replace(/\s+/g, ' '));
}
