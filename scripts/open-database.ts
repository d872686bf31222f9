import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { makeInstallationFolder } from '../core/at-start.ts';
import { type Config, describeSettingProblem, type SettingProblem } from '../core/config.ts';
import { findDatabaseProblem } from '../core/database-problem.ts';
import { connect, type Database } from '../core/db/connect.ts';
import { shareEmbeddedPostgres } from '../core/db/share.ts';
import { createLog } from '../core/log.ts';

/** What the commands have in common that work on Miadi's database, beside a running Miadi or without one. */

/** Where main.ts keeps what is not in an operator's own database server. */
export const folder = fileURLToPath(new URL('../.miadi/', import.meta.url));

/** To the errors: what a command prints must have no line of the log in it. */
export const log = createLog({
  pretty: true,
  level: 'warn',
  write: (line) => void process.stderr.write(line),
});

/** Beside a running Miadi, or another command, its server is used; else one is started for as long as it is needed. */
export async function openDatabase(
  config: Config,
  applicationName: string,
  stack: AsyncDisposableStack,
): Promise<Database> {
  const database = connect(await databaseUrl(config, stack), { max: 2, applicationName });
  stack.defer(() => database.close());
  return database;
}

/** Ends a command with what is wrong with a setting. */
export function unfit(problem: SettingProblem): Error {
  return new Error(describeSettingProblem(problem));
}

async function databaseUrl(config: Config, stack: AsyncDisposableStack): Promise<string> {
  if (config.databaseUrl !== null) {
    const unreachable = await findDatabaseProblem(config.databaseUrl);
    if (unreachable !== null) throw unfit(unreachable);
    return config.databaseUrl;
  }
  await makeInstallationFolder(folder, process.getuid?.());
  const tell = (line: string) => () => void process.stderr.write(`${line}\n`);
  const options = { folder: `${folder}postgres`, log, onWait: tell(waits), onLost: tell(lost) };
  const postgres = await shareEmbeddedPostgres(options, 'miadi');
  stack.defer(() => postgres.stop());
  return postgres.url('miadi');
}

const waits = 'Another command still uses the database that this one has started: this one ends after it.';
const lost =
  'The database has stopped: the Miadi or the command that had started it has ended. What was not finished was taken back. Call this again.';
