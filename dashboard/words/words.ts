import { type Language, languages } from '../../core/language.ts';
import { en } from './en.ts';
import { sw } from './sw.ts';

export type WordKey = keyof typeof en;

/** `say('lastSeen', { time })`: the words of one language, filled in. What is filled in is escaped by the template. */
export type Say = (key: WordKey, params?: Readonly<Record<string, string | number>>) => string;

export const languageNames: Readonly<Record<Language, string>> = { en: 'English', sw: 'Kiswahili' };

const words: Readonly<Record<Language, Readonly<Record<WordKey, string>>>> = { en, sw };

export function sayIn(language: Language): Say {
  return (key, params = {}) =>
    words[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** A role of the clinic's own has no words of ours: it is called by its key. */
export function sayRole(say: Say, key: string): string {
  const known: string = `role_${key}`;
  return known in en ? say(known as WordKey) : key;
}

/** What a browser asks for; English where it asks for neither. */
export function askedLanguage(accepted: string | undefined): Language {
  const wanted = (accepted ?? '')
    .toLowerCase()
    .split(',')
    .map((one) => one.trim().slice(0, 2));
  return wanted.map((one) => languages.find((language) => language === one)).find(Boolean) ?? 'en';
}
