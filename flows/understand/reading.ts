import type { Language } from '../../core/language.ts';
import type { Intent } from '../vocabulary.ts';

/**
 * What one message means, by itself and where it was said. `readMessage` makes it; it is pure: no clock, no record. Every finding
 * carries the words it came from, as they were written, so that it can be explained.
 */

export type SpokenLanguage = 'en' | 'sw' | 'mixed' | 'unknown';

/** Where the message was said. */
export type Scene = {
  /** Local time of the clinic, "2026-10-07T20:18". */
  now: string;
  /** What the bot asked last, where it asked for something. */
  asked: Asked | null;
  /** How many numbered choices were shown with it. */
  offered: number;
  clinic: ClinicNames;
};

export const askedKinds = [
  'service',
  'branch',
  'practitioner',
  'slot',
  'day',
  'for_whom',
  'name',
  'number',
  'reason',
  'yes_no',
  'confirm',
] as const;
export type Asked = (typeof askedKinds)[number];

/** What a clinic's services, practitioners and branches are called; `id` is whatever the caller knows them by. */
export type ClinicNames = {
  services: readonly {
    id: string;
    name: Readonly<Record<Language, string>>;
    keywords: readonly string[];
    /** Of its practitioners, "Daktari wa meno": people ask for those, too. */
    specialities: readonly Readonly<Record<Language, string>>[];
  }[];
  practitioners: readonly { id: string; name: string }[];
  branches: readonly { id: string; name: string; address: string }[];
};

/** A finding, and the words of the message that it came from. */
export type Found<Value> = { value: Value; words: string };

/**
 * That no day was said: the candidates are on the next to come, and may be meant for another. until: nor was a beginning
 * ("before 11"), and today it is now.
 */
export type Dayless = 'timed' | 'until';

/** Local times of the clinic, none of them past, in order. Opening hours are not applied. */
export type When =
  | { kind: 'none' }
  /** "2026-10-08T09:00"; an open hour ("at 3") has both of its readings. */
  | { kind: 'moment'; candidates: readonly string[]; words: string; dayless?: Dayless }
  /** "2026-10-08" */
  | { kind: 'day'; candidates: readonly string[]; words: string }
  /** part: of one day ("kesho asubuhi") · range: from … to, the end not in it. Local minutes, as a moment. */
  | {
      kind: 'part' | 'range';
      candidates: readonly { start: string; end: string }[];
      words: string;
      dayless?: Dayless;
    }
  /** "30 Feb", "saa 25": said to be so. Outside (reading-json.ts) it is `none`. */
  | { kind: 'impossible'; words: string };

export type ForWhom = 'self' | 'child' | 'other';

export type Reading = {
  language: SpokenLanguage;
  /** Best first. */
  intents: readonly Intent[];
  when: When;
  /** "Siwezi kesho", "not in the morning": what does not suit, where no other time is asked for. What they are unable at stands in `when` as well. */
  unfit: When;
  /** That `when` does suit is told by what does not: "I can't tomorrow, Friday is fine". */
  fits: boolean;
  /** Another time is spoken of as well, or it is asked about: no yes may rest on it. */
  tentative: boolean;
  service: Found<string> | null;
  /** A service is asked for by its name that the clinic has not. */
  notGiven: boolean;
  practitioner: Found<string> | null;
  branch: Found<string> | null;
  forWhom: Found<ForWhom> | null;
  name: Found<string> | null;
  /** As written; people/address.ts decides whether it is one. */
  phone: Found<string> | null;
  /** The number of a line, where the message is just that. */
  choice: number | null;
};
