import { Document, isCollection, isMap, isPair, isScalar, type Pair, visit } from 'yaml';
import { templateKey } from './file-channel.ts';
import { branchHours } from './file-schema.ts';
import { writeReminders } from './notice-values.ts';
import {
  writeDaySpan,
  writeDays,
  writeMessagePrice,
  writeMinutes,
  writePhoneNumber,
  writePlace,
  writePrice,
  writeTimeSpan,
} from './plain-values.ts';
import type { Named } from './profile.ts';
import type { ClinicRules } from './rules.ts';
import {
  type ChannelSettings,
  type ClinicSettings,
  defaultPrice,
  type ExtraHoursSettings,
  type HolidaySettings,
  type PractitionerSettings,
} from './settings.ts';
import { writeWeeklyHours } from './weekly-hours.ts';

/** The file as a tree of texts, in the order it is written; what says nothing is left out. */
export type FileTree = { [key: string]: FileTree | (FileTree | string)[] | string };

export function toFileTree(settings: ClinicSettings): FileTree {
  const { slug, name, phone, language, zone, currency, rules } = settings;
  const answered = Object.entries(settings.answers).filter(([, words]) => words !== null) as [
    string,
    Named,
  ][];
  return {
    ...{ slug, name, phone, language, zone, currency },
    rules: writeRules(rules),
    ...(answered.length > 0 && { answers: Object.fromEntries(answered) }),
    branches: byKey(settings.branches, (branch) => ({
      ...{ name: branch.name, address: branch.address },
      ...(branch.phone !== phone && { phone: branch.phone }),
      ...(branch.zone !== zone && { zone: branch.zone }),
      ...(branch.place !== null && { place: writePlace(branch.place) }),
      ...(branch.rooms.length > 0 && {
        rooms: Object.fromEntries(branch.rooms.map(({ key, name }) => [key, name])),
      }),
      hours: writeWeeklyHours(branch.hours),
    })),
    ...unlessEmpty('holidays', settings.holidays.map(writeException)),
    services: byKey(settings.services, (service) => ({
      name: { en: service.name.en, sw: service.name.sw },
      ...unlessEmpty('keywords', service.keywords),
      duration: writeMinutes(service.durationMinutes),
      ...(service.bufferMinutes !== 0 && { buffer: writeMinutes(service.bufferMinutes) }),
      ...(service.price !== null && { price: writePrice(service.price) }),
      ...(service.asksReason && { 'asks-reason': yesNo(service.asksReason) }),
      ...(service.prepare !== null && { prepare: service.prepare }),
      ...unlessEmpty('rooms', service.rooms),
      ...(service.reminders !== null && { reminders: writeReminders(service.reminders) }),
    })),
    practitioners: byKey(settings.practitioners, writePractitioner),
    ...unlessEmpty('channels', settings.channels.map(writeChannel)),
  };
}

function writeChannel({ provider, kind, number, keyword, receives, price, templates }: ChannelSettings) {
  const byNotice = Map.groupBy(templates, ({ notice }) => templateKey(notice));
  return {
    ...{ provider, kind, number },
    ...(keyword !== null && { keyword }),
    ...(!receives && kind !== 'email' && { receives: yesNo(receives) }),
    ...(price !== defaultPrice(kind) && { price: writeMessagePrice(price) }),
    ...(templates.length > 0 && {
      templates: Object.fromEntries(
        [...byNotice].map(([key, own]) => [
          key,
          Object.fromEntries(own.map(({ language, contentSid }) => [language, contentSid])),
        ]),
      ),
    }),
  };
}

function writeRules(rules: ClinicRules): FileTree {
  return {
    notice: writeMinutes(rules.noticeMinutes),
    horizon: writeDays(rules.horizonDays),
    slot: writeMinutes(rules.slotMinutes),
    hold: writeMinutes(rules.holdMinutes),
    'staff-confirm': yesNo(rules.staffConfirm),
    'cancel-notice': writeMinutes(rules.cancelNoticeMinutes),
    'move-notice': writeMinutes(rules.moveNoticeMinutes),
    'most-moves': String(rules.mostMoves),
    'most-visits': String(rules.mostVisits),
    idle: writeMinutes(rules.idleMinutes),
    'answer-within': writeMinutes(rules.answerMinutes),
    'quiet-for': writeMinutes(rules.quietMinutes),
    ...(rules.onCallPhone !== null && { 'on-call': writePhoneNumber(rules.onCallPhone) }),
    'most-messages': String(rules.mostMessages),
    'most-messages-a-minute': String(rules.mostMessagesAMinute),
    'daily-budget': writePrice(rules.dailyBudget),
    emergency: rules.emergency,
    reminders: writeReminders(rules.reminders),
    'follow-up': yesNo(rules.followUp),
    waking: writeTimeSpan({ opens: rules.wakingFrom, closes: rules.wakingUntil }),
    fallback: writeMinutes(rules.fallbackMinutes),
    'last-fallback': writeMinutes(rules.lastFallbackMinutes),
    'most-notices': String(rules.mostNotices),
    'call-ahead': writeMinutes(rules.callAheadMinutes),
  };
}

function writePractitioner(practitioner: PractitionerSettings): FileTree {
  const { name, speciality, services, branches } = practitioner;
  return {
    name,
    speciality: { en: speciality.en, sw: speciality.sw },
    services,
    branches: branches.every(({ hours }) => hours === null)
      ? branches.map(({ branch }) => branch)
      : Object.fromEntries(
          branches.map(({ branch, hours }) => [
            branch,
            hours === null ? branchHours : writeWeeklyHours(hours),
          ]),
        ),
    ...unlessEmpty('absences', practitioner.absences.map(writeException)),
    ...unlessEmpty('extra-hours', practitioner.extraHours.map(writeException)),
  };
}

