import { createHash, randomBytes } from 'node:crypto';
import { access, chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseRunner, type Runner, reaches, systemFolder } from './native.ts';
import { run } from './processes.ts';

/** A Postgres cluster on disk, made and reachable: `home` holds data/, password and the server's log. */
export type Cluster = { home: string; runner: Runner; password: string };

export const administrator = 'miadi';

/** Where the folder's cluster lies: inside it, or where an earlier start had to move it and noted so. */
export async function clusterHome(folder: string): Promise<string> {
  const noted = await readFile(join(folder, 'cluster-is-at'), 'utf8').catch(() => undefined);
  // the note is written before the move: of a move that was cut short, the cluster is still inside
  return noted !== undefined && (await exists(noted.trim())) ? noted.trim() : join(folder, 'cluster');
}

/** Finds the folder's cluster or makes it, where the account that runs Postgres can reach it. */
export async function settleCluster(folder: string, durable: boolean): Promise<Cluster> {
  let home = await clusterHome(folder);
  await mkdir(home, { recursive: true, mode: 0o700 });
  const runner = await chooseRunner(home);
  await hand(home, runner);
  if (!(await reaches(runner, home))) {
    home = await moveOut(folder, home);
    if (!(await reaches(runner, home)))
      throw new Error(`account ${runner.account.uid} cannot write to ${home}`);
  }
  const password = await keepPassword(home, runner);
  await initialise(home, runner, durable);
  return { home, runner, password };
}

async function hand(home: string, { account }: Runner): Promise<void> {
  if ((await stat(home)).uid === account.uid) return;
  const { ok, output } = await run(['chown', '-R', `${account.uid}:${account.gid}`, home]);
  if (!ok) throw new Error(`cannot hand ${home} to account ${account.uid}: ${output}`);
}

/** The folder is closed to the account (mode 700 of root's, somewhere on the way): the cluster moves to the system's. */
async function moveOut(folder: string, home: string): Promise<string> {
  const target = join(systemFolder, createHash('sha256').update(folder).digest('hex').slice(0, 16));
  await mkdir(systemFolder, { recursive: true });
  await chmod(systemFolder, 0o755);
  if (await exists(target)) {
    // of a folder of this name that was removed since; somebody's records all the same
    await rm(`${target}.before`, { recursive: true, force: true });
    await rename(target, `${target}.before`);
  }
  await writeFile(join(folder, 'cluster-is-at'), `${target}\n`);
  const halfway = `${target}.new`; // across disks mv copies, and a copy that was cut short must not pass for the whole
  await rm(halfway, { recursive: true, force: true });
  const { ok, output } = await run(['cp', '-a', home, halfway]);
  if (!ok) throw new Error(`cannot move the database from ${home} to ${target}: ${output}`);
  await rename(halfway, target);
  await rm(home, { recursive: true });
  return target;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function keepPassword(home: string, { account }: Runner): Promise<string> {
  const path = join(home, 'password');
  const kept = await readPassword(home).catch(() => '');
  if (kept !== '') return kept;
  const password = randomBytes(24).toString('base64url');
  await writeFile(path, `${password}\n`, { mode: 0o600 });
  await chown(path, account.uid, account.gid);
  return password;
}

export async function readPassword(home: string): Promise<string> {
  return (await readFile(join(home, 'password'), 'utf8')).trim();
}

async function initialise(home: string, runner: Runner, durable: boolean): Promise<void> {
  const made = await readFile(join(home, 'data', 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (made !== undefined) return checkVersion(home, runner, made.trim());
  // beside its place first: a start that is killed half-way leaves no half-made cluster behind
  const fresh = join(home, 'data.new');
  await rm(fresh, { recursive: true, force: true });
  const { ok, output } = await run(
    [
      ...runner.prefix,
      join(runner.bin, 'initdb'),
      ...['-D', fresh, '-U', administrator, '--auth=scram-sha-256', `--pwfile=${join(home, 'password')}`],
      // the built-in provider sorts the same on every machine
      ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
      ...(durable ? [] : ['--no-sync']),
    ],
    home,
  );
  if (!ok) throw new Error(`Postgres could not make its database in ${home}:\n${output}`);
  await rename(fresh, join(home, 'data'));
}

async function checkVersion(home: string, runner: Runner, made: string): Promise<void> {
  const { output } = await run([...runner.prefix, join(runner.bin, 'postgres'), '--version']);
  const ours = /(\d+)\.\d+/.exec(output)?.[1];
  if (ours !== made) {
    throw new Error(
      `the database in ${home} was made by Postgres ${made}, and this is ${ours}: move it with pg_upgrade`,
    );
  }
}
