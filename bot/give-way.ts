import { setTimeout as pause, setImmediate as roundOfEvents } from 'node:timers/promises';

/** Runs a piece of work that nobody sits waiting for: a statement, or what is done with one of its rows. */
export type GiveWay = <Result>(piece: () => Promise<Result>) => Promise<Result>;

/** So long at most: who writes without end does not hold up the reminders of all others. */
const AT_MOST_MS = 15;
const LATELY_MS = 500;

/**
 * Ten thousand reminders may be due in one minute, and patients write in it as in any other. While they do, the work for reminders is one
 * line: one statement at a time, so that a core is left for theirs, and between two pieces whatever else this process has to do
 * comes first. While nobody writes, pieces run as they come.
 *
 * No piece may wait for another.
 *
 * @param turnsUnderWay whether a patient waits at this moment
 */
export function createGiveWay(turnsUnderWay: () => boolean): GiveWay {
  let last: Promise<unknown> = Promise.resolve();
  let busyUntil = 0;

  async function letPass(): Promise<void> {
    await roundOfEvents();
    for (const until = performance.now() + AT_MOST_MS; turnsUnderWay() && performance.now() < until; )
      await pause(1);
  }

  return (piece) => {
    const now = performance.now();
    if (turnsUnderWay()) busyUntil = now + LATELY_MS;
    if (now >= busyUntil) return piece();
    const done = last.then(letPass).then(piece);
    last = done.catch(() => undefined); // its trouble is whose piece it was
    return done;
  };
}
