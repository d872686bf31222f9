import { signsOf } from './understand/wishes.ts';
import type { Facts } from './vocabulary.ts';

/** What is told of a visit: whether it asks for one, or says why one cannot be. */

export function tellsOfVisit({ heard }: Facts): boolean {
  return (
    heard !== null &&
    (heard.serviceId !== null || heard.practitionerId !== null || heard.times !== null || heard.notGiven)
  );
}

/** "Yes, my son is sick", and no visit is asked for, and no other time. */
export function saysWhy(words: string, { heard }: Facts): boolean {
  const { has } = signsOf(words);
  return heard?.times == null && has('suffers') && !has('book');
}
