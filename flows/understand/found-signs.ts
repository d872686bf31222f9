import type { Place, Signs } from './signs.ts';

/** What was found, and the places of it that no "…not" sign takes back. */
export type FoundSigns = { has(sign: string): boolean; places(sign: string): readonly Place[] };

const none: readonly Place[] = [];

/** A place that overlaps one of `sign.not` does not count: "don't cancel" is no "cancel". */
export function withoutDenied(signs: Signs): FoundSigns {
  const settled = new Map<string, readonly Place[]>();
  const places = (sign: string): readonly Place[] => {
    const found = signs.get(sign);
    if (found === undefined) return none; // of hundreds that are asked for, a message has two or three
    const known = settled.get(sign);
    if (known) return known;
    const denied = signs.get(`${sign}.not`);
    const left =
      denied === undefined ? found : found.filter((place) => !denied.some((other) => overlaps(place, other)));
    settled.set(sign, left);
    return left;
  };
  return { places, has: (sign) => places(sign).length > 0 };
}

export function overlaps(one: Place, other: Place): boolean {
  return one.first <= other.last && other.first <= one.last;
}
