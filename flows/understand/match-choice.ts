import type { Choice } from '../vocabulary.ts';
import { everyWording, type Text } from '../words.ts';
import { aroundChoice, fillers, notBooking } from './lexicon.ts';
import { containsPhrase, normalise, wordsIn } from './normalise.ts';
import { readNumber } from './read-number.ts';
import { asksElsewhere } from './wishes.ts';

/** In a longer message a word of a label is more likely part of something else. */
const MOST_WORDS = 6;

/** Turns "not the dentist" round: no word of such a message picks anything. */
const denials = new Set([...notBooking, 'no', 'none', 'hapana', 'sio', 'siyo', 'except', 'isipokuwa']);

/**
 * Which of the choices shown a text picks: by number, by label (in either language, as either channel shows it), by keyword,
 * then by words that only one of them has. Never a guess between two.
 */
export function matchChoice(text: string, choices: readonly Choice[]): Choice | null {
  const listed = alikeIn(choices);
  const number = readNumber(text, listed) ?? (listed > 0 ? readNumber(withoutYesNo(text)) : null);
  const byNumber = number === null ? undefined : choices[number - 1];
  if (byNumber) return byNumber;
  const said = normalise(text);
  const known = choices.map((choice) => ({
    choice,
    labels: wordings(choice.label),
    keywords: (choice.keywords ?? []).map(normalise),
  }));
  return (
    only(known.filter(({ labels }) => labels.includes(said))) ??
    only(known.filter(({ keywords }) => keywords.includes(said))) ??
    byWords(said, known)
  );
}

/** So many of one kind a list begins with, times or visits: "the last one" is of these, not what else is offered behind them. */
function alikeIn(choices: readonly Choice[]): number {
  const other = choices.findIndex(({ label }) => label.key !== choices[0]?.label.key);
  const alike = other < 0 ? choices.length : other;
  return alike > 1 ? alike : 0;
}

/** "Yes 2" or "no, the second", of a list: where a yes is asked for, it is one. */
function withoutYesNo(text: string): string {
  const rest = text
    .slice(0, LONGEST_YES)
    .replace(/^\s*(yes|no|hapana|ok|okay|sawa|ndio|ndiyo|poa)\b[\s,.]*/i, '');
  return noPick.test(rest) ? text : rest;
}
const LONGEST_YES = 60;
/** For two people, or at two; to be waited for; "first" before what is to come first. */
const noPick = /^(for\b|((just|give me) )?(one|a|1) (sec|second|moment|min|minute)s?\b|first$)/i;

type Known = { choice: Choice; labels: readonly string[]; keywords: readonly string[] };

/** Every word must be one of the same choice, and of one choice only: a word that none knows may change it all. */
function byWords(said: string, known: readonly Known[]): Choice | null {
  const words = wordsIn(said);
  if (words.length > MOST_WORDS || words.some((word) => denials.has(word))) return null;
  const meant = words.filter((word) => !fillers.has(word) && !aroundChoice.has(word));
  if (!meant.some(isTelling)) return null;
  const found = only(
    known.filter(({ choice, labels, keywords }) => {
      const hints = choice.hint ? wordings(choice.hint) : [];
      const phrases = [...labels, ...keywords, ...hints];
      return meant.every((word) => phrases.some((phrase) => containsPhrase(phrase, word)));
    }),
  );
  // "Mtu" asks for a person, "my visits" for all of them: that a label has such a word as well makes it no answer.
  return found && !asksElsewhere(said) ? found : null;
}

/** A number that is not a line's may be a day, an hour or a price. */
function isTelling(word: string): boolean {
  return word.length >= 3 && !/^\d/.test(word);
}

function only(found: readonly { choice: Choice }[]): Choice | null {
  const [first, ...others] = found;
  return first && others.length === 0 ? first.choice : null;
}

function wordings(said: Text): readonly string[] {
  return everyWording(said).map(normalise);
}
