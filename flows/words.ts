import type { ChannelKind } from '../core/db/tables.ts';
import type { Language } from '../core/language.ts';
import { bookingTextsEn } from './booking/texts.en.ts';
import { bookingTextsSw } from './booking/texts.sw.ts';
import { cancelTextsEn } from './cancel/texts.en.ts';
import { cancelTextsSw } from './cancel/texts.sw.ts';
import { commonTextsEn } from './common/texts.en.ts';
import { commonTextsSw } from './common/texts.sw.ts';
import { confirmTextsEn } from './confirm/texts.en.ts';
import { confirmTextsSw } from './confirm/texts.sw.ts';
import { detailsTextsEn } from './details/texts.en.ts';
import { detailsTextsSw } from './details/texts.sw.ts';
import { menuTextsEn } from './menu/texts.en.ts';
import { menuTextsSw } from './menu/texts.sw.ts';
import { moveTextsEn } from './move/texts.en.ts';
import { moveTextsSw } from './move/texts.sw.ts';
import { noticeTextsEn } from './notice/texts.en.ts';
import { noticeTextsSw } from './notice/texts.sw.ts';
import { personTextsEn } from './person/texts.en.ts';
import { personTextsSw } from './person/texts.sw.ts';
import { questionsTextsEn } from './questions/texts.en.ts';
import { questionsTextsSw } from './questions/texts.sw.ts';
import type { Texts } from './texts.ts';
import { visitsTextsEn } from './visits/texts.en.ts';
import { visitsTextsSw } from './visits/texts.sw.ts';

/** All words of the bot. A key that a language lacks does not compile; a text is a function of its params and the channel. */
const en = {
  ...commonTextsEn,
  ...menuTextsEn,
  ...bookingTextsEn,
  ...cancelTextsEn,
  ...confirmTextsEn,
  ...detailsTextsEn,
  ...moveTextsEn,
  ...noticeTextsEn,
  ...personTextsEn,
  ...questionsTextsEn,
  ...visitsTextsEn,
};
const sw: Texts<typeof en> = {
  ...commonTextsSw,
  ...menuTextsSw,
  ...bookingTextsSw,
  ...cancelTextsSw,
  ...confirmTextsSw,
  ...detailsTextsSw,
  ...moveTextsSw,
  ...noticeTextsSw,
  ...personTextsSw,
  ...questionsTextsSw,
  ...visitsTextsSw,
};

const written = { en, sw } satisfies Record<Language, unknown>;
const channels = { whatsapp: true, sms: true } satisfies Record<ChannelKind, true>;

type Words = typeof en;
export type TextKey = keyof Words;
export type TextParams<K extends TextKey> = Parameters<Words[K]>[0];

/** A text by its key, before it has a language. */
export type Text = { [K in TextKey]: { key: K; params: TextParams<K> } }[TextKey];

/** The words of a text in a language, as that channel wants them. */
export function wordsOf(said: Text, language: Language, kind: ChannelKind): string {
  const inLanguage = written[language][said.key] as (params: unknown, kind: ChannelKind) => string;
  return inLanguage(said.params, kind);
}

const languages = Object.keys(written) as Language[];
const kinds = Object.keys(channels) as ChannelKind[];
const anyKind = kinds.slice(0, 1);

/** A text in every language and as every channel shows it: what somebody may type who read it anywhere. */
export function everyWording(said: Text): readonly string[] {
  return languages.flatMap((language) => {
    const asksForKind = written[language][said.key].length > 1; // others read the same on every channel
    return (asksForKind ? kinds : anyKind).map((kind) => wordsOf(said, language, kind));
  });
}
