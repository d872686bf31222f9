import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { checkReferences, type Finding } from './file-references.ts';
import { type ClinicFile, clinicFileSchema } from './file-schema.ts';
import { type ClinicRules, defaultRules } from './rules.ts';
import { type ClinicSettings, type HolidaySettings, inCanonicalOrder } from './settings.ts';

/** path: 'services.dental.price'; places in a list count from 1. line: counts from 1; null where there is none. */
export type ClinicFileProblem = { path: string; line: number | null; what: string; mend: string };

export type ParsedClinicFile =
  | { ok: true; clinic: ClinicSettings; after: string | null }
  | { ok: false; problems: ClinicFileProblem[] };

/**
 * Reads a clinic's file and tells all that is wrong with it at once, in the order of the file. The inverse is writeClinicFile.
 *
 * `after`: the digest of the settings that the file was exported from, where it says so (see applyClinicSettings)
 */
export function parseClinicFile(text: string): ParsedClinicFile {
  const lines = new LineCounter();
  // failsafe: every scalar is text, as 22141, +254711082001 and "no" are to people
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, uniqueKeys: false });
  const broken = document.errors.map(({ message, pos }) => ({
    path: 'file',
    line: lines.linePos(pos[0]).line,
    what: message.split(' at line ')[0] ?? message,
    mend: 'mend this first: the rest of the file cannot be read before',
  }));
  if (broken.length > 0) return { ok: false, problems: broken };
  const places = findPlaces(document);
  const aliased = places.findings.filter(({ stops }) => stops);
  if (aliased.length > 0) return { ok: false, problems: inFileOrder(aliased, places, lines) };
  const written = emptyAsMissing(document.toJS());
  const checked = clinicFileSchema.safeParse(written);
  const ofContent = [
    ...(checked.error?.issues ?? []).flatMap((issue) => findingsOf(issue, written)),
    ...checkReferences(written),
  ];
  const findings = [...places.findings, ...ofContent.filter(({ path }) => path.at(-1) !== lostKey)];
  if (findings.length > 0 || !checked.success) {
    return { ok: false, problems: inFileOrder(findings, places, lines) };
  }
  return { ok: true, clinic: toSettings(checked.data), after: checked.data.after ?? null };
}

/** For a terminal: one problem, two lines. */
export function describeProblem({ path, line, what, mend }: ClinicFileProblem): string {
  return `${line === null ? '' : `line ${line}, `}${path}: ${what}\n    → ${mend}`;
}

/** The one key that records lose on their way through the schema, with all that stands below it: refused by the text. */
const lostKey = '__proto__';

type Places = { offsets: Map<string, number>; findings: (Finding & { stops: boolean; offset: number })[] };

/** Where each part of the file begins, and what only the text itself can tell: a key twice, an alias. */
function findPlaces(document: Document): Places {
  const offsets = new Map<string, number>();
  const findings: Places['findings'] = [];
  const visit = (node: unknown, path: PropertyKey[]): void => {
    if (isAlias(node)) {
      const what = `begins with *, which has a meaning of its own in this kind of file`;
      findings.push({ path, what, mend: 'put it in quotes', stops: true, offset: node.range?.[0] ?? 0 });
    }
    if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) enter(item, [...path, index], rangeStart(item));
    }
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      const own = [...path, isScalar(key) ? String(key.value) : String(key)];
      if (own.at(-1) === lostKey) findings.push({ ...noKey(own), stops: false, offset: rangeStart(key) });
      enter(value, own, rangeStart(key));
    }
  };
  const enter = (node: unknown, path: PropertyKey[], offset: number): void => {
    const repeated = offsets.has(pathText(path));
    if (repeated) {
      const mend = 'each key once: give one of them another, or make one of both';
      findings.push({ path, what: 'stands here twice', mend, stops: false, offset });
    }
    // the parts of the second are not those of the first
    const own = repeated ? [...path.slice(0, -1), `${String(path.at(-1))} (again)`] : path;
    offsets.set(pathText(own), offset);
    visit(node, own);
  };
  visit(document.contents, []);
  return { offsets, findings };
}

function rangeStart(node: unknown): number {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
  return Array.isArray(range) ? Number(range[0]) : 0;
}

/** `price:` with nothing behind it says no more than no such line, only that the key must be known. */
function emptyAsMissing(value: unknown): unknown {
  if (value === '' || value === null) return undefined;
  if (Array.isArray(value)) return value.map(emptyAsMissing);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, emptyAsMissing(inner)]));
}

function findingsOf(issue: z.core.$ZodIssue, written: unknown): Finding[] {
  const { path, message } = issue;
  switch (issue.code) {
    case 'unrecognized_keys': {
      const mends = message.split('\n');
      return issue.keys.map((key, index) => ({
        path: [...path, key],
        what: 'is not known here',
        mend: mends[index] ?? 'take it out',
      }));
    }
    case 'invalid_key':
      return [noKey(path)];
    case 'custom':
      return [{ path, what: String(issue.params?.what), mend: message }];
    default:
      return [{ path, what: formOf(valueAt(written, path)), mend: message }];
  }
}

