import { readMessage } from './read-message.ts';
import { type Asked, askedKinds, type ClinicNames } from './reading.ts';
import { type ReadingJson, readingJson } from './reading-json.ts';

/** Scores the reader against rows of messages and what they mean: corpus/README.md has the shape of a row and what is expected. */

export type Expected = Partial<Omit<ReadingJson, 'text' | 'language'>>;
export type Row = {
  line: number;
  language: string;
  now: string;
  asked: Asked | null;
  offered: number;
  text: string;
  expected: Expected;
};

const kinds = ['intents', 'when', 'service', 'practitioner', 'branch', 'forWhom', 'name', 'choice'] as const;
type Kind = (typeof kinds)[number];

export type Scored = { row: Row; got: ReadingJson; wrong: readonly Kind[] };
/** Of what was expected (rightly found, missed) and of what was found though it should not be. */
export type Count = { right: number; missed: number; extra: number };
export type Score = {
  rows: number;
  right: number;
  counts: ReadonlyMap<string, Count>;
  scored: readonly Scored[];
};

const usualNow = '2026-10-07T20:18';

/** Throws at a line that is no row: the corpus is ours. */
export function parseRows(tsv: string): Row[] {
  return tsv.split('\n').flatMap((line, at) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const [language, context, text, expected] = line.split('\t');
    if (!language || !context || text === undefined || !expected) throw new Error(`line ${at + 1} is no row`);
    const told = text.replaceAll('\\n', '\n').replaceAll('\\t', '\t');
    return [{ line: at + 1, language, ...readContext(context), text: told, expected: JSON.parse(expected) }];
  });
}

function readContext(context: string): Pick<Row, 'now' | 'asked' | 'offered'> {
  const given = new Map(context.split(' ').map((pair) => pair.split('=') as [string, string]));
  return {
    now: given.get('now') ?? usualNow,
    asked: askedKinds.find((kind) => kind === given.get('asked')) ?? null,
    offered: Number(given.get('offered') ?? 0),
  };
}

export function scoreRows(rows: readonly Row[], clinic: ClinicNames): Score {
  const counts = new Map<string, Count>();
  const scored = rows.map((row) => {
    const got = readingJson(row.text, readMessage(row.text, { ...row, clinic }));
    const danger = row.expected.intents?.[0] === 'danger';
    const looked = danger ? (['intents'] as const) : kinds;
    for (const kind of looked) countKind(counts, row, got, kind);
    count(counts, `${row.language} language`, [row.language], [got.language]);
    const wrong = looked.filter((kind) => print(kind, row.expected) !== print(kind, got));
    return { row, got, wrong };
  });
  return {
    rows: rows.length,
    right: scored.filter(({ wrong }) => wrong.length === 0).length,
    counts,
    scored,
  };
}

function countKind(counts: Map<string, Count>, row: Row, got: ReadingJson, kind: Kind): void {
  const { expected, language } = row;
  if (kind === 'intents') {
    const named = new Set([...(expected.intents ?? []), ...got.intents]);
    for (const intent of named) {
      const has = (intents?: string[]) => (intents?.includes(intent) ? [intent] : []);
      count(counts, `${language} ${intent}`, has(expected.intents), has(got.intents));
    }
    return;
  }
  const seen = (from: Expected) => (print(kind, from) === '' ? [] : [print(kind, from)]);
  count(counts, `${language} ${kind}`, seen(expected), seen(got));
}

/** One value of a reading as text, '' where it is not there. */
function print(kind: Kind, from: Expected): string {
  if (kind === 'when')
    return (from.when?.kind ?? 'none') === 'none' ? '' : JSON.stringify(from.when?.candidates);
  if (kind === 'intents') return (from.intents ?? []).join(' ');
  return String(from[kind] ?? '');
}

function count(
  counts: Map<string, Count>,
  of: string,
  expected: readonly string[],
  got: readonly string[],
): void {
  const had = counts.get(of) ?? { right: 0, missed: 0, extra: 0 };
  const same = expected.length > 0 && expected[0] === got[0];
  counts.set(of, {
    right: had.right + (same ? 1 : 0),
    missed: had.missed + (expected.length > 0 && !same ? 1 : 0),
    extra: had.extra + (got.length > 0 && !same ? 1 : 0),
  });
}
