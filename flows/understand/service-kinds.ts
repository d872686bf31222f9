import { serviceKinds } from './complaints.ts';
import { type FoundSigns, withoutDenied } from './found-signs.ts';
import { classes } from './intents/classes.ts';
import { compileSigns } from './signs.ts';

const signsOf = Object.fromEntries(
  serviceKinds.flatMap(({ name, told, felt, not }) => [
    [`told ${name}`, told],
    [`felt ${name}`, felt],
    [`told ${name}.not`, not ?? []],
    [`felt ${name}.not`, not ?? []],
  ]),
);

/** The signs of every kind of service: "told dental", "felt dental" … */
export const kindSigns = compileSigns(signsOf, classes);

export function findKinds(words: readonly string[]): FoundSigns {
  return withoutDenied(kindSigns.find(words));
}

/** Which kind a clinic's own words speak of; null: one that we do not know. */
export function kindOf(words: readonly string[]): string | null {
  const found = findKinds(words);
  return (
    serviceKinds.find(({ name }) => name !== 'general' && found.has(`told ${name}`))?.name ??
    (found.has('told general') ? 'general' : null)
  );
}
