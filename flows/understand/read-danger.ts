import type { FoundSigns } from './found-signs.ts';

/**
 * Whether life or limb is at risk now. In doubt it is: what takes it back must be plain – long past, a question about how such a
 * thing is treated, a figure of speech, something said not to be, something small.
 */
export function isDanger(signs: FoundSigns): boolean {
  const places = signs.places('danger');
  if (places.length === 0) return false;
  const { has } = signs;
  if (has('danger.general') || has('danger.figure')) return has('danger.sure') && !has('danger.general');
  if (has('danger.past')) return has('danger.sure') && !has('danger.long_ago');
  if (has('danger.sure')) return true;
  if (has('danger.denied')) return false;
  if (has('danger.mild')) return false;
  const weak = signs.places('danger.weak');
  const plain = places.some(
    ({ first, last }) => !weak.some((other) => other.first <= first && last <= other.last),
  );
  return plain || has('danger.now');
}
