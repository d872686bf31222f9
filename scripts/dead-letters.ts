import process from 'node:process';
import { openFittingVault } from '../core/at-start.ts';
import { systemClock } from '../core/clock.ts';
import { type Config, describeSettingProblem, readConfig } from '../core/config.ts';
import type { Db } from '../core/db/connect.ts';
import { migrate } from '../core/db/migrate.ts';
import { uuidIds } from '../core/ids.ts';
import type { Core } from '../core/scope.ts';
import { type Answer, list, refused, retry, show } from './dead-letters/answers.ts';
import { readTask, usage } from './dead-letters/task.ts';
import { folder, log, openDatabase, unfit } from './open-database.ts';

/** `npm run dead-letters -- list|show|retry`: what has failed for good, in ids, codes and times alone. */

const { code, out, problems } = await answer(process.argv.slice(2)).catch((error: unknown) =>
  refused(error instanceof Error ? error.message : String(error)),
);
process.stdout.write(out);
process.stderr.write(problems);
process.exitCode = code;

async function answer(args: readonly string[]): Promise<Answer> {
  const read = readTask(args);
  if (!read.ok) {
    return read.reason === 'help'
      ? { code: 0, out: `${usage}\n`, problems: '' }
      : refused(`${read.problem}\n\n${usage}`, 2);
  }
  const settings = readConfig(process.env);
  if (!settings.ok) return refused(settings.problems.map(describeSettingProblem).join('\n'));
  const { task } = read;
  return withCore(settings.config, (core) => {
    if (task.verb === 'list') return list(core, task);
    return task.verb === 'show' ? show(core, task.id) : retry(core, task.id);
  });
}

async function withCore<T>(config: Config, work: (core: Core & { db: Db }) => Promise<T>): Promise<T> {
  await using stack = new AsyncDisposableStack();
  const database = await openDatabase(config, 'miadi dead letters', stack);
  const opened = await openFittingVault(database.db, config, { folder, makesKey: false });
  if (!opened.ok) throw unfit(opened.problem);
  await migrate(database.db);
  return await work({ db: database.db, clock: systemClock, ids: uuidIds, vault: opened.vault, log });
}
