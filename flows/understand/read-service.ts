import { fromHaste } from './chat-words.ts';
import type { ClinicWords } from './clinic-words.ts';
import { commonWords } from './common-words.ts';
import { serviceKinds } from './complaints.ts';
import { slipsFor, within } from './edit-distance.ts';
import type { FoundSigns } from './found-signs.ts';
import { intentSigns } from './intents/all.ts';
import { personNames } from './person-names.ts';
import { findKinds, kindSigns } from './service-kinds.ts';
import type { Place } from './signs.ts';

/** `complains`: told by what hurts, not by its name; `named`: by its name, or by that of those who give it. */
export type FoundService = { id: string | null; place: Place; complains: boolean; named: boolean };

/** A service by its name or keywords, or by its kind: named, or complained of. The particular comes before the general. */
export function readService(words: readonly string[], clinic: ClinicWords): FoundService | null {
  const kinds = findKinds(words.map(respellKind));
  const byKind = readKind(kinds, clinic, words.filter((word) => !around.has(word)).length > FEW);
  const named = readNamed(words, clinic);
  if (named && !(byKind?.id && byKind.kind !== 'general'))
    return { ...named, complains: byKind?.complains ?? false, named: true };
  return byKind;
}

/** So few words name a thing ("macho", "pregnancy clinic"); more of them tell of it. */
const FEW = 2;
const around = new Set(
  'ya za wa la for the of my yangu kwa please pls tafadhali naomba nataka want'.split(' '),
);

/** Where pregnancy is spoken of, what hurts belongs to it; a jab is one whatever else is said. */
const order = [
  'vaccination',
  'antenatal',
  'dental',
  'eye',
  ...serviceKinds.map(({ name }) => name).filter((name) => name !== 'general'),
  'general',
].map((kind) => ({ kind, felt: `felt ${kind}`, told: `told ${kind}` }));

function readKind(
  kinds: FoundSigns,
  clinic: ClinicWords,
  many: boolean,
): (FoundService & { kind: string }) | null {
  let missing: (FoundService & { kind: string }) | null = null;
  for (const { kind, ...signs } of order) {
    const felt = kinds.places(signs.felt)[0];
    const place = felt ?? kinds.places(signs.told)[0];
    if (!place) continue;
    const found = {
      kind,
      id: clinic.byKind.get(kind) ?? null,
      place,
      named: felt === undefined,
      complains: felt !== undefined && (many || felt.last > felt.first || !isNamed(kinds, kind, felt)),
    };
    if (found.id !== null) return found;
    if (!missing || (found.complains && !missing.complains)) missing = found;
  }
  return missing;
}

/** "Macho" names the thing as well as what hurts; "kikohozi" can only be complained of. */
function isNamed(kinds: FoundSigns, kind: string, felt: Place): boolean {
  return kinds.places(`told ${kind}`).some(({ first }) => first === felt.first);
}

function readNamed(
  words: readonly string[],
  { services }: ClinicWords,
): Pick<FoundService, 'id' | 'place'> | null {
  for (const { id, words: name } of services) {
    for (let first = 0; first + name.length <= words.length; first++) {
      if (name.every((word, at) => isLike(words[first + at] ?? '', word))) {
        return { id, place: { first, last: first + name.length - 1 } };
      }
    }
  }
  return null;
}

/** The same word but for a slip of the finger. Words that everybody uses are themselves. */
export function isLike(said: string, name: string): boolean {
  if (said === name) return true;
  if (said[0] !== name[0] || commonWords.has(said)) return false;
  const most = slipsFor(Math.min(said.length, name.length));
  return most > 0 && within(most, said, name);
}

/** A misspelt word of a kind ("dentsit", "vacination"). */
function respellKind(written: string): string {
  const word = fromHaste(written);
  if (
    word.length < 6 ||
    word.length > 20 ||
    commonWords.has(word) ||
    personNames.has(word) ||
    kindSigns.known.has(word) ||
    intentSigns.known.has(word)
  )
    return word;
  return (
    byFirst
      .get(word[0] ?? '')
      ?.find((known) => Math.abs(known.length - word.length) <= 1 && within(1, word, known)) ?? word
  );
}

const byFirst = new Map<string, string[]>();
for (const word of kindSigns.known) {
  if (word.length < 6) continue;
  const first = word[0] ?? '';
  byFirst.set(first, [...(byFirst.get(first) ?? []), word]);
}
