import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type AddressKind, addressKinds, type Provider } from '../db/tables.ts';
import { type Language, languages } from '../language.ts';
import { type TemplateKey, templateKeys } from '../messaging/template.ts';
import type { Named } from './profile.ts';
import { type ClinicRules, defaultRules } from './rules.ts';

/**
 * All that a clinic decides for itself: what its file says, and what the clinic's tables hold. Plain JSON, as it is
 * compared, digested and written out: times are 'HH:MM', days 'YYYY-MM-DD', both the branch's own.
 */
export type ClinicSettings = {
  /** Names the clinic for ever: another slug is another clinic. */
  slug: string;
  name: string;
  /** As people read it: '+254 20 7654321'. */
  phone: string;
  language: Language;
  zone: string;
  currency: string;
  rules: ClinicRules;
  branches: BranchSettings[];
  holidays: HolidaySettings[];
  services: ServiceSettings[];
  practitioners: PractitionerSettings[];
  channels: ChannelSettings[];
  answers: AnswerSettings;
};

/** What patients are answered when they ask; null: nothing is said of it. */
export type AnswerSettings = { prepare: Named | null; payment: Named | null };

/** What a message costs where the file does not say, in the clinic's currency: an SMS about that in Kenya, an e-mail nothing. */
export function defaultPrice(kind: AddressKind): string {
  return kind === 'email' ? '0.0000' : '1.0000';
}

export type TimeSpan = { opens: string; closes: string };
/** weekday: ISO, 1 is Monday. */
export type WeeklySpan = { weekday: number } & TimeSpan;
export type DaySpan = { firstDay: string; lastDay: string };

/** Keys name a record within its clinic's file: a record keeps its id as long as it keeps its key. */
export type BranchSettings = {
  key: string;
  name: string;
  address: string;
  phone: string;
  zone: string;
  /** Where it is; null: the clinic has not said. */
  place: Place | null;
  rooms: RoomSettings[];
  hours: WeeklySpan[];
};

/** Degrees. */
export type Place = { latitude: number; longitude: number };
/** What only one visit can have at a time: a room, a chair, a machine. Its key is the clinic's, not the branch's. */
export type RoomSettings = { key: string; name: string };

/** hours null: the whole day; branch null: all of them. */
export type HolidaySettings = DaySpan & { hours: TimeSpan | null; branch: string | null; label: string };
export type AbsenceSettings = HolidaySettings;
export type ExtraHoursSettings = DaySpan & { hours: TimeSpan; branch: string; label: string };

export type ServiceSettings = {
  key: string;
  name: Named;
  keywords: string[];
  durationMinutes: number;
  bufferMinutes: number;
  /** '1500.00'; null: not published. */
  price: string | null;
  /** Patients are asked why they come. */
  asksReason: boolean;
  /** What to bring or to do before such a visit; null: what the clinic says of any. */
  prepare: Named | null;
  /** At a branch that has some of these, a visit needs one of them. */
  rooms: string[];
  /** Minutes before the visit; null: the clinic's. */
  reminders: number[] | null;
};

export type PractitionerSettings = {
  key: string;
  name: string;
  speciality: Named;
  services: string[];
  /** hours null: the branch's. */
  branches: { branch: string; hours: WeeklySpan[] | null }[];
  absences: AbsenceSettings[];
  extraHours: ExtraHoursSettings[];
};

export type ChannelSettings = {
  provider: Provider;
  kind: AddressKind;
  /** '+254711082001', a short code, or a sender's name; of e-mail the address it comes from. */
  number: string;
  keyword: string | null;
  receives: boolean;
  /** Of one SMS segment or one WhatsApp message: '0.8000'. */
  price: string;
  /** What WhatsApp has approved of our texts (flows/notice): by it they reach who has not written for a day. */
  templates: readonly TemplateSettings[];
};

/** notice: which text; most are those of notices. contentSid: Twilio's name of the clinic's copy of it. */
export type TemplateSettings = { notice: TemplateKey; language: Language; contentSid: string };

/**
 * The same settings in the one order that equal settings share: what is a list in the file but a set in the tables
 * (links, hours, exceptions, channels) is sorted; branches, rooms, services and practitioners keep the clinic's order.
 */
