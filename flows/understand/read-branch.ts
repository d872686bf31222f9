import type { ClinicWords } from './clinic-words.ts';
import { commonWords } from './common-words.ts';
import type { FoundId } from './read-practitioner.ts';
import { isLike } from './read-service.ts';

const short: ReadonlyMap<string, string> = new Map([
  ['rd', 'road'],
  ['st', 'street'],
  ['ave', 'avenue'],
]);

/** Somebody who is held up there does not ask for the branch. */
const heldUp = new Set('stuck jam traffic foleni ajali accident nimekwama imefungwa'.split(' '));
const asBranch = new Set('branch clinic tawi kliniki'.split(' '));

/** A branch by its name, whole or in part, or by a short form as people make them ("Westi"). Never where two would fit. */
export function readBranch(words: readonly string[], { branches }: ClinicWords): FoundId | null {
  const full = words.map((word) => short.get(word) ?? word);
  const found = branches.flatMap(({ id, words: name, telling }) => {
    const others = branches.filter((other) => other.id !== id).flatMap((other) => other.words);
    const own = telling.filter((word) => !others.includes(word));
    const first = full.findIndex((word) => own.some((one) => isCalled(word, one)));
    if (first < 0) return [];
    let last = first;
    const inName = name.findIndex((word) => isCalled(full[first] ?? '', word));
    while (
      name[inName + last - first + 1] !== undefined &&
      full[last + 1] === name[inName + last - first + 1]
    )
      last++;
    return [{ id, place: { first, last } }];
  });
  const [only] = found.toSorted((a, b) => a.place.first - b.place.first);
  if (
    !only ||
    ((heldUp.has(words[0] ?? '') || words.some((word) => heldUp.has(word))) &&
      !words.some((word) => asBranch.has(word)))
  )
    return null;
  return only;
}

/** "Westi", "Westy", "Westie" for Westlands: its beginning, and a short ending. */
function isCalled(said: string, name: string): boolean {
  if (isLike(said, name)) return true;
  const stem = said.replace(/(?:ie|i|y)$/, '');
  return (
    stem !== said &&
    stem.length >= 4 &&
    stem.length < name.length &&
    name.startsWith(stem) &&
    !commonWords.has(said)
  );
}
