import { normalise, wordsIn } from './understand/normalise.ts';
import { signsOf } from './understand/wishes.ts';
import type { Facts } from './vocabulary.ts';

/** What is told of a visit: whether it asks for one, or says why one cannot be. */

/** "For my daughter": a visit for her. Who is only spoken of wants none. */
const forThem = /^((and|now|also|next|na|sasa|pia|then|please|yes|ok|sawa|ndio) )*(for|kwa|ya|ni ya) /;
const LONGEST = 5;

/** A service, a time, a name of ours; or whom it is for, and no more. */
export function tellsOfVisit({ heard, contact }: Facts, words: string): boolean {
  if (heard === null) return false;
  const { serviceId, practitionerId, times, notGiven, forWhom } = heard;
  if (serviceId !== null || practitionerId !== null || times !== null || notGiven) return true;
  if (contact.notices.some(({ fresh }) => fresh)) return false;
  const said = normalise(words);
  return forWhom !== null && forWhom !== 'self' && forThem.test(said) && wordsIn(said).length <= LONGEST;
}

/** "Yes, my son is sick", and no visit is asked for, and no other time. */
export function saysWhy(words: string, { heard }: Facts): boolean {
  const { has } = signsOf(words);
  return heard?.times == null && has('suffers') && !has('book');
}
