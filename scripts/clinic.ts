import process from 'node:process';
import { openFittingVault } from '../core/at-start.ts';
import { systemClock } from '../core/clock.ts';
import { type Config, describeSettingProblem, readConfig } from '../core/config.ts';
import { migrate } from '../core/db/migrate.ts';
import { uuidIds } from '../core/ids.ts';
import type { Core } from '../core/scope.ts';
import { type Answer, applyFile, done, refused } from './clinic/apply-file.ts';
import { exportFile } from './clinic/export-file.ts';
import { readTask, usage } from './clinic/task.ts';
import { folder, log, openDatabase, unfit } from './open-database.ts';

/** `npm run clinic -- apply|export FILE`: a clinic's settings out of its file, and back into one. */

const { code, out, problems } = await answer(process.argv.slice(2)).catch((error: unknown) =>
  refused(error instanceof Error ? error.message : String(error)),
);
process.stdout.write(out);
process.stderr.write(problems);
process.exitCode = code;

async function answer(args: readonly string[]): Promise<Answer> {
  const read = readTask(args);
  if (!read.ok) return read.reason === 'help' ? done(usage) : refused(`${read.problem}\n\n${usage}`, 2);
  const settings = readConfig(process.env);
  if (!settings.ok) return refused(settings.problems.map(describeSettingProblem).join('\n'));
  const { task } = read;
  const open = <T>(work: (core: Core) => Promise<T>) => withCore(settings.config, work);
  return task.verb === 'apply' ? applyFile(open, task.file) : exportFile(open, task.file, task.slug);
}

async function withCore<T>(config: Config, work: (core: Core) => Promise<T>): Promise<T> {
  await using stack = new AsyncDisposableStack();
  const database = await openDatabase(config, 'miadi clinic', stack);
  const opened = await openFittingVault(database.db, config, { folder, makesKey: false });
  if (!opened.ok) throw unfit(opened.problem);
  await migrate(database.db);
  return await work({ db: database.db, clock: systemClock, ids: uuidIds, vault: opened.vault, log });
}
