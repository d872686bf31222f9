import { readFile } from 'node:fs/promises';
import { type Applied, applyClinicSettings } from '../../core/clinic/apply.ts';
import { describeProblem, parseClinicFile } from '../../core/clinic/file.ts';
import { type CorrelationId, uuidIds } from '../../core/ids.ts';
import type { Core } from '../../core/scope.ts';

/** What the command prints and ends with. */
export type Answer = { code: 0 | 1 | 2; out: string; problems: string };

/** Opens the database for as long as the work takes. */
export type WithCore = <T>(work: (core: Core) => Promise<T>) => Promise<T>;

/** A file with problems is told of before any database is opened. */
export async function applyFile(withCore: WithCore, file: string): Promise<Answer> {
  const text = asUtf8(await readFile(file));
  if (text === null) return refused(`${file} is not UTF-8: save it as UTF-8. Nothing was changed.`);
  const parsed = parseClinicFile(text);
  if (!parsed.ok) {
    const count = parsed.problems.length;
    const heading = `${file} has ${count} problem${count === 1 ? '' : 's'}; nothing was changed.`;
    return refused([heading, '', ...parsed.problems.map(describeProblem)].join('\n'));
  }
  const { clinic, after } = parsed;
  const applied = await withCore((core) =>
    applyClinicSettings(core, clinic, { correlationId: uuidIds.next<CorrelationId>(), after }),
  );
  if (!applied.ok) return refused(`Nothing was changed: ${reasonOf(applied, file, clinic.slug)}`);
  return done(applied.changed ? `Applied:\n${indented(applied.changes)}` : 'Nothing to change.');
}

/** Null where it is not: patients would read what becomes of its letters. */
function asUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function reasonOf(applied: Extract<Applied, { ok: false }>, file: string, slug: string): string {
  switch (applied.reason) {
    case 'changed_since':
      return `the settings were changed since a file was last applied. ${file} would do this to them:
${indented(applied.changes)}
To keep what was changed, write it down first, and make your own changes in that file:
  npm run clinic -- export ${slug}-now.yaml --clinic ${slug}`;
    case 'has_visits':
      return `patients have visits at what ${file} no longer has:
${indented(applied.who)}
Move or cancel these visits first, or leave it in the file until they are over.`;
    case 'channel_taken':
      return `a number leads to one clinic, and of these another has it:\n${indented(applied.channels)}`;
    default:
      return applied satisfies never;
  }
}

export function done(text: string): Answer {
  return { code: 0, out: `${text}\n`, problems: '' };
}

export function refused(text: string, code: 1 | 2 = 1): Answer {
  return { code, out: '', problems: `${text}\n` };
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join('\n');
}
