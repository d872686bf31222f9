import { parseArgs } from 'node:util';

export const usage = `Usage:
  npm run clinic -- apply FILE                   check a clinic's file and apply it; safe to repeat
  npm run clinic -- export FILE [--clinic SLUG]  write the settings as they are now ("-": to the terminal)

It works on the database of DATABASE_URL, else on the one in .miadi/, also while "npm start" is running.
It ends with 0 when done, 1 when refused, 2 when it was called wrongly.`;

export type Task = { verb: 'apply'; file: string } | { verb: 'export'; file: string; slug: string | null };

export type ReadTask =
  | { ok: true; task: Task }
  | { ok: false; reason: 'help' }
  | { ok: false; reason: 'wrong'; problem: string };

export function readTask(args: readonly string[]): ReadTask {
  const wrong = (problem: string): ReadTask => ({ ok: false, reason: 'wrong', problem });
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { clinic: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    const [verb, file, ...more] = positionals;
    if (values.help) return { ok: false, reason: 'help' };
    if (verb !== 'apply' && verb !== 'export')
      return wrong(verb ? `I cannot "${verb}".` : 'Say apply or export.');
    if (file === undefined) return wrong('Name the file.');
    if (more.length > 0) return wrong(`One file at a time; too much: ${more.join(' ')}`);
    if (verb === 'export') return { ok: true, task: { verb, file, slug: values.clinic ?? null } };
    if (values.clinic !== undefined)
      return wrong('--clinic goes with export: the file itself says its clinic.');
    return { ok: true, task: { verb, file } };
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error)); // an option that parseArgs does not know
  }
}
