export type CleanedName =
  | { ok: true; name: string }
  | { ok: false; reason: 'empty' | 'too_long' | 'no_letters' | 'looks_like_number' };

const maxCharacters = 80;

/** What people write before a name when asked for it. */
const introductions = [
  "(?:my|his|her|the) (?:full )?names?(?: is| are|'s)?",
  "i am|i'm|this is|it is|it's",
  '(?:jina|majina) (?:langu|lake|yangu|yake)(?: kamili)?(?: ni| naitwa| anaitwa)?',
  'jina ni|mimi ni|(?:mimi )?(?:naitwa|ninaitwa)|(?:mtoto )?anaitwa',
  '(?:(?:full )?names?|jina)(?= ?[:=-])',
];
const greeting = '(?:hi|hello|hey|habari|hujambo|jambo)[ ,.!]+';
const introduction = new RegExp(`^(?:${greeting})?(?:${introductions.join('|')})(?: ?[:=-] ?| |$)`, 'iu');

/**
 * A name as somebody wrote it, made fit for the record: in NFC, one space between words, without emoji, "my name is", or control
 * and bidi characters (those could turn round a whole line on a screen of the staff's). Its case stays as it was written.
 */
export function cleanName(raw: string): CleanedName {
  const visible = raw
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/(?!\p{Join_Control})\p{Cf}/gu, '') // the two joiners belong to the spelling in some scripts
    .replace(/[\u2018\u2019\u02bc`]/gu, "'")
    .trim();
  const given = visible.replace(introduction, '');
  if (given === '') return { ok: false, reason: 'empty' };
  const name = given
    .replace(/[^\p{L}\p{M}\p{Nd}\p{Join_Control}'.·/-]+/gu, ' ')
    .replace(/^[^\p{L}\p{M}\p{Nd}]+|[^\p{L}\p{M}\p{Nd}]+$/gu, '');
  const letters = /\p{L}/u.test(name);
  if (/\p{Nd}/u.test(name) && (!letters || hasLongNumber(given)))
    return { ok: false, reason: 'looks_like_number' };
  if (!letters) return { ok: false, reason: 'no_letters' };
  if ([...name].length > maxCharacters) return { ok: false, reason: 'too_long' };
  return { ok: true, name };
}

/** Seven digits make a telephone or an identity number, however they are grouped. */
function hasLongNumber(text: string): boolean {
  return /(?:\p{Nd}[\s()./+-]*){7}/u.test(text);
}
