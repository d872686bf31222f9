/**
 * How a Swahili verb is put together, as far as a reader of short messages needs it: who (ni-, u-, a- …), when (-li-, -ta- …),
 * whom (-ni-, -m- …), the stem, and an ending. "msinifutie" is m+si+ni+fut+ie: the stem "fut", told not to.
 */

const list = (words: string): readonly string[] => ['', ...words.split(' ')];

const who = list('ni u a tu m mu wa i li ya ki vi zi ku n na nta ma tuna mna wana hu pa');
const when = list('na li ta me ka ki nge ngali mesha ja taka to');
const whom = list('ni ku m mw mu tu wa i li ki ya zi vi u pa ji');
const whoNot = [
  'si',
  'hu',
  'ha',
  'hatu',
  'ham',
  'hamu',
  'hawa',
  'hai',
  'haya',
  'haku',
  'hazi',
  'hali',
  'haki',
];
const toldNot = ['usi', 'asi', 'tusi', 'msi', 'wasi', 'nisi', 'isi', 'zisi', 'yasi', 'lisi'];
const whenNot = list('ta to ku ja na');

const affirmative = combine(who, when);
const negative = combine([...whoNot, ...toldNot], whenNot);

/** Behind the stem: final vowel, for whom (-ia, -ie), passive (-wa), made to (-isha), each other (-ana), "you all" (-eni). */
const endings = new Set(
  (
    'a e i o u ia ea ie ee wa we iwa iwe ewa ewe lewa lewe eni ieni eeni iana ana ane isha ishe esha eshe isheni eza eze ika ike ' +
    'ka ke iwi wi shwa shwe ishwa ishwe ishia ishie ishwa wia aga anga angi ni liwa lia lie ' +
    'liwe lishe lisha leka ezea ezee eshea eshee ezwa ezwe eshwa eshwe ezeni esheni ishwe ishiwa iziwa ekana ikana iane ieni lewe leni eka eke'
  ).split(' '),
);

/** The longest prefix and the longest verb that are looked at. */
const LONGEST_PREFIX = 9;
const LONGEST_VERB = 22;

export type Verb = { stem: string; not: boolean };

/** Every stem of `stems` that this word may be a form of. */
export function verbsIn(word: string, stems: ReadonlySet<string>): readonly Verb[] {
  if (word.length < 3 || word.length > LONGEST_VERB) return [];
  const found: Verb[] = [];
  const ends = Array.from({ length: word.length }, (_, end) => endings.has(word.slice(end)));
  for (let cut = 0; cut <= Math.min(LONGEST_PREFIX, word.length - 2); cut++) {
    const prefix = word.slice(0, cut);
    const said = affirmative.has(prefix);
    const denied = negative.has(prefix);
    if (!said && !denied) continue;
    for (let end = cut + 1; end <= word.length; end++) {
      // borrowed verbs have no vowel to end on: "kucancel", "nibook"
      if (!(end < word.length ? ends[end] : cut > 0 && end - cut >= 4)) continue;
      const stem = word.slice(cut, end);
      if (stems.has(stem)) found.push({ stem, not: !said });
    }
  }
  return found;
}

/** Whether a word has the look of a Swahili verb: a marked beginning, and a vowel at its end. */
export function looksSwahili(word: string): boolean {
  return word.length >= 5 && looks.some((one) => word.startsWith(one)) && /[aeiou]$/.test(word);
}

const looks = (
  'nina nili nita nime nika niki nga una uli uta ume ana ali ata ame tuna tuli tuta tume mna mli mta mme wana wali wata wame ina ili ' +
  'ita ime zina zili zita zime yana yali yame lina lili lime kina kili kime sita siwe hatu hawa hawe hai haku nai naom nata ngo'
).split(' ');

function combine(first: readonly string[], second: readonly string[]): ReadonlySet<string> {
  const made = new Set<string>();
  for (const one of first) {
    for (const two of second) for (const three of whom) made.add(one + two + three);
  }
  return made;
}
