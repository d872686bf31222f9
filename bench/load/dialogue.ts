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
