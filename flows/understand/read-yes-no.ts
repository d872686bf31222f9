import { type FoundSigns, withoutDenied } from './found-signs.ts';
import { intentSigns } from './intents/all.ts';
import type { Scene } from './reading.ts';

export type YesNo = { intent: 'yes' | 'no'; weak: boolean };

/** What people say before they answer. */
const openers = new Set(
  'hi hey hello hallo hae habari sasa mambo niaje shikamoo sorry samahani pole oh ah aah aa aaa so well ngoja hmm please tafadhali pls daktari doctor good morning afternoon evening'.split(
    ' ',
  ),
);

/** A yes or no that opens the message, or is its last word. `kind`: the message is otherwise a greeting or thanks. */
export function readYesNo(
  words: readonly string[],
  signs: FoundSigns,
  { asked, kind }: { asked: Scene['asked']; kind: boolean },
): YesNo | null {
  const opened = words.findIndex((word) => !openers.has(word));
  const found = opened > 0 ? withoutDenied(intentSigns.find(words.slice(opened))) : signs;
  const answers = asked === 'yes_no' || asked === 'confirm';
  if (found.has('no')) return { intent: 'no', weak: false };
  if (found.has('yes') && !(kind && words.length === 1 && !answers && openers.has(words[0] ?? '')))
    return { intent: 'yes', weak: false };
  if (found.has('yes.weak') && (!kind || answers)) return { intent: 'yes', weak: true };
  return null;
}
