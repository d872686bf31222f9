/** Passwords that are looked at at the same time: each takes 32 MB, and a core for 50 ms and more, which patients' turns are in want of. */
const AT_ONCE = 2;
/** More than a clinic's whole staff at eight o'clock; who is last in such a line has waited for some seconds. */
const MOST_WAITING = 40;

/** Who hangs for longer, at a database that has fallen silent, keeps its place no more. */
const HELD_MS = 15_000;

/** Does the work when it is its turn; null, and nothing is done, where the line is too long. */
export type PasswordLine = <Result>(work: () => Promise<Result>) => Promise<Result | null>;

/** The limit by address holds nobody who has thousands of them: one household's IPv6 is enough. This one holds all together, in each process. */
export function createPasswordLine(): PasswordLine {
  let under = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (under < AT_ONCE) under++;
    else if (waiting.length >= MOST_WAITING) return null;
    else await new Promise<void>((goOn) => waiting.push(goOn)); // who ends hands its place on
    let held = true;
    const leave = () => {
      if (!held) return;
      held = false;
      const next = waiting.shift();
      if (next) next();
      else under--;
    };
    const overdue = setTimeout(leave, HELD_MS).unref();
    try {
      return await work();
    } finally {
      clearTimeout(overdue);
      leave();
    }
  };
}
