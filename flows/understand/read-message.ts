import type { Intent } from '../vocabulary.ts';
import { readIntents } from './read-intents.ts';
import { readLanguage, type SpokenLanguage } from './read-language.ts';
import { readNumber } from './read-number.ts';

export type Reading = {
  language: SpokenLanguage;
  /** Best first. */
  intents: Intent[];
  /** The number of a line, where the message is just that. */
  choice?: number;
};

/** What a free text says, by itself: no list that it answers, no clock, no clinic. Each part has a reader of its own. */
export function readMessage(text: string): Reading {
  const choice = readNumber(text);
  const reading = { language: readLanguage(text), intents: readIntents(text) };
  return choice === null ? reading : { ...reading, choice };
}
