import type { ChannelKind } from '../../core/db/tables.ts';
import type { Language } from '../../core/language.ts';
import type { Choice, Prompt } from '../../flows/vocabulary.ts';
import { wordsOf } from '../../flows/words.ts';

/** A prompt in words: a language has been chosen, the shape of the message not yet. */
export type Said = {
  lead: string | null;
  body: string;
  choices: readonly SaidChoice[];
  /** A digit answers something else. */
  inWords?: true;
  /** The line that asks for a number; used where choices are numbered. */
  howToReply: string;
  /** What opens a WhatsApp list. */
  listButton: string;
};

export type SaidChoice = { id: string; label: string; hint: string | null };

export function sayPrompt(prompt: Prompt, language: Language, kind: ChannelKind): Said {
  const sayChoice = ({ id, label, hint }: Choice): SaidChoice => ({
    id,
    label: oneLine(wordsOf(label, language, kind)),
    hint: (hint && oneLine(wordsOf(hint, language, kind))) || null,
  });
  return {
    lead: prompt.lead ? wordsOf(prompt.lead, language, kind) : null,
    body: wordsOf(prompt, language, kind),
    // Of an SMS that asks for words, its own words say how to answer.
    choices: prompt.asks === 'words' && kind === 'sms' ? [] : prompt.choices.map(sayChoice),
    ...(prompt.asks === 'words' && { inWords: true }),
    howToReply: wordsOf(
      { key: 'common.how_to_reply', params: { first: 1, last: prompt.choices.length } },
      language,
      kind,
    ),
    listButton: wordsOf({ key: 'common.list_button', params: {} }, language, kind),
  };
}

function oneLine(words: string): string {
  return words.replace(/\s+/g, ' ').trim();
}
