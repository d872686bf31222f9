import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { findDatabaseProblem, makeInstallationFolder, openFittingVault } from '../core/at-start.ts';
import { systemClock } from '../core/clock.ts';
import { type Config, describeSettingProblem, readConfig, type SettingProblem } from '../core/config.ts';
import { connect } from '../core/db/connect.ts';
import { ensureDatabase, runningEmbeddedUrl, startEmbeddedPostgres } from '../core/db/embedded.ts';
import { migrate } from '../core/db/migrate.ts';
import { uuidIds } from '../core/ids.ts';
import { createLog } from '../core/log.ts';
import type { Core } from '../core/scope.ts';
import { type Answer, applyFile, done, refused } from './clinic/apply-file.ts';
import { exportFile } from './clinic/export-file.ts';
import { readTask, usage } from './clinic/task.ts';

/** `npm run clinic -- apply|export FILE`: a clinic's settings out of its file, and back into one. */

/** Where main.ts keeps what is not in an operator's own database server. */
const folder = fileURLToPath(new URL('../.miadi/', import.meta.url));

/** To the errors: an exported file must have no line of the log in it. */
const log = createLog({ pretty: true, level: 'warn', write: (line) => void process.stderr.write(line) });

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
  const database = connect(await databaseUrl(config, stack), { max: 2, applicationName: 'miadi clinic' });
  stack.defer(() => database.close());
  const opened = await openFittingVault(database.db, config, { folder, makesKey: false });
  if (!opened.ok) throw unfit(opened.problem);
  await migrate(database.db);
  return await work({ db: database.db, clock: systemClock, ids: uuidIds, vault: opened.vault, log });
}

/** Ends the command with what is wrong with a setting. */
function unfit(problem: SettingProblem): Error {
  return new Error(describeSettingProblem(problem));
}

/** Beside a running Miadi its server is used; else one is started for as long as we need it. */
async function databaseUrl(config: Config, stack: AsyncDisposableStack): Promise<string> {
  if (config.databaseUrl !== null) {
    const unreachable = await findDatabaseProblem(config.databaseUrl);
    if (unreachable !== null) throw unfit(unreachable);
    return config.databaseUrl;
  }
  const home = `${folder}postgres`;
  const running = await runningEmbeddedUrl(home, 'miadi');
  if (running !== undefined) return running;
  await makeInstallationFolder(folder, process.getuid?.());
  const postgres = await startEmbeddedPostgres({ folder: home, log });
  stack.defer(() => postgres.stop());
  await ensureDatabase(postgres.url('postgres'), 'miadi');
  return postgres.url('miadi');
}
