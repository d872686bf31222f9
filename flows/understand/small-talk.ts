import { kindWords } from './intents/talk.ts';
import { fillers } from './lexicon.ts';
import { normalise } from './normalise.ts';
import type { Scene } from './reading.ts';

const sets = {
  greeting: { core: setOf(kindWords.greeting.core), around: setOf(kindWords.greeting.around) },
  thanks: { core: setOf(kindWords.thanks.core), around: setOf(kindWords.thanks.around) },
};

/** A part of the day, where one was asked for, is an answer. */
const parts = setOf('morning afternoon evening mornin sasa asubuhi mchana jioni usiku');

/** What a message is that says nothing else; null where it does. */
export function readKindness(said: readonly string[], asked: Scene['asked']): 'greeting' | 'thanks' | null {
  const words = withGoodnight(said);
  if ((asked === 'day' || asked === 'slot') && words.every((word) => parts.has(word) || fillers.has(word)))
    return null;
  if (madeOf(words, sets.thanks)) return 'thanks';
  return madeOf(words, sets.greeting) ? 'greeting' : null;
}

/** "Ok", "noted", "hakuna shida", a thumb: what was told has been read, and nothing is asked. */
export function acknowledges(text: string): boolean {
  return signsAlone.test(text) || noted.test(normalise(text));
}
const signsAlone = /^(?:[👍👌✅🙏❤😊🙂😀😁🤝💯🥰]|[\u{1F3FB}-\u{1F3FF}]|\uFE0F|\s)+$/u;
const notes =
  'ok|okay|okey|oki|k|kk|sawa|sawasawa|swa|poa|fiti|freshi|noted|alright|great|good|nice|perfect|cool|fine|received|understood|nimeona|nimeelewa|nimepata|nimeipata|nimesoma|vizuri|nzuri|tutaonana|see (?:you|u)|hakuna (?:shida|tatizo|noma|matata)|haina (?:shida|noma)|no (?:problem|worries)';
const softly = [
  ...fillers,
  'then',
  'basi',
  'haya',
  'tu',
  'kabisa',
  'well',
  'all',
  'right',
  'its',
  'is',
  'ni',
  'ujumbe',
  'message',
  'your',
];
const noted = new RegExp(`^(?=.*\\b(?:${notes})\\b)(?:(?:${notes}|${softly.join('|')})(?: |$))+$`);

/** "Good night" is said in leaving. */
function withGoodnight(words: readonly string[]): readonly string[] {
  return words.flatMap((word, at) => {
    if (good.has(word) && nights.has(words[at + 1] ?? '')) return ['goodnight'];
    return nights.has(word) && good.has(words[at - 1] ?? '') ? [] : [word];
  });
}
const good = setOf('good gud gd goood');
const nights = setOf('night nite nyt nait');

/** "You have served us well": mmenihudumia, umetusaidia. */
const served =
  /^(u|m|mu|wa|a)(me|li|na)(ni|tu)(saidi|hudumi|tib|jib|kumbush|elez|sikiliz|fahamish|julish|pokel|shughulik)/;

function madeOf(
  words: readonly string[],
  { core, around }: { core: ReadonlySet<string>; around: ReadonlySet<string> },
): boolean {
  return (
    words.some((word) => core.has(word)) &&
    words.every(
      (word) =>
        core.has(word) ||
        around.has(word) ||
        fillers.has(word) ||
        sets.greeting.core.has(word) ||
        served.test(word),
    )
  );
}

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
