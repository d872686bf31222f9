import { evenly } from './names.ts';

/** Words that patients write again and again, the most frequent first; behind them as many that hardly anybody does. */
const common = (
  'appointment daktari please kesho doctor asante tomorrow nataka habari hospital nimepata miadi morning maumivu thank clinic jioni ' +
  'mtoto Friday kichwa ' +
  'bei results dawa Monday tumbo baby jino change today saa location homa child malaria blood pressure mama sukari payment Mpesa ' +
  'insurance card parking meno macho dentist'
).split(' ');
const VOCABULARY = 2_000;
const WORDS_A_LINE = 6;
const syllables = 'ba chi de fu ga hi jo ka le mi no pu ra si te wa yo zu mbe ndo nga she'.split(' ');

/** How many sentences there are; each patient writes a few of them. */
export const LINES = 4_000;

function wordOf(place: number): string {
  const known = common[place];
  if (known !== undefined) return known;
  const parts = [1, 2, 3, 4].map((part) => syllables[Math.floor(evenly(place, part) * syllables.length)]);
  return parts.join('');
}

/** Frequent words in most of them, a rare one here and there. */
export function lineOf(number: number): string {
  const words = Array.from({ length: WORDS_A_LINE }, (_, place) =>
    wordOf(Math.floor(VOCABULARY * evenly(number, place + 10) ** 3)),
  );
  return words.join(' ');
}

export const frequentWords = common.slice(0, 10);

/** One that stands in a sentence or two. */
export function rareWord(number: number): string {
  return wordOf(VOCABULARY - 1 - (number % 500));
}
