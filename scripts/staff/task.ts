import { parseArgs } from 'node:util';
import { type Language, languages } from '../../core/language.ts';
import { roles } from '../../core/staff/permissions.ts';

export const usage = `Usage:
  npm run staff -- invite EMAIL ROLE [--branch KEY …] [--practitioner KEY] [--language en|sw] [--clinic SLUG]
                                    prints a link by which they set their password; it works once, for three days
  npm run staff -- reset EMAIL [--without-phone]
                                    prints a link to a new password, for two hours; --without-phone also takes away
                                    the code from a phone that is lost
  npm run staff -- list [--clinic SLUG]

Roles: ${roles.join(', ')}; and those that the clinic has of its own.
Without --branch: all of the clinic's branches. Keys are those of the clinic's file.

It works on the database of DATABASE_URL, else on the one in .miadi/, also while "npm start" is running.
It ends with 0 when done, 1 when refused, 2 when it was called wrongly.`;

export type Task =
  | {
      verb: 'invite';
      email: string;
      role: string;
      branches: string[];
      practitioner: string | null;
      language: Language;
      slug: string | null;
    }
  | { verb: 'reset'; email: string; withoutPhone: boolean }
  | { verb: 'list'; slug: string | null };

export type ReadTask =
  | { ok: true; task: Task }
  | { ok: false; reason: 'help' }
  | { ok: false; reason: 'wrong'; problem: string };

const options = {
  branch: { type: 'string', multiple: true },
  practitioner: { type: 'string' },
  language: { type: 'string' },
  clinic: { type: 'string' },
  'without-phone': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export function readTask(args: readonly string[]): ReadTask {
  const wrong = (problem: string): ReadTask => ({ ok: false, reason: 'wrong', problem });
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const [verb, email, role, ...more] = positionals;
    if (values.help) return { ok: false, reason: 'help' };
    if (more.length > 0) return wrong(`Too much: ${more.join(' ')}`);
    const slug = values.clinic ?? null;
    if (verb === 'list') return { ok: true, task: { verb, slug } };
    if (verb !== 'invite' && verb !== 'reset')
      return wrong(verb ? `I cannot "${verb}".` : 'Say invite, reset or list.');
    if (email === undefined) return wrong('Name the e-mail address.');
    if (verb === 'reset')
      return { ok: true, task: { verb, email, withoutPhone: values['without-phone'] ?? false } };
    if (role === undefined) return wrong('Name the role.');
    const language = languages.find((one) => one === (values.language ?? 'en'));
    if (language === undefined) return wrong(`--language is one of ${languages.join(', ')}.`);
    const { branch: branches = [], practitioner = null } = values;
    return { ok: true, task: { verb, email, role, branches, practitioner, language, slug } };
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error)); // an option that parseArgs does not know
  }
}