function writeException(exception: HolidaySettings | ExtraHoursSettings): FileTree {
  const { hours, branch, label } = exception;
  return {
    days: writeDaySpan(exception),
    ...(hours !== null && { hours: writeTimeSpan(hours) }),
    ...(branch !== null && { branch }),
    ...(label !== '' && { label }),
  };
}

function byKey<T extends { key: string }>(records: readonly T[], write: (record: T) => FileTree): FileTree {
  return Object.fromEntries(records.map((record) => [record.key, write(record)]));
}

function unlessEmpty(key: string, list: (FileTree | string)[]): FileTree {
  return list.length === 0 ? {} : { [key]: list };
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

const heading = ` The clinic as Miadi knows it. After a change:  npm run clinic -- apply FILE
 It is checked first: what is wrong is told with its line, and nothing is changed then.

 Keys (such as "westlands") are for this file alone. Keep them when a name changes: the record stays the same one.
 What is taken out is offered no longer; that is refused while patients have visits there.`;

const sectionComments: Readonly<Record<string, string>> = {
  after:
    ' Written by export: the settings that this file knows and follows upon. Harmless once it is applied.',
  slug: ' Never changes: another slug is another clinic.',
  language: ' The first language of a patient who has not shown one: en or sw.',
  rules: ` notice: how soon a visit may begin; horizon: how far ahead one may book; slot: visits begin every so often;
 hold: how long a slot is kept for a patient who is still answering; staff-confirm: whether staff confirm each visit.
 cancel-notice, move-notice: until how long before a visit patients cancel or move it by themselves; most-moves: how often
 one visit; most-visits: how many ahead one phone may hold. idle: after so long a conversation has expired.
 answer-within: how soon, in opening hours, a person answers; quiet-for: how long the bot then keeps quiet;
 on-call: who gets an SMS when a patient waits for a person and no colleague has Miadi open, or none of them takes it.
 most-messages: how many an hour one number is answered; most-messages-a-minute: how many all numbers together are answered
 at once, the rest a little later; daily-budget: what a day’s messages may cost, half of it at most to new numbers.
 emergency: whom patients are told to call where life is at risk.
 reminders: how long before a visit patients are reminded, or none; follow-up: whether they are asked after a missed one.
 waking: when we write to people of our own accord; fallback, last-fallback: after so long without a receipt a notice goes to
 the next address, the second before a visit; most-notices: to one patient in 24 hours.
 call-ahead: so long before a visit staff hear of who has not answered.`,
  answers: ` What patients are answered when they ask: prepare, what to bring to any visit; payment, how one can pay.`,
  branches: ` phone and zone of a branch only where they are not the clinic’s; place: latitude, longitude.
 rooms: what only one visit can have at a time (a room, a chair, a machine), each by a key; services name those they need.`,
  holidays: ' Nobody works on these days; "branch" for one branch alone, "hours" for a part of the day.',
  services: ` keywords: what else patients may write for it; buffer: kept free behind a visit; without price none is told.
 asks-reason: patients are asked why they come; prepare: what to bring or do before such a visit;
 rooms: at a branch that has some of them, a visit needs one; reminders: where they are not the clinic’s.`,
  practitioners: ` branches: a list means the branch’s hours; else hours of their own, as at a branch.
 absences and extra-hours: days, as with holidays.`,
  channels: ` Numbers at the providers (twilio, africastalking), and the address that e-mail comes from (smtp).
 keyword: the clinic’s word on a short code that clinics share.
 price: of one SMS of 160 characters, or one WhatsApp message, in the clinic’s currency; 1 where it is not said.
 templates: the content SIDs of what WhatsApp has approved (docs/how-to/whatsapp-templates.md).`,
};

/** The clinic's file of these settings; parseClinicFile reads them back. `after`: their digest, to apply upon them. */
export function writeClinicFile(settings: ClinicSettings, options: { after?: string } = {}): string {
  const document = new Document(
    { ...(options.after !== undefined && { after: options.after }), ...toFileTree(settings) },
    { schema: 'failsafe' },
  );
  document.commentBefore = heading;
  if (isMap(document.contents))
    for (const [index, pair] of document.contents.items.entries()) introduce(pair, index > 0);
  visit(document, {
    Seq: (_, list) => {
      // short lists of keys and words, and each entry of a longer list, read best in one line
      if (list.items.every(isScalar)) list.flow = true;
      for (const item of list.items) if (isCollection(item) && !hasTemplates(item)) item.flow = true;
    },
    Map: (_, map, path) => {
      const parent = path.at(-1);
      const key = isPair(parent) && isScalar(parent.key) ? parent.key.value : undefined;
      if (key === 'name' || key === 'speciality' || isIn(path.at(-3), 'templates')) map.flow = true;
    },
  });
  // lists as [a, b], like what formats this repository; the library pads these and { a: b } alike
  const text = document.toString({ lineWidth: 0 }).replaceAll(/^( *[a-z-]+:) \[ (.*) \]$/gm, '$1 [$2]');
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** Too much for one line. */
function hasTemplates(item: unknown): boolean {
  return isMap(item) && item.has('templates');
}

function isIn(parent: unknown, name: string): boolean {
  return isPair(parent) && isScalar(parent.key) && parent.key.value === name;
}

function introduce({ key }: Pair, apart: boolean): void {
  if (!isScalar(key)) return;
  const comment = sectionComments[String(key.value)];
  if (comment === undefined) return;
  key.commentBefore = comment;
  key.spaceBefore = apart;
}
