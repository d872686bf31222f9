import process from 'node:process';
import { openFittingVault } from '../core/at-start.ts';
import { systemClock } from '../core/clock.ts';
import { type Config, describeSettingProblem, readConfig } from '../core/config.ts';
import { migrate } from '../core/db/migrate.ts';
import { uuidIds } from '../core/ids.ts';
import type { Core } from '../core/scope.ts';
import { type Answer, done, refused } from './clinic/apply-file.ts';
import { folder, log, openDatabase, unfit } from './open-database.ts';
import { doTask } from './staff/do-task.ts';
import { readTask, usage } from './staff/task.ts';

/** `npm run staff -- invite EMAIL ROLE`: the first of the staff, and those who cannot help themselves. */

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
  const { publicUrl } = settings.config;
  return withCore(settings.config, (core) => doTask(core, read.task, publicUrl));
}

async function withCore<T>(config: Config, work: (core: Core) => Promise<T>): Promise<T> {
  await using stack = new AsyncDisposableStack();
  const database = await openDatabase(config, 'miadi staff', stack);
  const opened = await openFittingVault(database.db, config, { folder, makesKey: false });
  if (!opened.ok) throw unfit(opened.problem);
  await migrate(database.db);
  return await work({ db: database.db, clock: systemClock, ids: uuidIds, vault: opened.vault, log });
}
