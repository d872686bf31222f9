import { createHash } from 'node:crypto';
import type { AddressKind, Provider } from '../db/tables.ts';
import type { Language } from '../language.ts';
import type { Named } from './profile.ts';

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

export type ClinicRules = {
  noticeMinutes: number;
  horizonDays: number;
  slotMinutes: number;
  holdMinutes: number;
  staffConfirm: boolean;
  /** How long before a visit a patient may still cancel it, or move it, without staff. */
  cancelNoticeMinutes: number;
  moveNoticeMinutes: number;
  mostMoves: number;
  /** Ahead, held by one contact. */
  mostVisits: number;
  /** A conversation in which so long nothing was said has expired. */
  idleMinutes: number;
  /** Within so many minutes of opening hours a person answers. */
  answerMinutes: number;
  /** So long the bot keeps quiet for a person. */
  quietMinutes: number;
  /** Staff's, E.164: told by SMS that a patient waits for a person. */
  onCallPhone: string | null;
  /** From one number, in an hour. */
  mostMessages: number;
  /** From all numbers together. */
  mostMessagesAMinute: number;
  /** What a day's messages may cost, in the clinic's currency: '5000.00'. */
  dailyBudget: string;
  /** Whom to call where life is at risk, as it is shown. */
  emergency: string;
};

/** What a file may leave out, as the tables have it for a clinic that says nothing. */
export const defaultRules = {
  cancelNoticeMinutes: 120,
  moveNoticeMinutes: 120,
  mostMoves: 3,
  mostVisits: 4,
  idleMinutes: 180,
  answerMinutes: 30,
  quietMinutes: 240,
  onCallPhone: null,
  mostMessages: 60,
  mostMessagesAMinute: 600,
  dailyBudget: '5000.00',
  emergency: '999 / 112',
} as const satisfies Partial<ClinicRules>;

/** What a message costs where the file does not say, in the clinic's currency: about an SMS in Kenya. */
export const defaultPrice = '1.0000';

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
  /** '+254711082001', a short code, or a sender's name. */
  number: string;
  keyword: string | null;
  receives: boolean;
  /** Of one SMS segment or one WhatsApp message: '0.8000'. */
  price: string;
};

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
    branches: settings.branches.map((branch) => ({ ...branch, hours: sortHours(branch.hours) })),
    holidays: sortBy(settings.holidays, exceptionOrder),
    services: settings.services.map((service) => ({
      ...service,
      rooms: sortBy(service.rooms, (key) => rank(roomOrder, key)),
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
    channels: sortBy(settings.channels, channelOrder),
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
      !Object.entries(defaultRules).some(([known, usual]) => known === name && usual === value),
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
    services: settings.services.map(({ asksReason, prepare, rooms, ...service }) => ({
      ...service,
      ...(prepare !== null && { prepare }),
      ...(asksReason && { asksReason }),
      ...(rooms.length > 0 && { rooms }),
    })),
    channels: settings.channels.map(({ price, ...channel }) => ({
      ...channel,
      ...(price !== defaultPrice && { price }),
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

function channelOrder({ provider, kind, number, keyword }: ChannelSettings): string {
  return [kind === 'whatsapp' ? 0 : 1, provider === 'twilio' ? 0 : 1, number, keyword ?? ''].join(' ');
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
