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

/** Which of them names the branch. */
const BRANCH_AT = 4;

/** The same for who has been here before, and is not asked at which branch: the "1" that names it would take a slot. */
const dialogueOfRegulars = plainDialogue.toSpliced(BRANCH_AT, 1);

/** Lines after which nothing matters of what was said before. */
const afresh: readonly string[] = ['Hi', 'menu'];

const linesOf = (regulars: boolean) => (regulars ? dialogueOfRegulars : plainDialogue);

/** What each person writes next. Everybody begins elsewhere, so that all lines are written at any time: see `leadIn`. */
export function openTalk(): (person: Person, regulars: boolean) => string {
  const said = new Map<number, number>();
  return ({ number }, regulars) => {
    const lines = linesOf(regulars);
    const place = said.get(number) ?? number % lines.length;
    said.set(number, place + 1);
    return lines[place % lines.length] ?? '';
  };
}

/** What somebody has said who goes on where they begin: a "1" to another question would take a slot. */
export function leadIn({ number }: Person, regulars: boolean): readonly string[] {
  const lines = linesOf(regulars);
  const begin = number % lines.length;
  const from = lines.findLastIndex((line, place) => place <= begin && afresh.includes(line));
  return lines.slice(from, begin);
}
