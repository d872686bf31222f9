import { LONGEST_READ, type Token } from './tokens.ts';

/** A word, and whether a sign that ends a thought (comma, full stop, line break) stands behind it. */
export type Word = Token & { stop: boolean };

const letterOrDigit = /[\p{L}\p{N}]/u;
const apostrophe = /['‘’ʼ`]/;
const stops = /[.,;:!?()\n]/;

/**
 * The words of a message for what is not a date or a time: letters and digits alone, as `normalise` has them. "ku-cancel" is
 * two words, "ng'oa" is one. One pass over at most LONGEST_READ characters.
 */
export function cutWords(text: string): Word[] {
  const words: Word[] = [];
  const shown = text.slice(0, LONGEST_READ);
  let begun = -1;
  let at = 0;
  const close = () => {
    if (begun >= 0) push(words, shown, begun, at);
    begun = -1;
  };
  for (const sign of shown) {
    const last = words.at(-1);
    if (letterOrDigit.test(sign)) {
      if (begun < 0) begun = at;
    } else if (!(begun >= 0 && (apostrophe.test(sign) || /\p{M}/u.test(sign)))) {
      close();
      const before = words.at(-1) ?? last;
      if (before && stops.test(sign)) before.stop = true;
    }
    at += sign.length;
  }
  close();
  return words;
}

function push(words: Word[], text: string, start: number, end: number): void {
  const word = text
    .slice(start, end)
    .normalize('NFKD')
    .replace(/[\p{M}'‘’ʼ`]/gu, '')
    .toLowerCase()
    .replace(/(\p{L})\1{2,}/gu, '$1');
  if (word !== '') words.push({ word, start, end, stop: false });
}
