import { parseArgs } from 'node:util';

export const usage = `Usage:
  npm run dead-letters -- list [--clinic SLUG] [--after ID]   messages that have failed for good, newest first
  npm run dead-letters -- show ID                             one of them, with every step and its time
  npm run dead-letters -- retry ID                            send it again, where that does no harm

It works on the database of DATABASE_URL, else on the one in .miadi/, also while "npm start" is running; what is
retried goes out by that. Names, numbers and what was written are never shown.
It ends with 0 when done, 1 when refused, 2 when it was called wrongly.`;

export type Task =
  | { verb: 'list'; clinic: string | null; after: string | null }
  | { verb: 'show' | 'retry'; id: string };

export type ReadTask =
  | { ok: true; task: Task }
  | { ok: false; reason: 'help' }
  | { ok: false; reason: 'wrong'; problem: string };

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

export function readTask(args: readonly string[]): ReadTask {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        clinic: { type: 'string' },
        after: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return { ok: false, reason: 'help' };
    const [verb, ...ids] = positionals;
    const { clinic = null, after = null } = values;
    if (verb === 'list') return readList(ids, clinic, after);
    if (verb === 'show' || verb === 'retry') return readOne(verb, ids, clinic ?? after);
    return wrong(verb ? `I cannot "${verb}".` : 'Say list, show or retry.');
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error)); // an option that parseArgs does not know
  }
}

function readList(more: readonly string[], clinic: string | null, after: string | null): ReadTask {
  if (more.length > 0) return wrong(`list takes no id: ${more.join(' ')}`);
  if (after !== null && !uuid.test(after)) return wrong(`--after wants an id, not "${after}".`);
  return { ok: true, task: { verb: 'list', clinic, after } };
}

function readOne(verb: 'show' | 'retry', ids: readonly string[], option: string | null): ReadTask {
  const [id, ...more] = ids;
  if (option !== null) return wrong('--clinic and --after go with list.');
  if (id === undefined) return wrong('Name the id, as list shows it.');
  if (more.length > 0) return wrong(`One at a time; too much: ${more.join(' ')}`);
  return uuid.test(id) ? { ok: true, task: { verb, id } } : wrong(`"${id}" is no id.`);
}

function wrong(problem: string): ReadTask {
  return { ok: false, reason: 'wrong', problem };
}
