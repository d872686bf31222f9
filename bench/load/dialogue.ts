import type { Person } from '../people.ts';

/**
 * What each person writes, over and over: turns of words only, of the kinds that a clinic's day is made of. No line takes a
 * slot or asks for a person, as those turns write more than their own message.
 */
export const plainDialogue = [
  'Hi',
  '1', // book a visit: which service?
  'what do you mean', // not understood
  '1', // general consultation: at which branch?
  '1', // Westlands: the next free times
  'other days', // the days on which something is free
  'menu',
  'help',
  '2', // my visits: none
  'menu',
] as const;

/** Lines after which nothing matters of what was said before. */
const afresh: readonly string[] = ['Hi', 'menu'];
const length = plainDialogue.length;

/** What each person writes next. Everybody begins elsewhere, so that all lines are written at any time: see `leadIn`. */
export function openTalk(): (person: Person) => string {
  const said = new Map<number, number>();
  return ({ number }) => {
    const place = said.get(number) ?? number % length;
    said.set(number, place + 1);
    return plainDialogue[place % length] ?? '';
  };
}

/** What somebody has said who goes on where they begin: a "1" to another question would take a slot. */
export function leadIn({ number }: Person): readonly string[] {
  const begin = number % length;
  const from = plainDialogue.findLastIndex((line, place) => place <= begin && afresh.includes(line));
  return plainDialogue.slice(from, begin);
}
