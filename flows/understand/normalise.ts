/** Pictures that are an answer by themselves. */
const pictures: Readonly<Record<string, string>> = {
  '👍': ' ok ',
  '👌': ' ok ',
  '🙏': ' thanks ',
  '👎': ' no ',
};

/** Nothing a patient means stands after this; it keeps the work bounded. */
const LONGEST_READ = 1000;

/** Most of what is compared, labels above all, is normal already. */
const plain = /^[a-z0-9]+(?: [a-z0-9]+)*$/;
const drawnOut = /([a-z])\1\1/;

/**
 * Words as everything in this folder compares them: lower case, no accents or punctuation, one space between words, letters
 * drawn out ("heyyyy") once. "9:30" stays together.
 */
export function normalise(text: string): string {
  const shown = text.slice(0, LONGEST_READ);
  const lower = shown.toLowerCase();
  if (plain.test(lower) && !drawnOut.test(lower)) return lower;
  return shown
    .normalize('NFKD')
    .replace(/👍|👌|🙏|👎/gu, (picture) => pictures[picture] ?? ' ')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['‘’ʼ`]/g, '')
    .replace(/[^\p{L}\p{N}:]+/gu, ' ')
    .replace(/(?<!\d):|:(?!\d)/g, ' ')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();
}

export function wordsIn(normalised: string): readonly string[] {
  return normalised === '' ? [] : normalised.split(' ');
}

/** Whether the words of `phrase` stand together somewhere in `normalised`. */
export function containsPhrase(normalised: string, phrase: string): boolean {
  return ` ${normalised} `.includes(` ${phrase} `);
}
