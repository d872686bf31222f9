import type { ChannelKind } from '../../core/db/tables.ts';
import type { Language } from '../../core/language.ts';
import type { VisitParams } from '../booking/visit-lines.ts';
import { momentWords, shorten, shortName } from '../format.ts';

/**
 * What a notice tells, in a text's params. Neither the service nor why they come: it goes out unasked, perhaps to a phone that
 * several people look at. asks: words, where a digit would answer something else.
 */
export type NoticeParams = VisitParams & { clinic: string; asks: 'digits' | 'words' };

/** The same in words, each a variable of a template. */
export type NoticeParts = { clinic: string; moment: string; details: string };

const forWhom = { en: 'for', sw: 'jina' } as const satisfies Record<Language, string>;
const LONGEST_CLINIC = 40;
/** Of each name, where a message holds it whole: so that the body of a template cannot get too long. */
const LONGEST_NAME = 80;

/** Always the day and the hour, never "tomorrow": it may go out later than it was written. */
export function partsOf(
  { clinic, practitioner, branch, name, ...when }: NoticeParams,
  language: Language,
  kind: ChannelKind,
): NoticeParts {
  const short = (words: string) => shorten(shortName(oneLine(words), kind), LONGEST_NAME);
  const whose = name === null ? [] : [`${forWhom[language]} ${short(name)}`];
  return {
    clinic: shorten(oneLine(clinic), kind === 'sms' ? LONGEST_CLINIC : LONGEST_NAME),
    moment: momentWords(when, language, 'long'),
    details: [short(practitioner), short(branch), ...whose].join(', '),
  };
}

/** A template's variable holds no line's end and no two spaces running (WhatsApp, error 132018 at its Cloud API). */
function oneLine(words: string): string {
  return words.replace(/\s+/g, ' ').trim();
}
