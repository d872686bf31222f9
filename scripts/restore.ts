import process from 'node:process';
import { openFittingVault } from '../core/at-start.ts';
import { describeSettingProblem, readConfig } from '../core/config.ts';
import { restore } from '../core/db/restore.ts';
import { type Answer, done, refused } from './clinic/apply-file.ts';
import { folder, openDatabase } from './open-database.ts';

/** `npm run restore -- FILE`: a backup's records, into a database that has none. */

const usage = `Usage:
  npm run restore -- FILE    put the records of a backup into a database that has none

Stop Miadi first. It writes to the database of DATABASE_URL, else to the one in .miadi/. VAULT_KEY (or
.miadi/vault.key) must be the key that the records were written with: it is tried on them.
It ends with 0 when all of it is in, 1 when nothing is, 2 when it was called wrongly.`;

const { code, out, problems } = await answer(process.argv.slice(2)).catch((error: unknown) =>
  refused(`Not restored: ${error instanceof Error ? error.message : String(error)}`),
);
process.stdout.write(out);
process.stderr.write(problems);
process.exitCode = code;

async function answer([file, ...more]: readonly string[]): Promise<Answer> {
  if (file === undefined || file.startsWith('-') || more.length > 0) return refused(usage, 2);
  const settings = readConfig(process.env);
  if (!settings.ok) return refused(settings.problems.map(describeSettingProblem).join('\n'));
  const { config } = settings;
  await using stack = new AsyncDisposableStack();
  const database = await openDatabase(config, 'miadi restore', stack);
  const restored = await restore(database, file, {
    async findMisfit(db) {
      const opened = await openFittingVault(db, config, { folder, makesKey: false });
      return opened.ok ? null : describeSettingProblem(opened.problem);
    },
  });
  if (!restored.ok) return refused(`Nothing was restored from ${file}: ${restored.problem}`);
  const { organizations, rows, tables, at, migrated } = restored;
  const clinics = organizations === 1 ? '1 clinic' : `${organizations} clinics`;
  const later = migrated.length > 0 ? `\nIt was brought up to this version: ${migrated.join(', ')}` : '';
  return done(`Restored ${clinics}, ${rows} rows of ${tables} tables, as they were at ${at}${later}`);
}
