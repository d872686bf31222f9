import type { Person } from '../../core/people/read-people.ts';
import { en } from '../words/en.ts';
import type { Say, WordKey } from '../words/words.ts';

/** The words for a code of core's: `no_` and `window_closed`. Null where there are none. */
export function keyFor(prefix: string, code: string): WordKey | null {
  const key = `${prefix}_${code.replaceAll('.', '_')}`;
  return Object.hasOwn(en, key) ? (key as WordKey) : null;
}

/** Why something was not done; what we have no words for is at least told. */
export function refusalWords(say: Say, reason: string, name = ''): string {
  return say(keyFor('no', reason) ?? 'no_other', { name });
}

/** "5 min", "2 h", "3 d": how long something has lasted; null: less than a minute. */
export function spanWords(say: Say, from: Temporal.Instant, to: Temporal.Instant): string | null {
  const minutes = Math.floor((to.epochMilliseconds - from.epochMilliseconds) / 60_000);
  if (minutes < 1) return null;
  if (minutes < 60) return say('timeMinutes', { count: minutes });
  if (minutes < 48 * 60) return say('timeHours', { count: Math.floor(minutes / 60) });
  return say('timeDays', { count: Math.floor(minutes / (24 * 60)) });
}

/** The patients of a phone, else its number. */
export function whoWords(say: Say, people: readonly Person[], address: string | null): string {
  const names = people.flatMap(({ name }) => (name === null ? [] : [name]));
  return names.length > 0 ? names.join(', ') : (address ?? say('unknownPerson'));
}
