import type { Intent } from '../vocabulary.ts';
import type { FoundSigns } from './found-signs.ts';

/** What is asked of the clinic, where a phrase says so outright. */
export function plainQuestions({ has }: FoundSigns): Intent[] {
  if (has('prepare') && (has('prepare.strong') || !has('price'))) return ['prepare'];
  const joke = has('price.joke') && !has('price.ask');
  const found: Intent[] = [];
  if (has('price') && !joke) found.push('price');
  if (has('hours')) found.push('hours');
  if (has('location')) found.push('location');
  if (has('services') && (has('services.strong') || (found.length === 0 && !has('book.strong'))))
    found.push('services');
  return found;
}

/** What is asked by the words of a question and of a thing, wherever they stand. */
export function looseQuestion({ has }: FoundSigns): Intent | null {
  if (!has('asks')) return null;
  if (has('beforehand') && (has('about food') || has('about carrying') || asksOfMedicine(has)))
    return 'prepare';
  if (has('about opening') && !has('wants it')) return 'hours';
  if (has('about presence') && has('about days off') && !has('book') && !has('wants it')) return 'hours';
  if (has('of clinic') && has('about treating') && !has('wants it')) return 'services';
  return null;
}

/** When and where one's own visit is. */
export function asksOfOwnVisit({ has }: FoundSigns): boolean {
  return has('when is it') && has('my visit') && !has('may come');
}

function asksOfMedicine(has: FoundSigns['has']): boolean {
  return has('about medicine') && has('asks') && !has('services');
}
