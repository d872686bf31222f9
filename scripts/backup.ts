import process from 'node:process';
import { systemClock } from '../core/clock.ts';
import { describeSettingProblem, readConfig } from '../core/config.ts';
import { backUp } from '../core/db/backup.ts';
import { type Answer, done, refused } from './clinic/apply-file.ts';
import { openDatabase } from './open-database.ts';

/** `npm run backup -- FILE`: all records of one moment, in one file, while Miadi runs. */

const usage = `Usage:
  npm run backup -- FILE     write all records into FILE, which is replaced when the new one is whole

It reads the database of DATABASE_URL, else the one in .miadi/, also while Miadi is running.
It ends with 0 when the file is on disk, 1 when there is none, 2 when it was called wrongly.`;

const { code, out, problems } = await answer(process.argv.slice(2)).catch((error: unknown) =>
  refused(`No backup was written: ${error instanceof Error ? error.message : String(error)}`),
);
process.stdout.write(out);
process.stderr.write(problems);
process.exitCode = code;

async function answer([file, ...more]: readonly string[]): Promise<Answer> {
  if (file === undefined || file.startsWith('-') || more.length > 0) return refused(usage, 2);
  const settings = readConfig(process.env);
  if (!settings.ok) return refused(settings.problems.map(describeSettingProblem).join('\n'));
  await using stack = new AsyncDisposableStack();
  const database = await openDatabase(settings.config, 'miadi backup', stack);
  const { tables, rows, organizations } = await backUp(database, systemClock, file);
  const clinics = organizations === 1 ? '1 clinic' : `${organizations} clinics`;
  return done(`Wrote ${clinics}, ${rows} rows of ${tables} tables, to ${file}
THE KEY IS NOT IN IT: without VAULT_KEY (or .miadi/vault.key) nobody can read the patients' records in this file.
Keep the key as well, and in another place than the file.`);
}
