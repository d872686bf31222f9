import { readdir, readFile } from 'node:fs/promises';

/** Linux counts time in hundredths of a second, whatever the machine. */
const MS_A_TICK = 10;

/** What processes have taken of the processor so far, in milliseconds. */
export async function cpuOf(pids: readonly number[]): Promise<number> {
  const times = await Promise.all(pids.map(async (pid) => (await statOf(pid))?.cpuMs ?? 0));
  return times.reduce((sum, ms) => sum + ms, 0);
}

/** The Postgres server that started that backend. Asked for while the backend lives: an idle connection is closed in time. */
export async function postgresOf(backend: number): Promise<number> {
  const stat = await statOf(backend);
  if (stat === undefined) throw new Error('the connection has ended');
  return stat.parent;
}

/** The server itself and all that it has started. */
export async function postgresPids(server: number): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const stats = await Promise.all(pids.map(async (pid) => ({ pid, parent: (await statOf(pid))?.parent })));
  return [server, ...stats.filter(({ parent }) => parent === server).map(({ pid }) => pid)];
}

type Four = [number, number, number, number];

/**
 * proc_pid_stat(5). The name in parentheses may hold anything: what follows it is counted from there. Children that have ended are
 * their parent's: what a connection of Postgres has taken is not lost with it.
 */
async function statOf(pid: number): Promise<{ parent: number; cpuMs: number } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [user, system, ofTheDeadUser, ofTheDeadSystem] = fields.slice(11, 15).map(Number) as Four;
  return { parent: Number(fields[1]), cpuMs: (user + system + ofTheDeadUser + ofTheDeadSystem) * MS_A_TICK };
}
