import { cutWords } from './cut-words.ts';
import { type FoundSigns, withoutDenied } from './found-signs.ts';
import { intentSigns } from './intents/all.ts';
import type { Scene } from './reading.ts';
import { signsIn, speltOut } from './wishes.ts';

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
  const found = behindOpeners(words, signs);
  const answers = asked === 'yes_no' || asked === 'confirm';
  if (found.has('no')) return { intent: 'no', weak: false };
  if (found.has('yes') && !(kind && words.length === 1 && !answers && openers.has(words[0] ?? '')))
    return { intent: 'yes', weak: false };
  if (found.has('yes.weak') && (!kind || answers)) return { intent: 'yes', weak: true };
  return null;
}

/** "Ok thanks, but no", "I doubt I will come": a yes or a promise that is not to be acted on; it is asked again. */
export function isDoubted(text: string): boolean {
  const words = cutWords(text).map(({ word }) => word);
  const { has, places } = behindOpeners(speltOut(words), signsIn(words));
  if (has('doubt') || has('unsure') || has('puts off')) return true;
  const [agreed] = agreeing.flatMap(places).sort((one, other) => one.first - other.first);
  const back = places('takes back').filter(({ first }) => agreed && first > agreed.first);
  // "Ok wait, yes": the last word counts.
  return back.some(({ last }) => !places('yes').some(({ first }) => first > last));
}

/** "I don't know whether I will come." */
export function isUnsure(text: string): boolean {
  return signsIn(cutWords(text).map(({ word }) => word)).has('unsure');
}

const agreeing = ['yes', 'yes.weak', 'confirm'];

function behindOpeners(words: readonly string[], signs: FoundSigns): FoundSigns {
  const opened = words.findIndex((word) => !openers.has(word));
  return opened > 0 ? withoutDenied(intentSigns.find(words.slice(opened))) : signs;
}
