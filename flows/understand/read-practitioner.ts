import type { ClinicWords } from './clinic-words.ts';
import { isLike } from './read-service.ts';
import type { Scene } from './reading.ts';
import type { Place } from './signs.ts';

const titles = new Set(
  'dr doctor doc daktari dakitari dakta daktar dokta dkt nurse nesi sister sista muuguzi mkunga midwife mganga prof madam dentist'.split(
    ' ',
  ),
);
const before = new Set(
  'see with kwa na kuona muona kumuona kumwona prefer want cancel be is to visit meet me about for huyo yule ni maybe like ya doctor lady book of nipe nataka naomba choose pick'.split(
    ' ',
  ),
);

export type FoundId = { id: string; place: Place };

/**
 * A practitioner of the clinic by name. Patients have the same names, so one name alone counts only where a title, or a word like
 * "see" or "with", stands before it, or where a practitioner was asked for. `taken`: words of the patient's own name.
 */
export function readPractitioner(
  words: readonly string[],
  { practitioners }: ClinicWords,
  asked: Scene['asked'],
  taken: Place | null,
): FoundId | null {
  const found = new Map<string, { place: Place; weight: number }>();
  for (const { id, names } of practitioners) {
    const hits = [...words.keys()].filter(
      (at) =>
        !(taken && taken.first <= at && at <= taken.last) &&
        names.some((name) => isLike(words[at] ?? '', name)),
    );
    const [first] = hits;
    if (first === undefined) continue;
    const last = words[first + 1] !== undefined && hits.includes(first + 1) ? first + 1 : first;
    const titled = titles.has(words[first - 1] ?? '');
    // "Kamau", "Faith Chebet": the name and nothing else, as it is written; a patient may be called much the same.
    const alone = words.every((word) => titles.has(word) || names.includes(word));
    const invited = asked === 'practitioner' || before.has(words[first - 1] ?? '') || alone;
    const weight = (last > first ? 2 : 0) + (titled ? 2 : 0) + (invited ? 1 : 0);
    if (weight > 0 && (asked !== 'name' || titled))
      found.set(id, { place: { first: titled ? first - 1 : first, last }, weight });
  }
  const [best, next] = [...found].toSorted(([, a], [, b]) => b.weight - a.weight);
  if (!best || (next && next[1].weight === best[1].weight && next[1].place.first === best[1].place.first))
    return null;
  return { id: best[0], place: best[1].place };
}
