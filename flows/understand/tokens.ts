/**
 * A message cut into words once, for every reader in this folder: each word as it is compared (lower case, no accents, no
 * apostrophes, letters drawn out once) and where it stands in what was written. One pass, so that the work grows with the
 * length and with nothing else.
 */
export type Token = { word: string; start: number; end: number };

/** Nothing a patient means stands after this; it keeps the work bounded. */
export const LONGEST_READ = 1000;

/** Pictures that are an answer by themselves, as in normalise.ts. */
const pictures: ReadonlyMap<string, string> = new Map([
  ['👍', 'ok'],
  ['👌', 'ok'],
  ['🙏', 'thanks'],
  ['👎', 'no'],
]);

/** Parts of an hour in one sign: behind a number as its minutes are written ("3½" is "3.30"), by itself a word. */
const fractions: ReadonlyMap<string, { minutes: string; word: string }> = new Map([
  ['¼', { minutes: '.15', word: 'quarter' }],
  ['½', { minutes: '.30', word: 'half' }],
  ['¾', { minutes: '.45', word: '' }],
]);

const apostrophes = new Set(["'", '‘', '’', 'ʼ', '`']);
const joints = new Set([':', '.', '/', '-']);

/** A word being made; `run` is how often its last letter has come in a row. */
type Growing = { word: string; start: number; end: number; last: string; run: number };

/**
 * The words of the first LONGEST_READ characters. Letters and digits stay together ("3pm", "saa3"), and so do digits with one of
 * `: . / -` between them: "9:30", "3.30pm", "15/11", "15-11-2026" are one word each. Offsets are those of `text`.
 */
export function tokenize(text: string): Token[] {
  const read = text.slice(0, LONGEST_READ);
  const tokens: Token[] = [];
  let growing = null as Growing | null;
  const finish = () => {
    if (growing && growing.word !== '') {
      tokens.push({ word: growing.word, start: growing.start, end: growing.end });
    }
    growing = null;
  };
  let at = 0;
  for (const sign of read) {
    const start = at;
    at += sign.length;
    const picture = pictures.get(sign);
    const fraction = fractions.get(sign);
    if (picture) {
      finish();
      tokens.push({ word: picture, start, end: at });
    } else if (fraction) {
      const word = growing && /^\d\d?$/.test(growing.word) ? fraction.minutes : fraction.word;
      growing ??= { word: '', start, end: at, last: '', run: 0 };
      for (const letter of word) add(growing, letter, at);
    } else if (apostrophes.has(sign)) {
      if (growing) growing.end = at;
    } else if (growing && joints.has(sign) && isJoint(growing, read.charCodeAt(at))) {
      add(growing, sign, at);
    } else {
      for (const folded of fold(sign)) {
        if (!isWordSign(folded)) finish();
        else {
          growing ??= { word: '', start, end: at, last: '', run: 0 };
          add(growing, folded, at);
        }
      }
      if (growing) growing.end = at;
    }
  }
  finish();
  return tokens.map((token) => ({ ...token, end: endOf(read, token) }));
}

/** The words of a message as they were written, from one token to another (both included). */
export function wordsOf(text: string, tokens: readonly Token[], first: number, last: number): string {
  const from = tokens[first];
  const to = tokens[last];
  return from && to ? text.slice(from.start, to.end) : '';
}

function add(growing: Growing, sign: string, end: number): void {
  growing.end = end;
  growing.run = sign === growing.last ? growing.run + 1 : 1;
  growing.last = sign;
  if (growing.run === 3 && isLetter(sign)) growing.word = growing.word.slice(0, -sign.length);
  else if (growing.run < 3 || !isLetter(sign)) growing.word += sign;
}

function isJoint(growing: Growing, next: number): boolean {
  return isDigitCode(growing.last.charCodeAt(0)) && isDigitCode(next);
}

const isDigitCode = (code: number) => code >= 48 && code <= 57;

const isLetter = (sign: string) => (sign >= 'a' && sign <= 'z') || /\p{L}/u.test(sign);

const isWordSign = (sign: string) =>
  (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9') || /[\p{L}\p{N}]/u.test(sign);

/** One sign as it is compared; it may be several ("ﬁ") or, for an accent by itself, none. */
function fold(sign: string): string {
  if (sign <= '\u007f') return sign.toLowerCase();
  return sign.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Without the apostrophe that closes a quotation: 'kesho'. */
function endOf(text: string, token: Token): number {
  let end = token.end;
  while (end > token.start + 1 && apostrophes.has(text.charAt(end - 1))) end -= 1;
  return end;
}
