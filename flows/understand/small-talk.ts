import { kindWords } from './intents/talk.ts';
import { fillers } from './lexicon.ts';
import { normalise, wordsIn } from './normalise.ts';
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

/** "Ok", "noted with thanks", "hakuna shida", a thumb: what was told has been read, and nothing is asked. */
export function acknowledges(text: string): boolean {
  return signsAlone.test(text) || (!text.includes('?') && noted.test(normalise(text)));
}
const signsAlone = /^(?:[👍👌✅🙏❤😊🙂😀😁🤝💯🥰]|[\u{1F3FB}-\u{1F3FF}]|\uFE0F|\s)+$/u;
const fine = 'ok|okay|okey|oki|okie|okk|sawa|sawasawa|swa|poa|fiti|fine|good|vizuri|nzuri|alright|all right';
const notes = [
  `${fine}|k|kk|freshi|noted|great|nice|perfect|cool|received|understood|got it|haya|tutaonana|see (?:you|u)`,
  '(?:ni|tu)me(?:ona|elewa|pata|ipata|soma|pokea)|(?:hakuna|hamna) (?:shida|tatizo|noma|matata)|haina (?:shida|noma)|no (?:problem|worries)(?: at all)?',
  `(?:its|it is|thats|that is|ni|iko|tuko) (?:${fine})`,
].join('|');
const softly = [
  ...fillers,
  ...'then basi bas tu kabisa well oh ah with thanks thank asante ujumbe message wenu yenu'.split(' '),
].join('|');
const noted = new RegExp(`^(?=.*\\b(?:${notes})\\b)(?:(?:${notes}|${softly})(?: |$))+$`);

/**
 * What is said beside a time ("sawa saa tatu", "9 sharp", "remind me at 9"): that it will do, nothing, or more, which may be anything.
 *
 * @param words without those of the time
 */
export function saidBeside(words: string): 'agrees' | 'nothing' | 'more' {
  if (words.includes('?')) return 'more';
  const said = wordsIn(normalise(words));
  if (!said.every((word) => agreed.has(word) || small.has(word))) return 'more';
  return said.some((word) => agreed.has(word)) ? 'agrees' : 'nothing';
}
const agreed = setOf(
  'sawa sawasawa ok okay okey noted fine poa fiti perfect works see c inafaa itafaa tutaonana tuonane nimeelewa confirmed nathibitisha nimethibitisha',
);
const small = new Set([
  ...fillers,
  ...(
    'yes yeah yap yep ndio ndiyo naam eeh ee great thanks thank asante asanteni iko ni is its it sounds kabisa sharp kamili exactly ' +
    'nitakuja ntakuja nitakuwa nitafika ntafika tutakuja tutafika nitakuwepo tutakuwepo nakuja naja tunakuja i ill will be come coming we well shall am im arrive reach ' +
    'at on in by ya siku this that then hapo huko'
  ).split(' '),
]);

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