function noKey(path: readonly PropertyKey[]): Finding {
  const mend = 'small letters, digits and hyphens, a letter first: ngong-road';
  return { path, what: `"${String(path.at(-1))}" cannot be a key`, mend };
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  );
}

function formOf(value: unknown): string {
  if (value === undefined) return 'is missing';
  if (Array.isArray(value)) return value.length === 0 ? 'has nothing in it' : 'is a list';
  return typeof value === 'string' ? `"${value}" has not the form it should` : 'has parts of its own';
}

function inFileOrder(
  findings: readonly (Finding & { offset?: number })[],
  { offsets }: Places,
  lines: LineCounter,
): ClinicFileProblem[] {
  return findings
    .map(({ path, what, mend, offset = offsetOf(path, offsets) }) => ({
      path: pathText(path) || 'file',
      line: offset === undefined ? null : lines.linePos(offset).line,
      what,
      mend,
    }))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** Of what is missing: where the part begins that should have it. */
function offsetOf(path: readonly PropertyKey[], offsets: ReadonlyMap<string, number>): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const offset = offsets.get(pathText(path.slice(0, length)));
    if (offset !== undefined) return offset;
  }
  return undefined;
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step + 1}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}

function toSettings(file: ClinicFile): ClinicSettings {
  const { slug, name, phone, language, zone, currency, rules } = file;
  return inCanonicalOrder({
    ...{ slug, name, phone, language, zone, currency },
    rules: toRules(rules),
    answers: { prepare: file.answers?.prepare ?? null, payment: file.answers?.payment ?? null },
    branches: file.branches.map((branch) => ({
      ...branch,
      phone: branch.phone ?? phone,
      zone: branch.zone ?? zone,
      place: branch.place ?? null,
      rooms: branch.rooms ?? [],
    })),
    holidays: (file.holidays ?? []).map(toException),
    services: file.services.map(
      ({ key, name, keywords = [], duration, buffer = 0, price = null, rooms = [], ...service }) => ({
        ...{ key, name, price, rooms },
        keywords: [...new Set(keywords)],
        durationMinutes: duration,
        bufferMinutes: buffer,
        asksReason: service['asks-reason'] ?? false,
        prepare: service.prepare ?? null,
        reminders: service.reminders ?? null,
      }),
    ),
    practitioners: file.practitioners.map((practitioner) => {
      const { key, name, speciality, services, branches } = practitioner;
      const extra = practitioner['extra-hours'] ?? [];
      return {
        ...{ key, name, speciality, services, branches },
        absences: (practitioner.absences ?? []).map(toException),
        extraHours: extra.map(({ days, hours, branch, label = '' }) => ({ ...days, hours, branch, label })),
      };
    }),
    channels: file.channels ?? [],
  });
}

function toRules(rules: ClinicFile['rules']): ClinicRules {
  return {
    noticeMinutes: rules.notice,
    horizonDays: rules.horizon,
    slotMinutes: rules.slot,
    holdMinutes: rules.hold,
    staffConfirm: rules['staff-confirm'],
    cancelNoticeMinutes: rules['cancel-notice'] ?? defaultRules.cancelNoticeMinutes,
    moveNoticeMinutes: rules['move-notice'] ?? defaultRules.moveNoticeMinutes,
    mostMoves: rules['most-moves'] ?? defaultRules.mostMoves,
    mostVisits: rules['most-visits'] ?? defaultRules.mostVisits,
    idleMinutes: rules.idle ?? defaultRules.idleMinutes,
    answerMinutes: rules['answer-within'] ?? defaultRules.answerMinutes,
    quietMinutes: rules['quiet-for'] ?? defaultRules.quietMinutes,
    onCallPhone: rules['on-call'] ?? defaultRules.onCallPhone,
    mostMessages: rules['most-messages'] ?? defaultRules.mostMessages,
    mostMessagesAMinute: rules['most-messages-a-minute'] ?? defaultRules.mostMessagesAMinute,
    dailyBudget: rules['daily-budget'] ?? defaultRules.dailyBudget,
    emergency: rules.emergency ?? defaultRules.emergency,
    reminders: rules.reminders ?? defaultRules.reminders,
    followUp: rules['follow-up'] ?? defaultRules.followUp,
    wakingFrom: rules.waking?.opens ?? defaultRules.wakingFrom,
    wakingUntil: rules.waking?.closes ?? defaultRules.wakingUntil,
    fallbackMinutes: rules.fallback ?? defaultRules.fallbackMinutes,
    lastFallbackMinutes: rules['last-fallback'] ?? defaultRules.lastFallbackMinutes,
    mostNotices: rules['most-notices'] ?? defaultRules.mostNotices,
    callAheadMinutes: rules['call-ahead'] ?? defaultRules.callAheadMinutes,
  };
}

type WrittenAbsence = NonNullable<ClinicFile['practitioners'][number]['absences']>[number];

function toException({ days, hours, branch, label = '' }: WrittenAbsence): HolidaySettings {
  return { ...days, hours: hours ?? null, branch: branch ?? null, label };
}