export function inCanonicalOrder(settings: ClinicSettings): ClinicSettings {
  const branchOrder = settings.branches.map(({ key }) => key);
  const serviceOrder = settings.services.map(({ key }) => key);
  const roomOrder = settings.branches.flatMap(({ rooms }) => rooms.map(({ key }) => key));
  return {
    ...settings,
    rules: { ...settings.rules, reminders: longestFirst(settings.rules.reminders) },
    branches: settings.branches.map((branch) => ({ ...branch, hours: sortHours(branch.hours) })),
    holidays: sortBy(settings.holidays, exceptionOrder),
    services: settings.services.map((service) => ({
      ...service,
      rooms: sortBy(service.rooms, (key) => rank(roomOrder, key)),
      reminders: service.reminders && longestFirst(service.reminders),
    })),
    practitioners: settings.practitioners.map((practitioner) => ({
      ...practitioner,
      services: sortBy(practitioner.services, (key) => rank(serviceOrder, key)),
      branches: sortBy(practitioner.branches, ({ branch }) => rank(branchOrder, branch)).map(
        ({ branch, hours }) => ({ branch, hours: hours && sortHours(hours) }),
      ),
      absences: sortBy(practitioner.absences, exceptionOrder),
      extraHours: sortBy(practitioner.extraHours, exceptionOrder),
    })),
    channels: sortBy(settings.channels, channelOrder).map((channel) => ({
      ...channel,
      templates: sortBy(
        channel.templates,
        ({ notice, language }) => `${templateKeys.indexOf(notice)} ${languages.indexOf(language)}`,
      ),
    })),
  };
}

/** Short enough for a line of the clinic's file, long enough that no two settings of a clinic share it. */
export function digestOf(settings: ClinicSettings): string {
  const text = JSON.stringify(withSortedKeys(withoutDefaults(inCanonicalOrder(settings))));
  return createHash('sha256').update(text).digest('hex').slice(0, 20);
}

/**
 * Without what came after the first edition of the file and says nothing: so that a clinic's digest, kept in its tables since
 * it was applied, is the same after a new version of Miadi as before.
 */
function withoutDefaults(settings: ClinicSettings): unknown {
  const rules = Object.entries(settings.rules).filter(
    ([name, value]) =>
      !Object.entries(defaultRules).some(
        ([known, usual]) => known === name && isDeepStrictEqual(usual, value),
      ),
  );
  const { answers, ...told } = settings;
  const answered = Object.entries(answers).filter(([, words]) => words !== null);
  return {
    ...told,
    ...(answered.length > 0 && { answers: Object.fromEntries(answered) }),
    rules: Object.fromEntries(rules),
    branches: settings.branches.map(({ place, rooms, ...branch }) => ({
      ...branch,
      ...(place !== null && { place }),
      ...(rooms.length > 0 && { rooms }),
    })),
    services: settings.services.map(({ asksReason, prepare, rooms, reminders, ...service }) => ({
      ...service,
      ...(reminders !== null && { reminders }),
      ...(prepare !== null && { prepare }),
      ...(asksReason && { asksReason }),
      ...(rooms.length > 0 && { rooms }),
    })),
    channels: settings.channels.map(({ price, templates, ...channel }) => ({
      ...channel,
      ...(price !== defaultPrice(channel.kind) && { price }),
      ...(templates.length > 0 && { templates }),
    })),
  };
}

function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [
    key,
    withSortedKeys(inner),
  ]);
  return Object.fromEntries(sortBy(entries, ([key]) => key));
}

function sortHours(hours: readonly WeeklySpan[]): WeeklySpan[] {
  return sortBy(hours, ({ weekday, opens, closes }) => `${weekday} ${opens} ${closes}`);
}

function exceptionOrder(exception: HolidaySettings): string {
  const { firstDay, lastDay, hours, branch, label } = exception;
  return [firstDay, lastDay, branch ?? '', hours?.opens ?? '', hours?.closes ?? '', label].join(' ');
}

function longestFirst(minutes: readonly number[]): number[] {
  return minutes.toSorted((a, b) => b - a);
}

function channelOrder({ provider, kind, number, keyword }: ChannelSettings): string {
  return [addressKinds.indexOf(kind), provider === 'twilio' ? 0 : 1, number, keyword ?? ''].join(' ');
}

/** As text that sorts like the number. */
function rank(order: readonly string[], key: string): string {
  return String(order.indexOf(key)).padStart(4, '0');
}

/** By code unit, so that the order is the same on every machine. */
function sortBy<T>(items: readonly T[], orderOf: (item: T) => string): T[] {
  return items.toSorted((a, b) => {
    const [left, right] = [orderOf(a), orderOf(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  });
}
